"""Deadlines by interval arithmetic over a calendar. The calendar is the seam: around the clock is one of them,
a district's working time (domain/calendar.py) the other."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

Names = Mapping[str, str]
"""What something is called, by language."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Time that did not count: closed from `start` to `end`, for those reasons; none are nights and weekends."""

    start: datetime
    end: datetime
    reasons: tuple[Names, ...] = ()


@dataclass(frozen=True, slots=True)
class Derivation:
    """How a moment was found, as facts: `seconds` of working time from `started_at`, by the clocks of `time_zone` (empty:
    counted around the clock). `gaps` are the telling ones of those passed over, `more` the number of the others. `lost` says
    that the calendar never opened, so that every second was counted instead."""

    started_at: datetime
    seconds: int
    due_at: datetime
    time_zone: str = ""
    gaps: tuple[Gap, ...] = ()
    more: int = 0
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """When working time is used up, and how that was found."""

    at: datetime
    derivation: Derivation

    @property
    def explanation(self) -> str:
        """In plain words, for the record."""
        found = self.derivation
        how = "in working time" if found.time_zone and not found.lost else "counted around the clock"
        return f"{spoken(found.seconds)} after {found.started_at:%a %d %b %H:%M:%S} UTC, {how}"


class Calendar(Protocol):
    """Working time of a topic. Instants are aware, in UTC."""

    def after(self, start: datetime, seconds: int) -> Due:
        """The first instant at which `seconds` of working time have passed since `start`."""
        ...

    def worked(self, start: datetime, end: datetime) -> int:
        """Seconds of working time between the two; 0 when `end` is not after `start`."""
        ...

    def open_at(self, instant: datetime) -> bool:
        """Whether the second that begins there counts."""
        ...


class AroundTheClock:
    """Every second counts."""

    def after(self, start: datetime, seconds: int) -> Due:
        at = start + timedelta(seconds=max(0, seconds))
        return Due(at, Derivation(start, seconds, at))

    def worked(self, start: datetime, end: datetime) -> int:
        return max(0, int((end - start).total_seconds()))

    def open_at(self, instant: datetime) -> bool:  # noqa: ARG002 - the protocol's
        return True


def spoken(seconds: int) -> str:
    """A length of time as a person says it: `90` → `1 minute 30 seconds`."""
    parts: list[str] = []
    for name, size in (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1)):
        count, seconds = divmod(seconds, size)
        if count:
            parts.append(f"{count} {name}{'s' if count > 1 else ''}")
    return " ".join(parts[:2]) or "no time"
