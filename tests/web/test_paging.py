"""/pages/TOKEN: a paged person sees what it is about and takes it with one button."""

from datetime import timedelta

import pytest
from builders import NOW, a_message, a_page, an_inquiry
from web.house import House

from chalicelib.domain.errors import Busy, NotFound
from chalicelib.domain.events import EventType
from chalicelib.domain.inquiry import Page
from chalicelib.domain.words import Direction


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
