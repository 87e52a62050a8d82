"""Moments in plain words."""

from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.channels.outbound import spoken_date, spoken_length

EASTERN = "America/New_York"


@pytest.mark.parametrize(
    ("at", "english", "spanish"),
    [
        (datetime(2026, 11, 23, 21, 40, tzinfo=UTC), "4:40 PM today", "hoy a las 4:40 p. m."),
        (datetime(2026, 11, 24, 4, 59, tzinfo=UTC), "11:59 PM today", "hoy a las 11:59 p. m."),
        (datetime(2026, 11, 24, 5, 0, tzinfo=UTC), "12:00 AM tomorrow, Tuesday", "mañana martes a las 12:00 a. m."),
        (
            datetime(2026, 11, 25, 18, 5, tzinfo=UTC),
            "1:05 PM on Wednesday, November 25",
            "el miércoles 25 de noviembre a la 1:05 p. m.",
        ),
        (
            datetime(2027, 1, 4, 17, 0, tzinfo=UTC),
            "12:00 PM on Monday, January 4, 2027",
            "el lunes 4 de enero de 2027 a las 12:00 p. m.",
        ),
    ],
)
def test_a_moment_is_said_in_the_districts_time_zone(at, english, spanish, now):
    assert spoken_date(at, EASTERN, "en", now) == english
    assert spoken_date(at, EASTERN, "es", now) == spanish


def test_an_hour_that_comes_twice_is_said_by_its_own_clock():
    now = datetime(2026, 11, 1, 4, 0, tzinfo=UTC)
    assert spoken_date(datetime(2026, 11, 1, 5, 30, tzinfo=UTC), EASTERN, "en", now) == "1:30 AM today"
    assert spoken_date(datetime(2026, 11, 1, 6, 30, tzinfo=UTC), EASTERN, "en", now) == "1:30 AM today"


@pytest.mark.parametrize(
    ("seconds", "english", "spanish"),
    [
        (0, "0 seconds", "0 segundos"),
        (-5, "0 seconds", "0 segundos"),
        (61, "1 minute 1 second", "1 minuto 1 segundo"),
        (7_260, "2 hours 1 minute", "2 horas 1 minuto"),
        (90_061, "1 day 1 hour", "1 día 1 hora"),
    ],
)
def test_a_length_of_time_has_two_units_at_most(seconds, english, spanish):
    assert spoken_length(timedelta(seconds=seconds), "en") == english
    assert spoken_length(timedelta(seconds=seconds), "es") == spanish
