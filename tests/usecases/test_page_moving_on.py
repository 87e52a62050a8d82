"""What a page does between its moments (the on-call list is kai, then mia): it hands over at once when a step failed or a
machine answered, tries a busy channel again, and takes in a second danger."""

from dataclasses import replace

import pytest
from builders import REFERENCE, a_message, an_event, an_inquiry, mail_address, phone_number
from fakes import Office

from chalicelib.domain.consequences import Action, Consequence, Lane, consequences
from chalicelib.domain.errors import Busy, Conflict, NotSent, SendRefused
from chalicelib.domain.events import EventType
from chalicelib.domain.feedback import Feedback, Verdict
from chalicelib.domain.submission import ses_key, text_key
from chalicelib.domain.words import Delivery
from chalicelib.usecases.acknowledge import acknowledge
from chalicelib.usecases.feedback import feedback
from chalicelib.usecases.move_on import move_on
from chalicelib.usecases.page import page

MESSAGE = a_message(text="I will kill myself")
LATER = a_message(id="02-later", text="I have the pills")
DANGER = an_event(EventType.DANGER_FOUND, id="d-1", detail={"message": MESSAGE.id})
SECOND = an_event(EventType.DANGER_FOUND, id="d-2", detail={"message": LATER.id})
KAI, MIA = "kai@schools.example.org", "mia@schools.example.org"
KAIS_PHONE, MIAS_PHONE = "+12025550105", "+12025550106"
BUSY = NotSent("Throttling")


@pytest.fixture
def office():
    fresh = Office()
    fresh.store.keep(an_inquiry(), MESSAGE, LATER)
    return fresh


def begin(office, danger=DANGER):
    return page(Consequence(Lane.PAGES, Action.PAGE, danger), desk=office.desk)


def told(office, kind):
    return office.store.told(REFERENCE, kind)


def follow(office, kind, action, *, times=1):
    """Plays what follows from the newest such event, as often as a queue may deliver it."""
    asked = next(one for one in consequences(told(office, kind)[-1]) if one.action is action)
    play = page if action is Action.PAGE else move_on
    for _ in range(times):
        office.clock.advance(seconds=asked.delay)
        outcome = play(asked, desk=office.desk)
    return outcome


def report(office, key):
    lost = Feedback(key=key, verdict=Verdict.BOUNCED, permanent=True, why="no such user")
    feedback(lost, store=office.store, districts=office.districts, randomness=office.randomness, metrics=office.metrics)


def ack(office, staff="kai"):
    return acknowledge(REFERENCE, "01", actor=office.actor(staff), at=office.counter)


# --- a step that failed ---------------------------------------------------------------------------------------------


def test_a_page_whose_mail_bounced_and_whose_text_failed_hands_over_at_once(office):
    begin(office)
    report(office, ses_key("mail-1"))
    assert follow(office, EventType.MESSAGE_BOUNCED, Action.PAGE_ON) == "nothing"
    assert office.mailer.to == [KAI]
    report(office, text_key("text-1"))
    assert follow(office, EventType.MESSAGE_BOUNCED, Action.PAGE_ON, times=3) == "nothing"
    assert office.mailer.to == [KAI, MIA]
    assert len(told(office, EventType.PAGE_SENT)) == 2


def test_what_was_asked_for_the_failed_step_does_nothing_any_more(office):
    begin(office)
    first = next(one for one in consequences(told(office, EventType.PAGE_SENT)[0]) if one.action is Action.PAGE)
    report(office, ses_key("mail-1"))
    report(office, text_key("text-1"))
    follow(office, EventType.MESSAGE_BOUNCED, Action.PAGE_ON)
    page(first, desk=office.desk)
    assert office.mailer.to == [KAI, MIA]


def test_a_failure_after_somebody_acknowledged_wakes_nobody(office):
    begin(office)
    ack(office)
    report(office, ses_key("mail-1"))
    report(office, text_key("text-1"))
    assert follow(office, EventType.MESSAGE_BOUNCED, Action.PAGE_ON) == "nothing"
    assert office.mailer.to == [KAI]


def test_a_machine_that_answers_hands_over_at_once_and_only_for_whom_was_paged_last(office):
    begin(office)
    away = an_event(EventType.PAGE_MOVED_ON, detail={"page": "01", "staff": "kai"})
    office.store.interfere = [lambda: None] * 4
    office.store.raise_next(Conflict("page"))
    assert move_on(Consequence(Lane.PAGES, Action.PAGE_ON, away), desk=office.desk) == "moved on"
    assert move_on(Consequence(Lane.PAGES, Action.PAGE_ON, away), desk=office.desk) == "nothing"
    assert office.mailer.to == [KAI, MIA]


# --- a busy channel -------------------------------------------------------------------------------------------------


def test_a_text_that_the_provider_was_too_busy_for_is_tried_again_a_minute_later(office):
    office.texter.refuses = {KAIS_PHONE: BUSY}
    begin(office)
    (sent,) = told(office, EventType.PAGE_SENT)
    assert (sent.detail["channels"], sent.detail["busy"]) == (["email"], ["sms"])
    office.texter.refuses = {}
    assert follow(office, EventType.PAGE_SENT, Action.PAGE_AGAIN, times=2) == "taken"
    assert (office.mailer.to, office.texter.to) == ([KAI], [KAIS_PHONE])
    assert {send.status for send in office.store.sends.values()} == {Delivery.SENT}


