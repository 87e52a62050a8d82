"""Bulk: choose in the inbox, see what will happen, have it done, watch it."""

import re
from dataclasses import replace
from html import unescape

import pytest
from builders import an_inquiry
from web.browser import Browser
from web.house import House

from chalicelib.domain.bulk import MOST, State
from chalicelib.domain.consequences import consequences
from chalicelib.domain.topics import Macro
from chalicelib.domain.words import Priority
from chalicelib.usecases.bulk import work

A, B, C = "AAAA-0000", "BBBB-0000", "CCCC-0000"
MACRO = Macro("soon", {"en": "Soon", "es": "Pronto"}, {"en": "Dear {name}, soon.", "es": "Pronto, {name}."})


@pytest.fixture
def house():
    found = House()
    found.district(macros=(MACRO,))
    for reference, changes in ((A, {}), (B, {}), (C, {"priority": Priority.CRITICAL})):
        found.office.store.keep(
            an_inquiry(reference=reference, subject=f"about {reference[0]}", team="front", topic="other", **changes)
        )
    found.fold()
    return found


@pytest.fixture
def browser(house):
    found = Browser(house)
    found.sign_in()
    return found


def order(browser, chosen=f"{A} {B} {C}", lang="", **fields):
    given = {"csrf": browser.form("/staff"), "chosen": chosen, "deed": "tag", "tags": "storm"}
    return browser.post(f"/staff/bulk{lang}", given | fields)


def fields_of(page):
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.body.decode())
    return {name: unescape(value) for name, value in found if name != "lang"}


def go(browser, page):
    answer = browser.post("/staff/bulk", fields_of(page) | {"go": "1"})
    assert answer.status_code == 303, answer.body
    return f"/staff/{answer.headers['Location']}"


def work_all(house):
    for event in house.jobs.events:
        (follows,) = consequences(event)
        work(follows, jobs=house.jobs, at=house.counter)


def test_the_inbox_lets_choose_and_leads_on(browser):
    page = browser.get("/staff").body.decode()
    assert re.findall(r'name="pick" value="([^"]+)"', page) == [C, A, B] or page.count('name="pick"') == 3
    chosen = browser.get(f"/staff/bulk?pick={A}&pick={B}").body.decode()
    assert "2 inquiries chosen" in chosen
    assert f'name="chosen" value="{A} {B}"' in chosen
    for deed in ("assign", "tag", "close", "reply"):
        assert f'name="deed" value="{deed}"' in chosen


def test_nothing_chosen_is_said(browser):
    assert b"Nothing is chosen" in browser.get("/staff/bulk").body


def test_a_summary_says_what_will_happen_and_names_the_critical(house, browser):
    page = order(browser)
    body = page.body.decode()
    assert "2 inquiries will be tagged storm" in body
    assert "Critical: please look at it yourself" in body
    assert "about C" in body
    assert house.office.store.commits == []
    assert house.jobs.jobs == {}


def test_it_is_done_and_watched_until_it_is_finished(house, browser):
    path = go(browser, order(browser))
    waiting = browser.get(path)
    assert b"Done with 1 of 3" in waiting.body
    assert b'data-live="2"' in waiting.body
    assert browser.get(path, if_none_match=waiting.headers["ETag"]).status_code == 304
    work_all(house)
    done = browser.get(path, if_none_match=waiting.headers["ETag"])
    assert b"Finished" in done.body
    assert b'data-live="0"' in done.body
    assert {house.office.store.inquiries[one].tags for one in (A, B)} == {("storm",)}
    assert house.office.store.inquiries[C].tags == ()


def test_the_button_pressed_twice_leads_to_the_same_page(house, browser):
    page = order(browser)
    assert go(browser, page) == go(browser, page)
    assert len(house.jobs.jobs) == 1


def test_a_reply_is_shown_as_families_will_read_it(house, browser):
    house.office.store.keep(replace(house.office.store.inquiries[B], language="es"))
    body = order(browser, deed="reply", macro="soon").body.decode()
    assert "Dear Ana Diaz, soon." in body
    assert "Pronto, Ana Diaz." in body
    assert "2 families will be answered" in body


def test_a_reply_can_be_stopped_for_ten_seconds(house, browser):
    path = go(browser, order(browser, deed="reply", macro="soon"))
    token = browser.form("/staff")
    answer = browser.post(f"{path}/stop", {"csrf": token})
    assert answer.headers["Location"] == f"../{path.rpartition('/')[2]}"
    assert b"Stopped: nothing was sent" in browser.get(path).body
    work_all(house)
    assert house.office.store.commits == []


