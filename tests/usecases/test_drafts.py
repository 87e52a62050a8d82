"""Drafts: nothing leaves that its writer would not send any more, and what leaves, leaves once."""

from dataclasses import replace

import pytest
from builders import NOW, REFERENCE, a_consequence, a_message, an_event, an_inquiry, mail_address
from fakes import Office

from chalicelib.domain.consequences import Action, consequences
from chalicelib.domain.draft import DraftState
from chalicelib.domain.drafting import LONGEST
from chalicelib.domain.errors import Invalid, NotFound
from chalicelib.domain.events import EventType
from chalicelib.domain.inquiry import Participant
from chalicelib.domain.permissions import actor_of
from chalicelib.domain.words import Direction
from chalicelib.usecases.drafts import depart, drop_draft, keep_note, open_draft, save_draft, send_draft, stop_draft
from chalicelib.usecases.handle import Counter
from chalicelib.usecases.reply import reply

UNCLE = Participant(mail_address("leo@example.net"), "Uncle Leo")


@pytest.fixture
def office():
    fresh = Office()
    fresh.store.keep(an_inquiry(), a_message())
    return fresh


def desk(office, who="ines"):
    at = Counter(office.store, office.districts, office.randomness)
    return {"actor": actor_of(who, office.districts.district, at=office.clock()), "at": at}


def a_draft(office, text="It comes at eight.", who="ines"):
    open_draft(REFERENCE, **desk(office, who))
    return save_draft(REFERENCE, text, **desk(office, who))


def answers(office, who, text="At nine."):
    office.clock.advance(seconds=1)
    return reply(
        REFERENCE, text, staff=who, store=office.store, districts=office.districts, randomness=office.randomness
    )


def leaves(office):
    """Whatever left so far arrives at notify, twice."""
    for event in office.store.told(REFERENCE, EventType.REPLY_LEAVES):
        (asked,) = consequences(event)
        assert (asked.action, asked.delay) == (Action.SEND_DRAFT, 10)
        for _ in range(2):
            depart(asked, store=office.store, districts=office.districts, randomness=office.randomness)


def sent(office):
    return [one for one in office.store.messages.values() if one.direction is Direction.OUTBOUND]


def test_a_draft_is_kept_and_found_again(office):
    a_draft(office)
    again = open_draft(REFERENCE, **desk(office))
    assert again.text == "It comes at eight."
    assert save_draft(REFERENCE, "It comes at eight.", **desk(office)) == again


def test_each_person_has_their_own(office):
    a_draft(office)
    assert open_draft(REFERENCE, **desk(office, "omar")).text == ""
    assert {one.staff for one in office.store.case(REFERENCE).drafts} == {"ines", "omar"}


def test_what_was_sent_leaves_once_after_its_ten_seconds(office):
    a_draft(office)
    for _ in range(2):
        assert send_draft(REFERENCE, **desk(office)).state is DraftState.LEAVING
    assert not sent(office)
    leaves(office)
    (message,) = sent(office)
    assert (message.text, message.author) == ("It comes at eight.", "ines")
    assert office.store.drafts[REFERENCE, "ines"].state is DraftState.SENT
    assert office.store.timeline(REFERENCE).count(EventType.MESSAGE_WRITTEN) == 1


def test_a_stopped_reply_does_not_leave_and_can_be_sent_later(office):
    a_draft(office)
    send_draft(REFERENCE, **desk(office))
    stop_draft(REFERENCE, **desk(office))
    leaves(office)
    assert not sent(office)
    save_draft(REFERENCE, "It comes at nine.", **desk(office))
    send_draft(REFERENCE, **desk(office))
    leaves(office)
    assert [one.text for one in sent(office)] == ["It comes at nine."]


def test_what_is_gone_cannot_be_stopped(office):
    a_draft(office)
    send_draft(REFERENCE, **desk(office))
    leaves(office)
    with pytest.raises(Invalid):
        stop_draft(REFERENCE, **desk(office))


def test_the_next_draft_starts_empty(office):
    a_draft(office)
    send_draft(REFERENCE, **desk(office))
    leaves(office)
    assert open_draft(REFERENCE, **desk(office)).text == ""


def test_a_colleagues_answer_is_seen_before_sending(office):
    a_draft(office)
    answers(office, "omar")
    with pytest.raises(Invalid) as told:
        send_draft(REFERENCE, **desk(office))
    assert told.value.fields == {"draft": "answered_meanwhile"}
    send_draft(REFERENCE, anyway=True, **desk(office))
    leaves(office)
    assert [one.author for one in sent(office)] == ["omar", "ines"]


def test_of_two_that_were_sent_in_the_same_moment_the_second_comes_back(office):
    a_draft(office)
    a_draft(office, "At nine.", "omar")
    send_draft(REFERENCE, **desk(office))
    office.clock.advance(seconds=1)
    send_draft(REFERENCE, **desk(office, "omar"))
    leaves(office)
    assert [one.author for one in sent(office)] == ["ines"]
    (back,) = office.store.told(REFERENCE, EventType.REPLY_RETURNED)
    assert back.detail == {"to": ["omar"], "why": "answered_meanwhile", "config": "v1"}
    assert [one.action for one in consequences(back)] == [Action.TELL_STAFF]
    assert open_draft(REFERENCE, **desk(office, "omar")).text == "At nine."


