"""Inquiries and messages become entries of the search index: once, in whatever order the stream tells of them."""

from dataclasses import replace

import pytest
from builders import REFERENCE, a_message, an_inquiry
from fake_index import FakeIndex
from fake_store import FakeStore
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.errors import Conflict
from chalicelib.domain.inquiry import Participant
from chalicelib.domain.search import MOST_OF_ONE
from chalicelib.domain.sketches import sketch
from chalicelib.usecases.index import AT_ONCE, Changed, index, refresh

FIRST, SECOND = a_message(id="1"), a_message(id="2", text="Snow closed the road.")


@pytest.fixture
def store():
    found = FakeStore()
    found.keep(an_inquiry(), FIRST)
    return found


@pytest.fixture
def table(store):
    return FakeIndex(store)


def indexing(table, *changed):
    return index(changed, index=table, store=table.store)


def words(table):
    return {word for entry in table.entries.values() for word in entry.words}


def test_what_is_stored_is_found_by_its_words(table):
    assert indexing(table, Changed(REFERENCE), Changed(REFERENCE, ("1",))) == []
    assert {"k7q29fhq", "bus", "ana", "diaz", "come", "today"} <= words(table)
    assert table.asked["known"] == 1


def test_the_same_again_writes_nothing(table):
    indexing(table, Changed(REFERENCE, ("1",)))
    before = table.writes
    indexing(table, Changed(REFERENCE), Changed(REFERENCE, ("1",)))
    assert table.writes == before


def test_a_further_message_tells_every_entry_of_the_beginnings_it_brings(table):
    indexing(table, Changed(REFERENCE, ("1",)))
    old = len(table.entries)
    table.store.keep(SECOND)
    before = table.writes
    indexing(table, Changed(REFERENCE, ("2",)))
    assert table.writes - before == old + len({"sno", "clo", "close", "roa"}) + 1
    assert {entry.also for entry in table.entries.values()} == {sketch({key for key, _ in table.entries})}


def test_a_further_message_of_words_that_begin_like_those_there_are_writes_its_own_entries_alone(table):
    indexing(table, Changed(REFERENCE, ("1",)))
    table.store.keep(a_message(id="2", text="Busy, lath."))
    before = table.writes
    indexing(table, Changed(REFERENCE, ("2",)))
    assert table.writes - before == len({"bus", "lat"}) + 1


def test_one_that_lives_on_in_another_says_so_wherever_it_stands(table):
    indexing(table, Changed(REFERENCE, ("1",)))
    table.store.keep(an_inquiry(version=2, merged_into="5M0W-GD42"))
    indexing(table, Changed(REFERENCE))
    assert {entry.into for entry in table.entries.values()} == {"5M0W-GD42"}
    assert table.kept[REFERENCE].into == "5M0W-GD42"


def test_a_long_message_costs_no_more_than_two_entries_a_word_of_those_it_keeps(table):
    table.store.keep(a_message(id="1", text=" ".join(f"{at:03}longword" for at in range(5_000))))
    indexing(table, Changed(REFERENCE, ("1",)))
    about = len(table.kept[REFERENCE].about)
    assert table.writes <= 2 * (MOST_OF_ONE + about) + 1


def test_a_name_that_goes_takes_its_entries_with_it(table):
    indexing(table, Changed(REFERENCE, ("1",)))
    table.store.keep(replace(an_inquiry(version=2), participants=(), anonymous=True))
    indexing(table, Changed(REFERENCE))
    assert not {"ana", "diaz", "ana@example.com"} & words(table)
    assert "today" in words(table)


def test_a_name_that_goes_stays_where_a_message_says_it(table):
    table.store.keep(a_message(id="1", text="Ana was there"))
    indexing(table, Changed(REFERENCE, ("1",)))
    table.store.keep(an_inquiry(version=2, anonymous=True))
    indexing(table, Changed(REFERENCE))
    assert "ana" in words(table)
    assert "diaz" not in words(table)


def test_a_message_that_was_erased_takes_its_words_with_it_and_leaves_those_of_others(table):
    table.store.keep(SECOND, a_message(id="3", text="The road is icy today."))
    indexing(table, Changed(REFERENCE, ("1", "2", "3")))
    del table.store.messages[REFERENCE, "2"]
    indexing(table, Changed(REFERENCE, ("2",), erased=True))
    assert not {"snow", "closed"} & words(table)
    assert {"road", "icy", "today"} <= words(table)


