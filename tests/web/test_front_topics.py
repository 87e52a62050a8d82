"""Topics on the front page: searched, chosen, with their questions and their own fields, and where the answers go."""

import json
import re
from dataclasses import replace

import pytest
from builders import TOPICS
from web.browser import Browser
from web.house import House, a_form

from chalicelib.domain.events import EventType
from chalicelib.domain.inquiry import Detail

FIELDS = {
    "fields.bus.route": "12",
    "fields.bus.when": "morning",
    "fields.bus.day": "2026-03-02",
    "fields.bus.daily": "yes",
}
TOLD = [("Route", "12"), ("When does it happen?", "In the morning"), ("Which day?", "March 2, 2026")]
DICHO = [("Ruta", "12"), ("¿Cuándo ocurre?", "Por la mañana"), ("¿Qué día?", "2 de marzo de 2026")]


def _page(house: House, path: str = "/", **headers: str) -> str:
    return house.get(path, **headers).body.decode()


def _offered(page: str) -> list[str]:
    return re.findall(r'name="topic" id="topic-([\w-]+)"', page)


def _chosen(page: str) -> list[str]:
    return re.findall(r'name="topic" id="topic-([\w-]+)" value="[\w-]+" checked', page)


def _require(house: House) -> None:
    strict = replace(TOPICS[1], fields=tuple(replace(one, required=True) for one in TOPICS[1].fields))
    house.district(topics=(TOPICS[0], strict, TOPICS[2]))


def test_every_topic_is_listed_and_not_sure_is_chosen_until_somebody_chooses(house: House):
    page = _page(house)
    assert _offered(page) == ["not_sure", "other", "bus", "wellbeing"]
    assert _chosen(page) == ["not_sure"]


@pytest.mark.parametrize("query", ["bus", "AUTOBÚS", "autobus", "driver"])
def test_a_search_puts_forward_what_fits_and_chooses_the_best(house: House, query: str):
    page = _page(house, f"/?q={query}")
    assert _offered(page) == ["bus", "not_sure"]
    assert _chosen(page) == ["bus"]
    assert "These topics fit." in page
    assert 'href="./#topic"' in page


def test_a_search_that_finds_nothing_says_so_and_lists_all(house: House):
    page = _page(house, "/?q=zebra")
    assert "No topic fits those words" in page
    assert _offered(page) == ["not_sure", "other", "bus", "wellbeing"]


def test_a_search_in_spanish_stays_in_spanish(house: House):
    page = _page(house, "/?q=ruta&lang=es")
    assert '<input type="hidden" name="lang" value="es">' in page
    assert "Ningún tema coincide" in page
    assert "Estos temas coinciden." in _page(house, "/?q=autob&lang=es")


def test_a_link_may_name_a_topic(house: House):
    assert _chosen(_page(house, "/?topic=bus")) == ["bus"]
    assert _chosen(_page(house, "/?topic=nothing")) == ["not_sure"]


def test_questions_are_answered_before_sending_and_open_where_the_search_asks_them(house: House):
    assert "Write to us with your new address." in _page(house)
    assert "<details open>" not in _page(house, "/?q=bus")
    assert "<details open><summary>How do I change our stop?" in _page(house, "/?q=change+stop")


def test_the_answers_are_kept_and_told_to_the_family_in_their_language(house: House):
    for number, (language, told) in enumerate({"en": TOLD, "es": DICHO}.items()):
        form = a_form(key=f"fields-{number:04}", language=language) | FIELDS
        location = house.post(f"/inquiries?lang={language}", form).headers["Location"]
        thanks, private = _page(house, f"/{location}"), _page(house, f"/{location.replace('thanks/', 'i/')}")
        for label, value in told:
            for page in (thanks, private):
                assert f"<dt>{label}</dt><dd><bdi>{value}</bdi></dd>" in page
    assert house.stored[0].details == (
        Detail("bus", "route", "12"),
        Detail("bus", "when", "morning"),
        Detail("bus", "day", "2026-03-02"),
        Detail("bus", "daily", "yes"),
    )


def test_staff_read_them_beside_the_conversation(house: House):
    house.post("/inquiries", a_form() | FIELDS)
    browser = Browser(house)
    browser.sign_in()
    page = browser.get(f"/staff/i/{house.stored[0].reference}").body.decode()
    for label, value in TOLD:
        assert f"<dt>{label}</dt><dd><bdi>{value}</bdi></dd>" in page


def test_answers_outlive_the_field_and_the_topic(house: House):
    location = house.post("/inquiries", a_form() | FIELDS).headers["Location"]
    house.district(topics=(TOPICS[0], TOPICS[2]))
    page = _page(house, f"/{location}")
    assert "<dt>when</dt><dd><bdi>morning</bdi></dd>" in page


def test_what_is_required_is_asked_for_kindly_and_everything_typed_is_kept(house: House):
    _require(house)
    answer = house.post("/inquiries", a_form() | FIELDS | {"fields.bus.day": "", "fields.bus.daily": ""})
    page = answer.body.decode()
    assert answer.status_code == 422
    assert house.stored == []
    for name in ("fields.bus.day", "fields.bus.daily"):
        assert f'<a href="#{name}">Please fill this in' in page
        assert f'id="{name}-wrong"' in page
        assert f'id="{name}"' in page
    assert 'value="12"' in page
    assert '<option value="morning" selected>' in page
    assert _chosen(page) == ["bus"]


def test_whoever_is_not_sure_is_asked_nothing_of_a_topic(house: House):
    _require(house)
    assert house.post("/inquiries", a_form(topic="not_sure") | FIELDS).status_code == 303
    assert house.stored[0].details == ()


def test_a_danger_in_a_field_is_found(house: House):
    house.post("/inquiries", a_form() | {"fields.bus.route": "I want to kill myself"})
    (inquiry,) = house.stored
    assert inquiry.dangers == ("self-harm",)
    assert EventType.DANGER_FOUND in [one.type for one in house.office.store.events[inquiry.reference]]


def test_a_program_sends_fields_too(house: House):
    said = {"message": "Late again.", "email": "ana@example.com", "topic": "bus", "fields": {"route": "12"}}
    assert house.post_json("/inquiries", json.dumps(said).encode()).status_code == 201
    assert house.stored[0].details == (Detail("bus", "route", "12"),)


def test_a_program_s_fault_is_named_and_nothing_is_repeated(house: House):
    said = {"message": "Late.", "email": "ana@example.com", "topic": "bus", "fields": {"when": "<b>", "<i>": "x"}}
    answer = house.post_json("/inquiries", json.dumps(said).encode())
    assert answer.status_code == 422
    assert set(answer.json_body["errors"]) == {"fields.bus.when", "fields"}
    assert b"<" not in answer.body
