"""How a deadline was found, in words: one sentence for families, staff and `explain`."""

from dataclasses import replace

from builders import NOW, a_deadline, a_district
from calendars import WEEK, local, off, working

from chalicelib.channels.outbound.deriving import derived
from chalicelib.domain import hours
from chalicelib.domain.clock import AroundTheClock
from chalicelib.domain.hours import Days

HOUR = 3_600
LABOR_DAY = Days(off("2026-09-07").first, off("2026-09-07").last, names={"en": "Labor Day", "es": "Día del Trabajo"})


def said(calendar, start, seconds, language="en"):
    due = calendar.after(start, seconds)
    clock = a_deadline(due_at=due.at, derivation=due.derivation)
    return derived(clock, language, a_district())


def test_a_holiday_weekend_is_told_by_name():
    found = said(working(LABOR_DAY), local("2026-09-04 16:40"), 2 * HOUR)
    assert found == (
        "2 hours of working time, counted from 4:40 PM on Friday, September 4; "
        "closed until 8:00 AM on Tuesday, September 8 (Labor Day); due 10:00 AM on Tuesday, September 8"
    )


def test_the_same_in_spanish():
    found = said(working(LABOR_DAY), local("2026-09-04 15:00"), 2 * HOUR, "es")
    assert found == (
        "2 horas de horario de trabajo, contando desde el viernes 4 de septiembre a las 3:00 p. m.; "
        "cerrado desde el viernes 4 de septiembre a las 4:00 p. m. hasta el martes 8 de septiembre a las 8:00 a. m. "
        "(Día del Trabajo); vence el martes 8 de septiembre a las 9:00 a. m."
    )


def test_a_reason_without_words_in_that_language_is_told_in_the_districts():
    calendar = working(off("2026-09-07", name="Labor Day"))
    assert "(Labor Day)" in said(calendar, local("2026-09-04 15:00"), 2 * HOUR, "es")


def test_around_the_clock_says_so():
    found = said(AroundTheClock(), NOW, HOUR)
    assert found.startswith("1 hour, counted around the clock from 10:00 AM on Monday, March 2; due 11:00 AM")


def test_gaps_without_a_reason_are_counted_when_they_are_many():
    assert "closed 5 more times in between" in said(working(week=WEEK), local("2026-03-02 09:00"), 50 * HOUR)


def test_a_calendar_that_never_opens_is_admitted():
    assert "every hour counts" in said(working(week=hours.CLOSED), NOW, HOUR)


def test_a_deadline_of_before_is_told_as_it_was_written():
    assert derived(replace(a_deadline(), derivation=None, explanation="an hour"), "en", a_district()) == "an hour"
    assert derived(None, "en", a_district()) == ""
