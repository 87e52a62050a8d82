"""Whoever stays anonymous is told a passphrase: once, and only what opens."""

import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import scrypt

import pytest
from builders import a_signer
from web.browser import Browser
from web.house import House, a_form

from chalicelib.domain.passphrase import opens
from chalicelib.domain.passphrase_words import WORDS
from chalicelib.web.limits import FORMS

ON_ITS_WAY = "__Host-earshot-words"


def _told(page: str) -> str:
    found = re.search(r'class="words">([^<]+)<', page)
    return found[1] if found else ""


def _thanked(browser: Browser, query: str = "", **changes: str) -> str:
    location = browser.post(f"/inquiries{query}", a_form(anonymous="on", **changes)).headers["Location"]
    return browser.get(f"/{location}").body.decode()


def test_the_thank_you_page_shows_words_that_open_and_are_not_stored(browser: Browser, house: House):
    words = _told(_thanked(browser))
    (inquiry,) = house.stored
    assert set(words.split()) <= set(WORDS["en"])
    assert opens(words, inquiry.seal)
    assert not [word for word in words.split() if word in repr(house.office.store.__dict__)]


def test_they_are_shown_once(browser: Browser):
    location = browser.post("/inquiries", a_form(anonymous="on")).headers["Location"]
    assert _told(browser.get(f"/{location}").body.decode())
    assert ON_ITS_WAY not in browser.jar
    again = browser.get(f"/{location}").body.decode()
    assert "We have your message" in again
    assert _told(again) == ""


def test_they_are_in_the_language_the_answer_is_wanted_in(browser: Browser):
    assert set(_told(_thanked(browser, "?lang=es", language="es")).split()) <= set(WORDS["es"])


def test_the_same_form_sent_again_is_told_the_same_words(browser: Browser, house: House):
    assert _told(_thanked(browser)) == _told(_thanked(browser))
    assert len(house.stored) == 1


def test_after_the_key_was_replaced_a_form_sent_again_is_told_no_wrong_words(browser: Browser, house: House):
    first = _told(_thanked(browser))
    house.office.keys.keys = a_signer(b"a newer key", *a_signer().keys)
    again = _thanked(browser)
    assert first
    assert "We have your message" in again
    assert _told(again) == ""


def test_who_gave_an_address_gets_no_passphrase(browser: Browser, house: House):
    browser.post("/inquiries", a_form())
    assert house.stored[0].seal == ""
    assert ON_ITS_WAY not in browser.jar


def test_two_forms_get_two_passphrases(browser: Browser, house: House):
    first, second = _told(_thanked(browser)), _told(_thanked(Browser(house), key="another-key-1"))
    assert first != second
    assert len({inquiry.seal for inquiry in house.stored}) == 2


def test_the_cookie_is_out_of_reach_of_scripts_other_hosts_and_other_sites(house: House):
    (line,) = [
        one
        for one in house.post("/inquiries", a_form(anonymous="on")).headers["Set-Cookie"]
        if one.startswith(ON_ITS_WAY)
    ]
    assert line.startswith(f"{ON_ITS_WAY}=")
    assert line.endswith("; Max-Age=600; Path=/; Secure; HttpOnly; SameSite=Lax")


@pytest.mark.parametrize("planted", ["<b>-lamp-goat-honey-atlas", "river-lamp", "x" * 5_000])
def test_a_planted_cookie_is_not_shown(house: House, planted: str):
    location = house.post("/inquiries", a_form(anonymous="on")).headers["Location"]
    answer = house.get(f"/{location}", cookie=f"{ON_ITS_WAY}={planted}")
    assert _told(answer.body.decode()) == ""
    assert "Set-Cookie" not in answer.headers


def test_a_program_is_told_the_words_each_time_it_sends_the_same(house: House):
    body = json.dumps({"message": "Bus 12 did not come.", "anonymous": True}).encode()
    first, second = house.post_json("/inquiries", body), house.post_json("/inquiries", body)
    assert first.body == second.body
    assert opens(first.json_body["passphrase"], house.stored[0].seal)


def test_a_program_that_gave_an_address_is_told_none(house: House):
    body = json.dumps({"message": "Bus 12 did not come.", "email": "ana@example.com"}).encode()
    assert house.post_json("/inquiries", body).json_body["passphrase"] is None


def test_nothing_slow_is_done_for_what_is_wrong_or_past_the_limit(house: House):
    with _hashes() as done:
        house.post("/inquiries", a_form(anonymous="on", message=""))
        assert len(done) == 0
        for number in range(FORMS.most + 3):
            house.post("/inquiries", a_form(anonymous="on", key=f"key-{number:06}"))
    assert len(done) == FORMS.most


@contextmanager
def _hashes() -> Iterator[list[object]]:
    """The slow hashes that are made meanwhile."""
    seen: list[object] = []
    sys.setprofile(lambda _frame, event, made: seen.append(made) if event == "c_call" and made is scrypt else None)
    try:
        yield seen
    finally:
        sys.setprofile(None)
