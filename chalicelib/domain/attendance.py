"""Who looks at an inquiry now, and who looked at it: the first for a minute, the second for the record."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

LIVE = timedelta(seconds=25)
"""How often a page that is looked at says so."""
THERE = timedelta(seconds=70)
"""How long somebody counts as there: nearly three of those."""
MOST = 12
"""People named at once: the latest."""
KEPT = timedelta(days=400)
"""How long it stays on record who looked."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Somebody was there at that moment, typing or not."""

    staff: str
    at: datetime
    typing: bool = False


@dataclass(frozen=True, slots=True)
class Attendance:
    """`version` 0 was never written."""

    reference: str
    version: int = 0
    marks: tuple[Mark, ...] = ()

    def others(self, staff: str, now: datetime) -> tuple[Mark, ...]:
        """Who else is there, the latest first."""
        there = (one for one in self.marks if one.staff != staff and one.at > now - THERE)
        return tuple(sorted(there, key=lambda one: one.at, reverse=True))


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody had that inquiry's page in that hour; `at` is the first time."""

    reference: str
    staff: str
    at: datetime

    @property
    def hour(self) -> str:
        return f"{self.at:%Y-%m-%dT%H}"


def marked(attendance: Attendance, staff: str, now: datetime, *, typing: bool = False) -> Attendance | None:
    """With their mark, or None where the one that stands says as much: a page that asks twice in a moment writes once."""
    own = next((one for one in attendance.marks if one.staff == staff), None)
    if own and own.typing is typing and own.at > now - LIVE / 2:
        return None
    marks = (Mark(staff, now, typing), *attendance.others(staff, now))[:MOST]
    return replace(attendance, version=attendance.version + 1, marks=marks)
