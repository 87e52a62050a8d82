"""Calendars in a district's folder: what they become, and what is refused with file, line and remedy."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from chalicelib.domain.calendar import calendar_of
from chalicelib.domain.clock import AroundTheClock
from chalicelib.domain.words import Priority
from infra.config import examine, read
from infra.config_read import read_folder

CALENDARS = """
    calendars:
      district:
        hours: {mon-fri: [8:00-12:00, 13:00-16:00]}
        days:
          - {date: 2026-09-07, closed: Labor Day}
          - {from: 2026-12-21, to: 2027-01-01, closed: {en: winter break, es: vacaciones}}
          - {date: 2026-12-18, hours: 8:00-12:00, because: early dismissal}
          - {from: 2027-06-21, to: 2027-08-13, hours: {mon-thu: 8:00-13:00}}
      buses:
        over: district
        hours: {mon-fri: 5:30-18:00}
"""


def problems(directory):
    return [str(one) for one in examine(read_folder(directory), now=datetime(2026, 9, 1, tzinfo=UTC))]


def test_a_calendar_becomes_weeks_and_dates(folder):
    district = read(folder(calendars=CALENDARS))
    calendar = district.calendar["district"]
    assert [len(spans) for spans in calendar.week] == [2, 2, 2, 2, 2, 0, 0]
    assert [one.first for one in calendar.days[:2]] == [date(2026, 9, 7), date(2026, 12, 21)]
    assert calendar.days[0].names == {"en": "Labor Day"}
    assert calendar.days[1].names == {"en": "winter break", "es": "vacaciones"}
    assert [len(spans) for spans in calendar.days[3].week] == [1, 1, 1, 1, 0, 0, 0]


@pytest.mark.parametrize(
    ("wrong", "right", "said"),
    [
        ("13:00-16:00", "11:00-16:00", ["calendars.yaml:3", "overlaps 8:00-12:00 on mon"]),
        ("8:00-12:00, 13", "12:00-8:00, 13", ["calendars.yaml:3", "no span of a day"]),
        ("2026-09-07", "2026-09-31", ["calendars.yaml:5", "no date 2026-09-31"]),
        ("to: 2027-01-01", "to: 2026-01-01", ["calendars.yaml:6", "before it starts", "earlier date"]),
        ("{date: 2026-12-18, h", "{date: 2026-09-07, h", ["calendars.yaml:7", "stands in calendars.yaml:5 already"]),
        ("{date: 2026-12-18, h", "{date: 2026-12-18, to: 2026-12-20, h", ["calendars.yaml:7", "either `date` or"]),
        ("closed: Labor Day", "because: Labor Day", ["calendars.yaml:5", "either `closed` or has `hours`"]),
        ("8:00-12:00, because", "25:00-26:00, because", ["calendars.yaml:7", "no span of a day"]),
        ("over: district", "over: distrct", ["calendars.yaml:10", "no calendar `distrct`", "did you mean `district`?"]),
        ("over: district", "over: buses", ["calendars.yaml:10", "lies over itself"]),
        ("mon-fri: [", "mon-fry: [", ["calendars.yaml:3", "mon-fry", "such as mon or mon-fri"]),
        ("  district:\n", "  office:\n", ["calendars.yaml:1", "no calendar `district`"]),
    ],
)
def test_each_fault_of_a_calendar_is_told_with_its_line_and_remedy(folder, wrong, right, said):
    assert wrong in CALENDARS
    lines = problems(folder(calendars=CALENDARS.replace(wrong, right, 1)))
    assert any(all(word in line for word in said) for line in lines), lines


@pytest.mark.parametrize(
    "never",
    [
        "{days: [{date: 2026-09-07, closed: Labor Day}]}",
        "{hours: {mon-fri: 8:00-16:00}, days: [{from: 2026-01-01, to: 2028-01-01, closed: rebuilding}]}",
        "{days: [{date: 2026-08-03, hours: 8:00-12:00, because: the past}]}",
    ],
)
def test_a_calendar_with_no_open_hours_is_refused(folder, never):
    (line,) = problems(folder(calendars=f"calendars: {{district: {never}}}"))
    assert line.startswith("calendars.yaml:1: the calendar district has no open hours in the next 400 days")


def test_topics_and_schools_name_calendars_that_exist(folder, small):
    unknown = small.replace("ladder: standard}", "ladder: standard, calendar: bus}")
    lines = problems(folder(unknown, calendars=CALENDARS, schools="schools: {alder: {name: Alder, calendar: aldr}}"))
    assert [line.split(": ")[1] for line in lines] == ["no calendar `bus`", "no calendar `aldr`"]


@pytest.mark.parametrize(
    ("target", "seconds"),
    [
        ("8h", 28_800),
        ("90m", 5_400),
        ("4 working hours", 14_400),
        ("1 working day", 21_600),
        ("2 working days", 43_200),
    ],
)
def test_targets_count_working_time(folder, small, target, seconds):
    text = small.replace("first_response: 8h", f"first_response: {target}") + "working_day: 6h\n"
    assert read(folder(text)).topic("other").targets.first_response == seconds


def test_a_target_in_plain_days_is_refused_for_it_could_mean_two_things(folder, small):
    (line,) = problems(folder(small.replace("first_response: 8h", "first_response: 2d")))
    assert "2 working days" in line


def test_the_demo_counts_a_school_year(demo):
    district, zone = read(demo), ZoneInfo("America/New_York")
    offices = calendar_of(district, topic="meals")
    before = datetime(2026, 11, 25, 11, tzinfo=zone).astimezone(UTC)
    due = offices.after(before, 2 * 3_600)
    assert due.at == datetime(2026, 11, 30, 8, 30, tzinfo=zone)
    assert [one["en"] for one in due.derivation.gaps[0].reasons] == ["early dismissal", "Thanksgiving"]
    assert calendar_of(district, topic="transportation").open_at(datetime(2026, 9, 8, 5, 45, tzinfo=zone))
    conferences = datetime(2027, 2, 12, 10, tzinfo=zone)
    assert offices.open_at(conferences)
    assert not calendar_of(district, topic="meals", school="alder").open_at(conferences)
    assert isinstance(calendar_of(district, topic="meals", priority=Priority.CRITICAL), AroundTheClock)


def test_the_demos_own_clocks_do_not_sleep(demo):
    district = read(demo, overlay=demo / "overlays" / "demo.yaml")
    assert isinstance(calendar_of(district, topic="transportation", school="alder"), AroundTheClock)
