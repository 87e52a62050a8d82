"""Lengths of time in lists."""

from datetime import timedelta

import pytest
from builders import a_district

from chalicelib.web.staff.spans import rough


@pytest.mark.parametrize(
    ("length", "told"),
    [
        (timedelta(milliseconds=3), "1 second"),
        (timedelta(seconds=59, milliseconds=900), "59 seconds"),
        (timedelta(minutes=61), "1 hour"),
        (timedelta(days=3, hours=5), "3 days"),
    ],
)
def test_the_largest_unit_alone_and_never_none_of_it(length, told):
    assert rough(length, "en", a_district()) == told
