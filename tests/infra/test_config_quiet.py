"""Quiet hours and digests in the folder: read, and refused where they could never be kept."""

from datetime import UTC, datetime

import pytest

from chalicelib.domain.staff import Shift
from infra.config import examine, read
from infra.config_diff import changes
from infra.config_read import read_folder

NOW = datetime(2026, 11, 23, 17, tzinfo=UTC)
ANA = "ana: {name: Ana, roles: [agent], mail: ana@staff.example.org"
BO = "bo: {name: Bo, roles: [leader]"
NIGHTS = "quiet: {mon-sun: [0:00-7:00, 18:00-24:00]}"


@pytest.fixture
def told(folder, small):
    def make(ana="", bo=""):
        text = small.replace(ANA, f"{ANA}{ana}").replace(BO, f"{BO}{bo}")
        return [str(one) for one in examine(read_folder(folder(text)), now=NOW)]

    return make


def test_they_are_read(folder, small):
    said = f', {NIGHTS}, digest: "7:30", language: en'
    ana = read(folder(small.replace(ANA, f"{ANA}{said}"))).person("ana")
    assert ana.quiet[:2] == (Shift(0, 0, 420), Shift(0, 1_080, 1_440))
    assert (ana.digest, ana.language) == (450, "en")


def test_what_is_sound_is_taken(told):
    assert told(f', {NIGHTS}, digest: "7:00"') == []
    assert told(", digest: 16:00, hours: {mon-fri: 8:00-16:30}") == []


@pytest.mark.parametrize(
    ("described", "said"),
    [
        (", quiet: {mon-sun: 0:00-24:00}", "the quiet hours of ana never end: leave some hours of the week out"),
        (", quiet: {mon: [1:00-3:00, 2:00-4:00]}", "2:00-4:00 overlaps 1:00-3:00 on mon"),
        (
            f', {NIGHTS}, digest: "6:30"',
            "the digest of ana comes in their quiet hours on mon: put it at their end or later",
        ),
        (', digest: "24:30"', "`24:30` is no hour of a day: write 7:30"),
        (", digest: soon", "write an hour of the day such as 7:30"),
        (", language: fr", "the district does not write `fr`"),
        (", quiet: {}", "at least one"),
        (", quiet_hours: {mon: 1:00-2:00}", "unknown key `quiet_hours`"),
    ],
)
def test_what_could_not_be_kept_is_refused(told, described, said):
    problems = told(described)
    assert any(said in one for one in problems), problems


def test_without_a_mail_address_nothing_may_wait(folder, small):
    text = small.replace(ANA, f"cy: {{name: Cy, roles: [agent], phone: '+12025550177', {NIGHTS}}}\n  {ANA}")
    (problem,) = examine(read_folder(folder(text)), now=NOW)
    assert "what waits for cy comes by mail, and they have none" in str(problem)


def test_a_change_is_told_as_people_write_it(folder, small):
    before = read(folder(small))
    after = read(folder(small.replace(ANA, f'{ANA}, digest: "7:30"')))
    assert [str(one) for one in changes(before, after)] == ["person ana, digest: now 7:30"]
