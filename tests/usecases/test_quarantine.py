"""What a person decides about a held inquiry."""

from dataclasses import replace

import pytest
from builders import (
    DAY,
    NOW,
    OTHER_REFERENCE,
    REFERENCE,
    a_consequence,
    a_page,
    a_source,
    a_submission,
    an_inquiry,
    mail_address,
)
from fakes import Office

from chalicelib.domain.consequences import Action, Lane, consequences
from chalicelib.domain.errors import Invalid, NotFound
from chalicelib.domain.events import EventType
from chalicelib.domain.inquiry import Attachment, Participant
from chalicelib.domain.quarantine import MOST_ERASED
from chalicelib.domain.submission import Kind, ThreadHints, mail_key
from chalicelib.domain.words import Priority, Status
from chalicelib.usecases.erase import erase
from chalicelib.usecases.quarantine import delete, release
from chalicelib.usecases.receive import receive

HELD = {"held": "looks like spam", "source": a_source("mail:held"), "original": "raw/held"}


@pytest.fixture
def office():
    return Office()


def take(office, **changes):
    submission = a_submission(**changes)
    return receive(submission, store=office.store, districts=office.districts, randomness=office.randomness)


@pytest.fixture
def held(office):
    """A mail that was held yesterday."""
    office.blobs.objects["raw/held"] = b"From: ..."
    reference = take(office, **HELD).reference
    office.clock.advance(DAY)
    return reference


def let_go(office, reference):
    return release(reference, actor=office.actor("sofia"), why="a parent we know", at=office.counter)


def remove(office, reference):
    return delete(reference, actor=office.actor("sofia"), why="advertising", at=office.counter)


def acknowledged(office, reference):
    return [
        one.action
        for event in office.store.events[reference]
        for one in consequences(event)
        if one.action is Action.ACKNOWLEDGE
    ]


# --- release --------------------------------------------------------------------------------------------------------


def test_what_is_released_is_as_if_it_had_come_in_unheld_now(office, held):
    inquiry = let_go(office, held)
    fresh = Office(clock=office.clock)
    twin = take(fresh, **(HELD | {"held": ""})).inquiry
    (first,) = office.store.case(held).messages
    about = tuple(replace(one, message=first.id) for one in twin.clocks)
    same = {"reference": held, "version": 2, "opened_at": NOW, "clocks": about}
    assert inquiry == replace(twin, **same)
    assert office.store.timeline(held)[1:] == [EventType.INQUIRY_RELEASED, *fresh.store.timeline(twin.reference)]
    assert office.store.contacts == fresh.store.contacts | {
        one.id: replace(one, recent=(held,)) for one in fresh.store.contacts.values()
    }


def test_its_clock_starts_and_it_is_acknowledged_then(office, held):
    assert not acknowledged(office, held)
    inquiry = let_go(office, held)
    assert inquiry.deadline.started_at == NOW + DAY
    assert acknowledged(office, held) == [Action.ACKNOWLEDGE]


def test_the_acknowledgement_is_about_the_message_that_was_held(office, held):
    let_go(office, held)
    (message,) = office.store.case(held).messages
    (opened,) = office.store.told(held, EventType.INQUIRY_OPENED)
    assert opened.detail["message"] == message.id


def test_bulk_mail_is_released_without_an_acknowledgement(office):
    reference = take(office, **HELD, automatic_ok=False).reference
    let_go(office, reference)
    assert not acknowledged(office, reference)


def test_the_timeline_says_who_released_it_and_why(office, held):
    let_go(office, held)
    (told,) = office.store.told(held, EventType.INQUIRY_RELEASED)
    assert told.actor == "sofia"
    assert (told.detail["why"], told.detail["held"]) == ("a parent we know", "looks like spam")


def test_it_is_one_transaction_and_nothing_stays_held(office, held):
    before = len(office.store.commits)
    let_go(office, held)
    assert len(office.store.commits) == before + 1
    assert (office.store.held(limit=10), office.store.hold(held)) == ([], None)


