"""Configuration versions and suppressed addresses, as the table lists them."""

from datetime import timedelta

import pytest
from botocore.stub import ANY, Stubber
from builders import NOW, a_contact, a_stamp, mail_address

from chalicelib.adapters.records import TableRecords
from chalicelib.domain.commit import Commit
from chalicelib.domain.contact import Suppression, SuppressionReason
from chalicelib.domain.errors import Busy


@pytest.fixture
def store(table):
    return table


@pytest.fixture
def records(store):
    return TableRecords(store.client, store.table)


def bounced(store, number):
    address = mail_address(f"p{number}@example.com")
    row = Suppression(address, SuppressionReason.BOUNCE, NOW + timedelta(minutes=number), "gone")
    store.commit(Commit("", a_stamp(word=f"{number:08x}"), suppression=row))
    return row


def test_suppressed_addresses_are_listed_newest_first_and_page_by_page(store, records, calls):
    rows = [bounced(store, number) for number in range(5)]
    first = records.suppressed(limit=3)
    assert [one for _, one in first] == rows[:1:-1]
    calls.clear()
    rest = records.suppressed(limit=3, before=first[-1][0])
    assert calls.names == ["Query", "BatchGetItem"]
    assert [one for _, one in rest] == rows[1::-1]


def test_two_of_the_same_second_are_both_listed(store, records):
    since = NOW
    for number in (1, 2):
        row = Suppression(mail_address(f"p{number}@example.com"), SuppressionReason.BOUNCE, since)
        store.commit(Commit("", a_stamp(word=f"{number:08x}"), suppression=row))
    ((cursor, _),) = records.suppressed(limit=1)
    assert len(records.suppressed(limit=5, before=cursor)) == 1


def test_what_was_released_is_not_listed(store, records):
    row = bounced(store, 1)
    store.commit(Commit("", a_stamp(word="00000bad"), release=row.address))
    assert records.suppressed(limit=5) == []


def test_many_addresses_are_asked_about_a_hundred_at_a_time(store, records):
    row = bounced(store, 7)
    asked = [mail_address(f"p{number}@example.com") for number in range(150)]
    assert records.suppressions([*asked, row.address]) == {row.address: row}
    assert records.suppressions([]) == {}


def test_a_table_that_leaves_keys_unread_is_asked_again_and_then_busy(store, records):
    left = {store.table: {"Keys": [{"pk": {"S": "X#1"}, "sk": {"S": "SUPPRESSION"}}]}}
    with Stubber(store.client) as stub:
        for _ in range(4):
            stub.add_response("batch_get_item", {"Responses": {}, "UnprocessedKeys": left}, {"RequestItems": ANY})
        with pytest.raises(Busy):
            records.suppressions([a_contact().addresses[0]])
