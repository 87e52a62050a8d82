from datetime import timedelta

import pytest
from builders import NOW, an_inquiry
from fake_store import SHARDS
from fakes import FakeRandomness, Office

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
