"""Ten thousand deadlines of one minute, through the table and the queue, at full size."""

import json
from collections import Counter

import pytest
from builders import an_inquiry
from fakes import FakeMetrics, FakeRandomness
from moto.core import DEFAULT_ACCOUNT_ID
from moto.sqs.models import sqs_backends

from chalicelib.adapters.items import inquiry_item
from chalicelib.adapters.keys import SHARDS
from chalicelib.adapters.lanes import SqsLanes
from chalicelib.domain.consequences import Lane
from chalicelib.usecases.sweep import PAGE, sweep

CROWD = 10_000


@pytest.mark.slow
def test_all_are_queued_once_by_one_sweep_in_bounded_queries_and_batches_of_ten(table, client_of, calls):
    references = [FakeRandomness(drawn=one).reference() for one in range(CROWD)]
    dynamodb, sqs = client_of("dynamodb"), client_of("sqs")
    for first in range(0, CROWD, 25):
        puts = [
            {"PutRequest": {"Item": inquiry_item(an_inquiry(reference=one))}} for one in references[first : first + 25]
        ]
        dynamodb.batch_write_item(RequestItems={table.table: puts})
    url = sqs.create_queue(QueueName="crowd")["QueueUrl"]
    emptied = sqs_backends[DEFAULT_ACCOUNT_ID]["us-east-1"].queues["crowd"]._messages.clear
    sqs.meta.events.register(
        "after-call", lambda **_: emptied()
    )  # as its reader does; moto looks through all that it holds
    calls.clear()
    due = an_inquiry().clocks[0].next_at
    queued = sweep(
        shards=SHARDS,
        store=table,
        queues=SqsLanes(sqs, {Lane.ESCALATIONS: url}),
        clock=lambda: due,
        metrics=FakeMetrics(),
    )
    made = Counter(calls.names)
    assert queued == CROWD
    assert made.keys() == {"Query", "SendMessageBatch"}
    assert made["Query"] <= CROWD / PAGE + SHARDS
    assert made["SendMessageBatch"] <= CROWD / 10 + made["Query"], "full batches, but for the last of each page"
    batches = [json.loads(call)["Entries"] for name, call in calls if name == "SendMessageBatch"]
    told = Counter(json.loads(one["MessageBody"])["event"]["reference"] for batch in batches for one in batch)
    assert told == Counter(references)
