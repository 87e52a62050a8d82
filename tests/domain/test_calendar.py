from datetime import UTC, datetime, timedelta

import pytest
from calendars import WEEK, local, off, working

from chalicelib.domain import hours
from chalicelib.domain.calendar import HORIZON
from chalicelib.domain.hours import Closure, Days, Hours, Span

HOUR = 3_600
HALF_DAY = ((Span(480, 720),),) * 7
LABOR_DAY = off("2026-09-07", name="Labor Day")


def test_four_hours_on_friday_afternoon_run_into_tuesday_after_a_holiday():
    due = working(LABOR_DAY).after(local("2026-09-04 16:40"), 2 * HOUR)
    assert due.at == local("2026-09-08 10:00")
    (gap,) = due.derivation.gaps
    assert (gap.start, gap.end) == (local("2026-09-04 16:40"), local("2026-09-08 08:00"))
    assert gap.reasons == ({"en": "Labor Day"},)


@pytest.mark.parametrize(
    ("said", "start", "seconds", "due"),
    [
        ("within one day", "2026-03-02 09:00", 4 * HOUR, "2026-03-02 13:00"),
        ("to the very end of it", "2026-03-02 12:00", 4 * HOUR, "2026-03-02 16:00"),
        ("a second past the end", "2026-03-02 12:00", 4 * HOUR + 1, "2026-03-03 08:00:01"),
        ("over the weekend", "2026-03-06 15:00", 2 * HOUR, "2026-03-09 09:00"),
        ("written before opening", "2026-03-02 05:12", HOUR, "2026-03-02 09:00"),
        ("written on a Sunday", "2026-03-01 20:00", HOUR, "2026-03-02 09:00"),
        ("no time at all", "2026-03-01 20:00", 0, "2026-03-01 20:00"),
    ],
)
def test_working_time_passes_only_while_it_is_open(said, start, seconds, due):
    assert working().after(local(start), seconds).at == local(due), said


def test_a_lunch_break_does_not_count():
    lunch = (((Span(480, 720), Span(780, 960)),) * 5) + ((), ())
    calendar = working(week=lunch)
    assert calendar.after(local("2026-03-02 11:00"), 2 * HOUR).at == local("2026-03-02 14:00")
    assert calendar.worked(local("2026-03-02 11:00"), local("2026-03-02 14:00")) == 2 * HOUR


@pytest.mark.parametrize(
    ("night", "worked"), [("2026-03-08", 2 * HOUR), ("2026-11-01", 4 * HOUR)], ids=["spring forward", "fall back"]
)
def test_a_night_of_three_hours_by_the_wall_has_its_true_length_when_the_clocks_change(night, worked):
    calendar = working(week=((Span(60, 240),),) * 7)
    assert calendar.worked(local(f"{night} 00:00"), local(f"{night} 12:00")) == worked


def test_the_morning_after_the_clocks_change_opens_by_the_wall():
    assert working().after(local("2026-03-06 15:30"), HOUR).at == datetime(2026, 3, 9, 12, 30, tzinfo=UTC)
    assert working().after(local("2026-10-30 15:30"), HOUR).at == datetime(2026, 11, 2, 13, 30, tzinfo=UTC)


def test_an_hour_that_the_clocks_skip_has_no_length():
    calendar = working(week=((Span(125, 175),),) * 7)
    assert calendar.worked(local("2026-03-08 00:00"), local("2026-03-08 12:00")) == 0


def test_a_holiday_stands_inside_a_summer():
    mornings = Days(off("2026-06-22").first, off("2026-08-14").first, HALF_DAY, {"en": "summer hours"})
    calendar = working(mornings, off("2026-07-03", name="Independence Day"))
    due = calendar.after(local("2026-07-02 11:30"), HOUR)
    assert due.at == local("2026-07-04 08:30")
    assert due.derivation.gaps[0].reasons == ({"en": "Independence Day"},)


def test_an_early_dismissal_is_named_where_it_closed_early():
    calendar = working(off("2026-12-18", name="early dismissal", week=HALF_DAY))
    due = calendar.after(local("2026-12-18 11:00"), 2 * HOUR)
    assert due.at == local("2026-12-21 09:00")
    assert due.derivation.gaps[0].reasons == ({"en": "early dismissal"},)
    before = calendar.after(local("2026-12-17 15:30"), HOUR)
    assert before.derivation.gaps[0].reasons == ()


def test_a_school_speaks_for_the_dates_it_names_and_the_district_for_the_rest():
    school = Hours("alder", days=(off("2026-09-07", week=WEEK), off("2026-09-08", name="conferences")))
    calendar = working(LABOR_DAY, off("2026-09-09", name="election"), school=(school,))
    found = [calendar.open_at(local(f"2026-09-{day:02} 10:00")) for day in (7, 8, 9, 10)]
    assert found == [True, False, False, True]


def test_closed_from_noon_takes_the_afternoon():
    snow = Closure("c1", local("2026-03-03 12:00"), local("2026-03-04 00:00"), names={"en": "snow"})
    due = working(closures=[snow]).after(local("2026-03-03 11:00"), 3 * HOUR)
    assert due.at == local("2026-03-04 10:00")
    assert due.derivation.gaps[0].reasons == ({"en": "snow"},)


def test_a_calendar_that_never_opens_counts_every_second_and_says_so():
    due = working(week=hours.CLOSED).after(local("2026-03-02 09:00"), 4 * HOUR)
    assert due.at == local("2026-03-02 13:00")
    assert due.derivation.lost
    assert not working(week=hours.CLOSED).ever_open(local("2026-03-02 09:00"))


def test_a_calendar_that_ends_counts_every_second_from_there_on():
    once = working(off("2026-03-02", week=HALF_DAY), week=hours.CLOSED)
    due = once.after(local("2026-03-02 11:00"), 3 * HOUR)
    assert due.at == local("2026-03-02 14:00")
    assert due.derivation.lost


def test_a_target_of_years_ends_within_bounds():
    far = working().after(local("2026-03-02 09:00"), 10**9).at
    assert far < local("2026-03-02 09:00") + timedelta(days=HORIZON * 26) + timedelta(seconds=10**9)


def test_a_long_explanation_names_the_first_gap_and_those_with_a_reason():
    found = working(LABOR_DAY).after(local("2026-09-01 10:00"), 60 * HOUR).derivation
    assert [bool(gap.reasons) for gap in found.gaps] == [False, True]
    assert found.more == 5
