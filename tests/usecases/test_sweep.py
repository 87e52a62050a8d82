from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from builders import NOW, an_inquiry
from fake_store import SHARDS
from fakes import FakeClock, FakeQueues, FakeRandomness, Office

from chalicelib.domain.consequences import Action, Lane
from chalicelib.domain.errors import Busy
from chalicelib.domain.events import EventType
from chalicelib.usecases.sweep import sweep


@pytest.fixture
def office():
    return Office()


def run(office):
    return sweep(shards=SHARDS, store=office.store, queues=office.queues, clock=office.clock, metrics=office.metrics)


def test_with_nothing_due_nothing_is_queued_and_no_queue_is_called(office):
    office.store.keep(an_inquiry())
    assert run(office) == 0
    assert office.queues.calls == 0


def test_everything_due_is_queued_whatever_its_shard(office):
    references = [FakeRandomness(drawn=number).reference() for number in range(40)]
    office.store.keep(*(an_inquiry(reference=one) for one in references))
    office.store.keep(an_inquiry(opened_at=NOW + timedelta(hours=9)), an_inquiry(reference="X", deadline=None))
    office.clock.advance(hours=1)
    assert run(office) == 40
    assert sorted(one.event.reference for one in office.queues.taken) == sorted(references)
    assert {(one.lane, one.action, one.event.type) for one in office.queues.taken} == {
        (Lane.ESCALATIONS, Action.CLIMB, EventType.DEADLINE_REACHED)
    }
    assert office.metrics.counts["DeadlineReached"] == 40


def test_what_could_not_be_queued_is_told_and_found_again_next_minute(office):
    office.store.keep(an_inquiry())
    office.clock.advance(hours=1)
    office.queues.refuses = {Action.CLIMB}
    with pytest.raises(Busy):
        run(office)
    office.queues.refuses = set()
    assert run(office) == 1


def crowd(office, number):
    references = [FakeRandomness(drawn=one).reference() for one in range(number)]
    office.store.keep(*(an_inquiry(reference=one) for one in references))
    office.clock.advance(hours=1)
    return references


def test_a_run_ends_before_the_next_one_begins_and_that_finds_the_rest(office):
    crowd(office, 5_000)
    slow = SlowQueues(clock=office.clock)
    office.queues = slow
    assert run(office) < 5_000
    assert office.metrics.counts["SweepCutShort"] == 1
    slow.seconds = 0
    assert run(office) == 5_000, "what was queued and not climbed yet is found again, which does no harm"


@dataclass
class SlowQueues(FakeQueues):
    """Each batch takes half a minute."""

    clock: FakeClock = field(default_factory=FakeClock)
    seconds: int = 30

    def put(self, consequences):
        self.clock.advance(seconds=self.seconds)
        return super().put(consequences)
