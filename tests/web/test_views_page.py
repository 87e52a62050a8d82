"""Saved views in the inbox and on their page, and the page of keys."""

import re
from html import unescape

import pytest
from builders import an_inquiry
from web.browser import Browser


@pytest.fixture
def browser(house):
    found = Browser(house)
    found.sign_in()
    return found


def do(browser, **fields):
    return browser.post("/staff/views", {"csrf": browser.form("/staff"), "do": "save"} | fields)


def links(page):
    part = page.body.decode().partition('<ul class="saved">')[2].partition("</ul>")[0]
    return [
        (unescape(name), unescape(link)) for link, name in re.findall(r'href="[^?]*([^"]*)"[^>]*><span>([^<]*)', part)
    ]


def test_what_is_looked_at_gets_a_name_and_is_one_click_away(house, browser):
    house.office.store.keep(an_inquiry(team="front", topic="other", tags=("storm",)))
    house.fold()
    answer = do(browser, name="Storm", query="?view=all&tag=storm&order=newest&after=x")
    assert answer.status_code == 303
    assert answer.headers["Location"] == "../staff?view=all&order=newest&tag=storm"
    page = browser.get("/staff?view=all&order=newest&tag=storm")
    assert links(page) == [("Storm", "?view=all&order=newest&tag=storm")]
    assert page.body.decode().count('aria-current="page"><span>Storm') == 1


def test_it_is_renamed_and_deleted_on_its_page(house, browser):
    do(browser, name="Storm", query="?view=all")
    (view,) = house.views.get("ines").views
    assert do(browser, do="rename", view=view.id, name="Snow").headers["Location"] == "views"
    assert b'value="Snow"' in browser.get("/staff/views").body
    do(browser, do="drop", view=view.id)
    assert b"You have not saved a view yet" in browser.get("/staff/views").body
    assert links(browser.get("/staff")) == []


def test_what_is_wrong_is_said(house, browser):
    assert do(browser, name=" ", query="").status_code == 422
    assert "Please write a name" in do(browser, name=" ").body.decode()
    assert do(browser, do="explode").status_code == 400


def test_another_persons_views_are_not_shown(house, browser):
    do(browser, name="Storm", query="?view=all")
    house.sign_ins.mail = "omar@schools.example.org"
    other = Browser(house)
    other.sign_in()
    assert links(other.get("/staff")) == []


def test_the_page_is_told_anew_when_a_view_is_saved(browser):
    tag = browser.get("/staff").headers["ETag"]
    do(browser, name="Storm", query="?view=all")
    assert browser.get("/staff", if_none_match=tag).status_code == 200


@pytest.mark.parametrize("given", [{}, {"csrf": "x"}])
def test_a_form_of_another_site_saves_nothing(house, browser, given):
    answer = browser.post("/staff/views", {"do": "save", "name": "Storm", "query": ""} | given)
    assert answer.status_code == 403
    assert (
        browser.post(
            "/staff/views", {"csrf": browser.form("/staff"), "do": "save", "name": "x"}, sec_fetch_site="cross-site"
        ).status_code
        == 403
    )
    assert house.views.kept == {}


@pytest.mark.parametrize("attack", ['"><script>alert(1)</script>', "javascript:alert(1)", "//evil.example", "\r\nX: y"])
def test_what_is_saved_is_the_inboxs_own_and_text(house, browser, attack):
    answer = do(browser, name=attack[:40], query=attack)
    assert answer.headers["Location"] == "../staff?view=teams"
    do(browser, name="tagged", query=f"?tag={attack}")
    for path in ("/staff", "/staff/views"):
        body = browser.get(path).body.decode()
        assert "<script>alert" not in body
        assert 'href="javascript' not in body
    assert all(one.query.startswith("?view=") for one in house.views.get("ines").views)


@pytest.mark.parametrize(("language", "said"), [("en", "Down and up the list"), ("es", "la lista")])
def test_the_keys_are_a_page_too(browser, language, said):
    page = browser.get(f"/staff/keys?lang={language}").body.decode()
    assert said in page
    assert "<kbd>j</kbd>" in page
    assert "dialog" not in page
    assert 'data-key="?"' in browser.get("/staff").body.decode()
