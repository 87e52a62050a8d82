"""What the table's troubles become."""

from typing import Any

import pytest
from botocore.exceptions import ClientError, ReadTimeoutError
from builders import (
    NOW,
    OTHER_REFERENCE,
    REFERENCE,
    a_commit,
    a_contact,
    a_message,
    a_source,
    a_submission,
    an_inquiry,
)

from chalicelib.adapters.store import TableStore
from chalicelib.domain.errors import Busy, Conflict, Duplicate


def refused(code, reasons=()):
    response = {"Error": {"Code": code, "Message": ""}, "CancellationReasons": list(reasons)}
    return ClientError(response, "TransactWriteItems")


class Refusing:
    """A client whose every call fails."""

    def __init__(self, error) -> None:
        self._error = error

    def __getattr__(self, _operation) -> Any:
        def call(**_request):
            raise self._error

        return call


READS = [
    lambda store: store.find(a_submission()),
    lambda store: store.case(REFERENCE),
    lambda store: store.inquiry(REFERENCE),
    lambda store: store.due(0, before=NOW, limit=1),
    lambda store: store.inbox(limit=1),
    lambda store: store.allow(bucket="b", limit=1, window_seconds=1, now=NOW),
    lambda store: store.commit(a_commit(inquiry=an_inquiry())),
    lambda store: store.commit(a_commit(inquiry=an_inquiry(), message=a_message())),
]


@pytest.mark.parametrize("step", READS)
@pytest.mark.parametrize(
    "error",
    [
        refused("ProvisionedThroughputExceededException"),
        refused("ThrottlingException"),
        refused("InternalServerError"),
        refused("RequestLimitExceeded"),
        ReadTimeoutError(endpoint_url="https://dynamodb.example.org"),
    ],
)
def test_a_table_that_throttles_or_is_silent_is_busy(step, error):
    with pytest.raises(Busy):
        step(TableStore(client=Refusing(error), table="t"))


def test_a_transaction_throttled_in_part_is_busy():
    error = refused("TransactionCanceledException", [{"Code": "None"}, {"Code": "ThrottlingError"}])
    with pytest.raises(Busy):
        TableStore(Refusing(error), "t").commit(a_commit(inquiry=an_inquiry(), message=a_message()))


def test_two_transactions_that_met_are_a_conflict_to_read_again():
    error = refused("TransactionCanceledException", [{"Code": "None"}, {"Code": "TransactionConflict"}])
    with pytest.raises(Conflict) as lost:
        TableStore(Refusing(error), "t").commit(a_commit(inquiry=an_inquiry(), contact=a_contact()))
    assert lost.value.what == "contact"
    with pytest.raises(Conflict):
        TableStore(Refusing(refused("TransactionConflictException")), "t").commit(a_commit(inquiry=an_inquiry()))


def test_a_lost_condition_counts_more_than_a_meeting():
    known = {"fingerprint": {"S": a_source().fingerprint}, "reference": {"S": OTHER_REFERENCE}}
    reasons = [{"Code": "ConditionalCheckFailed", "Item": known}, {"Code": "TransactionConflict"}]
    with pytest.raises(Duplicate):
        TableStore(Refusing(refused("TransactionCanceledException", reasons)), "t").commit(
            a_commit(source=a_source(), inquiry=an_inquiry())
        )


class LeavingUnread:
    """Answers batches, leaving their keys unread the first so many times."""

    def __init__(self, times) -> None:
        self.times, self.calls = times, 0

    def batch_get_item(self, RequestItems):  # noqa: N803  (botocore's name)
        self.calls += 1
        left = RequestItems if self.calls <= self.times else {}
        return {"Responses": {"t": []}, "UnprocessedKeys": left}


def test_keys_left_unread_are_read_again_and_then_the_table_is_busy():
    assert TableStore(LeavingUnread(3), "t").page(REFERENCE, "p") == (None, None)
    with pytest.raises(Busy):
        TableStore(LeavingUnread(4), "t").page(REFERENCE, "p")
