"""A form that comes back, as after Back in the browser: with a new key and the same words."""

import pytest
from steps_multipart import a_multipart
from web.browser import Browser
from web.house import House, a_form

SENT = "__Host-earshot-sent"
JPEG = b"\xff\xd8\xff photo"
ANOTHER = "This is another message"


def _sent(browser: Browser, **changes: str) -> str:
    """Where it leads."""
    return browser.post("/inquiries", a_form(**changes)).headers["Location"]


def _with_file(browser: Browser, content: bytes = JPEG, **changes: str) -> str:
    body, kind = a_multipart(list(a_form(**changes).items()), [("files", "stop.jpg", "image/jpeg", content)])
    headers = {"Content-Type": kind, "Accept": "text/html", "cookie": browser.cookies}
    return browser.kept(browser.house.client.post("/inquiries", headers=headers, body=body)).headers["Location"]


def test_the_same_words_under_a_new_key_lead_to_the_first_thank_you_page(browser: Browser, house: House):
    first = _sent(browser)
    assert _sent(browser, key="018f-0000bbbb") == first
    assert _sent(browser, key="018f-0000cccc") == first, "and again"
    assert len(house.stored) == 1
    assert ANOTHER not in browser.get(f"/{first}").body.decode()


def test_other_words_are_an_inquiry_of_their_own_and_the_page_says_so_without_naming_the_first(
    browser: Browser, house: House
):
    first = _sent(browser)
    second = _sent(browser, key="018f-0000bbbb", message="Bus 12 did not come today either.")
    assert len(house.stored) == 2
    page = browser.get(f"/{second}").body.decode()
    assert ANOTHER in page
    assert house.stored[0].reference not in page
    assert ANOTHER not in browser.get(f"/{first}").body.decode()
    assert _sent(browser, key="018f-0000cccc", message="Bus 12 did not come today either.") == second
    assert ANOTHER in browser.get(f"/{second}").body.decode(), "sent again it is still the second"


@pytest.mark.parametrize("field", ["message", "email", "name", "topic", "school"])
def test_whatever_was_changed_counts(browser: Browser, house: House, field: str):
    changed = {"email": "eve@example.com", "topic": "other", "school": ""}.get(field, "Other")
    _sent(browser)
    _sent(browser, key="018f-0000bbbb", **{field: changed})
    assert len(house.stored) == 2


def test_another_browser_that_sends_the_same_words_sends_its_own(browser: Browser, house: House):
    _sent(browser)
    _sent(Browser(house), key="018f-0000bbbb")
    assert len(house.stored) == 2


def test_files_are_seldom_put_back_so_none_are_missed(browser: Browser, house: House):
    first = _with_file(browser)
    assert _sent(browser, key="018f-0000bbbb") == first
    assert _with_file(browser, key="018f-0000cccc") == first
    assert len(house.stored) == 1


def test_a_file_that_was_forgotten_makes_it_another(browser: Browser, house: House):
    first = _sent(browser)
    assert _with_file(browser, key="018f-0000bbbb") != first
    assert len(house.stored) == 2


def test_whoever_stays_anonymous_is_told_the_same_words(browser: Browser, house: House):
    first = browser.get(f"/{_sent(browser, anonymous='on')}").body.decode()
    again = browser.get(f"/{_sent(browser, anonymous='on', key='018f-0000bbbb')}").body.decode()
    told = first.partition('class="words">')[2].partition("<")[0]
    assert told
    assert told in again


def test_what_was_erased_meanwhile_is_received_anew(browser: Browser, house: House):
    first = _sent(browser)
    house.office.store.inquiries.clear()
    assert _sent(browser, key="018f-0000bbbb") != first
    assert len(house.stored) == 1


def test_the_cookie_says_none_of_the_words_and_no_script_reads_it(house: House):
    (line,) = house.post("/inquiries", a_form()).headers["Set-Cookie"]
    assert line.startswith(f"{SENT}=")
    assert line.endswith("; Max-Age=1800; Path=/; Secure; HttpOnly; SameSite=Lax")
    assert not {"ana", "diaz", "bus"} & set(line.casefold().replace("@", " ").replace("~", " ").split())


@pytest.mark.parametrize("planted", ["", "~~~~", "x~y~z", "K7Q2-9FHQ~018f-0000aaaa~" + "a" * 16 + "~~", "é~é~é~é~é"])
def test_a_planted_cookie_opens_nothing(house: House, planted: str):
    browser = Browser(house)
    first = _sent(Browser(house))
    browser.jar[SENT] = planted.replace("K7Q2-9FHQ", house.stored[0].reference)
    assert _sent(browser, key="018f-0000bbbb") != first
    assert len(house.stored) == 2


def test_another_inquiry_s_reference_in_ones_own_cookie_opens_nothing(browser: Browser, house: House):
    _sent(Browser(house), key="018f-0000bbbb")
    _sent(browser)
    other, own = (one.reference for one in house.stored)
    browser.jar[SENT] = browser.jar[SENT].replace(own, other)
    _sent(browser, key="018f-0000cccc")
    assert len(house.stored) == 3


def test_a_key_that_no_page_gave_is_not_put_into_a_cookie(house: House):
    assert "Set-Cookie" not in house.post("/inquiries", a_form(key="key;with,signs!")).headers
