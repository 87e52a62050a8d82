"""Who looks at an inquiry now."""

from dataclasses import replace
from datetime import timedelta

from builders import NOW, REFERENCE

from chalicelib.domain.attendance import LIVE, MOST, THERE, Attendance, Look, Mark, marked

NOBODY = Attendance(REFERENCE)


def test_who_marked_themselves_is_there_for_the_others_and_not_for_themselves():
    there = marked(NOBODY, "ines", NOW, typing=True)
    assert there.others("omar", NOW) == (Mark("ines", NOW, typing=True),)
    assert there.others("ines", NOW) == ()


def test_who_said_nothing_for_a_while_is_gone():
    there = marked(NOBODY, "ines", NOW)
    assert there.others("omar", NOW + THERE - timedelta(seconds=1))
    assert not there.others("omar", NOW + THERE)


def test_the_same_mark_is_not_written_twice_in_a_moment_and_another_is():
    there = marked(NOBODY, "ines", NOW)
    assert marked(there, "ines", NOW + timedelta(seconds=5)) is None
    assert marked(there, "ines", NOW + timedelta(seconds=5), typing=True).version == 2
    assert marked(there, "ines", NOW + LIVE).version == 2


def test_it_never_grows_past_its_bound_and_keeps_the_latest():
    there = NOBODY
    for number in range(MOST + 5):
        there = marked(there, f"p{number}", NOW + timedelta(milliseconds=number)) or there
    assert len(there.marks) == MOST
    assert {one.staff for one in there.marks} == {f"p{number}" for number in range(5, MOST + 5)}


def test_a_look_is_named_by_its_hour():
    look = Look(REFERENCE, "ines", NOW)
    assert look.hour == replace(look, at=NOW + timedelta(minutes=59)).hour
    assert look.hour != replace(look, at=NOW + timedelta(hours=1)).hour
