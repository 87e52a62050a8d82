"""GET /staff/search: found, nothing found, asked too little, no answer; in both languages."""

import re
from html import unescape
from urllib.parse import quote

import pytest
from builders import NOW, a_message, an_inquiry
from fakes import FakeRandomness
from web.browser import Browser

from chalicelib.domain.errors import Busy
from chalicelib.usecases.search import PAGE

SAID = {
    "en": ("Nothing was found", "That is in nearly every message", "Search does not answer at this moment"),
    "es": ("No se encontró nada", "Eso está en casi todos los mensajes", "La búsqueda no responde en este momento"),
}


@pytest.fixture
def browser(house):
    found = Browser(house)
    found.sign_in()
    return found


def keep(house, *subjects, **changes):
    for subject in subjects:
        given = {"reference": FakeRandomness(drawn=len(house.stored)).reference(), "subject": subject, "team": "front"}
        house.office.store.keep(an_inquiry(**(given | changes)))
    house.fold()


def subjects(page):
    return [unescape(one) for one in re.findall(r'<a class="row-link"[^>]*>([^<]*)</a>', page.body.decode())]


class Silent:
    def newest(self, key, *, before, most):
        raise Busy("throttled")


def test_a_search_shows_what_it_found_and_keeps_the_words(house, browser):
    keep(house, "bus late", "lunch")
    page = browser.get("/staff/search?q=Bus")
    assert subjects(page) == ["bus late"]
    assert b'value="Bus"' in page.body
    assert b"1 inquiry" in page.body


def test_words_of_messages_are_found_and_open_at_their_inquiry(house, browser):
    keep(house, "lunch")
    (inquiry,) = house.stored
    house.office.store.keep(a_message(reference=inquiry.reference, text="The peanut butter"))
    house.fold()
    assert f"staff/i/{inquiry.reference}".encode() in browser.get("/staff/search?q=peanut").body


@pytest.mark.parametrize("language", SAID)
def test_nothing_too_little_and_no_answer_are_said_in_words(house, browser, language):
    nothing, vague, trouble = SAID[language]
    assert nothing in browser.get(f"/staff/search?q=zebra&lang={language}").body.decode()
    assert vague in browser.get(f"/staff/search?q=the&lang={language}").body.decode()
    house.index = Silent()
    silent = browser.get(f"/staff/search?q=zebra&lang={language}")
    assert (silent.status_code, silent.headers["Retry-After"]) == (503, "5")
    assert trouble in silent.body.decode()
    assert b'value="zebra"' in silent.body


def test_without_words_there_is_a_field_and_a_hint(browser):
    page = browser.get("/staff/search")
    assert page.status_code == 200
    assert b"autofocus" in page.body
    assert subjects(page) == []


def test_what_is_not_theirs_looks_like_what_is_not_there(house, browser):
    keep(house, "zebra", team="care")
    keep(house, "yak", team="care", topic="wellbeing")
    nothing = browser.get("/staff/search?q=unicorn").body.replace(b"unicorn", b"")
    for word in ("zebra", "yak"):
        assert browser.get(f"/staff/search?q={word}").body.replace(word.encode(), b"") == nothing


def test_pages_lead_on_and_back_and_keep_the_language(house, browser):
    keep(house, *(f"bus {at:02}" for at in range(PAGE + 5)), opened_at=NOW)
    first = browser.get("/staff/search?q=bus&lang=es")
    link = unescape(re.search(r'rel="next" href="[^?]*(\?[^"]+)"', first.body.decode())[1])
    second = browser.get(f"/staff/search{link}")
    assert len(subjects(first)) == PAGE
    assert len(set(subjects(first) + subjects(second))) == PAGE + 5
    assert "lang=es" in link
    assert b'rel="next"' not in second.body


def test_whoever_is_not_signed_in_is_asked_to(house):
    assert "/staff/sign-in" in house.get("/staff/search?q=bus").headers["Location"]


@pytest.mark.parametrize(
    "attack",
    [
        '"><script>alert(1)</script>',
        "'><img src=x onerror=alert(1)>",
        "{{7*7}}",
        "\r\nSet-Cookie: a=b",
        "\x00",
        "%",
        "🚌",
    ],
)
def test_what_is_typed_is_text_and_nothing_else(house, browser, attack):
    keep(house, f"bus {attack}")
    for asked in (f"q={quote(attack)}", f"q=bus&after={quote(attack)}"):
        page = browser.get(f"/staff/search?{asked}")
        body = page.body.decode()
        assert page.status_code == 200
        assert "<script>alert" not in body
        assert "<img src=x" not in body
        assert ">49<" not in body
        assert "Set-Cookie" not in str(page.headers.get("Location", ""))


def test_a_very_long_search_is_cut(browser):
    page = browser.get("/staff/search?q=" + "x" * 5_000)
    assert page.status_code == 200
    assert b"x" * 201 not in page.body


def test_every_page_of_the_desk_has_the_field_that_slash_leads_to(browser):
    for path in ("/staff", "/staff/me", "/staff/search"):
        assert browser.get(path).body.count(b'data-key="/"') == 1, path
