"""When the next person is paged."""

import pytest

from chalicelib.domain.district import OnCall


@pytest.mark.parametrize(("step", "pause"), [(0, 300), (1, 300), (2, 300), (7, 300)])
def test_pages_repeat_at_five_ten_and_fifteen_minutes_after_the_first(step, pause):
    assert OnCall(("a", "b", "c", "d"), (300, 600, 900)).pause_after(step) == pause


def test_uneven_moments_leave_uneven_pauses():
    on_call = OnCall(("a", "b", "c"), (60, 360))
    assert [on_call.pause_after(step) for step in range(3)] == [60, 300, 300]


def test_without_moments_a_page_repeats_after_five_minutes():
    assert OnCall(("a",), ()).pause_after(0) == 300
