"""`calendars`: working time as a district writes it, and what can be wrong with it."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from chalicelib.domain.calendar import DISTRICT, HORIZON, WorkingTime, layers_of
from chalicelib.domain.district import District
from chalicelib.domain.hours import CLOSED, Days, Hours, Span, Week
from infra.config_hours import check_hours, day, shifts
from infra.config_read import Document, Route
from infra.config_words import nearest

WORKING_DAY = 8 * 3_600
"""Seconds of a working day, unless the district says otherwise."""
_IN_WORDS = re.compile(r"([0-9]+) working (minute|hour|day)s?")
_SIZES = {"minute": 60, "hour": 3_600}
_EVERY_DAY = "mon-sun"


def calendars(data: Mapping[str, Any], language: str) -> tuple[Hours, ...]:
    """`language` is that of names written plainly."""
    return tuple(_calendar(key, one, language) for key, one in data.items())


def in_words(target: str, working_day: int) -> int:
    """`4 working hours`, `2 working days` → seconds; -1 for anything else."""
    found = _IN_WORDS.fullmatch(target)
    return int(found[1]) * _SIZES.get(found[2], working_day) if found else -1


def week(hours: Any) -> Week:
    """Seven days from `{mon-fri: 8:00-16:00}`, or from spans that hold for every day."""
    found = shifts(hours if isinstance(hours, Mapping) else {_EVERY_DAY: hours})
    return tuple(tuple(Span(one.start, one.end) for one in found if one.weekday == number) for number in range(7))


def _calendar(key: str, one: Mapping[str, Any], language: str) -> Hours:
    entries = tuple(filter(None, (_days(entry, language) for entry in one.get("days", ()))))
    own = week(one["hours"]) if one.get("hours") else ()
    return Hours(id=key, week=own, days=entries, over=one.get("over", ""), always=one.get("always", False))


def _days(entry: Mapping[str, Any], language: str) -> Days | None:
    first, last = _range(entry)
    if first is None or last is None:
        return None
    said = entry.get("closed") or entry.get("because") or {}
    names = said if isinstance(said, Mapping) else {language: str(said)}
    return Days(first, last, week(entry["hours"]) if entry.get("hours") else CLOSED, names)


def _range(entry: Mapping[str, Any]) -> tuple[date | None, date | None]:
    first = day(entry.get("date", entry.get("from")))
    return first, day(entry["to"]) if "to" in entry else first


def calendars_make_sense(document: Document, district: District, now: datetime) -> None:
    """Names lead somewhere, dates exist and stand once, spans do not overlap, and every calendar opens."""
    data = document.data.get("calendars", {})
    for key, one in data.items():
        _known(document, ("calendars", key, "over"), one.get("over", ""), data)
        if one.get("hours"):
            check_hours(document, ("calendars", key, "hours"), one["hours"])
        _check_days(document, key, one.get("days", ()))
    for section in ("topics", "schools"):
        for key, one in document.data.get(section, {}).items():
            _known(document, (section, key, "calendar"), one.get("calendar", ""), data)
    if data and DISTRICT not in data:
        document.problem(("calendars",), f"no calendar `{DISTRICT}`", "add it: it holds for whatever names no other")
    for key in data:
        _check_opens(document, district, key, now)


def _check_opens(document: Document, district: District, key: str, now: datetime) -> None:
    layers = layers_of(district, key)
    over = layers[-1].over
    route: Route = ("calendars", key)
    if over and over in {one.id for one in layers}:
        document.problem((*route, "over"), f"{key} lies over itself", "name another calendar, or none")
        return
    if not any(one.week for one in layers):
        layers += layers_of(district, DISTRICT)
    if any(one.always for one in layers) or WorkingTime(district.time_zone, layers).ever_open(now):
        return
    what = f"the calendar {key} has no open hours in the next {HORIZON} days"
    document.problem(route, what, "give it `hours:` such as {mon-fri: 8:00-16:00}, or shorten what closes it")


def _check_days(document: Document, key: str, entries: Any) -> None:
    seen: dict[tuple[date, date], int] = {}
    for index, entry in enumerate(entries):
        route: Route = ("calendars", key, "days", index)
        for problem in _faults(entry):
            document.problem(route, *problem)
        if entry.get("hours"):
            hours = entry["hours"]
            by_day = isinstance(hours, Mapping)
            check_hours(document, (*route, "hours"), hours if by_day else {_EVERY_DAY: hours})
        first, last = _range(entry)
        if first and last and first <= last:
            if (first, last) in seen:
                line = document.place(("calendars", key, "days", seen[first, last]))
                document.problem(route, f"{first} stands in {line} already", "keep one of the two")
            seen.setdefault((first, last), index)


def _faults(entry: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name in ("date", "from", "to"):
        if name in entry and day(entry[name]) is None:
            yield f"there is no date {entry[name]}", "write year-month-day, such as 2026-12-24"
    if ("date" in entry) == ("from" in entry) or ("date" in entry and "to" in entry):
        yield "an entry needs either `date` or `from` and `to`", "write {date: 2026-12-24, closed: Winter break}"
    if ("closed" in entry) == ("hours" in entry):
        yield (
            "an entry is either `closed` or has `hours`",
            "write {date: …, closed: why} or {date: …, hours: 8:00-12:00}",
        )
    first, last = _range(entry)
    if first and last and last < first:
        yield f"it ends on {last}, before it starts", "put the earlier date under `from`"


def _known(document: Document, route: Route, name: str, known: Mapping[str, Any]) -> None:
    if name and name not in known:
        document.problem(route, f"no calendar `{name}`", nearest(name, list(known)))
