from dataclasses import replace
from datetime import timedelta

from builders import NOW

from chalicelib.domain.closing import Closures, declared, reopened
from chalicelib.domain.hours import Closure

SNOW = Closure("c1", NOW, NOW + timedelta(hours=9), names={"en": "snow"})


def test_what_is_declared_twice_changes_nothing():
    once = declared(Closures(), SNOW, NOW)
    assert once == Closures(1, (SNOW,))
    assert declared(once, SNOW, NOW) is None


def test_what_was_over_long_ago_is_forgotten():
    later = replace(SNOW, id="c2", start=NOW + timedelta(days=80), end=NOW + timedelta(days=81))
    assert declared(Closures(1, (SNOW,)), later, later.start).known == (later,)


def test_a_reopening_keeps_what_was_closed_until_then():
    at = NOW + timedelta(hours=2)
    assert reopened(Closures(1, (SNOW,)), at=at).known == (replace(SNOW, end=at),)


def test_a_reopening_takes_back_what_has_not_begun():
    assert reopened(Closures(1, (SNOW,)), at=NOW).known == ()


def test_a_reopened_school_leaves_the_district_closed():
    assert reopened(Closures(1, (SNOW,)), at=NOW, school="alder") is None
