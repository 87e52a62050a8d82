"""Calendar files as districts publish them, quirk by quirk."""

from datetime import date, time
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner

from infra.config import read as read_district
from infra.ical import CLOSES, Wish, read
from infra.ical_import import calendar

WISH = Wish(date(2026, 8, 1), date(2028, 7, 31), ZoneInfo("America/New_York"))
EASTERN = """BEGIN:VTIMEZONE
TZID:Our own Eastern
BEGIN:DAYLIGHT
DTSTART:20070311T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:20071104T020000
RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
END:STANDARD
END:VTIMEZONE
"""


def a_file(*events, zone=""):
    body = zone + "".join(f"BEGIN:VEVENT\nUID:{number}\n{one}\nEND:VEVENT\n" for number, one in enumerate(events))
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//y//EN\n{body}END:VCALENDAR\n".replace("\n", "\r\n").encode()


def taken(*events, zone="", wish=WISH):
    return [(str(one.first), str(one.last), one.ends) for one in read(a_file(*events, zone=zone), wish)[0]]


def passed(*events, wish=WISH):
    return [one.why for one in read(a_file(*events), wish)[1]]


HOLIDAY = "SUMMARY:Labor Day (no school)\nDTSTART;VALUE=DATE:20260907"


@pytest.mark.parametrize(
    ("quirk", "event", "dates"),
    [
        ("one day without an end", HOLIDAY, [("2026-09-07", "2026-09-07")]),
        ("an end that is not included", f"{HOLIDAY}\nDTEND;VALUE=DATE:20260910", [("2026-09-07", "2026-09-09")]),
        ("an end that is the start", f"{HOLIDAY}\nDTEND;VALUE=DATE:20260907", [("2026-09-07", "2026-09-07")]),
        ("a length", f"{HOLIDAY}\nDURATION:P3D", [("2026-09-07", "2026-09-09")]),
        (
            "every year, bounded by the window",
            f"{HOLIDAY}\nRRULE:FREQ=YEARLY",
            [("2026-09-07",) * 2, ("2027-09-07",) * 2],
        ),
        (
            "weekly so many times",
            f"{HOLIDAY}\nRRULE:FREQ=WEEKLY;COUNT=3",
            [("2026-09-07",) * 2, ("2026-09-14",) * 2, ("2026-09-21",) * 2],
        ),
        ("until a date", f"{HOLIDAY}\nRRULE:FREQ=WEEKLY;UNTIL=20260914", [("2026-09-07",) * 2, ("2026-09-14",) * 2]),
        (
            "but not that one",
            f"{HOLIDAY}\nRRULE:FREQ=WEEKLY;COUNT=3\nEXDATE;VALUE=DATE:20260914",
            [("2026-09-07",) * 2, ("2026-09-21",) * 2],
        ),
        (
            "and those as well",
            f"{HOLIDAY}\nRDATE;VALUE=DATE:20261012,20261111",
            [("2026-09-07",) * 2, ("2026-10-12",) * 2, ("2026-11-11",) * 2],
        ),
        ("more than one", "SUMMARY:Holidays\nDTSTART;VALUE=DATE:20260907", [("2026-09-07",) * 2]),
        (
            "daily for longer than anybody counts",
            "SUMMARY:No school\nDTSTART;VALUE=DATE:20200101\nRRULE:FREQ=DAILY;UNTIL=20260802",
            [("2026-08-01",) * 2, ("2026-08-02",) * 2],
        ),
        ("a category", "SUMMARY:Labor Day\nCATEGORIES:HOLIDAY\nDTSTART;VALUE=DATE:20260907", [("2026-09-07",) * 2]),
    ],
)
def test_days_that_close(quirk, event, dates):
    assert [one[:2] for one in taken(event)] == dates, quirk


def test_a_folded_line_is_one_line():
    (one,) = read(a_file("SUMMARY:Winter br\n eak\nDTSTART;VALUE=DATE:20261221"), WISH)[0]
    assert one.name == "Winter break"


@pytest.mark.parametrize(
    ("quirk", "start"),
    [
        ("by UTC", "DTSTART:20261218T170000Z"),
        ("by a zone that is known", "DTSTART;TZID=America/Chicago:20261218T110000"),
        ("by a zone of its own", "DTSTART;TZID=Our own Eastern:20261218T120000"),
        ("by the wall, wherever", "DTSTART:20261218T120000"),
    ],
)
def test_an_early_dismissal_ends_the_day_by_the_districts_clock(quirk, start):
    found = taken(f"SUMMARY:Early dismissal\n{start}", zone=EASTERN)
    assert found == [("2026-12-18", "2026-12-18", time(12))], quirk


