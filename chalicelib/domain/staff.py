"""The people who answer: whom to reach, when they are at work, and who stands in while they are away."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from chalicelib.domain.words import Role


@dataclass(frozen=True, slots=True)
class Shift:
    """Working time on one day of the week, by the district's clock: `weekday` 0 is Monday; `start` and `end` are minutes
    after midnight, the end not included (1440 is the next midnight)."""

    weekday: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Absence:
    """Days away, both included, by the district's calendar. Without a `last` until further notice; without a
    `substitute` the person's own applies."""

    first: date
    last: date | None = None
    substitute: str = ""

    def covers(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Staff:
    """`substitute` stands in whenever an absence names nobody else. Without `hours` the person works whenever the
    district does. In `quiet` hours only danger and deadlines are told at once; `digest` is the hour (in minutes after midnight) of
    the mail that lists the rest (domain/quiet.py). `language` empty is the district's first."""

    id: str
    name: str
    roles: tuple[Role, ...]
    mail: str = ""
    phone: str = ""
    hours: tuple[Shift, ...] = ()
    absences: tuple[Absence, ...] = ()
    substitute: str = ""
    quiet: tuple[Shift, ...] = ()
    digest: int | None = None
    language: str = ""

    def absence(self, day: date) -> Absence | None:
        """The absence of that day."""
        return next((one for one in self.absences if one.covers(day)), None)

    def stand_in(self, day: date) -> str:
        """Who is asked instead on that day; empty while the person is there, or when nobody was named."""
        away = self.absence(day)
        return (away.substitute or self.substitute) if away else ""

    def works(self, at: datetime, time_zone: str) -> bool:
        """Whether `at` (aware) is the person's working time: not away, and within the hours where there are any."""
        local = at.astimezone(ZoneInfo(time_zone))
        if self.absence(local.date()):
            return False
        minute = local.hour * 60 + local.minute
        today = [shift for shift in self.hours if shift.weekday == local.weekday()]
        return not self.hours or any(shift.start <= minute < shift.end for shift in today)
