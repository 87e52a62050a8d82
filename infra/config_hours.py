"""Weekly hours and calendar dates, as people write them: `{mon-thu: [7:30-12:00, 13:00-16:00], fri: 7:30-12:00}`."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from chalicelib.domain.staff import Shift
from infra.config_read import Document, Route

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SPAN = re.compile(r"([0-9]{1,2}):([0-9]{2})-([0-9]{1,2}):([0-9]{2})")
_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})")
_MIDNIGHT = 24 * 60


def shifts(hours: Mapping[str, Any]) -> tuple[Shift, ...]:
    """The spans of the week, in order; what cannot be read is left out."""
    found = [Shift(day, *span) for days, texts in hours.items() for day in weekdays(days) for span in _read(texts)]
    return tuple(sorted(found, key=lambda one: (one.weekday, one.start)))


def weekdays(text: str) -> tuple[int, ...]:
    """`mon-thu` → 0, 1, 2, 3; a range may pass the week's end (`sat-mon`). Empty for what names no days."""
    names = text.split("-")
    if not 1 <= len(names) <= 2 or any(name not in WEEKDAYS for name in names):
        return ()
    first, last = WEEKDAYS.index(names[0]), WEEKDAYS.index(names[-1])
    return tuple(day % 7 for day in range(first, last + 1 + (7 if last < first else 0)))


def minutes(text: Any) -> int | None:
    """`7:30` → 450, minutes after midnight; None for what no clock shows."""
    found = _TIME.fullmatch(text) if isinstance(text, str) else None
    hour, minute = (int(found[1]), int(found[2])) if found else (24, 0)
    return hour * 60 + minute if hour < 24 and minute < 60 else None


def day(text: Any) -> date | None:
    """`2026-12-24`; None for what is no date of the calendar."""
    try:
        return date.fromisoformat(text) if isinstance(text, str) and len(text) == 10 else None
    except ValueError:
        return None


def check_hours(document: Document, route: Route, hours: Mapping[str, Any]) -> None:
    """Adds a problem for each span that no clock shows, and for each that overlaps another of its day."""
    taken: dict[int, list[tuple[int, int, str]]] = {}
    for days, texts in hours.items():
        for where, text in _texts((*route, days), texts):
            span = _span(text)
            if span is None and _SPAN.fullmatch(text):
                document.problem(where, f"`{text}` is no span of a day", "write from-to, such as 7:30-16:00")
            for weekday in weekdays(days) if span else ():
                _note_overlap(document, where, text, taken.setdefault(weekday, []), WEEKDAYS[weekday])


def _note_overlap(document: Document, route: Route, text: str, taken: list[tuple[int, int, str]], name: str) -> None:
    span = _span(text)
    assert span is not None
    for start, end, other in taken:
        if start < span[1] and span[0] < end:
            document.problem(route, f"{text} overlaps {other} on {name}", "make one span of the two, or part them")
    taken.append((*span, text))


def _read(texts: Any) -> Iterator[tuple[int, int]]:
    yield from filter(None, (_span(text) for _, text in _texts((), texts)))


def _texts(route: Route, texts: Any) -> list[tuple[Route, str]]:
    """One span, or a row of them, each with where it was written."""
    if isinstance(texts, list):
        return [((*route, index), str(text)) for index, text in enumerate(texts)]
    return [(route, str(texts))] if texts else []


def _span(text: str) -> tuple[int, int] | None:
    """`7:30-16:00` → (450, 960) in minutes after midnight."""
    found = _SPAN.fullmatch(text)
    if not found:
        return None
    hour, minute, last_hour, last_minute = map(int, found.groups())
    start, end = hour * 60 + minute, last_hour * 60 + last_minute
    sound = minute < 60 and last_minute < 60 and start < end <= _MIDNIGHT
    return (start, end) if sound else None
