"""An inquiry lives on in another, a message becomes a matter of its own, two are linked."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import (
    HOUR,
    NOW,
    OTHER_REFERENCE,
    REFERENCE,
    a_closed_inquiry,
    a_contact,
    a_deadline,
    a_message,
    a_page,
    a_submission,
    an_inquiry,
    mail_address,
    phone_number,
)
from fakes import Office

from chalicelib.domain.errors import Invalid, NotFound
from chalicelib.domain.events import EventType
from chalicelib.domain.inquiry import Participant
from chalicelib.domain.merging import MOST_MERGED, leads_on
from chalicelib.domain.submission import ThreadHints, mail_key
from chalicelib.domain.threads import Filed
from chalicelib.domain.words import Channel, Direction, Priority, Status
from chalicelib.usecases.matters import link, merge, split
from chalicelib.usecases.receive import receive

WHY = "the same bus"
UNCLE = Participant(mail_address("leo@example.net"), "Uncle Leo", admitted=False)
NEIGHBOUR = (Participant(mail_address("ben@example.net"), "Ben"),)
LATER = NOW + HOUR


@pytest.fixture
def office():
    """Two inquiries of the same mother; the older one is REFERENCE."""
    fresh = Office()
    fresh.store.keep(an_inquiry(), a_message())
    second = an_inquiry(reference=OTHER_REFERENCE, opened_at=LATER, deadline=a_deadline(at=LATER), subject="Bus again")
    fresh.store.keep(second, a_message(reference=OTHER_REFERENCE, id="m-2", text="Still no bus.", at=LATER))
    return fresh


def change(office, reference, **changes):
    office.store.keep(replace(office.store.inquiry(reference), **changes))


def join(office, one=OTHER_REFERENCE, into=REFERENCE, **more):
    return merge(one, into, actor=office.actor("ines"), why=WHY, at=office.counter, **more)


def refused(office, **more):
    with pytest.raises(Invalid) as why:
        join(office, **more)
    assert not office.store.commits
    return why.value.fields["reference"]


def answer(office, token, **changes):
    given = {"thread": ThreadHints(reference=token), "text": "Any news?"} | changes
    return receive(a_submission(**given), store=office.store, districts=office.districts, randomness=office.randomness)


# --- merge ----------------------------------------------------------------------------------------------------------


def test_the_merged_inquiry_is_closed_without_a_clock_and_names_its_survivor(office):
    join(office)
    merged = office.store.inquiry(OTHER_REFERENCE)
    assert (merged.status, merged.merged_into, merged.version) == (Status.CLOSED, REFERENCE, 2)
    assert (merged.deadline, merged.expected_by, merged.closed_at) == (None, None, NOW)


def test_both_timelines_say_who_merged_them_and_why(office):
    join(office)
    (kept,) = office.store.told(REFERENCE, EventType.INQUIRY_MERGED)
    (gone,) = office.store.told(OTHER_REFERENCE, EventType.INQUIRY_MERGED)
    assert (kept.actor, kept.detail) == ("ines", {"merged": OTHER_REFERENCE, "why": "the same bus", "config": "v1"})
    assert (gone.actor, gone.detail) == ("ines", {"into": REFERENCE, "why": "the same bus", "config": "v1"})


def test_it_is_one_transaction(office):
    join(office)
    assert len(office.store.commits) == 1


def test_the_survivors_case_lists_what_was_said_in_both(office):
    join(office)
    assert [one.text for one in office.store.case(REFERENCE).messages] == [
        "Bus 12 did not come today.",
        "Still no bus.",
    ]


def test_a_reply_to_the_merged_inquiry_goes_to_the_survivor(office):
    join(office)
    assert answer(office, OTHER_REFERENCE).reference == REFERENCE


def test_the_survivor_keeps_the_stricter_deadline(office):
    assert join(office).deadline == an_inquiry().deadline
    assert EventType.DEADLINE_SET not in office.store.timeline(REFERENCE)


def test_also_when_that_is_the_merged_ones(office):
    survivor = join(office, one=REFERENCE, into=OTHER_REFERENCE)
    assert (survivor.deadline, survivor.expected_by) == (an_inquiry().deadline, an_inquiry().deadline.due_at)
    assert EventType.DEADLINE_SET in office.store.timeline(OTHER_REFERENCE)


@pytest.mark.parametrize("status", [Status.WAITING, Status.CLOSED])
def test_a_question_that_still_waits_wakes_the_survivor_with_its_clock(office, status):
    change(office, REFERENCE, status=status, clocks=(), expected_by=None)
    survivor = join(office)
    assert (survivor.status, survivor.deadline) == (Status.OPEN, a_deadline(at=LATER))
    assert survivor.expected_by == survivor.deadline.due_at
    kinds = [one for one in office.store.timeline(REFERENCE) if one is not EventType.INQUIRY_REOPENED]
    assert kinds == [EventType.INQUIRY_MERGED, EventType.DEADLINE_SET]


def test_what_was_answered_wakes_nobody(office):
    change(office, REFERENCE, status=Status.WAITING, clocks=())
    change(office, OTHER_REFERENCE, status=Status.WAITING, clocks=())
    assert join(office).status is Status.WAITING


def test_the_louder_priority_and_all_dangers_stay(office):
    change(office, OTHER_REFERENCE, priority=Priority.CRITICAL, dangers=("self-harm",))
    survivor = join(office)
    assert (survivor.priority, survivor.dangers) == (Priority.CRITICAL, ("self-harm",))


def test_an_open_page_ends_in_the_name_of_whoever_merged_it(office):
    office.store.keep(a_page(reference=OTHER_REFERENCE))
    join(office)
    (page,) = office.store.case(OTHER_REFERENCE).pages
    assert (page.acknowledged_by, page.acknowledged_at) == ("ines", NOW)
    assert [one.actor for one in office.store.told(OTHER_REFERENCE, EventType.PAGE_ACKNOWLEDGED)] == ["ines"]


def test_links_of_both_are_kept_but_none_to_itself(office):
    change(office, REFERENCE, linked=(OTHER_REFERENCE,))
    change(office, OTHER_REFERENCE, linked=("AAAA-AAAA", REFERENCE))
    assert join(office).linked == ("AAAA-AAAA",)


def test_merging_again_is_nothing(office):
    first = join(office)
    assert join(office) == first
    assert len(office.store.commits) == 1


def test_what_was_merged_into_the_merged_one_comes_along(office):
    third = "AAAA-AAAA"
    office.store.keep(an_inquiry(reference=third), a_message(reference=third, id="m-3", text="A third."))
    join(office, third, OTHER_REFERENCE)
    survivor = join(office)
    assert survivor.merged == (OTHER_REFERENCE, third)
    assert "A third." in {one.text for one in office.store.case(REFERENCE).messages}
    assert answer(office, third).reference == REFERENCE


def test_somebody_elses_write_in_between_is_read_again(office):
    office.store.interfere.append(lambda: change(office, REFERENCE, version=7, assignee="omar"))
    survivor = join(office)
    assert (survivor.version, survivor.assignee) == (8, "omar")


# --- merge: people --------------------------------------------------------------------------------------------------


def test_who_was_admitted_is_on_the_survivor_and_who_waits_goes_on_waiting(office):
    change(office, OTHER_REFERENCE, participants=(*an_inquiry().participants, *NEIGHBOUR, UNCLE))
    survivor = join(office)
    assert survivor.participants == (*an_inquiry().participants, *NEIGHBOUR, UNCLE)


def test_who_waited_on_the_survivor_and_was_admitted_on_the_other_is_admitted(office):
    change(office, REFERENCE, participants=(*an_inquiry().participants, UNCLE))
    change(office, OTHER_REFERENCE, participants=(*an_inquiry().participants, replace(UNCLE, admitted=True)))
    assert join(office).participant(UNCLE.address).admitted


def test_whom_a_person_refused_on_the_survivor_stays_refused(office):
    change(office, REFERENCE, participants=(*an_inquiry().participants, replace(UNCLE, refused=True)))
    change(office, OTHER_REFERENCE, participants=(*an_inquiry().participants, replace(UNCLE, admitted=True)))
    survivor = join(office)
    assert not survivor.participant(UNCLE.address).admitted
    assert not leads_on(office.store.inquiry(OTHER_REFERENCE), survivor)


def test_two_families_are_not_merged_unless_a_person_means_it(office):
    change(office, OTHER_REFERENCE, participants=NEIGHBOUR, contact_id="ben")
    assert refused(office) == "other_people"
    assert len(join(office, together=True).participants) == 2


def test_two_addresses_of_one_contact_are_one_family(office):
    change(office, OTHER_REFERENCE, participants=NEIGHBOUR, contact_id="ben")
    office.store.keep(a_contact(), a_contact(id="ben", addresses=(), merged_into=a_contact().id))
    assert join(office).merged == (OTHER_REFERENCE,)


@pytest.mark.parametrize("reference", [REFERENCE, OTHER_REFERENCE])
def test_an_anonymous_inquiry_is_linked_and_never_merged(office, reference):
    change(office, reference, participants=(), anonymous=True)
    assert refused(office, together=True) == "anonymous"


def test_whoever_allowed_no_texts_is_not_put_where_texts_go(office):
    phones = (*an_inquiry().participants, Participant(phone_number()))
    change(office, REFERENCE, channel=Channel.SMS, participants=phones)
    other = (*an_inquiry().participants, Participant(phone_number("+12025550144")))
    change(office, OTHER_REFERENCE, channel=Channel.FORM, participants=other)
    assert refused(office) == "not_by_text"
    change(office, OTHER_REFERENCE, texts_allowed=True)
    assert join(office).texts_allowed


@pytest.mark.parametrize(
    ("which", "changes", "why"),
    [
        (OTHER_REFERENCE, {"held": "looks like spam"}, "held"),
        (REFERENCE, {"held": "looks like spam"}, "held"),
        (OTHER_REFERENCE, {"merged_into": "AAAA-AAAA"}, "merged"),
        (REFERENCE, {"merged_into": "AAAA-AAAA"}, "merged"),
        (REFERENCE, {"merged": ("AAAA-AAAA",) * MOST_MERGED}, "too_many"),
    ],
)
def test_what_cannot_be_merged_says_why(office, which, changes, why):
    change(office, which, **changes)
    assert refused(office) == why


def test_an_inquiry_is_not_merged_into_itself_or_into_nothing(office):
    assert refused(office, into=OTHER_REFERENCE) == "itself"
    with pytest.raises(NotFound):
        join(office, into="AAAA-AAAA")
    with pytest.raises(NotFound):
        join(office, one="AAAA-AAAA")


def test_the_old_link_leads_on_until_the_survivors_links_are_revoked(office):
    survivor = join(office)
    merged = office.store.inquiry(OTHER_REFERENCE)
    assert leads_on(merged, survivor)
    assert not leads_on(merged, replace(survivor, link_generation=2))


# --- split ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def talk(office):
    """A second matter in the same conversation, two hours after the first."""
    at = NOW + 2 * HOUR
    office.store.keep(
        a_message(id="m-9", at=at, text="And she is being bullied.", subject="Re: Bus 12", mail_id="nine@example.com")
    )
    office.store.sources[mail_key("nine@example.com")] = Filed(REFERENCE, "f" * 40)
    office.clock.advance(hours=5)
    return office


def part(office, message="m-9", topic="", why="another matter"):
    return split(REFERENCE, message, actor=office.actor("ines"), why=why, topic=topic, at=office.counter)


def test_a_message_split_off_is_routed_anew_with_a_clock_since_the_family_wrote(talk):
    fresh = part(talk)
    assert (fresh.topic, fresh.status, fresh.linked) == ("wellbeing", Status.NEW, (REFERENCE,))
    assert fresh.deadline.started_at == NOW + 2 * HOUR
    assert fresh.participants[0].address == mail_address()
    (message,) = talk.store.case(fresh.reference).messages
    assert (message.text, message.at) == ("And she is being bullied.", NOW + 2 * HOUR)


def test_a_topic_that_is_named_decides(talk):
    assert part(talk, topic="other").topic == "other"
    with pytest.raises(Invalid):
        part(talk, message=a_message().id, topic="nonsense")


def test_its_team_hears_of_it_and_the_family_is_not_acknowledged_twice(talk):
    fresh = part(talk)
    assert talk.store.timeline(fresh.reference) == [
        EventType.INQUIRY_SPLIT,
        EventType.INQUIRY_OPENED,
        EventType.DEADLINE_SET,
    ]
    (opened,) = talk.store.told(fresh.reference, EventType.INQUIRY_OPENED)
    assert opened.detail["acknowledge"] is False


def test_both_timelines_say_who_split_it_and_why(talk):
    fresh = part(talk)
    for reference, other in ((REFERENCE, {"into": fresh.reference}), (fresh.reference, {"from": REFERENCE})):
        (told,) = talk.store.told(reference, EventType.INQUIRY_SPLIT)
        assert told.actor == "ines"
        assert told.detail == {"message": "m-9", "why": "another matter", "config": "v1"} | other


def test_the_old_inquiry_keeps_it_on_the_record_and_names_where_it_went(talk):
    fresh = part(talk)
    old = talk.store.case(REFERENCE)
    assert [one.split_into for one in old.messages] == ["", fresh.reference]
    assert old.inquiry.linked == (fresh.reference,)


def test_answers_to_that_very_mail_go_to_the_new_inquiry(talk):
    fresh = part(talk)
    hints = ThreadHints(mail_ids=(mail_key("nine@example.com"),))
    assert answer(talk, "", thread=hints).reference == fresh.reference


def test_splitting_again_leads_to_the_same_inquiry(talk):
    first = part(talk)
    assert part(talk).reference == first.reference
    assert len(talk.store.commits) == 1


def test_a_danger_in_it_stays_critical_and_pages_nobody_twice(talk):
    talk.store.keep(a_message(id="m-8", text="I want to kill myself", mail_id=""))
    fresh = part(talk, message="m-8")
    assert fresh.priority is Priority.CRITICAL
    assert EventType.DANGER_FOUND not in talk.store.timeline(fresh.reference)


def test_somebody_who_waits_to_be_admitted_opens_a_matter_of_their_own(talk):
    change(talk, REFERENCE, participants=(*an_inquiry().participants, UNCLE))
    talk.store.keep(a_message(id="m-8", sender=UNCLE.address, text="My own bus is late.", mail_id=""))
    fresh = part(talk, message="m-8")
    assert [(one.address, one.admitted) for one in fresh.participants] == [(UNCLE.address, True)]


def test_all_addresses_of_the_person_come_along_and_nobody_elses(talk):
    family = (Participant(mail_address()), Participant(phone_number()), *NEIGHBOUR)
    change(talk, REFERENCE, participants=family)
    talk.store.keep(a_contact(addresses=(mail_address(), phone_number())))
    assert [one.address for one in part(talk).participants] == [mail_address(), phone_number()]


def test_a_message_from_the_familys_page_speaks_for_all_who_are_on_it(talk):
    family = (*an_inquiry().participants, *NEIGHBOUR)
    change(talk, REFERENCE, participants=family)
    talk.store.keep(a_message(id="m-8", sender=None, channel=Channel.WEB, text="Lunch, too.", mail_id=""))
    known = dict(talk.store.contacts)
    fresh = part(talk, message="m-8")
    assert (fresh.participants, fresh.contact_id) == (family, an_inquiry().contact_id)
    assert talk.store.case(fresh.reference).messages[0].sender is None
    assert talk.store.contacts == known, "nobody becomes one person with somebody else"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"direction": Direction.OUTBOUND}, "not_said"),
        ({"direction": Direction.NOTE}, "not_said"),
        ({"automatic": True}, "not_said"),
    ],
)
def test_only_what_a_person_said_is_split_off(talk, changes, why):
    talk.store.keep(a_message(id="m-8", **changes))
    with pytest.raises(Invalid) as refused:
        part(talk, message="m-8")
    assert refused.value.fields["message"] == why


def test_the_only_message_of_an_inquiry_stays(office):
    with pytest.raises(Invalid) as refused:
        part(office, message=a_message().id)
    assert refused.value.fields["message"] == "only"


@pytest.mark.parametrize(("changes", "why"), [({"held": "spam"}, "held"), ({"merged_into": "x"}, "merged")])
def test_nothing_is_split_off_what_is_held_or_merged(talk, changes, why):
    change(talk, REFERENCE, **changes)
    with pytest.raises(Invalid) as refused:
        part(talk)
    assert refused.value.fields["message"] == why


def test_a_message_that_is_not_there_is_not_found(talk):
    with pytest.raises(NotFound):
        part(talk, message="m-0")


# --- link -----------------------------------------------------------------------------------------------------------


def tie(office, other=OTHER_REFERENCE):
    return link(REFERENCE, other, actor=office.actor("ines"), why=WHY, at=office.counter)


def test_two_linked_inquiries_name_each_other_and_nothing_else_changes(office):
    tie(office)
    for one, other in ((REFERENCE, OTHER_REFERENCE), (OTHER_REFERENCE, REFERENCE)):
        assert office.store.inquiry(one).linked == (other,)
        (told,) = office.store.told(one, EventType.INQUIRY_LINKED)
        assert (told.actor, told.detail) == ("ines", {"linked": other, "why": "the same bus", "config": "v1"})
    assert office.store.inquiry(REFERENCE).deadline == an_inquiry().deadline


def test_linking_again_is_nothing(office):
    tie(office)
    tie(office)
    assert len(office.store.commits) == 1


def test_an_inquiry_is_not_linked_to_itself_or_to_fifty_others_and_one_more(office):
    with pytest.raises(Invalid):
        tie(office, REFERENCE)
    change(office, OTHER_REFERENCE, linked=tuple(f"AAAA-{number:04}" for number in range(50)))
    with pytest.raises(Invalid):
        tie(office)


def test_a_closed_inquiry_can_be_linked_too(office):
    office.store.keep(a_closed_inquiry(reference=OTHER_REFERENCE, closed_at=NOW - timedelta(days=90)))
    assert tie(office).linked == (OTHER_REFERENCE,)
