"""Deadlines of one minute on the deployed stack: each fires once, and within 90 seconds of its time."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from builders import a_deadline, an_inquiry
from stack.districts import district_of
from stack_services import services_of

from chalicelib.domain.commit import Commit
from chalicelib.domain.deadline import FIRST_RESPONSE
from chalicelib.domain.district import Rung, Targets
from chalicelib.domain.events import EventType
from infra import config
from infra.up import DISTRICT

pytestmark = pytest.mark.stack

CROWD = 100
"""Of the ten thousand that tests/adapters/test_ten_thousand.py climbs: what two cores do in a minute beside everything else."""
ON_TIME = timedelta(seconds=90)
HOUR = timedelta(hours=1)
TOPIC, TEAM = "facilities", "operations"


def due_at(services, moment):
    """A crowd that nobody answered for an hour, due at that moment, warned already."""
    clock = replace(a_deadline(at=moment - HOUR, kind=FIRST_RESPONSE), step=0, next_at=moment)
    for _ in range(CROWD):
        reference = services.randomness.reference()
        inquiry = an_inquiry(reference=reference, topic=TOPIC, team=TEAM, deadline=clock, opened_at=moment - HOUR)
        services.store.commit(Commit(reference, services.randomness.stamp(), inquiry=inquiry))
        yield reference


def fired(services, references):
    """Their timelines, once the step after the deadline was taken on all."""
    found = [services.store.case(one).events for one in references]
    done = all(any(event.type is EventType.ESCALATION_STEP_TAKEN for event in events) for events in found)
    return found if done else None


def test_a_crowd_due_in_the_same_minute_fires_on_time_each_once(stack, capsys):
    services = services_of(stack)
    ladder = {name: (Rung("supervisor"),) for name in ("standard", "urgent")}
    hourly = tuple(replace(topic, targets=Targets(3_600, 3_600)) for topic in config.read(DISTRICT).topics)
    with district_of(stack, calendars=(), ladders=ladder, topics=hourly):
        moment = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=20)
        references = list(due_at(services, moment))
        timelines = stack.eventually(lambda: fired(services, references), seconds=240)
    counts = [Counter(event.type for event in events) for events in timelines]
    assert all(one[EventType.DEADLINE_MISSED] == one[EventType.ESCALATION_STEP_TAKEN] == 1 for one in counts)
    late = sorted(
        event.at - moment for events in timelines for event in events if event.type is EventType.DEADLINE_MISSED
    )
    with capsys.disabled():
        print(f"\n{CROWD} deadlines of one moment: the first {late[0]} after it, the last {late[-1]}")  # noqa: T201
    assert timedelta(0) <= late[0]
    assert late[-1] <= ON_TIME
