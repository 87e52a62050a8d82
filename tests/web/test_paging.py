"""/pages/TOKEN: a paged person sees what it is about and takes it with one button."""

import re
from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest
from builders import (
    AWAY,
    NOW,
    a_message,
    a_page,
    a_send,
    an_event,
    an_inquiry,
    mail_address,
    phone_number,
    staff_with,
)
from web.house import House

from chalicelib.domain.district import Emergency
from chalicelib.domain.errors import Busy, NotFound
from chalicelib.domain.events import EventType
from chalicelib.domain.inquiry import Page, Participant
from chalicelib.domain.words import Delivery, Direction


@pytest.fixture
def house() -> House:
    found = House()
    found.office.store.keep(
        an_inquiry(dangers=("self-harm",), topic="wellbeing", school="alder"),
        a_message(text="I want it to end."),
        a_message(id="n", direction=Direction.NOTE, text="SECRET-NOTE"),
        a_page(),
    )
    return found


def _stored(house: House) -> Page:
    (page,) = house.office.store.paged.values()
    return page


def test_looking_at_a_page_shows_what_is_known_and_acknowledges_nothing(house: House):
    """Mail scanners follow links."""
    shown = house.get(house.page_link(a_page(), "kai")).body.decode()
    for known in ("self-harm", "Wellbeing", "Alder Elementary", "I want it to end.", "I am dealing with it"):
        assert known in shown
    assert "SECRET" not in shown
    assert _stored(house).acknowledged_by == ""


def test_a_scanner_that_asks_for_the_head_alone_is_answered_as_a_look_and_acknowledges_nothing(house: House):
    link = house.page_link(a_page(), "kai")
    before = len(house.office.store.commits)
    for path in (link, "/pages/dead"):
        looked, asked = house.get(path), house.client.request("HEAD", path, headers={"Accept": "text/html"})
        assert (asked.status_code, asked.body) == (looked.status_code, b"")
        assert asked.headers["Content-Type"] == looked.headers["Content-Type"]
    assert _stored(house).acknowledged_by == ""
    assert len(house.office.store.commits) == before


def test_the_button_acknowledges_in_the_name_of_the_paged_person(house: House):
    link = house.page_link(a_page(), "kai")
    answer = house.post(link, {})
    assert (answer.status_code, answer.headers["Location"]) == (303, link.removeprefix("/pages/"))
    assert _stored(house).acknowledged_by == "kai"
    assert house.office.store.timeline(a_page().reference) == [EventType.PAGE_ACKNOWLEDGED]
    assert "You are dealing with it" in house.get(link).body.decode()


def test_the_second_to_press_learns_who_was_first(house: House):
    house.post(house.page_link(a_page(), "kai"), {})
    house.post(house.page_link(a_page(), "mia"), {})
    assert _stored(house).acknowledged_by == "kai"
    assert "Kai Brandt is dealing with it." in house.get(house.page_link(a_page(), "mia")).body.decode()


def test_an_old_page_no_longer_shows_the_words(house: House):
    house.office.clock.now = NOW + timedelta(days=4)
    shown = house.get(house.page_link(a_page(), "kai")).body.decode()
    assert "I want it to end." not in shown
    assert "self-harm" in shown


def test_a_changed_or_unknown_token_opens_nothing(house: House):
    link = house.page_link(a_page(), "kai")
    for wrong in (link[:-1], link + "a", "/pages/x", house.page_link(a_page(id="other"), "kai")):
        assert house.get(wrong).status_code == 404
        assert house.post(wrong, {}).status_code == 404
    assert _stored(house).acknowledged_by == ""


def test_a_family_link_is_no_page_link(house: House):
    assert house.get(house.link(an_inquiry()).replace("/i/", "/pages/")).status_code == 404


@pytest.mark.parametrize(("trouble", "status"), [(Busy("throttled"), 503), (NotFound("page"), 404)])
def test_trouble_is_told_kindly(house: House, trouble: Exception, status: int):
    house.office.store.raise_next(trouble)
    assert house.post(house.page_link(a_page(), "kai"), {}).status_code == status


def test_pages_speak_spanish_too(house: House):
    assert "Lo estoy atendiendo" in house.get(house.page_link(a_page(), "kai") + "?lang=es").body.decode()


# --- what whoever is woken needs to know -------------------------------------------------------------------------------

GOING = a_page(id="01", at=NOW, step=2, turn=2, paged=("kai", "mia"), messages=("m-1",))
BOTH = (Participant(mail_address(), "Ana Diaz"), Participant(phone_number(), "Ana Diaz"))


def _going(house: House, **changes: object) -> str:
    """What the page shows ten minutes after it began, having gone to two people."""
    sends = (
        ("kai", 0, mail_address("kai@schools.example.org"), Delivery.DELIVERED),
        ("kai", 0, phone_number("+12025550105"), Delivery.BOUNCED),
    )
    sends += (("mia", 1, phone_number("+12025550106"), Delivery.SENT),)
    store = house.office.store
    given = {"dangers": ("self-harm",), "topic": "wellbeing", "participants": BOTH}
    store.keep(an_inquiry(**given | changes), a_message(id="m-1", text="I am Ana Diaz. I want it to end."), GOING)
    for number, (who, step, to, status) in enumerate(sends):
        at = NOW + timedelta(minutes=5 * step)
        event_id = f"01#{step}"
        store.keep(
            a_send(key=str(number), event_id=event_id, template="page", recipient=to, status=status, at=at, staff=who)
        )
    detail = {"page": "01", "step": 2, "to": "mia", "next_in": 300}
    store.events[GOING.reference] = [an_event(EventType.PAGE_SENT, at=NOW + timedelta(minutes=5), detail=detail)]
    house.office.clock.now = NOW + timedelta(minutes=9)
    return _words(house.get(house.page_link(GOING, "mia")).body.decode())


