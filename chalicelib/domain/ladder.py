"""Climbing: what happens when a deadline comes near or passes."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from chalicelib.domain.clock import Calendar
from chalicelib.domain.commit import Outcome
from chalicelib.domain.district import District, Rung, Targets
from chalicelib.domain.events import EventType
from chalicelib.domain.inquiry import Deadline, Inquiry
from chalicelib.domain.staff import Staff

WARN = -1


def start(*, kind: str, at: datetime, targets: Targets, calendar: Calendar) -> Deadline:
    """A fresh deadline of that kind (`first_response`, `next_response`), its warning ahead."""
    seconds = targets.first_response if kind == "first_response" else targets.next_response
    due = calendar.after(at, seconds)
    warn = calendar.after(at, seconds * targets.warn_percent // 100)
    return Deadline(kind=kind, started_at=at, due_at=due.at, next_at=warn.at, explanation=due.explanation)


def deadline_set(deadline: Deadline) -> Outcome:
    """What the timeline says of a clock that starts to run."""
    due = {"kind": deadline.kind, "due_at": deadline.due_at.isoformat(), "explanation": deadline.explanation}
    return Outcome(EventType.DEADLINE_SET, dict(due))


@dataclass(frozen=True, slots=True)
class Step:
    """A rung climbed: `to` are the people told; `skipped` says of each rung that reached nobody why."""

    deadline: Deadline | None
    to: tuple[Staff, ...] = ()
    rung: str = ""
    warned: bool = False
    missed: bool = False
    skipped: tuple[str, ...] = ()


def advance(inquiry: Inquiry, *, now: datetime, district: District) -> Step | None:
    """The next thing its clock asks for, or None while nothing is due. A rung that reaches nobody falls through at
    once. After the last rung the deadline stays, missed, without a next moment."""
    clock = inquiry.deadline
    if clock is None or clock.next_at is None or clock.next_at > now:
        return None
    topic = district.topic(inquiry.topic)
    rungs = district.ladders[topic.ladder]
    if clock.step == WARN:
        return _warn(inquiry, clock, rungs, district, now)
    skipped: list[str] = []
    for index in range(clock.step, len(rungs)):
        people = who(rungs[index].who, inquiry, district, at=now)
        if people:
            return Step(
                deadline=_after(clock, index, rungs, people),
                to=people,
                rung=rungs[index].who,
                missed=not clock.missed,
                skipped=tuple(skipped),
            )
        skipped.append(f"{rungs[index].who}: nobody reachable")
    return Step(deadline=_after(clock, len(rungs), rungs), missed=not clock.missed, skipped=tuple(skipped))


def who(rung: str, inquiry: Inquiry, district: District, *, at: datetime) -> tuple[Staff, ...]:
    """The reachable people a rung means for this inquiry at that moment, absent ones replaced by their substitutes."""
    team = district.team(inquiry.team)
    names: tuple[str, ...] = {
        "assignee": (inquiry.assignee,),
        "team": team.members,
        "supervisor": (team.supervisor,),
        "leader": tuple(person.id for person in district.staff if "leader" in person.roles),
    }.get(rung, (rung,))
    found = (district.reachable(name, at=at) for name in names if name)
    return tuple(dict.fromkeys(person for person in found if person))


def _warn(inquiry: Inquiry, clock: Deadline, rungs: tuple[Rung, ...], district: District, now: datetime) -> Step:
    people = who("assignee", inquiry, district, at=now) or who("team", inquiry, district, at=now)
    return Step(deadline=_after(clock, WARN, rungs, people), to=people, rung="warning", warned=True)


def _after(clock: Deadline, index: int, rungs: tuple[Rung, ...], people: tuple[Staff, ...] = ()) -> Deadline:
    """The clock once step `index` is done and those people were told."""
    following = index + 1
    missed = clock.missed or index > WARN
    clock = replace(clock, told=tuple(dict.fromkeys((*clock.told, *(person.id for person in people)))))
    if following < len(rungs):
        at = clock.due_at + timedelta(seconds=rungs[following].after_seconds)
        return replace(clock, step=following, next_at=at, missed=missed)
    return replace(clock, step=len(rungs), next_at=None, missed=missed)
