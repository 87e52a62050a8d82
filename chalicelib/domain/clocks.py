"""What a person's decision does to the clock of an inquiry. Status and version are the caller's."""

from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.domain import ladder
from chalicelib.domain.clock import AroundTheClock
from chalicelib.domain.commit import Outcome
from chalicelib.domain.district import District
from chalicelib.domain.events import EventType
from chalicelib.domain.inquiry import Inquiry

_CALENDAR = AroundTheClock()


@dataclass(frozen=True, slots=True)
class Change:
    """The inquiry with its clock as it is now, and what the timeline says of it."""

    inquiry: Inquiry
    outcomes: tuple[Outcome, ...] = ()


def paused(inquiry: Inquiry, now: datetime) -> Change:
    """It waits for the family. Who never heard from a person is owed that all the same."""
    del now
    if inquiry.deadline is None or inquiry.deadline.kind == "first_response":
        return Change(inquiry)
    return Change(replace(inquiry, deadline=None, met=inquiry.deadline, expected_by=None))


def resumed(inquiry: Inquiry, now: datetime, district: District) -> Change:
    """It goes on: an answer is owed again."""
    if inquiry.deadline:
        return Change(inquiry)
    targets = district.topic(inquiry.topic).targets
    clock = ladder.start(kind="next_response", at=now, targets=targets, calendar=_CALENDAR)
    return Change(replace(inquiry, deadline=clock, expected_by=clock.due_at), (ladder.deadline_set(clock),))


def closed(inquiry: Inquiry, now: datetime) -> Change:
    """Nothing is owed any more."""
    del now
    met = inquiry.deadline
    told = (Outcome(EventType.DEADLINE_MET, {"kind": met.kind, "late": met.missed}),) if met else ()
    return Change(replace(inquiry, deadline=None, met=None, expected_by=None), told)


def recomputed(inquiry: Inquiry, district: District) -> Change:
    """Another topic's targets: found anew from where it began, unless it was missed. A warning is not given again."""
    clock = inquiry.deadline
    if clock is None or clock.missed:
        return Change(inquiry)
    targets = district.topic(inquiry.topic).targets
    fresh = ladder.start(kind=clock.kind, at=clock.started_at, targets=targets, calendar=_CALENDAR)
    fresh = replace(fresh, told=clock.told)
    if fresh.due_at == clock.due_at:
        return Change(inquiry)
    return Change(replace(inquiry, deadline=fresh, expected_by=fresh.due_at), (ladder.deadline_set(fresh),))
