"""What a look at the private page asks of the table: as many queries and as much read at a hundred stored inquiries as at a hundred
thousand."""

import json
from collections.abc import Callable
from math import ceil
from typing import Any

import pytest
from builders import NOW, REFERENCE, a_commit, a_message, an_event, an_inquiry, mail_address, phone_number
from fakes import Office
from moto.core import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import dynamodb_backends
from moto.dynamodb.models.dynamo_type import DynamoType
from web.house import House

from chalicelib.adapters.items import inquiry_item
from chalicelib.adapters.keys import INQUIRY, partition
from chalicelib.domain.contact import Suppression, SuppressionReason
from chalicelib.domain.inquiry import Participant

PEOPLE = (Participant(mail_address(), "Ana Diaz"), Participant(phone_number(), "Ana Diaz"))
READS = {"GetItem", "Query", "BatchGetItem"}
UNIT = 4096
"""Bytes that one read unit covers, consistently:
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/provisioned-capacity-mode.html"""


@pytest.fixture
def asked(table, client_of):
    """(operation, units) of each call of a function."""
    events = client_of("dynamodb").meta.events

    def run(act: Callable[[], Any]) -> list[tuple[str, int]]:
        made: list[tuple[str, int]] = []

        def note(model: Any, parsed: Any, **_: Any) -> None:
            found = {name: parsed.get(name) for name in ("Item", "Items", "Responses")}
            made.append((model.name, ceil(len(json.dumps(found, default=str)) / UNIT)))

        events.register("after-call", note)
        try:
            act()
        finally:
            events.unregister("after-call", note)
        return made

    return run


def grown(table: Any, *, first: int, last: int) -> None:
    """Strangers' inquiries, put where moto keeps them."""
    backend = dynamodb_backends[DEFAULT_ACCOUNT_ID]["us-east-1"].tables[table.table]
    one = backend.put_item(inquiry_item(an_inquiry(reference="0000-0000")))
    for number in range(first, last):
        backend.items[DynamoType({"S": partition(f"{number:08}")})][DynamoType({"S": INQUIRY})] = one


@pytest.mark.slow
@pytest.mark.parametrize(
    ("door", "reads"),
    [("/i/", ["GetItem", "Query", "BatchGetItem"]), ("/thanks/", ["GetItem"])],
    ids=["private", "thanks"],
)
def test_a_look_at_a_family_s_page_costs_the_same_however_much_is_stored(table, asked, door, reads):
    inquiry = an_inquiry(participants=PEOPLE)
    table.commit(a_commit(inquiry=inquiry, message=a_message(), events=(an_event(),)))
    table.commit(a_commit(suppression=Suppression(phone_number(), SuppressionReason.OPT_OUT, NOW)))
    house = House(office=Office(store=table))

    def look() -> None:
        assert house.get(house.link(inquiry).replace("/i/", door)).status_code == 200

    grown(table, first=0, last=100)
    few = asked(look)
    grown(table, first=100, last=100_000)
    assert asked(look) == few
    assert [name for name, _ in few if name in READS] == reads
    assert [name for name, _ in few if name not in READS] == ["UpdateItem"]  # counts who knocks


def test_a_try_to_find_a_page_costs_the_same_for_what_is_there_and_what_is_not(table, asked):
    inquiry = an_inquiry(participants=PEOPLE)
    table.commit(a_commit(inquiry=inquiry, message=a_message()))
    house = House(office=Office(store=table))

    def tried(reference: str) -> Callable[[], object]:
        return lambda: house.post("/find", {"reference": reference, "secret": "wrong"})

    there, absent = asked(tried(REFERENCE)), asked(tried("7Y7Y-7Y7V"))
    assert [name for name, _ in there] == [name for name, _ in absent] == ["UpdateItem", "UpdateItem", "GetItem"]