def test_what_has_begun_says_that_it_can_no_longer_be_stopped(house, browser):
    path = go(browser, order(browser, deed="reply", macro="soon"))
    work_all(house)
    answer = browser.post(f"{path}/stop", {"csrf": browser.form("/staff")})
    assert b"can no longer be stopped" in answer.body


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"tags": " , "}, "Please write a tag"),
        ({"deed": "reply"}, "There is nothing to send"),
        ({"deed": "reply", "macro": "soon", "text": "x"}, "not both"),
        ({"deed": "assign", "person": "kai"}, ""),
    ],
)
def test_what_is_wrong_is_said_where_it_can_be_mended(browser, fields, said):
    page = order(browser, **fields)
    if said:
        assert page.status_code == 422
        assert 'role="alert"' in page.body.decode()
    else:
        assert "None of those chosen can be done" in page.body.decode()


def test_what_was_typed_is_kept_when_something_is_wrong(browser):
    body = order(browser, deed="reply", macro="soon", text="half a thought").body.decode()
    assert "half a thought" in body


def test_choosing_again_keeps_what_was_chosen_and_typed_and_does_nothing(house, browser):
    summary = order(browser, deed="close", outcome="answered", why="said to all")
    again = browser.post("/staff/bulk", fields_of(summary) | {"again": "1"})
    body = again.body.decode()
    assert again.status_code == 200
    assert "3 inquiries" in body
    assert f'name="chosen" value="{A} {B} {C}"' in body
    assert 'value="said to all"' in body
    assert house.jobs.jobs == {}
    assert house.office.store.commits == []


def test_what_is_not_theirs_cannot_be_chosen(house, browser):
    house.office.store.keep(replace(house.office.store.inquiries[A], team="care"))
    assert "about A" not in browser.get(f"/staff/bulk?pick={A}").body.decode()
    body = order(browser, chosen=f"{A} {B}").body.decode()
    assert "about A" not in body
    assert "Not there" in body
    assert order(browser, chosen="ZZZZ-0000 " + B).body.count(b"Not there") == body.count("Not there")


def test_somebody_elses_order_is_not_there(house, browser):
    path = go(browser, order(browser))
    house.sign_ins.mail = "omar@schools.example.org"
    other = Browser(house)
    other.sign_in()
    assert other.get(path).status_code == 404
    assert other.post(f"{path}/stop", {"csrf": other.form("/staff")}).status_code == 404
    assert next(iter(house.jobs.jobs.values())).state is State.WAITING


@pytest.mark.parametrize("path", ["/staff/bulk", "/staff/bulk/x/stop"])
@pytest.mark.parametrize("given", [{}, {"csrf": "x"}])
def test_a_form_of_another_site_orders_nothing(house, browser, path, given):
    answer = browser.post(path, {"chosen": A, "deed": "tag", "tags": "x", "go": "1", "key": "k"} | given)
    assert answer.status_code == 403
    token = browser.form("/staff")
    assert browser.post(path, {"csrf": token, "deed": "tag"}, origin="https://evil.example").status_code == 403
    assert house.jobs.jobs == {}


@pytest.mark.parametrize("attack", ['"><script>alert(1)</script>', "<img src=x onerror=alert(1)>", "{{7*7}}", "=1+1"])
def test_what_is_typed_or_written_by_families_is_text_and_nothing_else(house, browser, attack):
    house.office.store.keep(replace(house.office.store.inquiries[A], subject=attack))
    pages = [
        browser.get(f"/staff/bulk?pick={A}&pick={attack}"),
        order(browser, tags=attack),
        order(browser, deed="reply", text=attack, why=attack),
        order(browser, deed="close", outcome=attack, chosen=f"{A} {attack}"),
        browser.get(go(browser, order(browser, tags="x", why=attack))),
    ]
    for page in pages:
        body = page.body.decode()
        assert "<script>alert" not in body
        assert "<img src=x" not in body
        assert ">49<" not in body


def test_more_than_a_page_is_cut(house, browser):
    picks = "&".join(f"pick={at:04}-0000" for at in range(MOST + 30))
    assert browser.get(f"/staff/bulk?{picks}").status_code == 200
    assert order(browser, deed="nonsense").status_code == 400
    many = " ".join(f"{at:04}-0000" for at in range(MOST + 30))
    assert order(browser, chosen=many).body.count(b"Not there") == MOST


@pytest.mark.parametrize(("language", "said"), [("en", "What will happen"), ("es", "Qué pasará")])
def test_both_languages_are_whole(browser, language, said):
    page = order(browser, lang=f"?lang={language}", deed="close", outcome="answered")
    assert said in page.body.decode()
    assert f"lang={language}" in page.body.decode()
