"""Staff answer from their own mailbox: what becomes of it (the inquiry is Ana's, of the transport team: ines and omar)."""

from datetime import timedelta

import pytest
from builders import DAY, NOW, OTHER_REFERENCE, REFERENCE, a_closed_inquiry, a_message, an_event, an_inquiry, staff_with
from district_builder import a_district
from fakes import FakeDistricts, Office
from usecases.staff_letters import INES, KAI, OMAR, address, letter, opened, read

from chalicelib.domain.consequences import Action, consequences
from chalicelib.domain.errors import Conflict
from chalicelib.domain.events import EventType
from chalicelib.domain.submission import Submission
from chalicelib.domain.words import Direction, Priority, Role, Status
from chalicelib.usecases.reply import reply

NOTICE = (
    "— reply above this line —\r\n\r\nA new inquiry is waiting.\r\n\r\nWhat was asked:\r\nBus 12 did not come today."
)
QUOTED = "\r\n\r\nOn Mon, Mar 2, 2026 at 3:00 PM Maple Valley <help@demo.example.org> wrote:\r\n\r\n" + "\r\n".join(
    f"> {line}" for line in NOTICE.split("\r\n")
)
TO = address(REFERENCE)


@pytest.fixture
def office():
    fresh = Office()
    fresh.store.keep(an_inquiry(), a_message())
    return fresh


def said(office, direction):
    return [one for one in office.store.messages.values() if one.direction is direction]


def kept(office):
    """The one note, and why it was kept."""
    (note,) = said(office, Direction.NOTE)
    (event,) = office.store.told(note.reference, EventType.STAFF_MAIL_KEPT)
    assert not said(office, Direction.OUTBOUND)
    assert not office.store.told(note.reference, EventType.MESSAGE_WRITTEN)
    return note, event.detail


# --- the reply ------------------------------------------------------------------------------------------------------


def test_what_they_wrote_above_the_line_is_the_reply_to_the_family(office):
    found = opened(office, letter(TO, "It comes at eight." + QUOTED))
    assert (found.reference, found.fate) == (REFERENCE, "reply")
    (message,) = said(office, Direction.OUTBOUND)
    assert (message.text, message.author, message.author_name) == ("It comes at eight.", "ines", "Ines Moreau")
    assert message.original == "", "the family's page must never lead to the mail itself"
    inquiry = office.store.inquiries[REFERENCE]
    assert (inquiry.status, inquiry.deadline, inquiry.assignee) == (Status.WAITING, None, "ines")
    (event,) = office.store.told(REFERENCE, EventType.MESSAGE_WRITTEN)
    assert (event.actor, event.detail["original"]) == ("ines", "raw/s1")
    assert [one.action for one in consequences(event)] == [Action.SEND_REPLY]


def test_the_same_mail_delivered_again_is_one_reply(office):
    for key in ("raw/s1", "raw/s2"):
        found = opened(office, letter(TO, "At eight."), key)
    assert found.fate == "duplicate"
    assert len(said(office, Direction.OUTBOUND)) == 1


def test_a_table_where_somebody_wrote_first_is_read_again(office):
    office.store.raise_next(Conflict("inquiry"))
    assert opened(office, letter(TO, "At eight.")).fate == "reply"
    office.store.raise_next(*[Conflict("inquiry")] * 5)
    with pytest.raises(Conflict):
        opened(office, letter(TO, "At nine.", message_id="<s2@schools.example.org>"))


def test_a_reply_to_what_was_merged_goes_to_the_survivor(office):
    office.store.keep(an_inquiry(reference=OTHER_REFERENCE, merged_into=REFERENCE, status=Status.CLOSED))
    assert opened(office, letter(address(OTHER_REFERENCE), "At eight.")).reference == REFERENCE
    (message,) = said(office, Direction.OUTBOUND)
    assert message.reference == REFERENCE


def test_a_reply_to_a_closed_inquiry_is_sent_and_waits_for_the_family(office):
    office.store.keep(a_closed_inquiry())
    opened(office, letter(TO, "One thing more."))
    inquiry = office.store.inquiries[REFERENCE]
    assert (inquiry.status, inquiry.closed_at) == (Status.WAITING, None)
    assert office.store.timeline(REFERENCE) == [EventType.MESSAGE_WRITTEN, EventType.INQUIRY_REOPENED]


def test_any_of_the_team_answers_what_went_to_its_mailbox_each_in_their_own_name(office):
    opened(office, letter(address(REFERENCE, team="transport"), "At eight.", sender=OMAR))
    assert said(office, Direction.OUTBOUND)[0].author == "omar"


