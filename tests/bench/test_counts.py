"""The budgets of docs/performance.md: counts, never seconds."""

import json

import pytest

from bench import snapshot
from bench.scenes import CHANNELS, Counted
from chalicelib.adapters.keys import SHARDS

pytestmark = pytest.mark.stack

READS = {"GetItem", "BatchGetItem", "Query"}
SENDS = {"SendEmail", "Publish", "SendMessage", "SendMessageBatch", "PutEvents"}
CEILINGS = {  # write units, read units, bytes
    "receive_form": (16, 6, 8_000),
    "receive_email": (40, 6, 45_000),
    "receive_sms": (16, 6, 7_000),
    "receive_reply": (14, 10, 12_000),
    "publish": (0, 0, 6_000),
    "fold": (125, 8, 50_000),
    "fold_reply": (125, 8, 50_000),
    "notify": (14, 10, 32_000),
    "notify_team": (12, 10, 30_000),
    "store_files": (8, 4, 60_000),
    "notify_sms": (14, 10, 11_000),
    "page": (26, 14, 24_000),
    "escalate": (10, 2, 9_000),
    "sweep": (0, (SHARDS + 1) / 2, 4_000),
    "feedback": (8, 5, 8_000),
    "inbox": (0, 8, 45_000),
    "inbox_unchanged": (0, 8, 45_000),
    "search": (0, 10, 30_000),
    "feedback_bounce": (12, 5, 9_000),
}


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_new_inquiry_is_one_transaction_of_at_most_six_items(counted: Counted, channel: str) -> None:
    tally = counted.steps[f"receive_{channel}"].tally
    assert tally.calls["TransactWriteItems"] == 1
    assert tally.items <= 6
    assert not {"PutItem", "DeleteItem"} & set(tally.calls)


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_new_inquiry_reads_the_table_at_most_twice(counted: Counted, channel: str) -> None:
    assert _reads(counted, f"receive_{channel}") <= 2


@pytest.mark.parametrize("channel", CHANNELS)
def test_nothing_is_sent_from_a_door(counted: Counted, channel: str) -> None:
    assert not SENDS & set(counted.steps[f"receive_{channel}"].tally.calls)


@pytest.mark.parametrize(("channel", "times"), [("form", 0), ("email", 1), ("sms", 0)])
def test_the_bucket_is_asked_for_a_mail_and_for_nothing_else(counted: Counted, channel: str, times: int) -> None:
    assert counted.steps[f"receive_{channel}"].tally.calls["GetObject"] == times


def test_the_form_counts_its_origin_once_beside_its_transaction(counted: Counted) -> None:
    assert counted.steps["receive_form"].tally.calls["UpdateItem"] == 1


def test_an_answer_by_mail_reads_the_table_at_most_twice(counted: Counted) -> None:
    assert _reads(counted, "receive_reply") <= 2
    assert counted.steps["receive_reply"].tally.calls["TransactWriteItems"] == 1


def test_an_idle_sweep_asks_one_question_a_shard_one_for_digests_and_nothing_else(counted: Counted) -> None:
    assert dict(counted.steps["sweep"].tally.calls) == {"Query": SHARDS + 1}


def test_an_acknowledgement_reads_twice_claims_sends_and_marks(counted: Counted) -> None:
    by_mail, by_text = counted.steps["notify"].tally.calls, counted.steps["notify_sms"].tally.calls
    assert dict(by_mail) == {"BatchGetItem": 2, "TransactWriteItems": 2, "SendEmail": 1}
    assert dict(by_text) == {"BatchGetItem": 2, "TransactWriteItems": 2, "Publish": 1}


def test_the_files_of_a_mail_are_read_and_written_once(counted: Counted) -> None:
    calls = counted.steps["store_files"].tally.calls
    assert (calls["GetObject"], calls["PutObject"]) == (1, 1)
    assert calls["TransactWriteItems"] + calls["PutItem"] == 1


def test_publish_hands_each_lane_and_the_bus_one_batch(counted: Counted) -> None:
    calls = counted.steps["publish"].tally.calls
    assert calls["PutEvents"] == 1
    assert set(calls) == {"PutEvents", "SendMessageBatch"}
    assert calls["SendMessageBatch"] <= 2


@pytest.mark.parametrize("name", ["inbox", "inbox_unchanged"])
def test_the_inbox_is_a_session_the_rows_and_the_saved_views(counted: Counted, name: str) -> None:
    assert dict(counted.steps[name].tally.calls) == {"GetItem": 2, "BatchGetItem": 1}


def test_a_search_of_three_words_is_a_session_a_query_and_a_read_of_what_it_shows(counted: Counted) -> None:
    assert dict(counted.steps["search"].tally.calls) == {"GetItem": 1, "Query": 1, "BatchGetItem": 1}


@pytest.mark.parametrize("name", CEILINGS)
def test_units_and_bytes_stay_below_their_ceiling(counted: Counted, name: str) -> None:
    tally = counted.steps[name].tally
    writes, reads, size = CEILINGS[name]
    assert tally.write_units <= writes
    assert tally.read_units <= reads
    assert tally.bytes <= size


def test_every_step_of_the_bench_has_a_ceiling(counted: Counted) -> None:
    assert set(counted.steps) - {"sweep_due"} == set(CEILINGS)


def test_the_counts_in_the_repository_are_these(counted: Counted) -> None:
    found = json.loads(json.dumps(snapshot.of(counted)))
    assert found == snapshot.read(), "if it is meant: python -m bench counts --write; python -m bench cost --write"


def _reads(counted: Counted, name: str) -> int:
    calls = counted.steps[name].tally.calls
    return sum(number for operation, number in calls.items() if operation in READS)
