"""When a person is left alone, and when what waited leaves."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from builders import STAFF
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.quiet import held_until, quiet_until
from chalicelib.domain.staff import Shift

ZONE = "America/New_York"
NIGHTS = tuple(Shift(day, *span) for day in range(5) for span in ((0, 420), (1_080, 1_440)))
WEEKEND = (Shift(5, 0, 1_440), Shift(6, 0, 1_440))
SEVEN_THIRTY = 450
INES = replace(STAFF[0], quiet=(*NIGHTS, *WEEKEND))


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(ZONE)).astimezone(UTC)


@pytest.mark.parametrize(
    ("comes", "leaves"),
    [
        pytest.param("2026-03-03 17:59:59", None, id="a-second-before"),
        pytest.param("2026-03-03 18:00", "2026-03-04 07:00", id="in-the-evening"),
        pytest.param("2026-03-04 06:59:59", "2026-03-04 07:00", id="at-the-last-moment"),
        pytest.param("2026-03-04 07:00", None, id="at-its-end"),
        pytest.param("2026-03-06 20:00", "2026-03-09 07:00", id="over-the-weekend-across-the-change-of-the-clocks"),
    ],
)
def test_in_quiet_hours_it_waits_for_their_end(comes, leaves):
    assert held_until(INES, at(comes), ZONE) == (leaves and at(leaves))


@pytest.mark.parametrize(
    ("comes", "leaves"),
    [
        pytest.param("2026-03-03 20:00", "2026-03-04 07:30", id="after-the-quiet-hours"),
        pytest.param("2026-03-04 07:10", None, id="between-their-end-and-the-digest-it-is-told-at-once"),
        pytest.param("2026-03-06 20:00", "2026-03-09 07:30", id="on-the-next-working-day"),
    ],
)
def test_with_an_hour_of_its_own_the_digest_comes_then(comes, leaves):
    assert held_until(replace(INES, digest=SEVEN_THIRTY), at(comes), ZONE) == (leaves and at(leaves))


@pytest.mark.parametrize(
    ("comes", "leaves"),
    [
        ("2026-03-04 07:29:59", "2026-03-04 07:30"),
        ("2026-03-04 07:30", "2026-03-05 07:30"),
        ("2026-03-06 12:00", "2026-03-09 07:30"),
    ],
)
def test_whoever_has_only_a_digest_hour_gets_one_mail_a_working_day(comes, leaves):
    daily = replace(INES, quiet=(), digest=SEVEN_THIRTY)
    assert held_until(daily, at(comes), ZONE) == at(leaves)


def test_working_days_are_those_of_the_persons_hours():
    sundays = replace(INES, quiet=(), digest=SEVEN_THIRTY, hours=(Shift(6, 420, 720),))
    assert held_until(sundays, at("2026-03-04 12:00"), ZONE) == at("2026-03-08 07:30")


def test_whoever_said_nothing_hears_of_everything_at_once():
    assert held_until(STAFF[0], at("2026-03-03 23:00"), ZONE) is None


def test_an_hour_that_comes_twice_is_the_one_ahead():
    early = replace(INES, quiet=(Shift(6, 0, 90),))
    again = datetime(2026, 11, 1, 6, 10, tzinfo=UTC)  # 1:10, for the second time
    assert held_until(early, again, ZONE) == datetime(2026, 11, 1, 6, 30, tzinfo=UTC)


def test_quiet_hours_that_never_end_are_known_as_such():
    always = replace(INES, quiet=tuple(Shift(day, 0, 1_440) for day in range(7)))
    assert quiet_until(always, at("2026-03-04 12:00").replace(tzinfo=None)) is None
    assert held_until(always, at("2026-03-04 12:00"), ZONE) is None


_SPANS = st.tuples(st.integers(0, 6), st.integers(0, 1_380), st.integers(1, 600)).map(
    lambda one: Shift(one[0], one[1], min(1_440, one[1] + one[2]))
)


@given(st.lists(_SPANS, max_size=6), st.integers(0, 366 * 24 * 60))
def test_it_leaves_later_never_in_quiet_hours_and_within_eight_days(spans, minute):
    person = replace(INES, quiet=tuple(spans))
    comes = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)
    leaves = held_until(person, comes, ZONE)
    wall = comes.astimezone(ZoneInfo(ZONE)).replace(tzinfo=None)
    assert (leaves is None) == (quiet_until(person, wall) == wall)
    if leaves:
        assert comes < leaves <= comes + timedelta(days=8)
        there = leaves.astimezone(ZoneInfo(ZONE)).replace(tzinfo=None)
        skipped = there.minute and leaves.astimezone(ZoneInfo(ZONE)).dst()
        assert quiet_until(person, there) == there or skipped
