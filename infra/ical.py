"""iCalendar files (RFC 5545) as dates that differ: what closes a whole day, and what ends one early.

A school's calendar is full of days on which everybody works. So an event is taken only when its name or category says that
something closes or ends early; `all_days` takes every event without a time of day.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import dropwhile, islice, takewhile
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from icalendar import Calendar

CLOSES = ("closed", "no school", "no classes", "holiday", "break", "recess", "vacation", "cerrado", "feriado")
ENDS_EARLY = ("early dismissal", "early release", "half day", "minimum day", "salida temprana")
_MOST = 400
_RATES = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
_UNTIL = re.compile(r";?UNTIL=([0-9]{8})(T[0-9]{6}Z?)?")
_DAY = timedelta(days=1)
_UNREADABLE = (ValueError, KeyError, IndexError, AttributeError, TypeError, OverflowError)
"""What icalendar and dateutil raise of a value that is none."""


@dataclass(frozen=True, slots=True, order=True)
class Taken:
    """Dates `first` to `last`, both included: closed, or open only up to `ends` by the district's clock."""

    first: date
    last: date
    name: str
    ends: time | None = None


@dataclass(frozen=True, slots=True)
class Passed:
    """An event that was passed over, and why."""

    when: str
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Wish:
    """What to take: occurrences that begin from `first` to `last`, by the clocks of `zone`."""

    first: date
    last: date
    zone: ZoneInfo
    closes: tuple[str, ...] = CLOSES
    all_days: bool = False


def read(content: bytes, wish: Wish) -> tuple[list[Taken], list[Passed]]:
    """In order of date, each once. Raises ValueError for what is no iCalendar file."""
    calendars: Any = Calendar.from_ical(content, multiple=True)
    if not calendars:
        raise ValueError("it holds no VCALENDAR")
    parts = [part for calendar in calendars for part in calendar.walk() if part.name not in {"VCALENDAR", "VTIMEZONE"}]
    events = [part for part in parts if part.name == "VEVENT"]
    taken: list[Taken] = []
    passed = [Passed("", "", f"{part.name} is no event") for part in parts if part.name in {"VTODO", "VJOURNAL"}]
    moved = {found for one in events for found in _moved(one, wish)}
    for event in events:
        for one in _read_one(event, moved, wish):
            (taken if isinstance(one, Taken) else passed).append(one)  # type: ignore[arg-type]
    return sorted(set(taken), key=lambda one: (one.first, one.last, one.name)), passed


def _read_one(event: Any, moved: set[tuple[str, datetime]], wish: Wish) -> list[Taken | Passed]:
    """One event that nobody can read spoils no other."""
    try:
        return list(_event(event, moved, wish))
    except _UNREADABLE as error:
        return [Passed("", " ".join(str(event.get("SUMMARY", "")).split()), f"it cannot be read ({error})")]


def _moved(event: Any, wish: Wish) -> Iterator[tuple[str, datetime]]:
    """Which occurrence it stands in for: of which series, and when that would have begun."""
    with suppress(*_UNREADABLE):
        if "RECURRENCE-ID" in event:
            yield str(event.get("UID")), _plain(event["RECURRENCE-ID"].dt, wish)


def _event(event: Any, moved: set[tuple[str, datetime]], wish: Wish) -> Iterator[Taken | Passed]:
    name, start = " ".join(str(event.get("SUMMARY", "")).split()), event.get("DTSTART")
    if start is None:
        yield Passed("", name, "it has no start")
        return
    when = f"{_plain(start.dt, wish):%Y-%m-%d}"
    why = _no(event, name, wish)
    if why:
        yield Passed(when, name, why)
        return
    own = "RECURRENCE-ID" in event
    starts = [at for at in _starts(event, wish) if own or (str(event.get("UID")), at) not in moved]
    within = [at for at in starts if wish.first <= at.date() <= wish.last]
    if not within:
        yield Passed(when, name, f"nothing of it is between {wish.first} and {wish.last}")
    yield from (_taken(event, at, name, wish) for at in within)


