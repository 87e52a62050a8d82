"""GET /staff: what somebody of the staff sees, in views, narrowed, page after page."""

import re
from datetime import timedelta

import pytest
from builders import HOUR, NOW, a_deadline, an_inquiry
from web.browser import Browser
from web.house import House

from chalicelib.domain.inbox import View
from chalicelib.domain.words import Priority, Status

NOT_MODIFIED = 304


@pytest.fixture
def browser(house):
    found = Browser(house)
    found.sign_in()
    return found


def keep(house, **inquiries):
    """Each by its subject, in the front office unless it says otherwise."""
    for number, (subject, changes) in enumerate(inquiries.items()):
        given = {
            "reference": f"{number:04}-0000",
            "subject": subject.replace("_", " "),
            "team": "front",
            "topic": "other",
        }
        house.office.store.keep(an_inquiry(**(given | {"deadline": a_deadline()} | changes)))
    house.fold()


def subjects(page):
    return re.findall(r'<a class="row-link"[^>]*>([^<]*)</a>', page.body.decode())


def counts(page):
    found = re.findall(r'class="view-(\w+)">.*?class="count[^"]*">(\d+)<', page.body.decode(), re.DOTALL)
    return {view: int(count) for view, count in found}


def test_my_teams_come_first_and_every_view_has_its_count(house, browser):
    keep(
        house,
        ours={},
        mine={"assignee": "ines"},
        waiting={"status": Status.WAITING},
        held={"held": "spam"},
        late={"deadline": a_deadline(at=NOW - 50 * HOUR, due_at=NOW - HOUR)},
    )
    page = browser.get("/staff")
    assert subjects(page) == ["late", "ours", "mine"]
    assert counts(page) == {
        "mine": 1,
        "teams": 3,
        "unassigned": 2,
        "soon": 2,
        "overdue": 1,
        "critical": 0,
        "waiting": 1,
        "all": 4,
        "quarantine": 1,
    }


def test_what_somebody_may_not_read_is_neither_listed_nor_counted(house, browser):
    keep(house, of_others={"team": "care", "topic": "wellbeing"}, ours={})
    page = browser.get("/staff?view=all")
    assert subjects(page) == ["ours"]
    assert counts(page)["all"] == 1
    assert b"of others" not in page.body


def test_whoever_was_told_of_a_private_one_finds_it(house, browser):
    keep(house, told={"team": "care", "topic": "wellbeing", "deadline": a_deadline(told=("ines",))})
    assert subjects(browser.get("/staff?view=all")) == ["told"]


@pytest.mark.parametrize("view", View)
def test_an_empty_view_says_so_in_words(browser, view):
    page = browser.get(f"/staff?view={view}")
    assert page.status_code == 200
    assert b'class="empty"' in page.body


def test_what_an_address_gets_wrong_is_passed_over(house, browser):
    keep(house, ours={})
    page = browser.get("/staff?view=nonsense&order=%27&after=%00&age=1y&topic=" + "x" * 500)
    assert page.status_code == 200
    assert subjects(page) == []
    assert subjects(browser.get("/staff?view=nonsense&order=x")) == ["ours"]


def test_narrowing_keeps_the_view_and_can_be_undone(house, browser):
    keep(house, bus={"topic": "bus"}, lunch={})
    page = browser.get("/staff?view=all&topic=bus&age=1d")
    assert subjects(page) == []
    page = browser.get("/staff?view=all&topic=bus")
    assert subjects(page) == ["bus"]
    assert b'href="../staff?view=all"' in page.body or b'href="./staff?view=all"' in page.body


def test_fifty_a_page_and_the_next_page_goes_on(house, browser):
    keep(house, **{f"n{at:02}": {"deadline": a_deadline(due_at=NOW + timedelta(hours=1 + at))} for at in range(60)})
    first = browser.get("/staff")
    link = re.search(r'rel="next" href="[^?]*(\?[^"]+)"', first.body.decode())[1].replace("&amp;", "&")
    second = browser.get(f"/staff{link}")
    assert subjects(first) + subjects(second) == [f"n{at:02}" for at in range(60)]
    assert b'rel="next"' not in second.body


def test_a_browser_that_has_the_page_is_told_so_until_something_changes(house, browser):
    keep(house, ours={})
    tag = browser.get("/staff").headers["ETag"]
    again = browser.get("/staff", if_none_match=tag)
    assert (again.status_code, again.body) == (NOT_MODIFIED, b"")
    keep(house, ours={}, another={})
    assert browser.get("/staff", if_none_match=tag).status_code == 200


def test_times_in_words_are_told_anew_after_a_while(house, browser):
    keep(house, ours={})
    tag = browser.get("/staff").headers["ETag"]
    house.office.clock.advance(minutes=6)
    assert browser.get("/staff", if_none_match=tag).status_code == 200


def test_one_persons_page_is_nobody_elses(house, browser):
    keep(house, ours={})
    tag = browser.get("/staff").headers["ETag"]
    house.sign_ins.mail = "omar@schools.example.org"
    other = Browser(house)
    other.sign_in()
    assert other.get("/staff", if_none_match=tag).status_code == 200


def test_what_families_write_is_text_and_nothing_else(house, browser):
    attack = "<img src=x onerror=alert(1)>"
    keep(house, **{attack: {"tags": (attack,)}})
    body = browser.get(f"/staff?tag={attack}").body.decode()
    assert "<img src=x" not in body
    assert "&lt;img src=x" in body


def test_the_script_may_run_and_nobody_elses(browser):
    policy = browser.get("/staff").headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "script-src" not in House().get("/nowhere").headers["Content-Security-Policy"]


def test_a_page_is_one_read_of_the_inbox(house, browser):
    keep(house, **{f"n{at}": {"priority": Priority.CRITICAL} for at in range(20)})
    reads, known = [], house.inbox.read
    house.inbox.read = lambda: (reads.append(1), known())[1]
    assert len(subjects(browser.get("/staff"))) == 20
    assert len(reads) == 1