def test_the_news_of_an_erased_message_that_comes_late_brings_nothing_back(table):
    table.store.keep(SECOND)
    indexing(table, Changed(REFERENCE, ("1", "2")))
    del table.store.messages[REFERENCE, "2"]
    indexing(table, Changed(REFERENCE, ("2",), erased=True))
    indexing(table, Changed(REFERENCE, ("2",)))
    assert "snow" not in words(table)


def test_an_inquiry_that_was_erased_leaves_nothing(table):
    indexing(table, Changed(REFERENCE, ("1",)))
    table.store.inquiries.clear()
    table.store.messages.clear()
    indexing(table, Changed(REFERENCE, ("1",), erased=True))
    assert (table.entries, table.kept) == ({}, {})


def test_what_was_never_there_writes_nothing(table):
    table.store.inquiries.clear()
    indexing(table, Changed(REFERENCE, ("1",)))
    assert table.writes == 0


def test_words_split_off_are_told_elsewhere(table):
    indexing(table, Changed(REFERENCE, ("1",)))
    table.store.keep(replace(FIRST, split_into="5M0W-GD42"))
    indexing(table, Changed(REFERENCE, ("1",)))
    assert "today" not in words(table)


def test_more_messages_than_one_read_takes_are_read_with_the_whole(table):
    many = [a_message(id=f"{at:03}", text=f"thing{at}") for at in range(AT_ONCE + 1)]
    table.store.keep(*many)
    indexing(table, Changed(REFERENCE, tuple(one.id for one in many)))
    assert {f"thing{at}" for at in range(AT_ONCE + 1)} <= words(table)


def test_somebody_elses_write_in_between_is_not_lost(table):
    table.store.keep(SECOND)
    table.interfere.append(lambda: indexing(table, Changed(REFERENCE, ("2",))))
    assert indexing(table, Changed(REFERENCE, ("1",))) == []
    assert {"snow", "today"} <= set(table.kept[REFERENCE].words)
    assert words(table) == set(table.kept[REFERENCE].words)


def test_what_was_written_for_a_message_that_was_erased_meanwhile_goes_again(table):
    def erase():
        del table.store.messages[REFERENCE, "1"]
        indexing(table, Changed(REFERENCE, ("1",), erased=True))

    table.interfere.append(erase)
    indexing(table, Changed(REFERENCE, ("1",)))
    assert words(table) == set(table.kept[REFERENCE].words)
    assert "today" not in words(table)


def test_what_loses_every_time_is_handed_back(table):
    def lose():
        raise Conflict("indexed")

    table.interfere = [lose] * 5
    assert indexing(table, Changed(REFERENCE, ("1",)), Changed("5M0W-GD42")) == [REFERENCE]


def test_made_anew_every_entry_is_written_whatever_the_record_says(table):
    indexing(table, Changed(REFERENCE, ("1",)))
    whole = dict(table.entries)
    table.entries.clear()
    refresh(REFERENCE, (), index=table, store=table.store, whole=True, anew=True)
    assert table.entries == whole


_news = st.sampled_from([Changed(REFERENCE), Changed(REFERENCE, ("1",)), Changed(REFERENCE, ("2",))])


@settings(deadline=None)
@given(st.lists(st.tuples(_news, st.sampled_from(["nothing", "second", "erase", "anonymous"])), max_size=12))
def test_in_whatever_order_news_come_and_however_often_the_index_says_what_the_table_says(steps):
    store = FakeStore()
    store.keep(an_inquiry(participants=(Participant(FIRST.sender, "Ana"),)), FIRST)
    table = FakeIndex(store)
    for news, happens in steps:
        match happens:
            case "second":
                store.keep(SECOND)
            case "erase":
                store.messages.pop((REFERENCE, "2"), None)
            case "anonymous":
                store.keep(an_inquiry(version=2, anonymous=True))
        indexing(table, news)
    indexing(table, Changed(REFERENCE, ("1",)), Changed(REFERENCE, ("2",)))
    fresh = FakeIndex(store)
    refresh(REFERENCE, (), index=fresh, store=store, whole=True)
    assert {key: replace(held, words=frozenset(held.words)) for key, held in table.entries.items()} == {
        key: replace(held, words=frozenset(held.words)) for key, held in fresh.entries.items()
    }