def test_whoever_joins_after_it_was_opened_does_not_get_it(office):
    a_draft(office)
    known = office.store.inquiries[REFERENCE]
    office.store.keep(replace(known, participants=(*known.participants, UNCLE)))
    send_draft(REFERENCE, **desk(office))
    leaves(office)
    assert sent(office)[0].recipients == (mail_address(),)


def test_whoever_was_taken_off_since_does_not_get_it_either(office):
    known = office.store.inquiries[REFERENCE]
    office.store.keep(replace(known, participants=(*known.participants, UNCLE)))
    a_draft(office)
    office.store.keep(known)
    send_draft(REFERENCE, **desk(office))
    leaves(office)
    assert sent(office)[0].recipients == (mail_address(),)


def test_when_nobody_of_them_is_left_it_comes_back(office):
    a_draft(office)
    send_draft(REFERENCE, **desk(office))
    office.store.keep(an_inquiry(participants=(UNCLE,)))
    leaves(office)
    assert not sent(office)
    assert office.store.told(REFERENCE, EventType.REPLY_RETURNED)[0].detail["why"] == "nobody_left"


def test_who_may_not_reply_any_more_sends_nothing(office):
    a_draft(office)
    send_draft(REFERENCE, **desk(office))
    office.store.keep(an_inquiry(topic="wellbeing", team="care"))
    leaves(office)
    assert not sent(office)
    assert office.store.told(REFERENCE, EventType.REPLY_RETURNED)[0].detail["why"] == "not_allowed"


def test_a_merged_inquirys_draft_comes_back(office):
    a_draft(office)
    send_draft(REFERENCE, **desk(office))
    office.store.keep(an_inquiry(merged_into="5M0W-GD42"))
    leaves(office)
    assert not sent(office)


def test_a_dropped_draft_is_gone(office):
    a_draft(office)
    for _ in range(2):
        assert drop_draft(REFERENCE, **desk(office)).state is DraftState.DROPPED
    assert open_draft(REFERENCE, **desk(office)).text == ""


@pytest.mark.parametrize(("text", "why"), [(" ", "empty"), ("x" * 20_001, "too_long")])
def test_an_empty_or_endless_reply_does_not_leave(office, text, why):
    def act():
        a_draft(office, text)
        send_draft(REFERENCE, **desk(office))

    with pytest.raises(Invalid) as wrong:
        act()
    assert wrong.value.fields == {"text": why}


@pytest.mark.parametrize("act", [open_draft, send_draft, stop_draft, drop_draft])
def test_a_stranger_to_the_inquiry_learns_nothing_of_it(office, act):
    with pytest.raises(NotFound, match=f"there is no inquiry {REFERENCE}"):
        act(REFERENCE, **desk(office, "kai"))


def noted(office, who="ines"):
    return office.store.drafts[REFERENCE, who].note


def test_a_note_is_kept_beside_the_reply_whatever_becomes_of_that(office):
    keep_note(REFERENCE, "Ring the depot", **desk(office))
    assert not office.store.drafts[REFERENCE, "ines"].alive, "it is no reply in the making"
    a_draft(office)
    assert (noted(office), office.store.drafts[REFERENCE, "ines"].text) == ("Ring the depot", "It comes at eight.")
    send_draft(REFERENCE, **desk(office))
    keep_note(REFERENCE, "Ring the depot at nine", **desk(office))
    leaves(office)
    assert len(sent(office)) == 1
    assert noted(office) == "Ring the depot at nine"
    keep_note(REFERENCE, "", **desk(office))
    assert noted(office) == ""


def test_the_same_words_of_a_note_again_are_no_write(office):
    keep_note(REFERENCE, "", **desk(office))
    assert not office.store.drafts
    keep_note(REFERENCE, "Ring", **desk(office))
    keep_note(REFERENCE, "Ring", **desk(office))
    assert office.store.drafts[REFERENCE, "ines"].version == 1


def test_a_note_in_the_making_is_its_writers_and_within_limits(office):
    keep_note(REFERENCE, "Ring", **desk(office))
    keep_note(REFERENCE, "Wait", **desk(office, "omar"))
    assert (noted(office), noted(office, "omar")) == ("Ring", "Wait")
    with pytest.raises(Invalid):
        keep_note(REFERENCE, "x" * (LONGEST + 1), **desk(office))
    with pytest.raises(NotFound):
        keep_note("5M0W-GD42", "x", **desk(office))


def test_an_answer_of_ones_own_by_mail_is_no_collision(office):
    a_draft(office)
    answers(office, "ines")
    assert send_draft(REFERENCE, **desk(office)).state is DraftState.LEAVING


def test_a_departure_of_a_draft_that_is_not_there_does_nothing():
    empty = Office()
    event = a_consequence(Action.SEND_DRAFT).event
    gone = a_consequence(Action.SEND_DRAFT, event=replace(event, at=NOW, detail={"staff": "ines", "turn": 1}))
    depart(gone, store=empty.store, districts=empty.districts, randomness=empty.randomness)
    assert not empty.store.commits


@pytest.mark.parametrize(
    ("changes", "events", "why"),
    [({"held": "spam"}, [], "quarantined"), ({}, [an_event(EventType.INQUIRY_DELETED)], "deleted")],
)
def test_what_was_held_or_deleted_meanwhile_does_not_leave(office, changes, events, why):
    a_draft(office)
    send_draft(REFERENCE, **desk(office))
    office.store.keep(an_inquiry(**changes))
    office.store.events[REFERENCE] += events
    leaves(office)
    assert not sent(office)
    assert office.store.told(REFERENCE, EventType.REPLY_RETURNED)[0].detail["why"] == why