def test_releasing_again_is_nothing(office, held):
    assert let_go(office, held) == let_go(office, held)
    assert office.store.timeline(held).count(EventType.INQUIRY_RELEASED) == 1


def test_a_machines_mail_is_taken_for_a_persons_when_a_person_says_so(office):
    reference = take(office, **(HELD | {"held": "", "kind": Kind.AUTO_REPLY})).reference
    assert office.store.inquiry(reference).held
    assert let_go(office, reference).deadline


def test_a_danger_was_paged_when_it_came_and_is_not_paged_again(office):
    reference = take(office, **HELD, text="I want to kill myself").reference
    inquiry = let_go(office, reference)
    assert office.store.timeline(reference).count(EventType.DANGER_FOUND) == 1
    assert (inquiry.priority, inquiry.dangers) == (Priority.CRITICAL, ("self-harm",))


def test_what_never_was_held_cannot_be_released(office):
    reference = take(office).reference
    with pytest.raises(Invalid):
        let_go(office, reference)
    with pytest.raises(NotFound):
        let_go(office, OTHER_REFERENCE)


def test_the_files_of_what_came_for_it_meanwhile_are_taken_out_with_the_release(office, held):
    slip = Attachment("slip.pdf", "application/pdf", 9, part="2")
    more = {"source": a_source("mail:more"), "original": "raw/more", "attachments": (slip,)}
    take(office, **more, thread=ThreadHints(mail_ids=("mail:held",)))
    take(office, source=a_source("mail:bare"), thread=ThreadHints(mail_ids=("mail:held",)))
    before = [one.action for event in office.store.events[held] for one in consequences(event)]
    assert Action.STORE_FILES not in before
    let_go(office, held)
    asked = [
        one.event.detail["message"]
        for event in office.store.events[held]
        for one in consequences(event)
        if one.action is Action.STORE_FILES
    ]
    assert asked == [office.store.case(held).messages[1].id]


# --- release onto a thread ------------------------------------------------------------------------------------------


@pytest.fixture
def answer(office):
    """A held mail that answers REFERENCE with its reply address."""
    waiting = an_inquiry(status=Status.WAITING, deadline=None)
    office.store.keep(waiting)
    return take(office, **HELD, thread=ThreadHints(reference=REFERENCE), text="Any news?").reference


def test_held_mail_that_answers_a_thread_joins_it_when_released(office, answer):
    assert answer != REFERENCE
    inquiry = let_go(office, answer)
    assert (inquiry.reference, inquiry.status) == (REFERENCE, Status.OPEN)
    assert [one.text for one in office.store.case(REFERENCE).messages] == ["Any news?"]
    assert office.store.timeline(REFERENCE) == [EventType.MESSAGE_RECEIVED, EventType.DEADLINE_SET]


def test_its_own_reference_leads_to_that_thread_from_then_on(office, answer):
    let_go(office, answer)
    ended = office.store.inquiry(answer)
    assert (ended.held, ended.status, ended.merged_into) == ("", Status.CLOSED, REFERENCE)
    more = take(office, source=a_source("mail:more"), thread=ThreadHints(mail_ids=("mail:held",)))
    assert more.reference == REFERENCE
    assert let_go(office, answer).reference == REFERENCE


def test_released_mail_of_a_stranger_makes_them_wait_to_be_admitted(office, answer):
    stranger = mail_address("stranger@example.net")
    office.store.holds[answer] = replace(office.store.holds[answer], addresses=(stranger,))
    assert let_go(office, answer).participants[-1] == Participant(stranger, "Ana Diaz", admitted=False)


def test_more_mail_that_came_for_it_meanwhile_keeps_it_on_its_own(office, answer):
    take(office, source=a_source("mail:more"), thread=ThreadHints(mail_ids=("mail:held",)))
    assert len(office.store.case(answer).messages) == 2
    assert let_go(office, answer).reference == answer


