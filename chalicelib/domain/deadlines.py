"""Three deadlines side by side: first response, from opening; next response, from the oldest unanswered message of the
family; resolution, from opening.

| what happens                    | first response  | next response              | resolution          |
|---------------------------------|-----------------|----------------------------|---------------------|
| the inquiry opens               | runs            |                            | runs                |
| the family writes               |                 | runs, unless one is owed   | goes on             |
| a person answers                | met             | met                        |                     |
| it waits for the family         | runs            | stands still               | stands still        |
| it goes on, or is open again    |                 | goes on                    | goes on             |
| every answer since bounced      | runs as it ran  | runs as it ran             | as if never waited  |
| it is closed                    | ends            | ends                       | met, stands still   |
| somebody else gets it           | –               | –                          | –                   |
| calendar, targets or priority   | found anew      | found anew                 | found anew          |
| another topic                   | found anew      | found anew                 | found anew, or runs |

Each function takes an inquiry and gives it with its clocks as they are then, and what the timeline says of that. Status
and version are the caller's.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.domain.commit import Outcome
from chalicelib.domain.deadline import FIRST_RESPONSE, NEXT_RESPONSE, RESOLUTION, RESPONSES, Deadline
from chalicelib.domain.district import District
from chalicelib.domain.events import EventType
from chalicelib.domain.inquiry import Inquiry, Message
from chalicelib.domain.reckoning import found_anew, gone_on, in_calendar, started, targets_of
from chalicelib.domain.words import Status

_ANSWERS = 8
_MET = 4
"""Replies remembered for what they met, and deadlines that were met, the newest of each."""
_KINDS = (FIRST_RESPONSE, NEXT_RESPONSE, RESOLUTION)


@dataclass(frozen=True, slots=True)
class Change:
    """The inquiry with its clocks as they are now, and what the timeline says of them."""

    inquiry: Inquiry
    outcomes: tuple[Outcome, ...] = ()


def opened(inquiry: Inquiry, at: datetime, district: District, *, message: str = "") -> Change:
    """The first answer is owed, and an end of the matter where the topic has a target for that."""
    fresh = [started(inquiry, FIRST_RESPONSE, at, district, message=message)]
    if targets_of(inquiry, district).resolution:
        fresh.append(started(inquiry, RESOLUTION, at, district, message=message))
    return _changed(inquiry, fresh)


def family_wrote(inquiry: Inquiry, at: datetime, district: District, *, message: str = "") -> Change:
    """What stood still goes on. Unless an answer is owed already, one is from now on."""
    change = resumed(inquiry, at, district)
    if any(one.kind in RESPONSES for one in inquiry.clocks):
        return change
    fresh = started(inquiry, NEXT_RESPONSE, at, district, message=message)
    return _changed(inquiry, [*change.inquiry.clocks, fresh], why={RESOLUTION: "the family wrote"})


def answered(inquiry: Inquiry, *, by: str) -> Change:
    """A person's reply (a message id) meets what is owed, and stands for what replies before it met."""
    owed = [one for one in inquiry.clocks if one.kind in RESPONSES]
    met = [replace(one, answered_by=(*one.answered_by, by)[-_ANSWERS:]) for one in inquiry.met]
    met += [replace(one, answered_by=(by,), paused_at=None) for one in owed]
    left = tuple(one for one in inquiry.clocks if one not in owed)
    outcomes = tuple(_met(one) for one in owed)
    fresh = replace(inquiry, clocks=left, met=tuple(met[-_MET:]))
    return Change(replace(fresh, expected_by=None), outcomes)


def paused(inquiry: Inquiry, now: datetime) -> Change:
    """It waits for the family. Who never heard from a person is owed that all the same."""
    clocks = [
        one if one.kind == FIRST_RESPONSE or one.paused_at else replace(one, paused_at=now) for one in inquiry.clocks
    ]
    return Change(_with(inquiry, clocks))


def resumed(inquiry: Inquiry, now: datetime, district: District) -> Change:
    """What stood still goes on with the working time that was left."""
    clocks = [gone_on(one, inquiry, now, district) for one in inquiry.clocks]
    return _changed(inquiry, clocks, why=dict.fromkeys(_KINDS, "its clock goes on"))


def bounced(inquiry: Inquiry, district: District, *, by: str) -> Change | None:
    """That reply answered nobody: what it alone met is owed again, as it ran (less what was closed meanwhile), and the inquiry
    never waited. None where that changes nothing."""
    known = [one for one in inquiry.met if by in one.answered_by or not one.answered_by]
    if not known:
        return None
    left = [replace(one, answered_by=tuple(name for name in one.answered_by if name != by)) for one in inquiry.met]
    again = [in_calendar(one, inquiry, district) for one in left if not one.answered_by]
    fresh = replace(inquiry, met=tuple(one for one in left if one.answered_by))
    if not again:
        return Change(fresh)
    stood = [one for one in inquiry.clocks if one.paused_at]
    unpaused = [found_anew(replace(one, paused_at=None), inquiry, district) for one in stood]
    unpaused += [one for one in inquiry.clocks if not one.paused_at]
    clocks = _one_of_each([*unpaused, *again])
    return _changed(fresh, clocks, why=dict.fromkeys(RESPONSES, "our answer bounced"))


