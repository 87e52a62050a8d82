"""Waking somebody (the on-call list is kai, then mia)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import (
    AWAY,
    NOW,
    REFERENCE,
    a_consequence,
    a_district,
    a_message,
    an_event,
    an_inquiry,
    mail_address,
    staff_with,
)
from fakes import FakeDistricts, Office

from chalicelib.domain.consequences import Action, Consequence, Lane, consequences
from chalicelib.domain.contact import Suppression, SuppressionReason
from chalicelib.domain.errors import Busy, InFlight, NotFound, NotSent, SendRefused
from chalicelib.domain.events import EventType
from chalicelib.domain.ledger import PAGE_LEASE
from chalicelib.domain.words import Delivery
from chalicelib.usecases.acknowledge import acknowledge
from chalicelib.usecases.page import page

MESSAGE = a_message(text="I will kill myself")
DANGER = an_event(EventType.DANGER_FOUND, id="d-1", detail={"message": MESSAGE.id})
PAGE_ID = "01"
KAI, MIA = "kai@schools.example.org", "mia@schools.example.org"
KAIS_PHONE, MIAS_PHONE = "+12025550105", "+12025550106"
DOWN = NotSent("Throttling")


class Killed(BaseException):
    """The worker died."""


@pytest.fixture
def office():
    fresh = Office()
    fresh.store.keep(an_inquiry(), MESSAGE)
    return fresh


def begin(office):
    return page(a_consequence(Action.PAGE, event=DANGER, lane=Lane.PAGES), desk=office.desk)


def going_on(office):
    """The consequence of the newest PageSent, after its pause."""
    again = next(
        one for one in consequences(office.store.told(REFERENCE, EventType.PAGE_SENT)[-1]) if one.action is Action.PAGE
    )
    office.clock.advance(seconds=again.delay)
    return again


def go_on(office):
    return page(going_on(office), desk=office.desk)


def told(office, kind):
    return office.store.told(REFERENCE, kind)


def ack(office, staff="kai"):
    return acknowledge(REFERENCE, PAGE_ID, actor=office.actor(staff), at=office.counter)


def test_the_first_person_is_woken_by_mail_and_by_text(office):
    stepped = begin(office)
    assert (office.mailer.to, office.texter.to) == ([KAI], [KAIS_PHONE])
    (sent,) = told(office, EventType.PAGE_SENT)
    assert dict(sent.detail) == {
        "config": "v1",
        "page": PAGE_ID,
        "turn": 1,
        "step": 1,
        "to": "kai",
        "channels": ["email", "sms"],
        "message": MESSAGE.id,
        "next_in": 300,
    }
    assert (stepped.id, stepped.step, stepped.turn, stepped.paged) == (PAGE_ID, 1, 1, ("kai",))


def test_the_same_consequence_again_wakes_nobody_again(office):
    for _ in range(3):
        begin(office)
    assert (office.mailer.to, office.texter.to) == ([KAI], [KAIS_PHONE])
    assert len(told(office, EventType.PAGE_SENT)) == 1


def test_nobody_acknowledges_and_the_next_person_is_woken(office):
    begin(office)
    go_on(office)
    assert (office.mailer.to, office.texter.to) == ([KAI, MIA], [KAIS_PHONE, MIAS_PHONE])


def test_a_short_list_begins_again_until_all_moments_are_past(office):
    begin(office)
    for _ in range(3):
        go_on(office)
    assert office.texter.to == [KAIS_PHONE, MIAS_PHONE, KAIS_PHONE, MIAS_PHONE]
    assert [event.at - office.store.paged[REFERENCE, PAGE_ID].at for event in told(office, EventType.PAGE_SENT)] == [
        timedelta(minutes=minutes) for minutes in (0, 5, 10, 15)
    ]


def test_when_all_were_tried_it_is_unanswered_once(office):
    begin(office)
    for _ in range(3):
        go_on(office)
    last = going_on(office)
    assert page(last, desk=office.desk).exhausted
    assert page(last, desk=office.desk).exhausted
    assert len(told(office, EventType.PAGE_UNANSWERED)) == 1
    (climb,) = consequences(told(office, EventType.PAGE_UNANSWERED)[0])
    assert (climb.lane, climb.action) == (Lane.ESCALATIONS, Action.CLIMB)


def test_an_acknowledged_page_stops(office):
    begin(office)
    ack(office)
    go_on(office)
    assert office.mailer.to == [KAI]
    assert EventType.PAGE_UNANSWERED not in office.store.timeline(REFERENCE)


# --- channels -------------------------------------------------------------------------------------------------------


def test_one_channel_that_is_down_still_wakes_by_the_other(office):
    office.texter.refuses = {KAIS_PHONE: DOWN}
    begin(office)
    (sent,) = told(office, EventType.PAGE_SENT)
    assert (office.mailer.to, sent.detail["channels"]) == ([KAI], ["email"])


def test_with_both_channels_down_the_same_person_is_tried_again_and_again_on_the_record(office):
    office.mailer.refuses, office.texter.refuses = {KAI: DOWN}, {KAIS_PHONE: DOWN}
    begin(office)
    for _ in range(20):
        delayed = told(office, EventType.PAGE_DELAYED)[-1]
        assert delayed.detail["next_in"] == 60
        page(Consequence(Lane.PAGES, Action.PAGE, delayed), desk=office.desk)
    assert not told(office, EventType.PAGE_UNANSWERED)
    office.mailer.refuses = {}
    page(Consequence(Lane.PAGES, Action.PAGE, told(office, EventType.PAGE_DELAYED)[-1]), desk=office.desk)
    assert office.mailer.to == [KAI]
    assert len(told(office, EventType.PAGE_SENT)) == 1


def test_a_delayed_page_that_is_delivered_twice_goes_on_once(office):
    office.mailer.refuses, office.texter.refuses = {KAI: DOWN}, {KAIS_PHONE: DOWN}
    begin(office)
    (first,) = told(office, EventType.PAGE_DELAYED)
    for _ in range(3):
        page(Consequence(Lane.PAGES, Action.PAGE, first), desk=office.desk)
        begin(office)
    assert len(told(office, EventType.PAGE_DELAYED)) == 2


def test_who_the_providers_refuse_for_good_is_passed_over_at_once(office):
    office.mailer.refuses, office.texter.refuses = {KAI: SendRefused("x")}, {KAIS_PHONE: SendRefused("x")}
    begin(office)
    assert office.mailer.to == [MIA]
    (skipped,) = told(office, EventType.ESCALATION_STEP_SKIPPED)
    assert skipped.detail["who"] == "kai"


def test_a_suppressed_mailbox_leaves_the_phone(office):
    office.store.keep(Suppression(mail_address(KAI), SuppressionReason.BOUNCE, NOW))
    begin(office)
    assert (office.mailer.to, office.texter.to) == ([], [KAIS_PHONE])


def test_an_absent_person_is_passed_over_on_the_record(office):
    office.districts = FakeDistricts(a_district(staff=staff_with("kai", absences=AWAY)))
    begin(office)
    assert office.mailer.to == [MIA]
    assert office.store.timeline(REFERENCE)[-2:] == [EventType.ESCALATION_STEP_SKIPPED, EventType.PAGE_SENT]
    assert told(office, EventType.PAGE_SENT)[0].detail["step"] == 2


def test_with_nobody_to_reach_it_is_unanswered_at_once(office):
    gone = tuple(replace(one, absences=AWAY) for one in a_district().staff)
    office.districts = FakeDistricts(a_district(staff=gone))
    assert begin(office).exhausted
    assert [event.detail["who"] for event in told(office, EventType.ESCALATION_STEP_SKIPPED)] == ["kai", "mia"]
    assert len(told(office, EventType.PAGE_UNANSWERED)) == 1


# --- crashes --------------------------------------------------------------------------------------------------------


def test_a_worker_that_died_between_mail_and_text_leaves_no_channel_in_limbo(office):
    office.texter.fails = [Killed()]
    with pytest.raises(Killed):
        begin(office)
    with pytest.raises(InFlight):
        begin(office)
    office.clock.advance(PAGE_LEASE)
    begin(office)
    assert (office.mailer.to, office.texter.to) == ([KAI], [KAIS_PHONE])
    assert {send.status for send in office.store.sends.values()} == {Delivery.SENT}


def test_a_worker_that_died_twice_while_sending_counts_as_told(office):
    for _ in range(2):
        office.mailer.fails, office.texter.fails = [Killed()], []
        with pytest.raises(Killed):
            begin(office)
        office.clock.advance(PAGE_LEASE)
    begin(office)
    (sent,) = told(office, EventType.PAGE_SENT)
    assert sent.detail["channels"] == ["email", "sms"]


def test_a_worker_that_died_before_recording_the_step_repeats_nothing(office):
    def die():
        raise Killed

    office.store.interfere = [lambda: None] * 5 + [die]
    with pytest.raises(Killed):
        begin(office)
    begin(office)
    assert (office.mailer.to, office.texter.to) == ([KAI], [KAIS_PHONE])
    assert len(told(office, EventType.PAGE_SENT)) == 1


def test_silence_on_one_channel_is_settled_before_the_next_person_is_asked(office):
    """Nobody knows whether the text left: the mail is not repeated, the text is, once."""
    office.texter.refuses = {KAIS_PHONE: Busy("ReadTimeoutError")}
    with pytest.raises(Busy):
        begin(office)
    assert not told(office, EventType.PAGE_SENT)
    office.texter.refuses = {}
    office.clock.now += timedelta(seconds=90)
    begin(office)
    assert told(office, EventType.PAGE_SENT)[0].detail["channels"] == ["email", "sms"]
    assert office.mailer.to == [KAI]
    assert {send.status for send in office.store.sends.values()} == {"sent"}


def test_an_inquiry_that_does_not_exist_is_told(office):
    lost = Consequence(Lane.PAGES, Action.PAGE, an_event(EventType.DANGER_FOUND, reference="0000-0000"))
    with pytest.raises(NotFound):
        page(lost, desk=office.desk)