def test_an_early_dismissal_that_repeats_keeps_its_hour_when_the_clocks_change():
    weekly = (
        "SUMMARY:Early release\nDTSTART;TZID=America/New_York:20261028T130000\nRRULE:FREQ=WEEKLY;UNTIL=20261111T180000Z"
    )
    assert taken(weekly) == [(day, day, time(13)) for day in ("2026-10-28", "2026-11-04", "2026-11-11")]


@pytest.mark.parametrize(
    ("quirk", "event", "why"),
    [
        ("cancelled", f"{HOLIDAY}\nSTATUS:CANCELLED", "it was cancelled"),
        ("no start", "SUMMARY:Break", "it has no start"),
        ("an ordinary day", "SUMMARY:Picture day\nDTSTART;VALUE=DATE:20260910", "it says nothing of closing"),
        ("an evening", "SUMMARY:Board meeting\nDTSTART:20260910T190000", "it says nothing of closing"),
        ("some hours", "SUMMARY:Office closed\nDTSTART:20260910T130000", "it closes for some hours only"),
        ("early, but when", "SUMMARY:Half day\nDTSTART;VALUE=DATE:20260910", "does not say when"),
        ("a word inside another", "SUMMARY:Breakfast club\nDTSTART;VALUE=DATE:20260910", "it says nothing of closing"),
        ("every second", f"{HOLIDAY}\nRRULE:FREQ=SECONDLY", "more often than daily"),
        ("long ago", "SUMMARY:Winter break\nDTSTART;VALUE=DATE:20111221", "nothing of it is between"),
    ],
)
def test_what_is_passed_over_says_why(quirk, event, why):
    (said,) = passed(event)
    assert why in said


def test_an_occurrence_that_was_moved_stands_where_it_was_moved_to():
    series = "UID:a\nSUMMARY:Early release\nDTSTART:20260902T130000\nRRULE:FREQ=WEEKLY;COUNT=3"
    moved = "UID:a\nRECURRENCE-ID:20260909T130000\nSUMMARY:Early release\nDTSTART:20260910T140000"
    body = "".join(
        f"BEGIN:VEVENT\r\n{one.replace(chr(10), chr(13) + chr(10))}\r\nEND:VEVENT\r\n" for one in (series, moved)
    )
    content = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{body}END:VCALENDAR\r\n".encode()
    assert [str(one.first) for one in read(content, WISH)[0]] == ["2026-09-02", "2026-09-10", "2026-09-16"]


def test_a_cancelled_occurrence_is_left_out():
    series = "UID:a\nSUMMARY:No school\nDTSTART;VALUE=DATE:20260902\nRRULE:FREQ=WEEKLY;COUNT=2"
    gone = "UID:a\nRECURRENCE-ID;VALUE=DATE:20260909\nSTATUS:CANCELLED\nSUMMARY:No school\nDTSTART;VALUE=DATE:20260909"
    body = "".join(
        f"BEGIN:VEVENT\r\n{one.replace(chr(10), chr(13) + chr(10))}\r\nEND:VEVENT\r\n" for one in (series, gone)
    )
    content = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{body}END:VCALENDAR\r\n".encode()
    assert [str(one.first) for one in read(content, WISH)[0]] == ["2026-09-02"]


@pytest.mark.parametrize(
    "broken",
    [
        "SUMMARY:No school\nDTSTART;VALUE=DATE:20260910\nRRULE:FREQ=WEEKLY;BYDAY=XX",
        "SUMMARY:No school\nDTSTART:99999999",
        "SUMMARY:No school\nDTSTART;VALUE=DATE:20260910\nDURATION:long",
        "SUMMARY:No school\nDTSTART;VALUE=DATE:20260910\nEXDATE:never",
    ],
)
def test_an_event_that_cannot_be_read_spoils_no_other(broken):
    found, left = read(a_file(broken, HOLIDAY), WISH)
    assert [str(one.first) for one in found] == ["2026-09-07"]
    assert [(one.name, "cannot be read" in one.why) for one in left] == [("No school", True)]


