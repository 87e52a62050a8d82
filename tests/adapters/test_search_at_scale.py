"""The whole search page on the table: the same calls and units with a hundred and with a hundred thousand inquiries that say the
same words."""

from datetime import timedelta

import pytest
from builders import NOW, an_inquiry
from fakes import FakeRandomness
from moto.core import DEFAULT_ACCOUNT_ID
from moto.dynamodb import dynamodb_backends
from moto.dynamodb.models.dynamo_type import DynamoType, Item
from web.browser import Browser
from web.house import House

from bench.meter import Meter, tally
from chalicelib.adapters import keys
from chalicelib.adapters.items import inquiry_item
from chalicelib.adapters.search import TableIndex
from chalicelib.adapters.sessions import TableSessions
from chalicelib.domain.search import place_of
from chalicelib.usecases.search import FAR, LOOKED_AT

WORDS = ("late", "snow", "road", "bus")
"""Three that are looked up, and one that is compared."""
MANY = 100_000


def the_search(table, stored):
    """Somebody signed in, and the entries of so many inquiries that say those words, of which the newest can be read. They are laid
    into moto's memory, for through its door a hundred thousand take minutes."""
    house = House(sessions=TableSessions(table.client, table.table))
    house.index, house.office.store = TableIndex(table.client, table.table), table
    memory = dynamodb_backends[DEFAULT_ACCOUNT_ID]["us-east-1"].tables[table.table].items

    def put(item):
        hash_key, range_key = DynamoType(item["pk"]), DynamoType(item["sk"])
        memory[hash_key][range_key] = Item(hash_key, range_key, item)

    inquiry = inquiry_item(an_inquiry(team="front", topic="other"))
    said = {"about": {"S": ""}, "said": {"S": " ".join(WORDS)}, "version": {"N": "1"}}
    for at in range(stored):
        reference = FakeRandomness(drawn=at).reference()
        place = place_of(NOW - timedelta(minutes=at), reference)
        for word in WORDS[:3]:
            put(keys.entry(word[:3], place) | {"words": {"S": word}})
        if at < FAR:
            put(inquiry | keys.inquiry(reference) | {"reference": {"S": reference}})
            put(keys.indexed(reference) | said | {"place": {"S": place}})
    browser = Browser(house)
    browser.sign_in()
    return browser


def counted(table, browser, words):
    meter = Meter()
    meter.attach(table.client)
    with meter.counting() as exchanges:
        page = browser.get("/staff/search?q=" + "+".join(words)).body.decode()
    assert page.count('class="row-link"') == 25
    found = tally(exchanges)
    return dict(found.calls), found.read_units, found.write_units


@pytest.fixture(scope="module")
def costs():
    """(stored, words) → what a search cost, told from one size to the next."""
    return {}


@pytest.mark.parametrize("stored", [LOOKED_AT, FAR, pytest.param(MANY, marks=pytest.mark.slow)])
def test_a_search_costs_the_same_whatever_is_stored(table, stored, costs):
    browser = the_search(table, stored)
    for words in (WORDS[:1], WORDS):
        costs[stored, len(words)] = counted(table, browser, words)
    assert costs[stored, 1][0] == {"GetItem": 1, "Query": 1, "BatchGetItem": 1}, "three calls"
    assert costs[stored, 4][0] == {"GetItem": 1, "Query": 3, "BatchGetItem": 2}, "three queries, however many words"
    if stored == MANY:
        assert costs[MANY, 1] == costs[LOOKED_AT, 1]
        assert costs[MANY, 4] == costs[FAR, 4]
