"""The whole search page on the table: the same calls and units with a hundred and with a hundred thousand inquiries that say the
same words."""

from base64 import b64encode
from datetime import timedelta

import pytest
from builders import NOW, REFERENCE, an_inquiry
from fakes import FakeRandomness
from moto.core import DEFAULT_ACCOUNT_ID
from moto.dynamodb import dynamodb_backends
from moto.dynamodb.models.dynamo_type import DynamoType, Item
from web.browser import Browser
from web.house import House

from bench.meter import Meter, tally
from chalicelib.adapters import keys
from chalicelib.adapters.items import inquiry_item
from chalicelib.adapters.search import TableIndex, entry_item
from chalicelib.adapters.sessions import TableSessions
from chalicelib.domain.search import KEYS, Entry, Indexed, place_of
from chalicelib.domain.sketches import sketch
from chalicelib.usecases.search import FAR

WORDS = ("late", "snow", "road", "bus", "12")
SEARCHES = (1, 2, 3, 5)
"""Words that are searched for together."""
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
    also = sketch(Indexed(REFERENCE, said=WORDS).entries)
    said = {"about": {"S": ""}, "said": {"S": " ".join(WORDS)}, "version": {"N": "1"}}
    for at in range(stored):
        reference = FakeRandomness(drawn=at).reference()
        place = place_of(NOW - timedelta(minutes=at), reference)
        for word in WORDS[:1]:
            put(_kept(entry_item(word[:3], Entry(place, (word,), also))))
        if at < FAR:
            put(inquiry | keys.inquiry(reference) | {"reference": {"S": reference}})
            put(keys.indexed(reference) | said | {"place": {"S": place}})
    browser = Browser(house)
    browser.sign_in()
    return browser


def _kept(item):
    """As moto keeps it: bytes by their base64."""
    return item | {"also": {"B": b64encode(item["also"]["B"]).decode()}}


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


@pytest.mark.parametrize("stored", [KEYS, FAR, pytest.param(MANY, marks=pytest.mark.slow)])
def test_a_search_is_three_calls_and_costs_the_same_whatever_is_stored(table, stored, costs):
    browser = the_search(table, stored)
    for many in SEARCHES:
        costs[stored, many] = counted(table, browser, WORDS[:many])
        assert costs[stored, many][0] == {"GetItem": 1, "Query": 1, "BatchGetItem": 1}, "however many words"
    if stored == MANY:
        assert costs[MANY, 1] == costs[KEYS, 1]
        assert all(costs[MANY, many] == costs[FAR, 2] for many in SEARCHES[1:])