def test_an_occurrence_moved_from_nowhere_is_an_event_of_its_own():
    found, _ = read(a_file(f"{HOLIDAY}\nRECURRENCE-ID:nonsense", HOLIDAY.replace("0907", "0908")), WISH)
    assert [str(one.first) for one in found] == ["2026-09-07", "2026-09-08"]


def test_all_takes_a_list_of_holidays_that_only_names_them():
    named = "SUMMARY:Labor Day\nDTSTART;VALUE=DATE:20260907"
    assert taken(named) == []
    assert len(taken(named, wish=Wish(WISH.first, WISH.last, WISH.zone, CLOSES, all_days=True))) == 1


def test_other_components_are_told_and_unknown_ones_do_no_harm():
    content = a_file(HOLIDAY).replace(
        b"END:VCALENDAR", b"BEGIN:VTODO\r\nUID:t\r\nEND:VTODO\r\nBEGIN:X-THING\r\nX-A:1\r\nEND:X-THING\r\nEND:VCALENDAR"
    )
    found, left = read(content, WISH)
    assert len(found) == 1
    assert [one.why for one in left] == ["VTODO is no event"]


# --- the command ----------------------------------------------------------------------------------------------------

BEFORE = """
    # What we wrote ourselves.
    calendars:
      district:
        hours: {mon-fri: 8:00-16:00}
        days:
          - {date: 2026-09-07, closed: Labor Day} # kept
      buses:
        over: district
        hours: {mon-fri: 5:30-18:00}
"""
TERM = ["--from", "2026-08-01", "--to", "2028-07-31"]
EARLY = "SUMMARY:Early dismissal\nDTSTART:20261218T120000"


@pytest.fixture
def run(folder, tmp_path):
    directory = folder(calendars=BEFORE)

    def run(*events, name="district", options=()):
        source = tmp_path / "school.ics"
        source.write_bytes(a_file(*events))
        arguments = [
            "import",
            str(source),
            "--into",
            str(directory / "calendars.yaml"),
            "--calendar",
            name,
            *options,
            *TERM,
        ]
        return CliRunner().invoke(calendar, arguments), directory

    return run


def test_an_import_adds_lines_and_touches_nothing_else(run):
    ran, directory = run(HOLIDAY, EARLY, 'SUMMARY:Thanksgiving: "recess"\nDTSTART;VALUE=DATE:20261126\nDURATION:P2D')
    assert ran.exit_code == 0, ran.output
    written = (directory / "calendars.yaml").read_text()
    assert "# What we wrote ourselves.\n" in written
    assert "closed: Labor Day} # kept\n      - {from: 2026-11-26, to: 2026-11-27, closed:" in written
    assert '- {date: 2026-12-18, hours: [8:00-12:00], because: "Early dismissal"}\n  buses:' in written
    assert "that date stands there already" in ran.output
    assert ran.output.endswith("2 taken, 1 passed over\n")
    assert len(read_district(directory).calendar["district"].days) == 3


def test_importing_twice_changes_nothing_the_second_time(run):
    run(EARLY)
    _, directory = run(EARLY)
    once = (directory / "calendars.yaml").read_text()
    ran, _ = run(EARLY)
    assert (directory / "calendars.yaml").read_text() == once
    assert "0 taken, 1 passed over" in ran.output


def test_a_calendar_without_dates_gets_its_first(run):
    ran, directory = run(HOLIDAY, name="buses")
    assert ran.exit_code == 0, ran.output
    assert [str(one.first) for one in read_district(directory).calendar["buses"].days] == ["2026-09-07"]


def test_a_dry_run_only_says(run):
    ran, directory = run(EARLY, options=["--dry-run"])
    assert "took    {date: 2026-12-18" in ran.output
    assert "2026-12-18" not in (directory / "calendars.yaml").read_text()


def test_an_unknown_calendar_is_told(run):
    ran, _ = run(EARLY, name="offices")
    assert "--calendar takes one of district, buses" in ran.output


@pytest.mark.parametrize(
    "content", [b"", b"Date,Holiday\n2026-09-07,Labor Day\n", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n"]
)
def test_what_is_no_calendar_file_is_told(run, tmp_path, content):
    _, directory = run()
    (tmp_path / "no.ics").write_bytes(content)
    arguments = ["import", str(tmp_path / "no.ics"), "--into", str(directory / "calendars.yaml")]
    ran = CliRunner().invoke(calendar, arguments)
    assert ran.exit_code == 1
    assert "no iCalendar file" in ran.output
