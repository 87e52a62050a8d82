"""A person answers."""

from dataclasses import replace

import pytest
from builders import NOW, REFERENCE, a_deadline, a_message, an_event, an_inquiry, phone_number
from fakes import Office

from chalicelib.domain.errors import Conflict, Invalid, NotFound
from chalicelib.domain.events import EventType
from chalicelib.domain.inquiry import Participant
from chalicelib.domain.words import Channel, Direction, Status
from chalicelib.usecases.reply import LONGEST, reply


@pytest.fixture
def office():
    fresh = Office()
    fresh.store.keep(an_inquiry(), a_message())
    return fresh


def write(office, text="The bus comes at eight.", staff="ines"):
    return reply(
        REFERENCE,
        text,
        staff=staff,
        store=office.store,
        districts=office.districts,
        randomness=office.randomness,
    )


def test_a_reply_is_stored_and_sending_it_is_a_consequence(office):
    message = write(office, "  The bus comes at eight.\n")
    assert office.store.messages[REFERENCE, message.id] == message
    assert (message.text, message.direction, message.channel) == (
        "The bus comes at eight.",
        Direction.OUTBOUND,
        Channel.EMAIL,
    )
    assert (message.author, message.author_name) == ("ines", "Ines Moreau")
    assert office.store.timeline(REFERENCE) == [EventType.MESSAGE_WRITTEN, EventType.DEADLINE_MET]
    assert {event.actor for event in office.store.events[REFERENCE]} == {"ines"}


def test_it_meets_the_deadline_waits_for_the_family_and_takes_the_inquiry(office):
    write(office)
    inquiry = office.store.inquiry(REFERENCE)
    assert (inquiry.clocks, inquiry.expected_by) == ((), None)
    (ours,) = [one.id for one in office.store.messages.values() if one.direction is Direction.OUTBOUND]
    assert inquiry.met == (replace(an_inquiry().deadline, answered_by=(ours,)),)
    assert (inquiry.status, inquiry.assignee, inquiry.version) == (Status.WAITING, "ines", 2)


def test_what_is_held_is_answered_by_nobody_until_it_is_released(office):
    office.store.keep(an_inquiry(held="looks like spam", deadline=None))
    with pytest.raises(Invalid) as refused:
        write(office)
    assert refused.value.fields == {"reference": "quarantined"}
    assert office.store.commits == []


def test_what_was_deleted_is_answered_by_nobody(office):
    office.store.keep(an_inquiry(status=Status.CLOSED, participants=(), deadline=None))
    office.store.events[REFERENCE] = [an_event(EventType.INQUIRY_DELETED)]
    with pytest.raises(Invalid) as refused:
        write(office)
    assert refused.value.fields == {"reference": "deleted"}
    assert office.store.commits == []


def test_a_late_reply_says_so(office):
    office.store.keep(an_inquiry(deadline=a_deadline(missed=True)))
    write(office)
    assert office.store.told(REFERENCE, EventType.DEADLINE_MET)[0].detail["late"] is True


def test_a_second_reply_meets_nothing_and_forgets_nothing(office):
    write(office)
    write(office, staff="omar")
    inquiry = office.store.inquiry(REFERENCE)
    assert (len(inquiry.met), len(inquiry.met[0].answered_by), inquiry.assignee) == (1, 2, "ines")
    assert len(office.store.told(REFERENCE, EventType.DEADLINE_MET)) == 1


def test_it_answers_the_familys_newest_mail(office):
    office.store.keep(a_message(id="z", mail_id="second@example.com", mail_references=("first@mail.example.com",)))
    assert write(office).mail_references == ("first@mail.example.com", "second@example.com")


@pytest.mark.parametrize(
    ("inquiry", "channel"),
    [
        (an_inquiry(channel=Channel.SMS, participants=(Participant(phone_number()),)), Channel.SMS),
        (an_inquiry(channel=Channel.FORM, participants=()), Channel.WEB),
    ],
)
def test_it_travels_on_the_channel_the_family_chose(office, inquiry, channel):
    office.store.keep(inquiry)
    assert write(office).channel is channel


@pytest.mark.parametrize(
    ("text", "staff", "fields"),
    [
        ("", "ines", {"text": "empty"}),
        (" \n", "ines", {"text": "empty"}),
        ("x" * (LONGEST + 1), "ines", {"text": "too_long"}),
        ("Yes.", "nobody", {"staff": "unknown"}),
        ("", "nobody", {"text": "empty", "staff": "unknown"}),
    ],
)
def test_what_cannot_be_sent_is_refused_field_by_field(office, text, staff, fields):
    with pytest.raises(Invalid) as refused:
        write(office, text, staff)
    assert refused.value.fields == fields
    assert office.store.commits == []


def test_the_longest_reply_is_sent(office):
    assert len(write(office, "x" * LONGEST).text) == LONGEST


def test_a_message_that_came_in_meanwhile_is_not_overwritten(office):
    office.store.interfere.append(lambda: office.store.keep(an_inquiry(version=2, subject="renamed")))
    write(office)
    assert (office.store.inquiry(REFERENCE).version, office.store.inquiry(REFERENCE).subject) == (3, "renamed")


def test_when_somebody_always_writes_first_it_says_so(office):
    office.store.raise_next(*[Conflict("inquiry")] * 5)
    with pytest.raises(Conflict):
        write(office)


def test_an_unknown_inquiry_is_told():
    with pytest.raises(NotFound):
        write(Office())
    assert Office().clock() == NOW
