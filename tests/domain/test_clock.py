from datetime import timedelta

import pytest
from builders import NOW
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.clock import AroundTheClock, spoken


@given(st.integers(0, 10**8), st.integers(0, 10**6))
def test_around_the_clock_every_second_counts(seconds, later):
    start = NOW + timedelta(minutes=later)
    assert AroundTheClock().after(start, seconds).at - start == timedelta(seconds=seconds)


def test_a_deadline_says_how_it_was_found():
    due = AroundTheClock().after(NOW, 7_200)
    assert due.explanation == "2 hours after Mon 02 Mar 15:00:00 UTC, counted around the clock"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "no time"),
        (1, "1 second"),
        (90, "1 minute 30 seconds"),
        (3_600, "1 hour"),
        (90_061, "1 day 1 hour"),
        (172_800, "2 days"),
    ],
)
def test_a_length_of_time_is_said_in_its_two_largest_units(seconds, said):
    assert spoken(seconds) == said