def test_a_mail_that_names_itself_does_not_join_itself(office):
    key = mail_key("first@mail.example.com")
    given = HELD | {"source": a_source(key), "thread": ThreadHints(mail_ids=(key,))}
    reference = take(office, **given).reference
    assert let_go(office, reference).deadline


# --- delete ---------------------------------------------------------------------------------------------------------


def test_what_was_said_and_who_said_it_are_gone(office, held):
    left = remove(office, held)
    assert office.store.case(held).messages == ()
    assert (left.subject, left.participants, left.contact_id, left.status) == ("", (), "", Status.CLOSED)
    assert (office.store.held(limit=10), office.store.hold(held)) == ([], None)


def test_a_tombstone_stays_that_says_who_and_why(office, held):
    remove(office, held)
    (told,) = office.store.told(held, EventType.INQUIRY_DELETED)
    assert told.actor == "sofia"
    assert told.detail == {
        "why": "advertising",
        "held": "looks like spam",
        "messages": 1,
        "originals": ["raw/held"],
        "config": "v1",
    }


def test_the_originals_go_by_the_events_consequence_however_often(office, held):
    remove(office, held)
    (told,) = office.store.told(held, EventType.INQUIRY_DELETED)
    (follows,) = consequences(told)
    assert (follows.lane, follows.action) == (Lane.EMAIL, Action.ERASE)
    for _ in range(2):
        erase(follows, blobs=office.blobs)
    assert office.blobs.objects == {}


def test_what_has_no_original_leaves_nothing_to_erase(office):
    reference = take(office, **(HELD | {"original": ""})).reference
    remove(office, reference)
    (told,) = office.store.told(reference, EventType.INQUIRY_DELETED)
    assert consequences(told) == ()
    erase(a_consequence(Action.ERASE), blobs=office.blobs)


def test_deleting_again_is_nothing(office, held):
    assert remove(office, held) == remove(office, held)
    assert office.store.timeline(held).count(EventType.INQUIRY_DELETED) == 1


def test_the_same_mail_again_is_still_recognised(office, held):
    remove(office, held)
    assert take(office, **HELD).duplicate


def test_an_answer_to_what_was_deleted_is_a_new_matter(office, held):
    remove(office, held)
    more = take(office, source=a_source("mail:more"), thread=ThreadHints(mail_ids=("mail:held",)))
    assert more.reference != held


def test_what_was_released_cannot_be_deleted_and_what_was_deleted_cannot_be_released(office, held):
    let_go(office, held)
    with pytest.raises(Invalid):
        remove(office, held)
    other = take(office, **(HELD | {"source": a_source("mail:other")})).reference
    remove(office, other)
    with pytest.raises(Invalid):
        let_go(office, other)


def test_a_danger_that_nobody_acknowledged_cannot_be_deleted(office):
    reference = take(office, **HELD, text="I want to kill myself").reference
    for page in (None, a_page(reference=reference, exhausted=True)):
        if page:
            office.store.keep(page)
        with pytest.raises(Invalid):
            remove(office, reference)
    office.store.keep(a_page(reference=reference, acknowledged_by="kai"))
    assert remove(office, reference).status is Status.CLOSED


def test_a_long_inquiry_goes_in_several_transactions_and_is_held_until_the_last(office, held):
    (message,) = office.store.case(held).messages
    for number in range(MOST_ERASED):
        office.store.keep(replace(message, id=f"{message.id}-{number:03}", original=f"raw/{number}"))
    before = len(office.store.commits)
    remove(office, held)
    assert [one.inquiry.held for one in office.store.commits[before:]] == ["looks like spam", ""]
    assert office.store.case(held).messages == ()
    told = office.store.told(held, EventType.INQUIRY_DELETED)
    assert sum(len(one.detail["originals"]) for one in told) == MOST_ERASED + 1


def test_mail_that_comes_while_it_is_deleted_is_deleted_too(office, held):
    office.store.interfere.append(
        lambda: take(office, source=a_source("mail:more"), thread=ThreadHints(mail_ids=("mail:held",)))
    )
    remove(office, held)
    assert office.store.case(held).messages == ()
