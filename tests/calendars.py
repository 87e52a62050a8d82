"""Calendars for tests: the district's usual one, and random ones with a slow oracle that walks the minutes."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from chalicelib.domain import hours
from chalicelib.domain.calendar import WorkingTime
from chalicelib.domain.hours import MIDNIGHT, Closure, Days, Hours, Span

NEW_YORK = "America/New_York"
WORKDAY = (Span(480, 960),)
WEEK = (WORKDAY,) * 5 + ((), ())
ZONES = (
    NEW_YORK,
    "America/Phoenix",
    "America/St_Johns",
    "Australia/Adelaide",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
    "America/Santiago",
    "America/Havana",
    "Europe/London",
    "UTC",
)
CHANGES = (datetime(2026, 3, 8, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 4, 4, tzinfo=UTC))
CHANGES += (datetime(2026, 10, 3, tzinfo=UTC), datetime(2026, 9, 5, tzinfo=UTC), datetime(2026, 3, 28, tzinfo=UTC))
MINUTE = timedelta(minutes=1)


def working(*days, week=WEEK, zone=NEW_YORK, school=(), closures=()):
    layers = (*school, Hours("district", week=week, days=days))
    return WorkingTime(zone, layers, tuple(closures))


def local(text, zone=NEW_YORK):
    """`2026-09-04 16:40` there, as an instant."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def off(first, last=None, name="", week=hours.CLOSED):
    start = date.fromisoformat(first)
    return Days(start, date.fromisoformat(last) if last else start, week, {"en": name} if name else {})


@st.composite
def weeks(draw):
    return tuple(tuple(draw(spans())) for _ in range(7))


@st.composite
def spans(draw):
    edges = sorted(draw(st.lists(st.integers(0, MIDNIGHT), max_size=6, unique=True)))
    return [Span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=False)]


@st.composite
def random_calendars(draw):
    """Around a change of the clocks somewhere: a week, dates that differ in two layers, closures."""
    change = draw(st.sampled_from(CHANGES))
    entries = []
    for _ in range(2):
        firsts = draw(st.lists(st.integers(-4, 8), max_size=3))
        layer = [(change.date() + timedelta(first), draw(st.integers(0, 4)), draw(weeks())) for first in firsts]
        entries.append(tuple(Days(first, first + timedelta(length), week) for first, length, week in layer))
    layers = Hours("school", days=entries[0]), Hours("district", week=draw(weeks()), days=entries[1])
    starts = [change + MINUTE * draw(st.integers(-3_000, 9_000)) for _ in range(draw(st.integers(0, 2)))]
    closures = tuple(Closure(str(at), at, at + MINUTE * draw(st.integers(1, 2_000))) for at in starts)
    return WorkingTime(draw(st.sampled_from(ZONES)), layers, closures), change


def open_minutes(calendar, start, count):
    """The oracle: for each of so many minutes from `start` on whether it counts, by looking at the wall clock. Time that
    the clock shows again after a change was counted the first time, up to where it had been."""
    zone, found = ZoneInfo(calendar.time_zone), []
    shown = (start - timedelta(days=1)).astimezone(zone).replace(tzinfo=None)
    for number in range(-1_440, count):
        now = start + MINUTE * number
        shown = max(shown, now.astimezone(zone).replace(tzinfo=None))
        if number >= 0:
            found.append(_counts(calendar, shown, now))
    return found


def _counts(calendar, shown, now):
    minute = shown.hour * 60 + shown.minute
    if any(one.start <= now < one.end for one in calendar.closures):
        return False
    return any(one.start <= minute < one.end for one in _spans(calendar, shown.date()))


def _spans(calendar, day):
    for layer in calendar.layers:
        covering = sorted(
            (one for one in layer.days if one.first <= day <= one.last), key=lambda one: one.last - one.first
        )
        if covering:
            return covering[0].week[day.weekday()]
    return next((layer.week for layer in calendar.layers if layer.week), ((),) * 7)[day.weekday()]