def _no(event: Any, name: str, wish: Wish) -> str:
    """Why it is passed over, or empty."""
    if str(event.get("STATUS", "")).upper() == "CANCELLED":
        return "it was cancelled"
    rule = event.get("RRULE")
    if rule is not None and str(next(iter(rule.get("FREQ", ["?"])))).upper() not in _RATES:
        return "it repeats more often than daily"
    said = f"{name} {_categories(event)}".lower()
    whole = _whole_days(event)
    if _names_one(said, ENDS_EARLY):
        return "it ends a day early, but does not say when: write {date: …, hours: …} yourself" if whole else ""
    if _names_one(said, wish.closes):
        return "" if whole else "it closes for some hours only: write {date: …, hours: …} yourself"
    return "" if whole and wish.all_days else "it says nothing of closing: --closes WORD or --all takes it"


def _names_one(said: str, words: Iterable[str]) -> bool:
    """As a whole word, or more of them than one: breakfast is no break, holidays are."""
    return any(re.search(rf"(?<!\w){re.escape(word)}(?:e?s)?(?!\w)", said) for word in words)


def _taken(event: Any, at: datetime, name: str, wish: Wish) -> Taken:
    if not _whole_days(event):
        return Taken(at.date(), at.date(), name, at.time())
    return Taken(at.date(), at.date() + max(_DAY, _length(event, wish)) - _DAY, name)


def _starts(event: Any, wish: Wish) -> Iterable[datetime]:
    """When it begins, each time, by the district's clock; bounded."""
    begin = event["DTSTART"].dt
    local, zone = _naive(begin), getattr(begin, "tzinfo", None)
    found = {local}
    if "RRULE" in event:
        begins, ends = (datetime.combine(one, time()) for one in (wish.first - _DAY, wish.last + _DAY))
        rule = rrulestr(_rule(event["RRULE"].to_ical().decode(), zone), dtstart=local)
        asked = dropwhile(lambda one: one < begins, takewhile(lambda one: one <= ends, rule))
        found |= set(islice(asked, _MOST))
    found |= {_naive(one) for one in _dates(event, "RDATE")}
    found -= {
        _naive(one.astimezone(zone) if zone and getattr(one, "tzinfo", None) else one)
        for one in _dates(event, "EXDATE")
    }
    return sorted(_plain(one.replace(tzinfo=zone), wish) for one in found)


def _rule(text: str, zone: Any) -> str:
    """Its end by the same clock as its start: RFC 5545 section 3.3.10 gives it in UTC."""
    found = _UNTIL.search(text)
    if not found or not found[2] or not found[2].endswith("Z") or zone is None:
        return _UNTIL.sub(lambda match: f";UNTIL={match[1]}T235959" if not match[2] else match[0].rstrip("Z"), text)
    until = datetime.strptime(found[1] + found[2], "%Y%m%dT%H%M%SZ").replace(tzinfo=ZoneInfo("UTC")).astimezone(zone)
    return _UNTIL.sub(f";UNTIL={until:%Y%m%dT%H%M%S}", text)


def _dates(event: Any, name: str) -> Iterator[Any]:
    lists = event.get(name, [])
    for one in lists if isinstance(lists, list) else [lists]:
        yield from (held.dt[0] if isinstance(held.dt, tuple) else held.dt for held in one.dts)


def _length(event: Any, wish: Wish) -> timedelta:
    if "DTEND" in event:
        return _plain(event["DTEND"].dt, wish) - _plain(event["DTSTART"].dt, wish)
    return event["DURATION"].dt if "DURATION" in event else _DAY


def _whole_days(event: Any) -> bool:
    return not isinstance(event["DTSTART"].dt, datetime)


def _categories(event: Any) -> str:
    found = event.get("CATEGORIES", [])
    return " ".join(str(word) for one in (found if isinstance(found, list) else [found]) for word in one.cats)


def _naive(at: Any) -> datetime:
    return at.replace(tzinfo=None) if isinstance(at, datetime) else datetime.combine(at, time())


def _plain(at: Any, wish: Wish) -> datetime:
    """By the district's clock, without a zone. What has none floats: it is meant so everywhere."""
    return _naive(at.astimezone(wish.zone) if isinstance(at, datetime) and at.tzinfo else at)
