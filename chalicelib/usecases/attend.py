"""Attend: who looks at an inquiry, told to whoever else does, and kept for the record."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.attendance import Attendance, Look, Mark, marked
from chalicelib.domain.errors import Transient
from chalicelib.domain.inquiry import Case, Inquiry
from chalicelib.domain.permissions import Act, Actor, require
from chalicelib.ports import Attendances, Districts
from chalicelib.usecases.handle import Counter, the_inquiry

MOST_LOOKS = 200


@dataclass(frozen=True, slots=True)
class Attended:
    """The inquiry as it is now, and who else is there."""

    inquiry: Inquiry
    others: tuple[Mark, ...]


def look_in(case: Case, *, actor: Actor, attendances: Attendances, now: datetime) -> tuple[Mark, ...]:
    """Who else is there, for somebody who may read the case and opens its page now: two writes of their own, the one for
    the record once an hour. Never stands in the way of the page."""
    reference = case.inquiry.reference
    there = case.attendance or Attendance(reference)
    with suppress(Transient):
        attendances.note(Look(reference, actor.id, now))
        _mark(there, actor, attendances, now, typing=False)
    return there.others(actor.id, now)


def attend(
    reference: str, *, actor: Actor, typing: bool, attendances: Attendances, districts: Districts, now: datetime
) -> Attended:
    """Still there: one read, and a write where the mark that stands is old or says otherwise. Raises NotFound or Busy."""
    inquiry, there = attendances.read(reference)
    found = require(actor, Act.READ, inquiry, districts.current(), reference=reference)
    with suppress(Transient):
        _mark(there, actor, attendances, now, typing=typing)
    return Attended(found, there.others(actor.id, now))


def looks(reference: str, *, actor: Actor, attendances: Attendances, at: Counter) -> Sequence[Look]:
    """Who looked, the latest first. Two reads. Raises NotFound or NotAllowed."""
    the_inquiry(reference, Act.SEE_LOOKS, actor=actor, at=at)
    return attendances.looks(reference, limit=MOST_LOOKS)


def _mark(there: Attendance, actor: Actor, attendances: Attendances, now: datetime, *, typing: bool) -> None:
    """Raises Conflict where somebody else was marked at this moment: the next time will do."""
    fresh = marked(there, actor.id, now, typing=typing)
    if fresh:
        attendances.write(fresh)