@pytest.mark.parametrize("sender", [KAI, "front@schools.example.org"])
def test_nobody_else_answers_what_went_to_a_teams_mailbox(office, sender):
    opened(office, letter(address(REFERENCE, team="transport"), "At eight.", sender=sender))
    _, detail = kept(office)
    assert (detail["why"], detail["to"]) == ("gone", [])


# --- what is only kept ----------------------------------------------------------------------------------------------


def gone():
    return FakeDistricts(a_district(staff=tuple(one for one in a_district().staff if one.id != "ines")))


KEPT = {
    "from somebody else's address": ("not_theirs", {"sender": "mallory@example.net"}),
    "from a colleague's address": ("not_theirs", {"sender": OMAR}),
    "whose domain proved nothing": ("unproved", {"dmarc": "none"}),
    "whose domain disowns it": ("held", {"dmarc": "fail", "policy": "reject"}),
    "with no words above the quotation": ("empty", {"text": QUOTED}),
    "with nothing but a command": ("empty", {"text": "#send"}),
    "with a command nobody knows": ("command", {"text": "#close\r\nDone."}),
    "longer than a reply may be": ("too_long", {"text": "word " * 4_100}),
}


@pytest.mark.parametrize("quirk", KEPT)
def test_a_mail_is_kept_as_a_note_and_its_person_told_why(office, quirk):
    why, changes = KEPT[quirk]
    given = {"to": TO, "text": "It comes at eight."} | changes
    found = opened(office, letter(**given))
    note, detail = kept(office)
    assert (found.fate, detail["why"], detail["to"]) == ("kept", why, ["ines"])
    assert note.text
    assert note.author == ("" if why in {"not_theirs", "unproved", "held"} else "ines")
    inquiry = office.store.inquiries[REFERENCE]
    assert (inquiry.status, inquiry.deadline) == (an_inquiry().status, an_inquiry().deadline)
    asked = consequences(office.store.told(REFERENCE, EventType.STAFF_MAIL_KEPT)[0])
    assert [one.action for one in asked] == [Action.TELL_STAFF]


def test_a_notice_older_than_thirty_days_is_answered_by_nobody(office):
    office.clock.advance(31 * DAY)
    opened(office, letter(TO, "At eight."))
    assert kept(office)[1]["why"] == "expired"


def test_whoever_left_answers_nobody_any_more(office):
    office.districts = gone()
    opened(office, letter(TO, "At eight."))
    note, detail = kept(office)
    assert (detail["why"], detail["to"], note.author) == ("gone", [], "")
    asked = consequences(office.store.told(REFERENCE, EventType.STAFF_MAIL_KEPT)[0])
    assert [one.action for one in asked] == [Action.TELL_TEAM]


def test_an_inquiry_that_is_held_is_released_before_it_is_answered(office):
    office.store.keep(an_inquiry(held="looks like spam", deadline=None))
    opened(office, letter(TO, "At eight."))
    assert kept(office)[1]["why"] == "quarantined"


def test_what_was_deleted_meanwhile_is_answered_by_nobody(office):
    office.store.keep(an_inquiry(status=Status.CLOSED, participants=(), deadline=None))
    office.store.events[REFERENCE] = [an_event(EventType.INQUIRY_DELETED)]
    opened(office, letter(TO, "At eight."))
    assert kept(office)[1]["why"] == "deleted"


def test_a_forged_danger_is_still_a_danger(office):
    opened(office, letter(TO, "I will kill myself", sender="mallory@example.net"))
    assert office.store.told(REFERENCE, EventType.DANGER_FOUND)
    assert office.store.inquiries[REFERENCE].priority is Priority.CRITICAL


def test_what_staff_write_themselves_pages_nobody(office):
    opened(office, letter(TO, "Please do not kill myself-style jokes."))
    assert not office.store.told(REFERENCE, EventType.DANGER_FOUND)


def test_an_out_of_office_answers_nothing_and_tells_nobody(office):
    opened(office, letter(TO, "I am away until Monday.", Auto_Submitted="auto-replied"))
    (note,) = said(office, Direction.NOTE)
    assert note.automatic
    assert office.store.timeline(REFERENCE) == [EventType.MESSAGE_RECEIVED]
    assert consequences(office.store.told(REFERENCE, EventType.MESSAGE_RECEIVED)[0]) == ()
    assert office.store.inquiries[REFERENCE].deadline


# --- commands -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["#note\r\nAsk the yard.", "#NOTE Ask the yard.", "\r\n#note  Ask the yard."])
def test_a_first_line_makes_it_an_internal_note(office, text):
    found = opened(office, letter(TO, text + QUOTED))
    (note,) = said(office, Direction.NOTE)
    assert (found.fate, note.text, note.author) == ("note", "Ask the yard.", "ines")
    assert office.store.timeline(REFERENCE) == [EventType.NOTE_ADDED]
    assert not said(office, Direction.OUTBOUND)


