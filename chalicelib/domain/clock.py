"""Deadlines by interval arithmetic over a calendar. The calendar is the seam: around the clock is one of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Due:
    """When working time is used up, and how that was found, in plain words."""

    at: datetime
    explanation: str


class Calendar(Protocol):
    """Working time of a topic."""

    def after(self, start: datetime, seconds: int) -> Due:
        """The instant at which `seconds` of working time have passed since `start`."""
        ...


class AroundTheClock:
    """Every second counts."""

    def after(self, start: datetime, seconds: int) -> Due:
        at = start + timedelta(seconds=seconds)
        return Due(at, f"{spoken(seconds)} after {start:%a %d %b %H:%M:%S} UTC, counted around the clock")


def spoken(seconds: int) -> str:
    """A length of time as a person says it: `90` → `1 minute 30 seconds`."""
    parts: list[str] = []
    for name, size in (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1)):
        count, seconds = divmod(seconds, size)
        if count:
            parts.append(f"{count} {name}{'s' if count > 1 else ''}")
    return " ".join(parts[:2]) or "no time"
