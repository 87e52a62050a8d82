import pytest
from builders import an_event
from fakes import FakeBus, FakeMetrics, FakeQueues

from chalicelib.domain.consequences import COUNTED, Action, Lane
from chalicelib.domain.errors import Busy
from chalicelib.domain.events import EventType
from chalicelib.usecases.publish import announce, publish

OPENED = an_event(EventType.INQUIRY_OPENED, id="e-0", detail={"acknowledge": True})
DANGER = an_event(EventType.DANGER_FOUND, id="e-1")
QUIET = an_event(EventType.ACKNOWLEDGEMENT_SENT, id="e-2")


def test_each_events_consequences_are_queued_and_every_event_is_on_the_bus():
    queues, bus = FakeQueues(), FakeBus()
    assert publish([OPENED, DANGER, QUIET], queues=queues, bus=bus, metrics=FakeMetrics()) == frozenset()
    assert [one.action for one in queues.taken] == [Action.ACKNOWLEDGE, Action.TELL_TEAM, Action.PAGE]
    assert bus.published == [OPENED, DANGER, QUIET]


def test_only_the_events_that_failed_are_named():
    queues = FakeQueues(refuses={Action.PAGE})
    assert publish([OPENED, DANGER], queues=queues, bus=FakeBus(), metrics=FakeMetrics()) == {"e-1"}
    assert [one.action for one in queues.taken] == [Action.ACKNOWLEDGE, Action.TELL_TEAM]


def test_an_event_the_bus_did_not_take_is_announced_later_and_holds_nothing_up():
    queues, bus = FakeQueues(), FakeBus(refuses={EventType.ACKNOWLEDGEMENT_SENT})
    assert publish([OPENED, QUIET], queues=queues, bus=bus, metrics=FakeMetrics()) == frozenset()
    (later,) = [one for one in queues.taken if one.action is Action.ANNOUNCE]
    assert (later.event, later.delay) == (QUIET, 60)
    with pytest.raises(Busy):
        announce(later, bus=bus)
    bus.refuses = set()
    announce(later, bus=bus)
    assert bus.published == [OPENED, QUIET]


def test_an_event_that_neither_bus_nor_queue_takes_is_named():
    queues = FakeQueues(refuses={Action.ANNOUNCE})
    assert publish([QUIET], queues=queues, bus=FakeBus(refuses=set(EventType)), metrics=FakeMetrics()) == {"e-2"}


def test_an_event_refused_by_both_is_named_once():
    refused = publish(
        [DANGER],
        queues=FakeQueues(refuses={Action.PAGE}),
        bus=FakeBus(refuses={EventType.DANGER_FOUND}),
        metrics=FakeMetrics(),
    )
    assert refused == {"e-1"}


def test_a_bus_that_is_down_keeps_no_page_back():
    queues = FakeQueues()
    publish([DANGER], queues=queues, bus=FakeBus(refuses=set(EventType)), metrics=FakeMetrics())
    assert (queues.taken[0].lane, queues.taken[0].action) == (Lane.PAGES, Action.PAGE)


def test_pages_are_the_first_of_the_lanes():
    assert next(iter(Lane)) is Lane.PAGES


def test_nothing_to_publish_is_nothing():
    assert publish([], queues=FakeQueues(), bus=FakeBus(), metrics=FakeMetrics()) == frozenset()


def test_what_alarms_look_at_is_counted_again_with_every_delivery():
    metrics = FakeMetrics()
    events = [an_event(kind, id=f"e-{kind}", detail={"page": "01"}) for kind in (*COUNTED, EventType.PAGE_SENT)]
    for _ in range(2):
        publish(events, queues=FakeQueues(), bus=FakeBus(), metrics=metrics)
    assert metrics.counts == dict.fromkeys(COUNTED, 2)


def test_it_is_counted_even_while_it_cannot_be_handed_on():
    metrics, unanswered = FakeMetrics(), an_event(EventType.PAGE_UNANSWERED, detail={"page": "01"})
    publish([unanswered], queues=FakeQueues(refuses={Action.CLIMB}), bus=FakeBus(), metrics=metrics)
    assert metrics.counts["PageUnanswered"] == 1
