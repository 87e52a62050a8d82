"""Climbing: what happens when a deadline comes near or passes."""

from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.domain.calendar import calendar_of
from chalicelib.domain.clock import Calendar
from chalicelib.domain.deadline import Deadline
from chalicelib.domain.district import District, Rung
from chalicelib.domain.inquiry import Inquiry
from chalicelib.domain.staff import Staff
from chalicelib.domain.words import Reach

WARN = -1


def working_time(inquiry: Inquiry, district: District) -> Calendar:
    """The calendar that an inquiry's deadlines and ladders are counted in."""
    return calendar_of(district, topic=inquiry.topic, school=inquiry.school, priority=inquiry.priority)


@dataclass(frozen=True, slots=True)
class Moment:
    """One step of a climb: `after` so many seconds of working time past the deadline, the `turn`-th time for its rung."""

    after: int
    rung: Rung
    turn: int = 0


def moments(inquiry: Inquiry, district: District) -> tuple[Moment, ...]:
    """The climb of an inquiry of its priority, repetitions among the rungs, in order of time."""
    rungs = district.ladders[district.topic(inquiry.topic).ladder]
    asked = [one for one in rungs if not one.priorities or inquiry.priority in one.priorities]
    found = [
        Moment(one.after_seconds + turn * one.repeat_seconds, one, turn) for one in asked for turn in range(one.times)
    ]
    return tuple(sorted(found, key=lambda moment: moment.after))


@dataclass(frozen=True, slots=True)
class Step:
    """A step climbed on one clock: `to` are the people told; `skipped` says of each step that reached nobody why."""

    clock: Deadline
    to: tuple[Staff, ...] = ()
    rung: str = ""
    channel: Reach = Reach.MAIL
    turn: int = 0
    warned: bool = False
    missed: bool = False
    skipped: tuple[str, ...] = ()


def advance(inquiry: Inquiry, *, now: datetime, district: District) -> Step | None:
    """The next thing that one of its clocks asks for, the longest due first, or None while nothing is due. A step that
    reaches nobody falls through at once. After the last the clock stays, missed, without a next moment."""
    due = [one for one in inquiry.running if one.next_at and one.next_at <= now]
    if not due:
        return None
    clock = min(due, key=lambda one: (one.next_at, one.kind))
    climb = moments(inquiry, district)
    calendar = working_time(inquiry, district)
    if clock.step == WARN:
        people, alone = _warned(inquiry, district, now)
        return Step(_after(clock, WARN, climb, calendar, people), people, "warning", warned=True, skipped=alone)
    skipped: list[str] = []
    for index in range(clock.step, len(climb)):
        rung = climb[index].rung
        people = who(rung.who, inquiry, district, at=now)
        if people:
            return Step(
                clock=_after(clock, index, climb, calendar, people),
                to=people,
                rung=rung.who,
                channel=rung.channel,
                turn=climb[index].turn,
                missed=not clock.missed,
                skipped=tuple(skipped),
            )
        skipped.append(f"{rung.who}: nobody reachable")
    return Step(_after(clock, len(climb), climb, calendar), missed=not clock.missed, skipped=tuple(skipped))


def _warned(inquiry: Inquiry, district: District, at: datetime) -> tuple[tuple[Staff, ...], tuple[str, ...]]:
    """Who hears that time runs out: the assignee, else the team. Where neither is there, whoever stands above it, and that is said."""
    people = who("assignee", inquiry, district, at=at) or who("team", inquiry, district, at=at)
    skipped: list[str] = []
    for missing, above in () if people else (("team", "supervisor"), ("supervisor", "leader"), ("leader", "")):
        skipped.append(f"warning to {missing}: nobody reachable")
        people = who(above, inquiry, district, at=at) if above else ()
        if people:
            break
    return people, tuple(skipped)


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


def next_moment(clock: Deadline, climb: tuple[Moment, ...], calendar: Calendar) -> datetime | None:
    """When the step that the clock stands before is taken, counted from its deadline; None past the last."""
    if clock.step >= len(climb):
        return None if clock.step else clock.due_at
    base, late = (clock.since, -clock.left) if clock.since and clock.left <= 0 else (clock.due_at, 0)
    return calendar.after(base, max(0, climb[clock.step].after - late)).at


def overdue(clock: Deadline, at: datetime, calendar: Calendar) -> int:
    """Seconds of working time since it was due; it may have stood still since."""
    if clock.since and clock.left <= 0:
        return calendar.worked(clock.since, at) - clock.left
    return calendar.worked(clock.due_at, at)


def _after(
    clock: Deadline, index: int, climb: tuple[Moment, ...], calendar: Calendar, people: tuple[Staff, ...] = ()
) -> Deadline:
    """The clock once step `index` is done and those people were told."""
    told = tuple(dict.fromkeys((*clock.told, *(person.id for person in people))))
    climbed = replace(clock, told=told, step=index + 1, missed=clock.missed or index > WARN)
    if index > WARN and climbed.step >= len(climb):
        return replace(climbed, next_at=None)
    return replace(climbed, next_at=next_moment(climbed, climb, calendar))
