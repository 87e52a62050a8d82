"""Reckoning: when one deadline is due and asks for something next, in the working time of its inquiry."""

from dataclasses import replace
from datetime import datetime

from chalicelib.domain.clock import Calendar
from chalicelib.domain.deadline import FIRST_RESPONSE, NEXT_RESPONSE, Deadline
from chalicelib.domain.district import District, Targets
from chalicelib.domain.inquiry import Inquiry
from chalicelib.domain.ladder import WARN, moments, next_moment, overdue, working_time


def started(inquiry: Inquiry, kind: str, at: datetime, district: District, *, message: str = "") -> Deadline:
    """A fresh deadline, its warning ahead."""
    target = _seconds(kind, targets_of(inquiry, district))
    bare = Deadline(kind, started_at=at, due_at=at, next_at=None, explanation="", target=target, message=message)
    return _placed(bare, inquiry, district)


def gone_on(clock: Deadline, inquiry: Inquiry, now: datetime, district: District) -> Deadline:
    """With the working time that was left when it stood still; when it was missed already, its next step is as far away as
    it was then. What stands still altogether is on no index that a push walks along: other targets reach it here."""
    if clock.paused_at is None:
        return clock
    calendar, stood = working_time(inquiry, district), clock.paused_at
    clock = found_anew(clock, inquiry, district)
    due = _due_now(clock, calendar)
    if due > stood:
        left = calendar.worked(stood, due)
        return _placed(replace(clock, since=now, left=left, paused_at=None), inquiry, district)
    begun = replace(clock, since=now, left=-overdue(clock, stood, calendar), paused_at=None)
    if clock.next_at is None:
        return begun
    return replace(
        begun, next_at=now if clock.step == WARN else next_moment(begun, moments(inquiry, district), calendar)
    )


def _due_now(clock: Deadline, calendar: Calendar) -> datetime:
    """When it would be due by the calendar as it is: what was closed while it stood still took nothing from it."""
    start, left = (clock.since, clock.left) if clock.since else (clock.started_at, clock.target)
    return clock.due_at if clock.missed or left <= 0 else calendar.after(start, left).at


def found_anew(clock: Deadline, inquiry: Inquiry, district: District) -> Deadline:
    """Under other targets, another calendar or another priority."""
    if clock.missed or clock.left < 0:
        return clock
    target = _seconds(clock.kind, targets_of(inquiry, district)) or clock.target
    left = max(0, clock.left + target - clock.target) if clock.since else 0
    return _placed(replace(clock, target=target, left=left), inquiry, district)


def in_calendar(clock: Deadline, inquiry: Inquiry, district: District) -> Deadline:
    """With the target it had, by the calendar as it is now."""
    if clock.missed or clock.left < 0:
        return clock
    placed = _placed(clock, inquiry, district)
    return clock if placed.due_at == clock.due_at else placed


def _placed(clock: Deadline, inquiry: Inquiry, district: District) -> Deadline:
    """The clock with its due and next moments, from where it last began to run."""
    calendar, percent = working_time(inquiry, district), targets_of(inquiry, district).warn_percent
    start, left = (clock.since, clock.left) if clock.since else (clock.started_at, clock.target)
    due = calendar.after(start, left)
    placed = replace(clock, due_at=due.at, explanation=due.explanation, derivation=due.derivation)
    if clock.step == WARN:
        unused = clock.target - clock.target * percent // 100
        return replace(placed, next_at=calendar.after(start, max(0, left - unused)).at)
    return replace(placed, next_at=next_moment(placed, moments(inquiry, district), calendar))


def targets_of(inquiry: Inquiry, district: District) -> Targets:
    return district.topic(inquiry.topic).targets


def _seconds(kind: str, targets: Targets) -> int:
    known = {FIRST_RESPONSE: targets.first_response, NEXT_RESPONSE: targets.next_response}
    return known.get(kind, targets.resolution)
