"""What always holds of working time, on random calendars around the changes of the clocks in ten zones."""

from datetime import timedelta

from calendars import MINUTE, open_minutes, random_calendars
from hypothesis import given, settings
from hypothesis import strategies as st

_SECONDS = st.integers(0, 200_000)
_OFFSETS = st.integers(-200_000, 400_000)


@settings(max_examples=60)
@given(random_calendars(), _OFFSETS, _SECONDS, _SECONDS)
def test_more_working_time_never_ends_earlier(drawn, offset, some, more):
    calendar, change = drawn
    start = change + timedelta(seconds=offset)
    assert start <= calendar.after(start, some).at <= calendar.after(start, some + more).at


@settings(max_examples=60)
@given(random_calendars(), _OFFSETS, _SECONDS, _SECONDS)
def test_who_starts_later_is_never_due_earlier(drawn, offset, later, seconds):
    calendar, change = drawn
    start = change + timedelta(seconds=offset)
    assert calendar.after(start, seconds).at <= calendar.after(start + timedelta(seconds=later), seconds).at


@settings(max_examples=60)
@given(random_calendars(), _OFFSETS, _SECONDS, _SECONDS)
def test_counting_in_two_goes_comes_to_the_same(drawn, offset, first, second):
    calendar, change = drawn
    start = change + timedelta(seconds=offset)
    assert calendar.after(calendar.after(start, first).at, second).at == calendar.after(start, first + second).at


@settings(max_examples=60)
@given(random_calendars(), _OFFSETS, _SECONDS)
def test_what_was_added_was_worked(drawn, offset, seconds):
    calendar, change = drawn
    start = change + timedelta(seconds=offset)
    assert calendar.worked(start, calendar.after(start, seconds).at) == seconds


@settings(max_examples=60)
@given(random_calendars(), _OFFSETS, _SECONDS, _SECONDS)
def test_work_adds_up_over_splits(drawn, offset, first, second):
    calendar, change = drawn
    start = change + timedelta(seconds=offset)
    middle = start + timedelta(seconds=first)
    end = middle + timedelta(seconds=second)
    assert calendar.worked(start, middle) + calendar.worked(middle, end) == calendar.worked(start, end)


@settings(max_examples=60)
@given(random_calendars(), st.integers(-4_000, 4_000), st.integers(0, 4_000))
def test_it_agrees_with_a_walk_over_the_minutes(drawn, offset, minutes):
    calendar, change = drawn
    start = change + MINUTE * offset
    walked = open_minutes(calendar, start, minutes)
    if not calendar.ever_open(start):
        return
    assert calendar.worked(start, start + MINUTE * minutes) == 60 * sum(walked)
    for number in range(0, minutes, 211):
        assert calendar.open_at(start + MINUTE * number) == walked[number]
    if sum(walked):
        last = max(number for number, counts in enumerate(walked) if counts)
        assert calendar.after(start, 60 * sum(walked)).at == start + MINUTE * (last + 1)