def _words(page: str) -> str:
    return " ".join(unescape(re.sub("<[^>]*>", " ", page)).split())


def test_it_says_who_was_told_when_and_what_became_of_that(house: House):
    shown = _going(house)
    assert "Kai Brandt E-mail · delivered 10:00 AM today Kai Brandt Text · came back 10:00 AM today" in shown
    assert "Mia Tran Text · sent 10:05 AM today" in shown
    assert "has waited 9 minutes for somebody" in shown


def test_it_says_who_is_next_and_when_the_leaders_are_told(house: House):
    shown = _going(house)
    assert (
        "If nobody takes it, next: Kai Brandt 10:10 AM today Mia Tran 10:15 AM today The district's leaders 10:20 AM today"
        in shown
    )


def test_the_absent_are_not_announced(house: House):
    house.district(staff=staff_with("kai", absences=AWAY))
    assert "next: Mia Tran 10:10 AM today The district's leaders 10:15 AM today" in _going(house)


def test_once_taken_nobody_is_next(house: House):
    _going(house)
    house.post(house.page_link(GOING, "mia"), {})
    shown = _words(house.get(house.page_link(GOING, "kai")).body.decode())
    assert "Mia Tran is dealing with it." in shown
    assert "Nobody else is told." in shown
    assert "If nobody takes it" not in shown


def test_it_names_those_who_could_not_be_reached_and_the_leaders_who_were_told(house: House):
    _going(house)
    store, reference = house.office.store, GOING.reference
    skipped = {"page": "01", "who": "omar", "why": "no channel reached them"}
    store.events[reference].append(an_event(EventType.ESCALATION_STEP_SKIPPED, id="s", detail=skipped))
    store.events[reference].append(
        an_event(EventType.ESCALATION_STEP_TAKEN, id="l", detail={"page": "01", "to": ["lena"]})
    )
    store.keep(
        a_send(key="l", event_id="l", template="page_unanswered", staff="lena"), replace(GOING, step=4, exhausted=True)
    )
    shown = _words(house.get(house.page_link(GOING, "mia")).body.decode())
    assert "Omar Haddad could not be reached" in shown
    assert "Lena Okafor E-mail · sent" in shown
    assert "Everybody on the list was told." in shown


def test_who_took_an_earlier_page_of_the_inquiry_is_named(house: House):
    _going(house)
    house.office.store.keep(a_page(id="00", acknowledged_by="kai", acknowledged_at=NOW))
    assert "Taken before by Kai Brandt · 10:00 AM today" in _words(
        house.get(house.page_link(GOING, "mia")).body.decode()
    )


def test_it_says_how_to_reach_the_family_and_whom_to_call(house: House):
    _going(house)
    page = house.get(house.page_link(GOING, "mia")).body.decode()
    for known in (
        'href="tel:+12025550143"',
        "ana@example.com",
        "Ana Diaz",
        'href="tel:911"',
        'href="tel:988"',
        'href="tel:2025550142"',
    ):
        assert known in page
    assert f"/staff/i/{GOING.reference}" in page


def test_a_tip_line_that_is_no_number_is_not_dialled(house: House):
    house.district(emergency=Emergency("tips.example.org"))
    _going(house)
    page = house.get(house.page_link(GOING, "mia")).body.decode()
    assert "tips.example.org" in page
    assert "tel:tips" not in page


def test_of_somebody_confidential_it_shows_the_words_and_no_name_or_address(house: House):
    shown = _going(house, confidential=True)
    assert "I want it to end." in shown
    assert "their name be kept even from staff" in shown
    page = house.get(house.page_link(GOING, "mia")).body.decode()
    for hidden in ("Ana Diaz", "ana@example.com", "2025550143"):
        assert hidden not in page


def test_of_somebody_anonymous_it_says_that_there_is_no_address(house: House):
    assert "They gave no name and no address." in _going(house, participants=(), anonymous=True)


def test_who_waits_to_be_let_in_is_no_way_to_reach_the_family(house: House):
    assert "no name and no address" in _going(house, participants=(replace(BOTH[0], admitted=False),))


def test_what_raised_the_alarm_is_shown_whoever_said_it(house: House):
    shown = _going(house, participants=(replace(BOTH[0], admitted=False),))
    assert "this raised the alarm I am Ana Diaz. I want it to end." in shown


def test_who_has_left_has_a_dead_link(house: House):
    house.district(staff=tuple(one for one in house.office.districts.district.staff if one.id != "kai"))
    assert house.get(house.page_link(a_page(), "kai")).status_code == 404


def test_who_may_not_take_it_has_a_dead_link(house: House):
    assert house.get(house.page_link(a_page(), "lena")).status_code == 404


def test_an_old_page_no_longer_says_how_to_reach_the_family(house: House):
    _going(house)
    house.office.clock.now = NOW + timedelta(days=4)
    page = house.get(house.page_link(GOING, "mia")).body.decode()
    assert "ana@example.com" not in page
    assert "I want it to end" not in page


def test_looking_changes_nothing(house: House):
    _going(house)
    before = dict(house.office.store.paged), len(house.office.store.commits)
    house.get(house.page_link(GOING, "mia"))
    assert (dict(house.office.store.paged), len(house.office.store.commits)) == before
