"""Working time: weekly hours, holidays, early dismissals, summers and closures as a calendar that counts.

A span of the wall clock begins at the first instant at which that clock shows its start or later, and ends likewise.
So an hour that a change of the clocks skips has no length, one that it repeats is counted twice where the span
covers all of it, and spans that do not overlap on paper never overlap in time.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from chalicelib.domain import hours
from chalicelib.domain.clock import AroundTheClock, Calendar, Derivation, Due, Gap, Names
from chalicelib.domain.district import District
from chalicelib.domain.hours import MIDNIGHT, Closure, Hours
from chalicelib.domain.words import Priority

HORIZON = 400
"""Days without an open hour after which a calendar counts as never open."""
_TELLING = 6
"""Gaps that an explanation names."""
_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)
_FAR = datetime(9999, 12, 31, tzinfo=UTC)

Interval = tuple[datetime, datetime]
DISTRICT = "district"
"""The calendar of topics that name none."""


def calendar_of(district: District, *, topic: str, school: str = "", priority: Priority = Priority.NORMAL) -> Calendar:
    """The working time of an inquiry: its topic's calendar, over it the dates of its school, less what was closed at short
    notice. A critical one waits for no morning."""
    layers = layers_of(district, district.topic(topic).calendar or DISTRICT)
    if priority is Priority.CRITICAL or not layers or any(layer.always for layer in layers):
        return AroundTheClock()
    known = district.school(school)
    own = layers_of(district, known.calendar) if known and known.calendar else ()
    names = dict.fromkeys(one.id for one in (*own, *layers))
    closures = tuple(one for one in district.closures if one.school in {"", school})
    return WorkingTime(district.time_zone, tuple(district.calendar[name] for name in names), closures)


def layers_of(district: District, name: str) -> tuple[Hours, ...]:
    """The calendar and those it lies over, each once."""
    found: dict[str, Hours] = {}
    while name in district.calendar and name not in found:
        found[name] = district.calendar[name]
        name = found[name].over
    return tuple(found.values())


@dataclass(frozen=True)
class WorkingTime:
    """`layers` first to last: the first that names a date speaks for it. Where nothing opens for 400 days, every
    second counts from then on, and the derivation says so: a deadline that never comes would leave a family waiting unseen."""

    time_zone: str
    layers: tuple[Hours, ...]
    closures: tuple[Closure, ...] = ()

    def after(self, start: datetime, seconds: int) -> Due:
        left, at, gaps, lost = timedelta(seconds=max(0, seconds)), start, list[Interval](), False
        for opens, closes in self._open(start) if left else ():
            gaps += [(at, opens)] if opens > at else []
            lost, at = closes == _FAR, opens + min(left, closes - opens)
            left -= at - opens
            if not left:
                break
        told, more = self._told(gaps)
        return Due(at, Derivation(start, seconds, at, self.time_zone, told, more, lost))

    def worked(self, start: datetime, end: datetime) -> int:
        found = timedelta()
        for opens, closes in self._open(start):
            if opens >= end:
                break
            found += min(closes, end) - opens
        return int(found / _SECOND)

    def open_at(self, instant: datetime) -> bool:
        return next(self._open(instant))[0] == instant

    def ever_open(self, since: datetime) -> bool:
        """Whether any hour within the horizon counts."""
        return next(self._open(since))[1] != _FAR

    def _open(self, start: datetime) -> Iterator[Interval]:
        """Time that counts from `start` on, in order: the open hours, and when none came for the length of the horizon,
        all time since the last."""
        day, since = start.astimezone(self._zone).date() - _DAY, start
        last, end = day + _DAY * HORIZON, day + _DAY * HORIZON * 25
        while day <= min(last, end):
            for opens, closes in self._of(day):
                if closes > start:
                    yield max(opens, start), closes
                    last, since = day + _DAY * HORIZON, closes
            day += _DAY
        yield since, _FAR

    def _of(self, day: date) -> Iterator[Interval]:
        found = [
            (self._instant(day, span.start), self._instant(day, span.end)) for span in hours.spans(self.layers, day)
        ]
        for closure in self.closures:
            found = [part for interval in found for part in _without(interval, closure)]
        return ((opens, closes) for opens, closes in found if opens < closes)

    def _instant(self, day: date, minute: int) -> datetime:
        """The first instant at which the wall clock shows that minute or later."""
        if minute == MIDNIGHT:
            day, minute = day + _DAY, 0
        local = datetime.combine(day, time(minute // 60, minute % 60))
        first = local.replace(tzinfo=self._zone).astimezone(UTC)
        if first.astimezone(self._zone).replace(tzinfo=None) == local:
            return first
        early = local.replace(tzinfo=self._zone, fold=1).astimezone(UTC)
        skipped = range(int((first - early) / _SECOND) + 1)
        return early + _SECOND * bisect_left(skipped, local, key=lambda one: self._wall(early + _SECOND * one))

    def _wall(self, instant: datetime) -> datetime:
        return instant.astimezone(self._zone).replace(tzinfo=None)

    @cached_property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def _told(self, gaps: list[Interval]) -> tuple[tuple[Gap, ...], int]:
        """The first gap and those that have a reason; all of them where they are few."""
        known = [Gap(start, end, tuple(self._reasons(start, end))) for start, end in gaps]
        telling = [one for number, one in enumerate(known) if number == 0 or one.reasons or len(known) <= _TELLING // 2]
        return tuple(telling[:_TELLING]), len(known) - len(telling[:_TELLING])

    def _reasons(self, start: datetime, end: datetime) -> Iterator[Names]:
        yield from hours.why_closed(self.layers, start.astimezone(self._zone), end.astimezone(self._zone))
        yield from (one.names for one in self.closures if one.start < end and start < one.end and one.names)


def _without(interval: Interval, closure: Closure) -> Iterator[Interval]:
    opens, closes = interval
    if closure.end <= opens or closes <= closure.start:
        yield interval
        return
    if opens < closure.start:
        yield opens, closure.start
    if closure.end < closes:
        yield closure.end, closes
