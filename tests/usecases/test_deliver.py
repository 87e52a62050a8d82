"""One notice through the ledger: claim, send, mark; and what a crash in between leaves."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import (
    DAY,
    NOW,
    REFERENCE,
    a_contact,
    a_notice,
    a_send,
    an_inquiry,
    mail_address,
    phone_number,
)
from fakes import Office

from chalicelib.domain.contact import Suppression, SuppressionReason
from chalicelib.domain.errors import Busy, Conflict, InFlight, NotSent, SendRefused
from chalicelib.domain.events import EventType
from chalicelib.domain.ledger import LEASE
from chalicelib.domain.outbound import Matter
from chalicelib.domain.words import Channel, Delivery
from chalicelib.usecases.deliver import deliver

ACKNOWLEDGEMENT = a_notice(limited=True)
REPLY = a_notice(template="reply", repeatable=False, message_id="m-1")


class Killed(BaseException):
    """The worker died."""


@pytest.fixture
def office():
    fresh = Office()
    fresh.store.keep(an_inquiry())
    return fresh


def send(office, notice, **inquiry):
    return deliver(notice, Matter(an_inquiry(**inquiry), None, office.clock()), desk=office.desk)


def die(office, notice):
    """The worker dies just after the provider took it."""
    office.mailer.fails = [Killed()]
    with pytest.raises(Killed):
        send(office, notice)


def row(office, notice=ACKNOWLEDGEMENT):
    return office.store.sends[REFERENCE, notice.key]


def timeline(office):
    return office.store.timeline(REFERENCE)


def test_a_claim_is_stored_before_the_provider_is_called(office):
    die(office, ACKNOWLEDGEMENT)
    assert (row(office).status, row(office).attempts) == (Delivery.CLAIMED, 1)


def test_what_was_sent_is_marked_and_found_again_by_the_providers_id(office):
    assert send(office, ACKNOWLEDGEMENT) is Delivery.SENT
    assert (row(office).status, row(office).provider_id) == (Delivery.SENT, "mail-1")
    assert office.store.sent_as("ses:mail-1").send == row(office)
    assert office.metrics.counts["SendSent"] == 1


def test_while_another_worker_may_still_be_sending_it_waits(office):
    die(office, ACKNOWLEDGEMENT)
    office.clock.advance(LEASE - timedelta(seconds=1))
    with pytest.raises(InFlight):
        send(office, ACKNOWLEDGEMENT)
    assert office.mailer.sent == []


def test_after_its_lease_an_automatic_mail_goes_out_once_more(office):
    die(office, ACKNOWLEDGEMENT)
    office.clock.advance(LEASE)
    assert send(office, ACKNOWLEDGEMENT) is Delivery.SENT
    assert row(office).attempts == 2


def test_never_a_third_time_then_it_is_given_up_on_the_record(office):
    for _ in range(2):
        die(office, ACKNOWLEDGEMENT)
        office.clock.advance(LEASE)
    assert send(office, ACKNOWLEDGEMENT) is Delivery.UNCONFIRMED
    assert send(office, ACKNOWLEDGEMENT) is Delivery.UNCONFIRMED
    assert office.mailer.sent == []
    assert timeline(office) == [EventType.DELIVERY_UNCONFIRMED]


def test_a_persons_reply_is_never_repeated_but_shown_unconfirmed(office):
    die(office, REPLY)
    office.clock.advance(LEASE)
    assert send(office, REPLY) is Delivery.UNCONFIRMED
    (told,) = office.store.told(REFERENCE, EventType.DELIVERY_UNCONFIRMED)
    assert told.detail["message"] == "m-1"
    assert office.mailer.sent == []


@pytest.mark.parametrize("known", [one for one in Delivery if one not in {Delivery.PENDING, Delivery.CLAIMED}])
def test_what_is_done_is_not_done_again(office, known):
    office.store.keep(a_send(key=ACKNOWLEDGEMENT.key, status=known))
    assert send(office, ACKNOWLEDGEMENT) is known
    assert (office.mailer.sent, office.store.commits) == ([], [])


def test_two_workers_at_once_send_once(office):
    office.store.interfere.append(lambda: send(office, ACKNOWLEDGEMENT))
    with pytest.raises(InFlight):
        send(office, ACKNOWLEDGEMENT)
    assert len(office.mailer.sent) == 1


# --- refusals -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("reason", SuppressionReason)
def test_a_suppressed_address_gets_nothing_and_the_timeline_says_so(office, reason):
    office.store.keep(Suppression(mail_address(), reason, NOW))
    assert send(office, ACKNOWLEDGEMENT) is Delivery.SKIPPED
    assert send(office, ACKNOWLEDGEMENT) is Delivery.SKIPPED
    assert office.mailer.sent == []
    (skipped,) = office.store.told(REFERENCE, EventType.SEND_SKIPPED)
    assert skipped.detail["why"] == f"address suppressed ({reason})"
    assert (row(office).version, row(office).status) == (1, Delivery.SKIPPED)


def test_a_refusal_is_final_and_says_why(office):
    office.mailer.fails = [SendRefused("MessageRejected: bad address")]
    assert send(office, ACKNOWLEDGEMENT) is Delivery.REFUSED
    assert row(office).reason == "MessageRejected: bad address"
    assert timeline(office) == [EventType.SEND_REFUSED]


def test_what_the_provider_says_it_did_not_take_may_be_sent_at_once_and_costs_no_attempt(office):
    office.mailer.fails = [NotSent("Throttling")] * 3
    for _ in range(3):
        with pytest.raises(NotSent):
            send(office, ACKNOWLEDGEMENT)
    assert (row(office).status, row(office).attempts) == (Delivery.PENDING, 0)
    assert send(office, ACKNOWLEDGEMENT) is Delivery.SENT
    assert timeline(office) == [EventType.ACKNOWLEDGEMENT_SENT]


# --- limits ---------------------------------------------------------------------------------------------------------


def acknowledge(office, number):
    return send(office, replace(ACKNOWLEDGEMENT, event_id=f"e-{number}"))


@pytest.mark.parametrize(("apart", "most", "within"), [(1, 5, 10 * 60), (60, 15, 3_600), (600, 40, 86_400)])
def test_an_address_gets_five_in_ten_minutes_fifteen_an_hour_and_forty_a_day(office, apart, most, within):
    outcomes = []
    for number in range(200):
        if office.clock.now - NOW >= timedelta(seconds=within):
            break
        outcomes.append(acknowledge(office, number))
        office.clock.advance(seconds=apart * 2.1)
    assert outcomes.count(Delivery.SENT) == most
    (why,) = {event.detail["why"] for event in office.store.told(REFERENCE, EventType.SEND_SKIPPED)}
    assert why == "too many automatic messages to this address lately"


def test_other_addresses_and_a_persons_words_are_not_limited(office):
    for number in range(6):
        acknowledge(office, number)
    assert send(office, REPLY) is Delivery.SENT
    assert send(office, replace(ACKNOWLEDGEMENT, recipient=mail_address("b@example.com"))) is Delivery.SENT


def test_a_provider_that_was_busy_all_along_used_up_no_limit(office):
    office.mailer.fails = [NotSent("Throttling")] * 8
    for _ in range(8):
        with pytest.raises(NotSent):
            send(office, ACKNOWLEDGEMENT)
    assert send(office, ACKNOWLEDGEMENT) is Delivery.SENT
    (window,) = office.store.windows.values()
    assert len(window.sent_at) == 1


# --- texts ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def by_text(office):
    office.store.keep(a_contact(id=phone_number().key, addresses=(phone_number(),)))
    return office


TEXT = a_notice(recipient=phone_number())


def test_a_text_to_a_family_is_remembered_so_that_its_answer_finds_the_inquiry(by_text):
    assert send(by_text, TEXT, channel=Channel.SMS) is Delivery.SENT
    (contact,) = by_text.store.contacts.values()
    assert (contact.last_text.reference, contact.version) == (REFERENCE, 2)
    assert by_text.store.sent_as("sms:text-1").send.status is Delivery.SENT


def test_a_contact_who_changed_meanwhile_is_read_again_and_nothing_is_sent_twice(by_text):
    moved = a_contact(id=phone_number().key, version=2, name="Ana Maria")
    by_text.store.interfere += [lambda: None, lambda: by_text.store.keep(moved)]
    assert send(by_text, TEXT) is Delivery.SENT
    (contact,) = by_text.store.contacts.values()
    assert (contact.version, contact.name, contact.last_text.reference) == (3, "Ana Maria", REFERENCE)
    assert len(by_text.texter.sent) == 1
    assert by_text.metrics.counts["SendSent"] == 1


def test_a_text_to_a_number_that_two_parents_share_is_remembered_with_whom_its_answer_will_come_from(by_text):
    other = a_contact(addresses=(mail_address("ben@example.org"),))
    by_text.store.keep(other)
    assert send(by_text, TEXT, contact_id=other.id) is Delivery.SENT
    assert by_text.store.contact_of(phone_number()).last_text.reference == REFERENCE
    assert by_text.store.contact(other.id).last_text is None


def test_a_number_that_was_let_in_and_never_wrote_is_known_by_what_was_texted_to_it(office):
    assert send(office, TEXT, channel=Channel.SMS) is Delivery.SENT
    contact = office.store.contact_of(phone_number())
    assert (contact.version, contact.addresses, contact.last_text.reference) == (1, (phone_number(),), REFERENCE)


def test_a_number_that_writes_for_the_first_time_while_it_is_texted_keeps_both(office):
    wrote = a_contact(id=phone_number().key, addresses=(phone_number(),), name="Ana")
    office.store.interfere += [lambda: None, lambda: office.store.keep(wrote)]
    assert send(office, TEXT, channel=Channel.SMS) is Delivery.SENT
    contact = office.store.contact_of(phone_number())
    assert (contact.version, contact.name, contact.last_text.reference) == (2, "Ana", REFERENCE)
    assert len(office.texter.sent) == 1


def test_a_mail_touches_no_contact(office):
    office.store.keep(a_contact())
    send(office, ACKNOWLEDGEMENT)
    assert office.store.contact(a_contact().id) == a_contact()


def test_a_text_to_staff_is_no_familys_last_text(by_text):
    send(by_text, replace(TEXT, audience="staff", staff="ines"))
    (contact,) = by_text.store.contacts.values()
    assert contact.last_text is None


def test_a_mark_that_lost_its_row_is_told(office):
    office.store.interfere += [lambda: None, lambda: office.store.keep(replace(row(office), version=9))]
    with pytest.raises(Conflict):
        send(office, ACKNOWLEDGEMENT)


def test_silence_leaves_the_claim_for_the_lease_to_decide(office):
    office.mailer.fails = [Busy("ReadTimeoutError")]
    with pytest.raises(Busy):
        send(office, ACKNOWLEDGEMENT)
    with pytest.raises(InFlight):
        send(office, ACKNOWLEDGEMENT)
    office.clock.advance(DAY)
    assert send(office, ACKNOWLEDGEMENT) is Delivery.SENT


@pytest.mark.parametrize(
    "ours", ["help@demo.example.org", "anything@demo.example.org", "front.desk@schools.example.org"]
)
def test_we_do_not_answer_ourselves_whatever_a_form_was_filled_in_with(office, ours):
    office.districts.district = replace(office.districts.district, mail_addresses=("front.desk@schools.example.org",))
    notice = replace(ACKNOWLEDGEMENT, recipient=mail_address(ours))
    assert send(office, notice) is Delivery.SKIPPED
    assert office.mailer.sent == []
    assert row(office, notice).reason == "one of our own addresses"


def test_staff_may_have_mailboxes_among_our_own_addresses(office):
    notice = replace(ACKNOWLEDGEMENT, recipient=mail_address("help@demo.example.org"), audience="staff")
    assert send(office, notice) is Delivery.SENT
