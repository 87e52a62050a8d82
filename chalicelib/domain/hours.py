"""What a calendar says of a date: weekly hours, dates that differ from them, closures declared at short notice.

Which entry speaks for a date: of the layers (a school's over the topic's over the district's) the first that names the
date; within a layer the entry that covers the fewest days, so that a holiday stands inside a summer. Where none names
it, the week of the first layer that has one. Declared closures take their time out of whatever is left.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from chalicelib.domain.clock import Names

MIDNIGHT = 24 * 60


@dataclass(frozen=True, slots=True)
class Span:
    """Open hours of a day, in minutes after midnight by the clock on the wall; 1440 is the next midnight."""

    start: int
    end: int


Week = tuple[tuple[Span, ...], ...]
"""Seven days, Monday first, each with its spans in order."""
CLOSED: Week = ((),) * 7


@dataclass(frozen=True, slots=True)
class Days:
    """Dates that differ, `first` to `last`, both included: a holiday, an early dismissal, a summer."""

    first: date
    last: date
    week: tuple[tuple[Span, ...], ...] = CLOSED
    names: Names = field(default_factory=dict)

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Hours:
    """A calendar as the district writes it. An empty `week` and dates it does not name are those of the calendar it lies
    `over`. `always`: every second counts, whatever else is said."""

    id: str
    week: tuple[tuple[Span, ...], ...] = ()
    days: tuple[Days, ...] = ()
    over: str = ""
    always: bool = False

    def named(self, day: date) -> Days | None:
        """The entry that speaks for the date."""
        known = [one for one in self.days if one.covers(day)]
        return min(known, key=lambda one: one.last - one.first, default=None)


@dataclass(frozen=True, slots=True)
class Closure:
    """Closed from one instant to another, declared at short notice; without a `school` the whole district."""

    id: str
    start: datetime
    end: datetime
    school: str = ""
    names: Names = field(default_factory=dict)


def named(layers: tuple[Hours, ...], day: date) -> Days | None:
    """The entry of the first layer that names the date."""
    return next(filter(None, (layer.named(day) for layer in layers)), None)


def ordinary(layers: tuple[Hours, ...], day: date) -> tuple[Span, ...]:
    """What the week says of the date."""
    week = next((layer.week for layer in layers if layer.week), CLOSED)
    return week[day.weekday()]


def spans(layers: tuple[Hours, ...], day: date) -> tuple[Span, ...]:
    """The open hours of the date, before closures."""
    entry = named(layers, day)
    return entry.week[day.weekday()] if entry else ordinary(layers, day)


def why_closed(layers: tuple[Hours, ...], start: datetime, end: datetime) -> Iterator[Names]:
    """The names of what made it closed between two local times, each once: entries that close a whole date, close one
    early or open one late."""
    said: list[Names] = []
    for number in range((end.date() - start.date()).days + 1):
        day = start.date() + timedelta(days=number)
        entry = named(layers, day)
        if entry and entry.names and entry.names not in said and _closes(entry, layers, day, (start, end)):
            said.append(entry.names)
            yield entry.names


def _closes(entry: Days, layers: tuple[Hours, ...], day: date, gap: tuple[datetime, datetime]) -> bool:
    kept, usual = entry.week[day.weekday()], ordinary(layers, day)
    if not kept:
        return bool(usual) or entry.first == entry.last
    if not usual or entry.first != entry.last:
        return False
    early = day == gap[0].date() and kept[-1].end < usual[-1].end and _minute(gap[0]) >= kept[-1].end
    late = day == gap[1].date() and kept[0].start > usual[0].start and _minute(gap[1]) <= kept[0].start
    return early or late


def _minute(local: datetime) -> int:
    return local.hour * 60 + local.minute
