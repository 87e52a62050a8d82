"""Ten thousand deadlines of one minute, at full size: all fire and climb, each once, in bounded batches, however often the queue
delivers them and in whatever order. What that asks of a real table is counted in tests/adapters/test_ten_thousand.py."""

import random
from collections import Counter
from dataclasses import dataclass

import pytest
from builders import a_deadline, an_inquiry
from fake_store import SHARDS, FakeStore
from fakes import FakeRandomness, Office

from chalicelib.domain.consequences import Action, Lane
from chalicelib.domain.events import EventType
from chalicelib.usecases.escalate import escalate
from chalicelib.usecases.sweep import PAGE, sweep

CROWD = 10_000
WARNED = a_deadline(step=0, next_at=a_deadline().due_at)
DUE = WARNED.due_at


@dataclass
class CountingStore(FakeStore):
    """`reads` are those of one inquiry."""

    reads: int = 0

    def inquiry(self, reference):
        self.reads += 1
        return super().inquiry(reference)


@pytest.fixture
def office():
    fresh = Office(store=CountingStore())
    references = (FakeRandomness(drawn=one).reference() for one in range(CROWD))
    fresh.store.keep(*(an_inquiry(reference=one, deadline=WARNED) for one in references))
    fresh.clock.now = DUE
    return fresh


def swept(office):
    office.queues.taken.clear()
    found = sweep(shards=SHARDS, store=office.store, queues=office.queues, clock=office.clock, metrics=office.metrics)
    assert len(office.queues.taken) == found
    return list(office.queues.taken)


def climb(office, asked):
    store, districts, randomness = office.store, office.districts, office.randomness
    return escalate(asked, store=store, districts=districts, randomness=randomness)


def test_all_fire_and_climb_each_once_in_bounded_batches(office):
    asked = swept(office)
    assert Counter(one.event.reference for one in asked) == Counter(office.store.inquiries.keys())
    assert {(one.lane, one.action) for one in asked} == {(Lane.ESCALATIONS, Action.CLIMB)}
    assert office.store.asked_due <= CROWD / PAGE + SHARDS
    assert office.queues.calls <= office.store.asked_due, "a thousand are queued before the next are asked for"

    delivered = [*asked, *asked[: CROWD // 10]]
    random.Random(1).shuffle(delivered)
    for one in delivered:
        climb(office, one)
    assert office.store.reads == len(delivered)
    assert len(office.store.commits) == CROWD
    assert all(
        office.store.timeline(reference) == [EventType.DEADLINE_MISSED, EventType.ESCALATION_STEP_TAKEN]
        for reference in office.store.inquiries
    )
    assert swept(office) == [], "until the next step is due"