@pytest.mark.parametrize("text", ["It comes at eight.", "#send\r\nIt comes at eight."])
def test_the_answer_to_a_note_is_a_note(office, text):
    assert opened(office, letter(address(REFERENCE, note=True), text)).fate == "note"
    assert not said(office, Direction.OUTBOUND)


@pytest.mark.parametrize("text", ["#1 on our list is bus 12.", "#BusTwelve is late, sorry.", "We use #note often."])
def test_a_hash_that_is_no_command_is_text(office, text):
    assert opened(office, letter(TO, text)).fate == "reply"
    assert said(office, Direction.OUTBOUND)[0].text == text


# --- two at once ----------------------------------------------------------------------------------------------------


def omar_answers(office):
    collaborators = {"store": office.store, "districts": office.districts, "randomness": office.randomness}
    return reply(REFERENCE, "At nine.", staff="omar", **collaborators)


def test_the_second_to_answer_hears_of_the_first_and_nothing_is_lost(office):
    office.clock.advance(minutes=5)
    office.store.interfere.append(lambda: omar_answers(office))
    opened(office, letter(TO, "At eight."))
    assert [one.text for one in said(office, Direction.OUTBOUND)] == ["At nine."]
    (note,) = said(office, Direction.NOTE)
    (event,) = office.store.told(REFERENCE, EventType.STAFF_MAIL_KEPT)
    assert (note.text, event.detail["why"], event.detail["to"]) == ("At eight.", "answered", ["ines"])


def test_whoever_wants_both_answers_sent_says_so(office):
    office.clock.advance(minutes=5)
    omar_answers(office)
    assert opened(office, letter(TO, "#send\r\nAt eight, in fact.")).fate == "reply"
    assert [one.text for one in said(office, Direction.OUTBOUND)] == ["At nine.", "At eight, in fact."]


def test_a_second_answer_of_ones_own_is_sent(office):
    office.clock.advance(minutes=5)
    opened(office, letter(TO, "At eight."))
    office.clock.advance(minutes=5)
    assert opened(office, letter(TO, "On Fridays at nine.", message_id="<s2@schools.example.org>")).fate == "reply"


def test_an_answer_to_what_the_family_wrote_since_is_sent(office):
    office.clock.advance(minutes=5)
    omar_answers(office)
    office.store.keep(
        a_message(id="zzz", at=NOW + timedelta(minutes=9), text="And on Friday?", mail_id="x@example.com")
    )
    fresh = address(REFERENCE, at=NOW + timedelta(minutes=9))
    assert opened(office, letter(fresh, "On Friday at nine.")).fate == "reply"


# --- the family, and nobody -----------------------------------------------------------------------------------------


def test_a_parent_who_answers_to_a_staff_address_is_heard_as_a_parent(office):
    back = opened(office, letter(TO, "Thank you!", sender="ana@example.com"))
    assert isinstance(back, Submission)
    assert (back.staff, back.thread.reference) == (None, REFERENCE)


def test_a_staff_address_of_an_inquiry_that_is_gone_opens_a_new_one(office):
    back = opened(office, letter(address(OTHER_REFERENCE), "At eight."))
    assert isinstance(back, Submission)
    assert (back.staff, back.thread.reference) == (None, "")


def test_a_staff_member_on_their_own_familys_inquiry_answers_as_staff_where_the_notice_was_theirs(office):
    office.districts = FakeDistricts(a_district(staff=staff_with("ines", mail="ana@example.com")))
    assert opened(office, letter(TO, "At eight.", sender="ana@example.com")).fate == "reply"


def test_a_private_address_in_their_words_is_not_sent(office):
    opened(office, letter(TO, f"Write to {INES} or call (202) 555-0101."))
    assert said(office, Direction.OUTBOUND)[0].text == "Write to … or call …."


def test_an_address_that_nobody_signed_is_no_staff_address(office):
    assert read(letter(TO.replace(TO[6:8], "zz"), "At eight.")).staff is None


def test_whoever_may_not_answer_it_any_more_is_told_and_nothing_is_sent(office):
    only_records = staff_with("ines", roles=(Role.RECORDER,))
    office.districts = FakeDistricts(a_district(staff=only_records))
    opened(office, letter(TO, "At eight."))
    note, detail = kept(office)
    assert (note.text, detail["why"], detail["to"]) == ("At eight.", "not_allowed", ["ines"])
