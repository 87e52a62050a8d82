"""The desk's own refusals: what was written is never lost with a sign-in, and everybody finds back."""

import re
from datetime import timedelta
from html import unescape

import pytest
from builders import NOW, REFERENCE, a_message, an_inquiry
from web.browser import Browser
from web.house import House

from chalicelib.domain.sessions import RENEWED_EVERY
from chalicelib.domain.words import Direction, Status
from chalicelib.web.staff.cookies import SESSION

PATH = f"/staff/i/{REFERENCE}"
OURS = {"sec-fetch-site": "same-origin"}
WORDS = "We looked into it <and> found the driver."


@pytest.fixture
def house():
    found = House()
    found.office.store.keep(an_inquiry(status=Status.OPEN), a_message())
    return found


@pytest.fixture
def browser(house):
    found = Browser(house)
    found.sign_in()
    return found


def hidden(page):
    return {name: unescape(value) for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page)}


def notes(house):
    return [one.text for one in house.office.store.case(REFERENCE).messages if one.direction is Direction.NOTE]


def test_what_was_written_when_the_session_ended_is_shown_and_sent_after_signing_in_again(house, browser):
    form = {"csrf": browser.form(PATH), "key": "k-1234567", "text": WORDS}
    house.sessions.end_all("ines")
    ended = browser.post(f"{PATH}/note", form, **OURS)
    page = ended.body.decode()
    assert (ended.status_code, hidden(page)) == (401, form | {"csrf": ""})
    assert "We looked into it &lt;and&gt; found" in page
    assert 'target="_blank"' in page

    browser.sign_in()
    confirm = browser.post(f"{PATH}/note", hidden(page), **OURS)
    assert (confirm.status_code, notes(house)) == (403, [])
    assert browser.post(f"{PATH}/note", hidden(confirm.body.decode()), **OURS).status_code == 303
    assert notes(house) == [WORDS]


@pytest.mark.parametrize("sent", [{}, {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}])
@pytest.mark.parametrize("signed_in", [True, False])
def test_nobody_is_offered_to_send_what_another_site_wrote(browser, sent, signed_in):
    if not signed_in:
        browser.jar.clear()
    answer = browser.post(f"{PATH}/note", {"csrf": "forged", "text": WORDS}, **sent)
    assert answer.status_code in {401, 403}
    assert "We looked into it" not in answer.body.decode()
    assert not hidden(answer.body.decode())


def test_what_is_not_there_leads_back_to_the_inbox_and_not_to_the_families_pages(browser):
    page = browser.get("/staff/i/AAAA-AAAA").body.decode()
    assert "Back to the inbox" in page
    assert "Ines Moreau" in page
    assert "911" not in page


def test_a_secret_that_was_renewed_reaches_the_browser_though_the_page_is_refused(house, browser):
    before = browser.jar[SESSION]
    house.office.clock.now = NOW + RENEWED_EVERY
    assert browser.get("/staff/i/AAAA-AAAA").status_code == 404
    assert browser.jar[SESSION] != before
    house.office.clock.now += timedelta(minutes=5)
    assert browser.get("/staff/me").status_code == 200
