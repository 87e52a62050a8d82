"""The whole inbox page on the table: the same calls and units with a hundred and with a hundred thousand inquiries stored, and a
page that stays light."""

import gzip
import re
from collections import Counter
from datetime import timedelta

import pytest
from builders import NOW, a_closed_inquiry, a_deadline, an_inquiry
from fakes import FakeMetrics, FakeRandomness
from quick_moto import stored
from web.browser import Browser
from web.house import House

from bench.meter import Meter, tally
from chalicelib.adapters import keys
from chalicelib.adapters.inbox import TableInbox
from chalicelib.adapters.items import inquiry_item
from chalicelib.adapters.saved_views import TableViews
from chalicelib.adapters.sessions import TableSessions
from chalicelib.usecases.fold import fold

OPEN = 100
PAGE_BYTES = 60_000
"""Of the HTML of fifty rows, as it is before it is compressed."""
WHOLE_BYTES = 100_000
"""Of the page and all that it loads, compressed."""


def an_open_one(at):
    return an_inquiry(
        reference=FakeRandomness(drawn=at).reference(),
        team="front",
        topic="other",
        school="alder",
        subject=f"Question {at} about the enrollment papers of my second child, who comes from another school",
        opened_at=NOW - timedelta(minutes=at),
        deadline=a_deadline(due_at=NOW + timedelta(hours=at)),
        assignee="ines" if at % 3 else "",
        tags=("storm", "route 12") if at % 2 else (),
    )


def closed_ones(count):
    item = inquiry_item(a_closed_inquiry())
    return (item | keys.inquiry(f"C{at:07}") | {"inbox_at": {"S": f"{at:010}"}} for at in range(count))


def the_inbox(table, closed=0):
    """The pages of a house whose inbox, sessions and views lie on the table; somebody is signed in."""
    house = House(
        inbox=TableInbox(table.client, table.table),
        sessions=TableSessions(table.client, table.table),
        views=TableViews(table.client, table.table),
    )
    stored(table.table, closed_ones(closed))
    listed = [an_open_one(at) for at in range(OPEN)]
    assert fold(listed, shard_of=keys.inbox_item, inbox=house.inbox, metrics=FakeMetrics()) == []
    browser = Browser(house)
    browser.sign_in()
    return browser


def counted(client, look):
    meter = Meter()
    meter.attach(client)
    with meter.counting() as exchanges:
        page = look()
    return page, tally(exchanges)


@pytest.mark.parametrize("kept", [OPEN, pytest.param(100_000, marks=pytest.mark.slow)])
def test_a_look_costs_the_same_whatever_is_stored(table, kept):
    browser = the_inbox(table, closed=kept - OPEN)
    page, first = counted(table.client, lambda: browser.get("/staff?view=all"))
    assert len(re.findall('class="row-link"', page.body.decode())) == 50
    assert dict(first.calls) == {"GetItem": 2, "BatchGetItem": 1}
    assert (first.read_units, first.write_units) == (2 + keys.INBOX_SHARDS / 2, 0)
    tag = page.headers["ETag"]
    unchanged, second = counted(table.client, lambda: browser.get("/staff?view=all", if_none_match=tag))
    assert unchanged.status_code == 304
    assert (dict(second.calls), second.read_units) == (dict(first.calls), first.read_units)


def test_narrowing_sorting_and_paging_ask_nothing_more(table):
    browser = the_inbox(table)
    asked = Counter()
    for query in ("?view=mine", "?view=all&tag=storm&order=newest", "?view=all&after=1", "?view=overdue&age=1d"):
        _, one = counted(table.client, lambda query=query: browser.get(f"/staff{query}"))
        asked[tuple(sorted(one.calls.items())), one.read_units] += 1
    assert len(asked) == 1


def test_fifty_rows_and_all_that_the_page_loads_stay_light(table):
    browser = the_inbox(table)
    page = browser.get("/staff?view=all").body
    assert len(page) < PAGE_BYTES
    loaded = set(re.findall(r'"\./(static/[^?"]+)', page.decode()))
    assert loaded == {"static/earshot.css", "static/desk.css", "static/desk.js", "static/mark.svg"}
    total = sum(len(gzip.compress(browser.get(f"/{one}").body)) for one in loaded) + len(gzip.compress(page))
    assert total < WHOLE_BYTES
