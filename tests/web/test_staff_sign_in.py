"""Signing in and out at the desk, as a browser meets it."""

import re
from dataclasses import replace

import pytest
from builders import NOW, staff_with
from web.browser import Browser
from web.house import House

from chalicelib.domain.errors import Busy
from chalicelib.domain.words import Role
from chalicelib.web.staff.cookies import SESSION, WAY

FORBIDDEN = 403


@pytest.fixture
def browser(house):
    return Browser(house)


def test_whoever_is_not_signed_in_is_sent_there_and_comes_back_to_the_page(browser):
    sent = browser.get("/staff/me")
    assert (sent.status_code, sent.headers["Location"]) == (303, "../staff/sign-in?next=%2Fstaff%2Fme")
    back = browser.sign_in()
    assert (back.status_code, back.headers["Location"]) == (303, "../staff/me")
    page = browser.get("/staff/me").body.decode()
    assert "Ines Moreau" in page
    assert "Agent" in page
    assert "Front office" in page


def test_both_cookies_are_out_of_reach_of_scripts_other_hosts_and_other_sites(browser):
    lines = [browser.get("/staff/sign-in").headers["Set-Cookie"], *browser.sign_in().headers["Set-Cookie"]]
    for line in lines:
        assert line.startswith("__Host-")
        assert line.endswith("Path=/; Secure; HttpOnly; SameSite=Lax")
    assert set(browser.jar) == {SESSION}


@pytest.mark.parametrize(
    "next_path",
    ["https://evil.example", "//evil.example", "/staff//evil.example", "/staff\\evil", "/", "/staff/../i/x", "%0d%0ax"],
)
def test_nobody_is_sent_elsewhere_after_the_sign_in(browser, next_path):
    location = browser.sign_in(next_path).headers["Location"]
    assert location in {"../staff", "../staff/../i/x"}
    assert "evil" not in location


def test_a_sign_in_that_this_browser_did_not_start_opens_nothing(house):
    state = Browser(house).get("/staff/sign-in").headers["Location"].rpartition("state=")[2]
    stranger = Browser(house)
    assert stranger.get(f"/staff/arrive?code=c1&state={state}").status_code == 400
    assert not house.sessions.held


def test_another_state_opens_nothing(house, browser):
    browser.get("/staff/sign-in")
    assert browser.get("/staff/arrive?code=c1&state=other").status_code == 400
    assert not house.sessions.held


def test_the_services_refusal_is_told_in_words_of_our_own(browser):
    state = browser.get("/staff/sign-in").headers["Location"].rpartition("state=")[2]
    answer = browser.get(f"/staff/arrive?error=access_denied&error_description=evil&state={state}")
    assert answer.status_code == FORBIDDEN
    assert b"evil" not in answer.body


def test_a_stranger_with_an_account_is_told_whom_to_ask(house, browser):
    house.sign_ins.mail = "stranger@example.org"
    answer = browser.sign_in()
    assert answer.status_code == FORBIDDEN
    assert b"no place at the desk" in answer.body
    assert b"stranger" not in answer.body
    assert SESSION not in browser.jar


def test_a_service_that_is_down_is_said_to_be_so(house, browser):
    house.sign_ins.trouble = Busy("down")
    assert browser.sign_in().status_code == 503


def test_signing_out_needs_our_form(house, browser):
    browser.sign_in()
    assert browser.post("/staff/sign-out", {}).status_code == FORBIDDEN
    assert browser.post("/staff/sign-out", {"csrf": "guessed"}).status_code == FORBIDDEN
    assert house.sessions.held


@pytest.mark.parametrize(
    "headers",
    [{"origin": "https://evil.example"}, {"sec_fetch_site": "cross-site"}, {"sec_fetch_site": "same-site"}],
)
def test_a_form_of_another_site_does_nothing_even_with_the_token(browser, headers):
    browser.sign_in()
    given = {"csrf": csrf(browser)}
    assert browser.post("/staff/sign-out", given, **headers).status_code == FORBIDDEN
    assert browser.get("/staff/me").status_code == 200


@pytest.mark.parametrize("headers", [{}, {"origin": "null", "sec_fetch_site": "same-origin"}])
def test_signed_out_is_signed_out(browser, headers):
    browser.sign_in()
    left = browser.post("/staff/sign-out", {"csrf": csrf(browser)}, **headers)
    assert (left.status_code, left.headers["Location"]) == (303, "../staff/signed-out")
    assert not browser.jar
    assert b"https://sign-in.example/logout" in browser.get("/staff/signed-out").body
    assert browser.get("/staff/me").status_code == 303


def test_signing_out_everywhere_ends_the_other_browsers_session(house, browser):
    other = Browser(house)
    other.sign_in()
    browser.sign_in()
    browser.post("/staff/sign-out", {"csrf": csrf(browser), "everywhere": "1"})
    assert other.get("/staff/me").status_code == 303


def test_the_cookie_is_renewed_on_the_way(house, browser):
    browser.sign_in()
    before = browser.jar[SESSION]
    house.office.clock.advance(minutes=31)
    browser.get("/staff/me")
    assert browser.jar[SESSION] != before
    assert browser.get("/staff/me").status_code == 200


def test_a_program_and_a_form_are_told_rather_than_sent_away(browser):
    asked = browser.get("/staff/me", accept="application/json")
    assert (asked.status_code, asked.headers["Content-Type"]) == (401, "application/problem+json")
    assert browser.post("/staff/sign-out", {}).status_code == 401


def test_where_nobody_can_sign_in_yet_the_page_says_so():
    answer = House(signs_in=False).get("/staff/me")
    assert answer.status_code == 503
    assert b"no public address" in answer.body


def test_leaving_the_staff_list_ends_the_session(house, browser):
    browser.sign_in()
    house.district(staff=staff_with("ines", roles=(Role.AGENT,), mail="ines@schools.example.org")[1:])
    assert browser.get("/staff/me").status_code == 303


def test_a_cookie_of_our_way_that_somebody_tampered_with(browser):
    browser.jar[WAY] = "bm9uc2Vuc2U"
    assert browser.get("/staff/arrive?code=c&state=").status_code == 400


def csrf(browser):
    return re.search(r'name="csrf" value="([^"]+)"', browser.get("/staff/me").body.decode())[1]


def test_one_page_of_somebody_signed_in_costs_one_read(house, browser):
    browser.sign_in()
    counted = []
    known = house.sessions.get
    house.sessions.get = lambda *key: (counted.append(key), known(*key))[1]
    browser.get("/staff/me")
    assert len(counted) == 1
    assert all(one.seen_at == NOW for one in house.sessions.held.values())


@pytest.mark.parametrize(("by_itself", "answers"), [({"earshot-live": "1"}, 401), ({}, 200)])
def test_a_page_that_asks_by_itself_keeps_nobody_signed_in(house, browser, by_itself, answers):
    browser.sign_in()
    for _ in range(4):
        house.office.clock.advance(minutes=20)
        last = browser.get("/staff", **by_itself)
    assert last.status_code == answers


def test_the_desk_speaks_the_language_the_configuration_gives_a_person_before_the_browser_s(house, browser):
    browser.sign_in()
    english = {"accept-language": "en-US"}
    assert '<html lang="en"' in browser.get("/staff/me", **english).body.decode()
    house.district(staff=tuple(replace(one, language="es") for one in house.office.districts.district.staff))
    assert '<html lang="es"' in browser.get("/staff/me", **english).body.decode()
    assert '<html lang="en"' in browser.get("/staff/me?lang=en").body.decode()
