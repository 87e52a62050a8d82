"""Moving: a calendar, a target or a closure changed, and what is owed is due at another time."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from chalicelib.domain import deadlines
from chalicelib.domain.clock import Names
from chalicelib.domain.commit import Commit, Outcome, Stamp, numbered
from chalicelib.domain.deadline import Deadline
from chalicelib.domain.district import District
from chalicelib.domain.events import Event, EventType
from chalicelib.domain.inquiry import Inquiry
from chalicelib.domain.words import Priority

_NOTICEABLE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Move:
    """`commit` stores it; `moved` says how many deadlines are due at another time."""

    commit: Commit
    moved: int


def moving(inquiry: Inquiry, district: District, *, cause: Event, stamp: Stamp) -> Move | None:
    """None when nothing of it is due, or asks for something, at another time than before. `cause` is the closure, the
    reopening or the push. Held inquiries have no clock; missed deadlines stay missed; critical ones know no calendar."""
    fresh = deadlines.recomputed(inquiry, district).inquiry
    if _moments(fresh) == _moments(inquiry):
        return None
    told = _told_anew(inquiry, fresh, cause, district)
    pairs = [(inquiry.clock(one.kind), one) for one in fresh.running]
    outcomes = [
        _outcome(before, after, cause, told if after == fresh.deadline else {})
        for before, after in pairs
        if before and before.due_at != after.due_at
    ]
    stored = replace(fresh, version=inquiry.version + 1, updated_at=stamp.now)
    events = numbered(inquiry.reference, stamp, outcomes, config=district.version)
    return Move(Commit(inquiry.reference, stamp, inquiry=stored, events=events), len(outcomes))


def _moments(inquiry: Inquiry) -> list[object]:
    return [(one.kind, one.due_at, one.next_at) for one in inquiry.clocks]


def _outcome(before: Deadline, after: Deadline, cause: Event, told: dict[str, object]) -> Outcome:
    detail: dict[str, object] = {
        "kind": after.kind,
        "was": before.due_at.isoformat(),
        "due_at": after.due_at.isoformat(),
    }
    detail |= {"explanation": after.explanation, "cause": cause.type.value}
    return Outcome(EventType.DEADLINE_MOVED, detail | told)


def _told_anew(before: Inquiry, after: Inquiry, cause: Event, district: District) -> dict[str, object]:
    """What the family shall hear: another date than the one it was given. A push that only brings it forward is no news, and
    who may be in danger gets no mail about opening hours."""
    if before.expected_by is None or after.expected_by is None:
        return {}
    if after.dangers or after.priority is Priority.CRITICAL:
        return {}
    later = after.expected_by - before.expected_by
    if later < _NOTICEABLE and (cause.type is EventType.CONFIGURATION_PUSHED or -later < _NOTICEABLE):
        return {}
    names = cause.detail.get("names") or _closed_for(district, before, until=after.expected_by)
    return {"tell": True, "expected": after.expected_by.isoformat(), "names": dict(names)}


def _closed_for(district: District, before: Inquiry, *, until: datetime) -> Names:
    """Why the promised date is closed, where what comes first to an inquiry is not the closure itself: the walk of a push, say,
    that was still on its way when the closure was declared."""
    closures = (one for one in district.closures if one.school in {"", before.school} and one.names)
    promised = before.expected_by or until
    return next((one.names for one in closures if one.start < until and promised < one.end), {})
