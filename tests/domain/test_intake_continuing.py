"""What a further message does."""

import pytest
from builders import (
    DAY,
    NOW,
    OTHER_REFERENCE,
    REFERENCE,
    a_closed_inquiry,
    a_contact,
    a_district,
    a_form,
    a_stamp,
    a_submission,
    a_text,
    an_inquiry,
    mail_address,
    phone_number,
)

from chalicelib.domain.contact import LastText
from chalicelib.domain.events import EventType
from chalicelib.domain.inquiry import Participant
from chalicelib.domain.intake import intake
from chalicelib.domain.submission import Kind, ThreadHints
from chalicelib.domain.threads import Found
from chalicelib.domain.words import Channel, Priority, Status

TOKEN = ThreadHints(reference=REFERENCE)
STRANGER = mail_address("stranger@example.net")
AUTOMATIC = [Kind.AUTO_REPLY, Kind.BOUNCE, Kind.COMPLAINT, Kind.LOOP]
WAITING = an_inquiry(status=Status.WAITING, deadline=None, expected_by=None)


def take(submission, inquiry, **found):
    known = Found(inquiries={inquiry.reference: inquiry}, contact=a_contact(), **found)
    plan = intake(submission, known, a_district(), stamp=a_stamp(NOW + DAY), new_reference=OTHER_REFERENCE)
    assert plan.commit.inquiry is not None
    return plan


def answer(**changes):
    return a_submission(**({"thread": TOKEN, "text": "Any news?"} | changes))


def events(plan):
    return [event.type for event in plan.commit.events]


def test_an_answer_joins_its_inquiry_one_version_on():
    plan = take(answer(), an_inquiry(version=4))
    assert not plan.opened
    assert (plan.commit.reference, plan.commit.inquiry.version) == (REFERENCE, 5)
    assert events(plan) == [EventType.MESSAGE_RECEIVED]
    assert plan.commit.message.reference == REFERENCE


def test_a_family_that_answers_ends_the_waiting_and_starts_the_next_clock():
    plan = take(answer(), WAITING)
    inquiry = plan.commit.inquiry
    assert inquiry.status is Status.OPEN
    assert (inquiry.deadline.kind, inquiry.deadline.started_at) == ("next_response", NOW + DAY)
    assert inquiry.expected_by == inquiry.deadline.due_at
    assert events(plan) == [EventType.MESSAGE_RECEIVED, EventType.DEADLINE_SET]


def test_a_family_that_answers_reopens_what_was_closed():
    plan = take(answer(), a_closed_inquiry())
    assert (plan.commit.inquiry.status, plan.commit.inquiry.closed_at) == (Status.OPEN, None)
    assert events(plan) == [EventType.MESSAGE_RECEIVED, EventType.INQUIRY_REOPENED, EventType.DEADLINE_SET]


def test_a_second_message_does_not_push_the_clock_back():
    inquiry = an_inquiry()
    assert take(answer(), inquiry).commit.inquiry.deadline == inquiry.deadline


def test_what_nobody_opened_yet_stays_new():
    assert take(answer(), an_inquiry()).commit.inquiry.status is Status.NEW


@pytest.mark.parametrize("kind", AUTOMATIC)
@pytest.mark.parametrize("inquiry", [WAITING, a_closed_inquiry(), an_inquiry()])
def test_automatic_mail_changes_no_status_and_no_clock(kind, inquiry):
    plan = take(answer(kind=kind), inquiry)
    fresh = plan.commit.inquiry
    assert (fresh.status, fresh.deadline, fresh.closed_at) == (inquiry.status, inquiry.deadline, inquiry.closed_at)
    assert events(plan) == [EventType.MESSAGE_RECEIVED]
    assert plan.commit.events[0].detail["automatic"] == kind


def test_held_mail_joins_no_thread():
    plan = take(answer(held="virus found"), an_inquiry())
    assert (plan.opened, plan.commit.reference) == (True, OTHER_REFERENCE)


