"""Closed at short notice: a snow day, a burst pipe. What is declared, and what is taken back."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from chalicelib.domain.hours import Closure

KEPT = timedelta(days=60)
"""How long a closure that is over stays: deadlines that ran through it are found anew with it."""


@dataclass(frozen=True, slots=True)
class Closures:
    """All that were declared lately; `version` grows by one with every change and guards it."""

    version: int = 0
    known: tuple[Closure, ...] = ()


def declared(before: Closures, closure: Closure, now: datetime) -> Closures | None:
    """None when just that was declared already."""
    if closure in before.known:
        return None
    kept = tuple(one for one in before.known if one.id != closure.id and now - one.end < KEPT)
    return Closures(before.version + 1, (*kept, closure))


def reopened(before: Closures, *, at: datetime, school: str = "") -> Closures | None:
    """Whatever closes that school (or the whole district) past `at` ends then; what has not begun is taken back. None when
    nothing does."""
    ended = [_ended(one, at) if one.school == school and one.end > at else one for one in before.known]
    kept = tuple(one for one in ended if one is not None)
    return None if kept == before.known else Closures(before.version + 1, kept)


def _ended(closure: Closure, at: datetime) -> Closure | None:
    return replace(closure, end=at) if closure.start < at else None
