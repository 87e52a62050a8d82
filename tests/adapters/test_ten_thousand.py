"""Ten thousand deadlines of one minute, through the table and the queue: all queued by one sweep, and what a climb asks of such a
table. That all of them climb is tests/usecases/test_ten_thousand.py, and here where EARSHOT_WHOLE is set: moto takes minutes for it."""

import json
import os
from collections import Counter

import pytest
from builders import a_deadline, a_district, an_inquiry
from fakes import FakeClock, FakeDistricts, FakeMetrics, FakeRandomness
from moto.core import DEFAULT_ACCOUNT_ID
from moto.sqs.models import sqs_backends
from quick_moto import stored

from chalicelib.adapters.items import inquiry_item
from chalicelib.adapters.keys import SHARDS
from chalicelib.adapters.lanes import BATCH, SqsLanes, consequence_of
from chalicelib.domain.consequences import Lane
from chalicelib.usecases.escalate import escalate
from chalicelib.usecases.sweep import PAGE, sweep

CROWD = 10_000
WARNED = a_deadline(step=0, next_at=a_deadline().due_at)
CLIMBED, AGAIN = 1_000, 100
"""How many of them climb here, and how many messages of theirs the queue delivers twice."""
WHOLE = "EARSHOT_WHOLE"


@pytest.fixture
def crowd(table):
    """References of as many inquiries, all due at one moment."""
    references = [FakeRandomness(drawn=one).reference() for one in range(CROWD)]
    stored(table.table, (inquiry_item(an_inquiry(reference=one, deadline=WARNED)) for one in references))
    return references


@pytest.fixture
def url(client_of):
    """A queue that forgets what it holds, as its reader would see to; moto looks through all of it."""
    sqs = client_of("sqs")
    made = sqs.create_queue(QueueName="crowd")["QueueUrl"]
    emptied = sqs_backends[DEFAULT_ACCOUNT_ID]["us-east-1"].queues["crowd"]._messages.clear

    def empty(**_):
        emptied()

    sqs.meta.events.register("after-call", empty)
    yield made
    sqs.meta.events.unregister("after-call", empty)
    sqs.delete_queue(QueueUrl=made)


def swept(table, client_of, url, calls):
    """The bodies of what one sweep queued."""
    calls.clear()
    queued = sweep(
        shards=SHARDS,
        store=table,
        queues=SqsLanes(client_of("sqs"), {Lane.ESCALATIONS: url}),
        clock=lambda: WARNED.due_at,
        metrics=FakeMetrics(),
    )
    batches = [json.loads(call)["Entries"] for name, call in calls if name == "SendMessageBatch"]
    assert all(len(one) <= BATCH for one in batches)
    bodies = [one["MessageBody"] for batch in batches for one in batch]
    assert len(bodies) == queued
    return bodies


@pytest.mark.slow
@pytest.mark.parametrize(
    "climbed",
    [
        CLIMBED,
        pytest.param(
            CROWD,
            marks=pytest.mark.skipif(WHOLE not in os.environ, reason=f"all climb in some minutes: {WHOLE}=1 make test"),
        ),
    ],
)
def test_all_are_queued_once_in_bounded_queries_and_a_climb_is_one_read_and_one_transaction(
    table, client_of, calls, crowd, url, climbed
):
    bodies = swept(table, client_of, url, calls)
    made = Counter(calls.names)
    assert made.keys() == {"Query", "SendMessageBatch"}
    assert made["Query"] <= CROWD / PAGE + SHARDS + 1, "one more for the digests"
    assert made["SendMessageBatch"] <= CROWD / BATCH + made["Query"], "full batches, but for the last of each page"
    assert Counter(json.loads(one)["event"]["reference"] for one in bodies) == Counter(crowd)

    randomness = FakeRandomness(FakeClock(WARNED.due_at))
    calls.clear()
    some = bodies[:: CROWD // climbed]
    for body in (*some, *some[:AGAIN]):
        districts = FakeDistricts(a_district())
        escalate(consequence_of(body), store=table, districts=districts, randomness=randomness)
    assert Counter(calls.names) == {"GetItem": climbed + AGAIN, "TransactWriteItems": climbed}
