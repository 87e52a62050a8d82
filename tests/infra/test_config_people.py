"""Hours, absences and substitutes: whoever is away when, somebody is reached."""

from datetime import UTC, date, datetime

import pytest

from chalicelib.domain.staff import Absence, Shift
from infra.config import examine, read
from infra.config_hours import weekdays
from infra.config_read import read_folder

NOW = datetime(2026, 11, 23, 17, tzinfo=UTC)
ANA = "ana: {name: Ana, roles: [agent], mail: ana@staff.example.org"
BO = "bo: {name: Bo, roles: [leader]"


@pytest.fixture
def told(folder, small):
    """The problems of the small district with Ana and Bo described further."""

    def make(ana="", bo=""):
        text = small.replace(ANA, f"{ANA}{ana}").replace(BO, f"{BO}{bo}")
        return [str(one) for one in examine(read_folder(folder(text)), now=NOW)]

    return make


def test_hours_and_absences_are_read(folder, small):
    hours = "hours: {mon-tue: [7:30-12:00, 13:00-16:00], fri: 8:00-24:00}"
    away = "absences: [{from: 2026-12-21, to: 2027-01-01, substitute: bo}, {from: 2027-06-01}]"
    ana = read(folder(small.replace(ANA, f"{ANA}, {hours}, {away}, substitute: bo"))).person("ana")
    assert ana.hours[:2] == (Shift(0, 450, 720), Shift(0, 780, 960))
    assert ana.hours[-1] == Shift(4, 480, 1440)
    assert ana.absences == (Absence(date(2026, 12, 21), date(2027, 1, 1), "bo"), Absence(date(2027, 6, 1)))


def test_ranges_of_days_may_pass_the_weeks_end():
    assert weekdays("sat-mon") == (5, 6, 0)
    assert weekdays("wed") == (2,)
    assert weekdays("mon-fry") == ()


@pytest.mark.parametrize(
    ("described", "said"),
    [
        (", hours: {mon: 9:00-8:00}", "`9:00-8:00` is no span of a day: write from-to, such as 7:30-16:00"),
        (", hours: {mon: 9:00-24:01}", "`9:00-24:01` is no span"),
        (", hours: {mon: 9:75-11:00}", "`9:75-11:00` is no span"),
        (", hours: {mon: '9-11'}", 'staff.ana.hours.mon is "9-11": write a span of a day such as 7:30-16:00'),
        (", hours: {mon-fry: 9:00-10:00}", "the name `mon-fry`: use a day or a range of days"),
        (", hours: {mon-wed: 9:00-12:00, wed: 11:00-15:00}", "11:00-15:00 overlaps 9:00-12:00 on wed"),
        (", hours: {mon: [9:00-12:00, 11:59-13:00]}", "11:59-13:00 overlaps 9:00-12:00 on mon"),
        (", absences: [{from: 2026-12-24, to: 2026-12-20}]", "ends on 2026-12-20, before it begins"),
        (", absences: [{from: 2026-02-30}]", "`2026-02-30` is no date: write year-month-day"),
        (", absences: [{from: 24.12.2026}]", "write a date as year-month-day"),
        (
            ", absences: [{from: 2026-01-01, to: 2026-01-09}, {from: 2026-01-09, to: 2026-01-10}]",
            "from 2026-01-09 overlaps another",
        ),
        (", absences: [{from: 2020-01-01, to: 2020-01-02, substitute: boo}]", "no person `boo`: did you mean `bo`?"),
        (", absences: [{from: 2020-01-01, to: 2020-01-02, substitute: ana}]", "ana stands in for themselves"),
    ],
)
def test_each_fault_is_told_with_its_remedy(told, described, said):
    (line,) = told(described)
    assert line.startswith("district.yaml:10: ")
    assert said in line


def test_spans_that_touch_do_not_overlap(told):
    assert told(", hours: {mon: [9:00-12:00, 12:00-13:00]}") == []


def test_an_absence_to_come_is_looked_at_on_its_first_day(told):
    lines = told(", absences: [{from: 2026-12-21, to: 2027-01-01}]")
    remedy = "give a member a mail or phone, or an absent one a substitute who is there"
    assert lines == [f"district.yaml:8: nobody of desk can be reached on 2026-12-21: {remedy}"]
    assert told(", absences: [{from: 2026-12-21, to: 2027-01-01, substitute: bo}]") == []


def test_absences_that_are_over_trouble_nobody(told):
    assert told(", absences: [{from: 2026-11-01, to: 2026-11-20}]") == []


def test_everybody_away_at_once_leaves_the_ladder_and_the_lexicon_unheard(told):
    lines = told(", absences: [{from: 2026-12-21}]", ", absences: [{from: 2026-12-23}]")
    assert any("the ladder standard reaches nobody for other on 2026-12-23" in line for line in lines)
    assert any("no one on call can be reached on 2026-12-23" in line for line in lines)


def test_people_who_stand_in_for_each_other_in_a_circle_are_told(told):
    lines = told(
        ", absences: [{from: 2026-12-21, substitute: bo}]", ", absences: [{from: 2026-12-01, substitute: ana}]"
    )
    circle = "on 2026-12-21 people stand in for each other in a circle (ana → bo → ana): name another"
    assert any(circle in line for line in lines)


def test_a_circle_on_different_days_is_none(told):
    ana = ", absences: [{from: 2026-12-21, to: 2026-12-22, substitute: bo}]"
    assert told(ana, ", absences: [{from: 2026-12-23, substitute: ana}]") == []


def test_a_page_that_has_one_channel_only_is_warned_of_and_somebody_listed_twice(folder, small):
    document = read_folder(folder(small.replace("on_call: {staff: [bo]}", "on_call: {staff: [bo, ana, bo]}")))
    assert examine(document) == []
    assert [str(one).split(": ")[1] for one in document.warnings] == [
        "a page reaches bo by one channel only",
        "a page reaches ana by one channel only",
        "a page reaches bo by one channel only",
        "bo stands on the list already",
    ]
