"""What ten thousand open inquiries cost: bounded batches, whatever their number."""

import pytest

from bench.crowd import CROWD
from bench.scenes import Counted
from chalicelib.adapters.keys import SHARDS
from chalicelib.adapters.lanes import BATCH
from chalicelib.usecases import recompute, sweep

CEILINGS = {  # write units, read units, bytes
    "recompute_begun": (0, 0, 6_000),
    "recompute": (10 * recompute.PAGE, 2 * recompute.PAGE, 8_000 * recompute.PAGE),
    "recompute_still": (2, 2 * recompute.PAGE, 5_000 * recompute.PAGE),
    "sweep_crowd": (0, CROWD / 100, 800 * CROWD),
}


def test_a_closure_asks_for_two_walks_of_every_shard_at_once(counted: Counted) -> None:
    begun = counted.crowd["recompute_begun"]
    assert dict(begun.tally.calls) == {"SendMessageBatch": 1}
    (asked,) = begun.exchanges
    assert len(asked.params["Entries"]) == 2 * SHARDS


def test_a_page_that_moves_is_a_query_a_read_and_a_transaction_each_and_asks_for_the_next(counted: Counted) -> None:
    page = counted.crowd["recompute"].tally
    assert dict(page.calls) == {
        "Query": 1,
        "GetItem": recompute.PAGE + 1,
        "TransactWriteItems": recompute.PAGE,
        "UpdateItem": 1,
        "SendMessageBatch": 1,
    }
    assert page.items == 2, "the inquiry and what the timeline says of it"


def test_a_page_that_moves_nothing_writes_nothing_but_that_it_was_looked_at(counted: Counted) -> None:
    page = counted.crowd["recompute_still"].tally
    assert dict(page.calls) == {"Query": 1, "GetItem": recompute.PAGE + 1, "UpdateItem": 1, "SendMessageBatch": 1}


def test_a_sweep_of_ten_thousand_is_a_query_a_thousand_and_a_batch_for_ten(counted: Counted) -> None:
    swept = counted.crowd["sweep_crowd"]
    calls = swept.tally.calls
    assert calls.keys() == {"Query", "SendMessageBatch"}
    assert calls["Query"] <= CROWD / sweep.PAGE + SHARDS + 1, "one more for the digests"
    assert calls["SendMessageBatch"] <= CROWD / BATCH + calls["Query"]
    assert sum(len(one.params["Entries"]) for one in swept.exchanges if one.operation == "SendMessageBatch") == CROWD


@pytest.mark.parametrize("name", CEILINGS)
def test_units_and_bytes_stay_below_their_ceiling(counted: Counted, name: str) -> None:
    tally = counted.crowd[name].tally
    writes, reads, size = CEILINGS[name]
    assert tally.write_units <= writes
    assert tally.read_units <= reads
    assert tally.bytes <= size


def test_every_step_of_the_crowd_has_a_ceiling(counted: Counted) -> None:
    assert set(counted.crowd) == set(CEILINGS)
