"""The search index on the table: what each step asks of it, and that it costs the same whatever is there."""

from collections import Counter
from dataclasses import replace

import pytest
from builders import NOW, REFERENCE, a_message, an_inquiry
from fakes import FakeRandomness

from chalicelib.adapters import keys
from chalicelib.adapters.items import inquiry_item, message_item
from chalicelib.adapters.search import TableIndex, entry_item
from chalicelib.domain.errors import Conflict
from chalicelib.domain.search import MOST_OF_ALL, Entry, Indexed, place_of
from chalicelib.domain.sketches import sketch
from chalicelib.usecases.index import Changed, index

MAIL = (
    "Good morning, my daughter waited for bus 12 at the corner of Maple Street and Second Avenue for forty minutes"
    " yesterday, in the rain, and it never came. The driver of bus 14 told her that the route was changed last week,"
    " but nobody wrote to us. Could you please tell me where it stops now, and whether it will be on time on Monday?"
)


@pytest.fixture
def found(table):
    return TableIndex(table.client, table.table)


def store(table, *things):
    for start in range(0, len(things), 25):
        puts = [{"PutRequest": {"Item": item}} for item in things[start : start + 25]]
        table.client.batch_write_item(RequestItems={table.table: puts})


def _size(item):
    """https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html"""
    return sum(len(name) + len(value) for name, typed in item.items() for value in typed.values())


def entries(table):
    items = table.client.scan(TableName=table.table)["Items"]
    return {(item["pk"]["S"], item["sk"]["S"]): item for item in items if item["pk"]["S"].startswith("Z#")}


def test_a_record_comes_back_whole_and_is_written_on_what_was_read(found):
    fresh = Indexed(REFERENCE, 0, "0abcdefg" + REFERENCE, ("bus", "12"), ("late",), "5M0W-GD42")
    assert found.known(REFERENCE, ()) == (Indexed(REFERENCE), None, [])
    found.keep(fresh)
    kept, _, _ = found.known(REFERENCE, ())
    assert kept == replace(fresh, version=1)
    assert found.read([], [REFERENCE, "5M0W-GD42"]) == ({}, {REFERENCE: kept})
    for stale in (fresh, Indexed(REFERENCE, 2)):
        with pytest.raises(Conflict):
            found.keep(stale)
        with pytest.raises(Conflict):
            found.forget(stale)
    found.forget(kept)
    assert found.known(REFERENCE, ())[0].version == 0


def test_inquiries_and_records_are_one_read(table, found, calls):
    store(table, inquiry_item(an_inquiry()))
    found.keep(Indexed(REFERENCE, 0, "0abcdefg" + REFERENCE, ("bus",)))
    calls.clear()
    there, records = found.read([REFERENCE, "5M0W-GD42", REFERENCE], [REFERENCE])
    assert (there, records[REFERENCE].words) == ({REFERENCE: an_inquiry()}, ("bus",))
    assert calls.names == ["BatchGetItem"]
    assert found.read([], []) == ({}, {})


def test_an_entry_comes_back_whole_and_one_from_before_there_were_sketches_says_so(table, found):
    place = place_of(NOW, REFERENCE)
    entry = Entry(place, ("bus", "busy"), sketch({"bus", "lat"}), "5M0W-GD42")
    found.change(place, put={"bus": entry}, drop=())
    store(table, keys.entry("lat", place) | {"words": {"S": "late"}})
    assert found.newest("bus", before="", most=5).entries == (entry,)
    assert found.newest("lat", before="", most=5).entries == (Entry(place, ("late",)),)
    found.change(place, put={}, drop=("bus", "lat"))
    assert entries(table) == {}


def test_an_inquiry_and_its_message_are_one_read_a_batch_for_each_25_entries_and_a_record(table, found, calls):
    message = a_message(text=MAIL)
    store(table, inquiry_item(an_inquiry()), message_item(message))
    calls.clear()
    assert index([Changed(REFERENCE), Changed(REFERENCE, (message.id,))], index=found, store=table) == []
    written = entries(table)
    assert Counter(calls.names) == {
        "BatchGetItem": 1,
        "BatchWriteItem": -(-len(written) // 25),
        "PutItem": 1,
        "Scan": 1,
    }
    assert len(written) <= 80
    assert max(len(str(item)) for item in written.values()) < 1_000, "each is one write unit"


def test_the_entries_of_an_inquiry_of_as_many_words_as_are_kept_are_one_write_unit_each():
    words = tuple(f"{at:05}"[::-1] + "w" * 35 for at in range(MOST_OF_ALL))
    most = Indexed(REFERENCE, 0, place_of(NOW, REFERENCE), words, into="5M0W-GD42")
    written = [entry_item(key, one) for key, one in most.entries.items()]
    assert max(_size(item) for item in written) < 1_024


def test_the_same_again_reads_once_and_writes_nothing(table, found, calls):
    store(table, inquiry_item(an_inquiry()), message_item(a_message()))
    changed = [Changed(REFERENCE, (a_message().id,))]
    index(changed, index=found, store=table)
    calls.clear()
    index(changed, index=found, store=table)
    assert calls.names == ["BatchGetItem"]


def test_what_is_erased_leaves_neither_entry_nor_record(table, found):
    store(table, inquiry_item(an_inquiry()), message_item(a_message()))
    index([Changed(REFERENCE, (a_message().id,))], index=found, store=table)
    assert entries(table)
    for one in (keys.inquiry(REFERENCE), keys.message(REFERENCE, a_message().id)):
        table.client.delete_item(TableName=table.table, Key=one)
    index([Changed(REFERENCE, (a_message().id,), erased=True)], index=found, store=table)
    assert table.client.scan(TableName=table.table)["Count"] == 0


def test_of_a_confidential_one_names_go_with_the_next_news(table, found):
    said = a_message(text="Please help. Ana Diaz", author_name="Ana Diaz")
    store(table, inquiry_item(an_inquiry()), message_item(said))
    index([Changed(REFERENCE, (said.id,))], index=found, store=table)
    assert ("Z#dia", place_of(an_inquiry().opened_at, REFERENCE)) in entries(table)
    store(table, inquiry_item(an_inquiry(confidential=True, version=2)))
    index([Changed(REFERENCE)], index=found, store=table)
    words = {word for item in entries(table).values() for word in item["words"]["S"].split()}
    assert "help" in words
    assert not {"ana", "diaz", "ana@example.com"} & words


def test_entries_are_read_page_by_page(table, found):
    for at in range(75):
        reference = FakeRandomness(drawn=at).reference()
        store(table, keys.entry("bus", place_of(NOW, reference)) | {"words": {"S": "bus"}})
    seen, before = [], ""
    while True:
        stream = found.newest("bus", before=before, most=25)
        seen += [one.place for one in stream.entries]
        before = stream.reach
        if not before:
            break
    assert len(seen) == len(set(seen)) == 75
    assert seen == sorted(seen, reverse=True)