def test_a_held_inquiry_gets_no_clock_until_a_person_releases_it():
    plan = take(answer(), an_inquiry(held="looks like spam", deadline=None))
    assert plan.commit.inquiry.deadline is None


@pytest.mark.parametrize("kind", [Kind.MESSAGE, *AUTOMATIC])
def test_a_danger_in_any_further_message_pages_and_raises_the_priority_for_good(kind):
    plan = take(answer(kind=kind, text="I will kill myself"), an_inquiry(dangers=("bullying",)))
    assert plan.commit.inquiry.priority is Priority.CRITICAL
    assert plan.commit.inquiry.dangers == ("bullying", "self-harm")
    assert EventType.DANGER_FOUND in events(plan)


@pytest.mark.parametrize("text", ["Thank you", "He is bullied"])
def test_no_quieter_message_lowers_the_priority(text):
    plan = take(answer(text=text), an_inquiry(priority=Priority.CRITICAL))
    assert plan.commit.inquiry.priority is Priority.CRITICAL


# --- strangers ------------------------------------------------------------------------------------------------------


def test_a_stranger_with_the_reply_address_is_put_on_it_to_be_admitted():
    plan = take(answer(addresses=(STRANGER,), name="Uncle Leo"), an_inquiry())
    assert plan.commit.inquiry.participants[-1] == Participant(STRANGER, "Uncle Leo", admitted=False)
    assert plan.commit.events[0].detail["pending"] is True


def test_a_stranger_who_writes_twice_is_listed_once_and_still_waits():
    once = take(answer(addresses=(STRANGER,)), an_inquiry()).commit.inquiry
    twice = take(answer(addresses=(STRANGER,)), once)
    assert len(twice.commit.inquiry.participants) == 2
    assert twice.commit.events[0].detail["pending"] is True


def test_a_stranger_never_becomes_the_inquirys_contact():
    plan = take(answer(addresses=(STRANGER,)), an_inquiry(contact_id="", participants=(), anonymous=True))
    assert plan.commit.inquiry.contact_id == ""


def test_a_machine_never_becomes_a_participant():
    daemon = mail_address("mailer-daemon@example.net")
    plan = take(answer(kind=Kind.BOUNCE, addresses=(daemon,)), an_inquiry())
    assert plan.commit.inquiry.participants == an_inquiry().participants


def test_a_stranger_without_it_opens_a_linked_inquiry_of_their_own():
    plan = take(a_submission(addresses=(STRANGER,), thread=ThreadHints(mentioned=(REFERENCE,))), an_inquiry())
    assert plan.opened
    assert (plan.commit.reference, plan.commit.inquiry.linked) == (OTHER_REFERENCE, (REFERENCE,))


def test_a_word_on_the_familys_page_joins_without_an_address():
    plan = take(a_form(addresses=(), thread=TOKEN, channel=Channel.WEB), WAITING)
    assert plan.commit.inquiry.status is Status.OPEN
    assert plan.commit.message.channel is Channel.WEB


# --- texts ----------------------------------------------------------------------------------------------------------


def test_stop_on_a_running_inquiry_changes_nothing_else():
    inquiry = an_inquiry(participants=(Participant(phone_number()),), channel=Channel.SMS, status=Status.WAITING)
    contact = a_contact(addresses=(phone_number(),), last_text=LastText(REFERENCE, NOW))
    known = Found(inquiries={REFERENCE: inquiry}, contact=contact)
    plan = intake(a_text("STOP"), known, a_district(), stamp=a_stamp(NOW + DAY), new_reference=OTHER_REFERENCE)
    assert [event.type for event in plan.commit.events] == [EventType.MESSAGE_RECEIVED, EventType.TEXTS_STOPPED]
    assert plan.commit.inquiry.status is Status.WAITING
    assert not plan.commit.contact.texts_allowed