def closed(inquiry: Inquiry, now: datetime) -> Change:
    """Nothing is owed any more. The resolution is met; should the matter open again, it goes on where it stood."""
    resolution = inquiry.clock(RESOLUTION)
    met = (_met(resolution),) if resolution else ()
    clocks = (resolution if resolution.paused_at else replace(resolution, paused_at=now),) if resolution else ()
    return Change(replace(inquiry, clocks=clocks, expected_by=None), met)


def reopened(inquiry: Inquiry, now: datetime, district: District) -> Change:
    """By a person: it goes on, and unless an answer is owed already, one is from now on."""
    return family_wrote(inquiry, now, district)


def recomputed(inquiry: Inquiry, district: District) -> Change:
    """Calendar, targets or priority changed: each deadline that was not missed is found anew, from where it last began to
    run. A warning that was given is not given again."""
    clocks = [found_anew(one, inquiry, district) for one in inquiry.clocks]
    return _changed(inquiry, clocks)


def about_another_topic(inquiry: Inquiry, now: datetime, district: District) -> Change:
    """Its targets hold from now on. Where it wants an end of the matter and none was owed, that counts from opening; it stands
    still where the rest does, by `now` at the latest."""
    change = recomputed(inquiry, district)
    if inquiry.clock(RESOLUTION) or not targets_of(inquiry, district).resolution:
        return change
    end = started(inquiry, RESOLUTION, inquiry.opened_at, district)
    if inquiry.status in {Status.WAITING, Status.CLOSED}:
        end = replace(end, paused_at=inquiry.closed_at or now)
    return _changed(inquiry, [*change.inquiry.clocks, end])


def joined(mine: tuple[Deadline, ...], theirs: tuple[Deadline, ...]) -> tuple[Deadline, ...]:
    """The deadlines of two inquiries that become one: of each kind the one that runs, and of two the stricter."""
    return _one_of_each([*mine, *theirs])


def remembered(met: Iterable[Deadline]) -> tuple[Deadline, ...]:
    """Of deadlines that replies met those that a bounce can make owed again, the newest: each with its own replies."""
    return tuple(sorted(met, key=lambda one: one.started_at)[-_MET:])


def moved_on(inquiry: Inquiry, oldest: Message | None, district: District) -> Change:
    """The oldest unanswered message was split off: what is owed counts from the next one, or nothing is owed."""
    rest = [one for one in inquiry.clocks if one.kind not in RESPONSES]
    owed = [one for one in inquiry.clocks if one.kind in RESPONSES] if oldest else []
    fresh = [started(inquiry, one.kind, oldest.at, district, message=oldest.id) for one in owed if oldest]
    return _changed(inquiry, [*fresh, *rest])


def deadline_set(deadline: Deadline, *, why: str = "") -> Outcome:
    """What the timeline says of a clock that starts to run."""
    explanation = f"{deadline.explanation}; {why}" if why else deadline.explanation
    due = {"kind": deadline.kind, "due_at": deadline.due_at.isoformat(), "explanation": explanation}
    return Outcome(EventType.DEADLINE_SET, dict(due))


def expected_by(inquiry: Inquiry) -> datetime | None:
    """What the family is told."""
    return inquiry.deadline.due_at if inquiry.deadline else None


def _changed(inquiry: Inquiry, clocks: Iterable[Deadline], *, why: dict[str, str] | None = None) -> Change:
    """With an outcome for each clock that is due at another time than before, or runs again."""
    fresh = _with(inquiry, clocks)
    before = {one.kind: one.due_at for one in inquiry.running}
    told = [one for one in fresh.running if before.get(one.kind) != one.due_at]
    return Change(fresh, tuple(deadline_set(one, why=(why or {}).get(one.kind, "")) for one in told))


def _with(inquiry: Inquiry, clocks: Iterable[Deadline]) -> Inquiry:
    fresh = replace(inquiry, clocks=tuple(sorted(clocks, key=lambda one: _KINDS.index(one.kind))))
    return replace(fresh, expected_by=expected_by(fresh))


def _met(clock: Deadline) -> Outcome:
    return Outcome(EventType.DEADLINE_MET, {"kind": clock.kind, "late": clock.missed})


def _one_of_each(clocks: Iterable[Deadline]) -> tuple[Deadline, ...]:
    """Of several of a kind one that runs, of these the one that is due first."""
    found: dict[str, Deadline] = {}
    for one in sorted(clocks, key=lambda clock: (clock.paused_at is not None, clock.due_at)):
        found.setdefault(one.kind, one)
    return tuple(found.values())
