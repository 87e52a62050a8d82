"""What the provider reports afterwards."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import NOW, REFERENCE, a_deadline, a_message, a_send, an_inquiry, mail_address, phone_number
from fakes import Office

from chalicelib.domain.contact import Suppression, SuppressionReason
from chalicelib.domain.errors import Conflict
from chalicelib.domain.events import EventType
from chalicelib.domain.feedback import Feedback, Verdict
from chalicelib.domain.words import Delivery, Direction, Status
from chalicelib.usecases.feedback import feedback

BOUNCE = Feedback("ses:mail-1", Verdict.BOUNCED, permanent=True, why="Permanent General")
DELIVERED = Feedback("ses:mail-1", Verdict.DELIVERED)
COMPLAINT = Feedback("ses:mail-1", Verdict.COMPLAINED, why="abuse")
REPLY = a_send(template="reply", message_id="m-1")
SAID = a_message(id="m-1", direction=Direction.OUTBOUND, sender=None, author="ines", recipients=(mail_address(),))
ANSWERED = an_inquiry(status=Status.WAITING, deadline=None, expected_by=None, met=a_deadline())


@pytest.fixture
def office():
    fresh = Office()
    fresh.store.keep(ANSWERED, SAID, REPLY)
    fresh.store.threads["ses:mail-1"] = (REFERENCE, REPLY.key)
    fresh.clock.advance(minutes=5)
    return fresh


def report(office, told):
    return feedback(
        told, store=office.store, districts=office.districts, randomness=office.randomness, metrics=office.metrics
    )


def row(office):
    return office.store.sends[REFERENCE, REPLY.key]


def test_a_delivery_is_confirmed_once(office):
    assert report(office, DELIVERED) == Delivery.DELIVERED
    assert report(office, DELIVERED) == "nothing"
    assert row(office).status is Delivery.DELIVERED
    assert office.store.timeline(REFERENCE) == [EventType.DELIVERY_CONFIRMED]


def test_a_reply_that_bounced_answers_nobody_so_its_deadline_runs_again(office):
    assert report(office, BOUNCE) == Delivery.BOUNCED
    inquiry = office.store.inquiry(REFERENCE)
    assert (inquiry.deadline, inquiry.met, inquiry.status) == (a_deadline(), (), Status.OPEN)
    assert inquiry.expected_by == NOW + timedelta(hours=1)
    assert office.store.timeline(REFERENCE) == [
        EventType.MESSAGE_BOUNCED,
        EventType.ADDRESS_SUPPRESSED,
        EventType.DEADLINE_SET,
    ]
    (bounced,) = office.store.told(REFERENCE, EventType.MESSAGE_BOUNCED)
    assert bounced.detail["message"] == "m-1"


def test_it_suppresses_the_address_and_says_why(office):
    report(office, BOUNCE)
    known = office.store.suppression(mail_address())
    assert (known.reason, known.since, known.detail) == (
        SuppressionReason.BOUNCE,
        NOW + timedelta(minutes=5),
        "Permanent General",
    )


def test_the_same_bounce_again_changes_nothing(office):
    report(office, BOUNCE)
    before = office.store.inquiry(REFERENCE)
    assert report(office, BOUNCE) == "nothing"
    assert office.store.inquiry(REFERENCE) == before


def test_a_bounce_after_the_delivery_was_reported_still_counts(office):
    report(office, DELIVERED)
    assert report(office, BOUNCE) == Delivery.BOUNCED
    assert office.store.inquiry(REFERENCE).deadline == a_deadline()


def test_a_delivery_reported_after_the_bounce_changes_nothing(office):
    report(office, BOUNCE)
    assert report(office, DELIVERED) == "nothing"
    assert row(office).status is Delivery.BOUNCED


def test_a_complaint_about_a_reply_suppresses_and_lets_the_deadline_run_again(office):
    assert report(office, COMPLAINT) == Delivery.COMPLAINED
    assert office.store.suppression(mail_address()).reason is SuppressionReason.COMPLAINT
    assert office.store.inquiry(REFERENCE).deadline is not None


def test_a_passing_bounce_suppresses_nothing(office):
    assert report(office, Feedback("ses:mail-1", Verdict.BOUNCED, permanent=False)) == "nothing"
    assert office.store.commits == []


def test_a_bounced_acknowledgement_reopens_nothing(office):
    office.store.keep(a_send(key=REPLY.key, template="acknowledgement"))
    report(office, BOUNCE)
    assert office.store.inquiry(REFERENCE) == ANSWERED
    assert office.store.suppression(mail_address()) is not None


def test_a_deadline_that_runs_again_runs_beside_the_one_that_the_next_question_started(office):
    later = a_deadline(kind="next_response", at=NOW + timedelta(minutes=5))
    office.store.keep(an_inquiry(deadline=later, met=a_deadline()))
    report(office, BOUNCE)
    inquiry = office.store.inquiry(REFERENCE)
    assert (inquiry.clocks, inquiry.expected_by) == ((a_deadline(), later), a_deadline().due_at)


def test_a_reply_that_met_no_deadline_reopens_none(office):
    office.store.keep(an_inquiry(deadline=None, met=None))
    report(office, BOUNCE)
    assert office.store.inquiry(REFERENCE).deadline is None


def test_what_was_closed_after_the_reply_opens_again(office):
    office.store.keep(
        an_inquiry(status=Status.CLOSED, closed_at=NOW, deadline=None, expected_by=None, met=a_deadline())
    )
    report(office, BOUNCE)
    inquiry = office.store.inquiry(REFERENCE)
    assert (inquiry.status, inquiry.closed_at) == (Status.OPEN, None)


def test_an_id_nobody_knows_is_counted_and_left(office):
    assert report(office, Feedback("ses:unknown", Verdict.BOUNCED, permanent=True)) == "unknown"
    assert office.metrics.counts["FeedbackUnknown"] == 1


def test_somebody_elses_write_meanwhile_is_read_again(office):
    office.store.interfere.append(lambda: office.store.keep(an_inquiry(version=2, deadline=None, met=a_deadline())))
    report(office, BOUNCE)
    assert office.store.inquiry(REFERENCE).version == 3


def test_when_somebody_always_writes_first_it_leaves_it_to_the_queue(office):
    office.store.raise_next(*[Conflict("send")] * 5)
    with pytest.raises(Conflict):
        report(office, BOUNCE)


# --- a send whose worker died before it could note the provider's id ------------------------------------------------


def test_a_report_finds_an_unconfirmed_reply_by_the_name_it_carries(office):
    office.store.threads.clear()
    lost = replace(REPLY, status=Delivery.UNCONFIRMED, provider_id="")
    office.store.keep(lost)
    told = Feedback("ses:mail-9", Verdict.DELIVERED, reference=REFERENCE, send=REPLY.key)
    assert report(office, told) == Delivery.DELIVERED
    assert (row(office).status, row(office).provider_id) == (Delivery.DELIVERED, "mail-9")
    assert office.store.threads["ses:mail-9"] == (REFERENCE, REPLY.key)


@pytest.mark.parametrize("named", [("0000-0000", REPLY.key), (REFERENCE, "another"), ("", REPLY.key), (REFERENCE, "")])
def test_a_name_that_leads_nowhere_is_unknown(office, named):
    reference, send = named
    assert report(office, Feedback("ses:mail-9", Verdict.DELIVERED, reference=reference, send=send)) == "unknown"


# --- texts ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def texted(office):
    """The reply went by text, and they opted out right after."""
    phone = phone_number()
    office.store.keep(replace(REPLY, recipient=phone, provider_id="text-1"))
    office.store.keep(Suppression(phone, SuppressionReason.OPT_OUT, NOW))
    office.store.threads["sms:text-1"] = (REFERENCE, REPLY.key)
    return office


def test_a_text_that_failed_answers_nobody_and_shuts_no_number(texted):
    told = Feedback("sms:text-1", Verdict.BOUNCED, permanent=True, why="carrier blocked")
    assert report(texted, told) == Delivery.BOUNCED
    assert texted.store.suppression(phone_number()).reason is SuppressionReason.OPT_OUT
    assert EventType.ADDRESS_SUPPRESSED not in texted.store.timeline(REFERENCE)


def test_a_text_is_delivered_when_its_carrier_says_so(texted):
    assert report(texted, Feedback("sms:text-1", Verdict.DELIVERED)) == Delivery.DELIVERED