def test_a_channel_that_stays_busy_is_given_up_after_five_tries_on_the_record(office):
    office.texter.refuses = {KAIS_PHONE: BUSY}
    begin(office)
    kind = EventType.PAGE_SENT
    for _ in range(4):
        assert follow(office, kind, Action.PAGE_AGAIN, times=2) == "busy"
        kind = EventType.PAGE_CHANNEL_BUSY
    assert follow(office, kind, Action.PAGE_AGAIN) == "given up"
    assert [event.detail["tries"] for event in told(office, EventType.PAGE_CHANNEL_BUSY)] == [2, 3, 4, 5]
    (refused,) = told(office, EventType.SEND_REFUSED)
    assert refused.detail["why"] == "the provider stayed busy"
    assert {send.status for send in office.store.sends.values()} == {Delivery.SENT, Delivery.REFUSED}


def test_a_busy_text_is_not_sent_once_somebody_has_it(office):
    office.texter.refuses = {KAIS_PHONE: BUSY}
    begin(office)
    ack(office)
    office.texter.refuses = {}
    assert follow(office, EventType.PAGE_SENT, Action.PAGE_AGAIN) == "acknowledged"
    assert office.texter.to == []
    (skipped,) = told(office, EventType.SEND_SKIPPED)
    assert skipped.detail["why"] == "somebody acknowledged meanwhile"


def test_a_mail_that_bounced_hands_over_once_the_busy_text_is_given_up(office):
    office.texter.refuses = {KAIS_PHONE: BUSY}
    begin(office)
    report(office, ses_key("mail-1"))
    assert follow(office, EventType.MESSAGE_BOUNCED, Action.PAGE_ON) == "nothing"
    office.texter.refuses = {KAIS_PHONE: SendRefused("OptedOut")}
    follow(office, EventType.PAGE_SENT, Action.PAGE_AGAIN)
    assert follow(office, EventType.SEND_REFUSED, Action.PAGE_ON) == "moved on"
    assert office.mailer.to == [KAI, MIA]


def test_silence_of_a_provider_is_for_the_queue_to_repeat(office):
    office.texter.refuses = {KAIS_PHONE: BUSY}
    begin(office)
    office.texter.refuses = {KAIS_PHONE: Busy("ReadTimeoutError")}
    with pytest.raises(Busy):
        follow(office, EventType.PAGE_SENT, Action.PAGE_AGAIN)


# --- a second danger ------------------------------------------------------------------------------------------------


def test_a_second_danger_joins_the_page_that_is_still_open(office):
    begin(office)
    for _ in range(2):
        begin(office, SECOND)
    assert list(office.store.paged) == [(REFERENCE, "01")]
    assert len(told(office, EventType.PAGE_JOINED)) == 1
    assert office.mailer.to == [KAI]
    follow(office, EventType.PAGE_SENT, Action.PAGE)
    assert office.mailer.sent[-1].text == LATER.text, "whoever is paged next reads the newest words"
    assert office.mailer.to == [KAI, MIA]


def test_after_somebody_acknowledged_a_new_danger_pages_again(office):
    begin(office)
    ack(office)
    for _ in range(2):
        begin(office, SECOND)
        begin(office, DANGER)
    assert list(office.store.paged) == [(REFERENCE, "01"), (REFERENCE, "02")]
    assert office.mailer.to == [KAI, KAI]


def test_after_the_last_step_a_new_danger_pages_again(office):
    begin(office)
    for _ in range(4):
        follow(office, EventType.PAGE_SENT, Action.PAGE)
    assert office.store.paged[REFERENCE, "01"].exhausted
    begin(office, SECOND)
    assert office.store.paged[REFERENCE, "02"].step == 1


def test_two_dangers_at_the_same_moment_make_one_page(office):
    office.store.interfere = [lambda: begin(office, SECOND)]
    begin(office)
    assert list(office.store.paged) == [(REFERENCE, "01")]
    assert set(office.store.paged[REFERENCE, "01"].dangers) == {"d-1", "d-2"}
    assert office.mailer.to == [KAI]


def test_two_open_pages_never_go_by_the_same_code(office):
    first = begin(office)
    other = an_inquiry(reference="5M0W-GD42")
    office.store.keep(other)
    office.randomness.drawn = int(first.code) - 1
    second = begin(office, replace(DANGER, reference="5M0W-GD42"))
    assert second.code != first.code
    assert office.store.page_of_code(first.code, now=office.clock.now) == (REFERENCE, "01")


# --- once it is taken -----------------------------------------------------------------------------------------------


def test_whoever_else_was_paged_hears_in_the_safety_lane_who_has_it(office):
    begin(office)
    follow(office, EventType.PAGE_SENT, Action.PAGE)
    ack(office, "mia")
    (tell,) = consequences(told(office, EventType.PAGE_ACKNOWLEDGED)[0])
    assert (tell.lane, tell.action) == (Lane.PAGES, Action.TELL_STAFF)
    assert tell.event.detail["to"] == ["kai"]


def test_a_page_taken_by_the_only_one_it_went_to_tells_nobody(office):
    begin(office)
    ack(office)
    assert consequences(told(office, EventType.PAGE_ACKNOWLEDGED)[0]) == ()


def test_addresses_lead_to_the_people_whose_own_they_are(office):
    district = office.districts.district
    assert [one.id for one in district.people_at(phone_number(KAIS_PHONE))] == ["kai"]
    assert [one.id for one in district.people_at(mail_address(MIA))] == ["mia"]
    assert district.people_at(mail_address(MIA, verified=False)) == ()
    assert district.people_at(phone_number(MIAS_PHONE.replace("6", "9"))) == ()
