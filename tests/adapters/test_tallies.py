"""How far a recompute has come: the table and the fake count alike."""

import pytest
from fakes import FakeTallies

from chalicelib.adapters.tallies import TableTallies
from chalicelib.ports import Tally


@pytest.fixture(params=["table", "fake"])
def tallies(request):
    if request.param == "fake":
        return FakeTallies()
    table = request.getfixturevalue("table")
    return TableTallies(table.client, table.table)


def test_what_was_never_counted_is_nothing(tallies):
    assert tallies.read("e-0") == Tally()


def test_pages_add_up_and_causes_stay_apart(tallies):
    tallies.add("e-0", seen=20, moved=3)
    tallies.add("e-0", seen=5, moved=0)
    tallies.add("e-1", seen=1, moved=1)
    assert tallies.read("e-0") == Tally(25, 3)
    assert tallies.read("e-1") == Tally(1, 1)


def test_the_walks_that_ended_are_known_each_once(tallies):
    for walk in ("1.0", "1.3", "1.0"):
        tallies.end("e-0", walk)
    tallies.add("e-0", seen=1, moved=1)
    assert tallies.read("e-0") == Tally(1, 1, frozenset({"1.0", "1.3"}))


def test_what_overtook_a_walk_is_known_and_stays_known(tallies):
    tallies.end("e-0", "1.0", overtaken_by="e-9")
    tallies.end("e-0", "1.1")
    assert tallies.read("e-0") == Tally(0, 0, frozenset({"1.0", "1.1"}), "e-9")
