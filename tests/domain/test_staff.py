from datetime import UTC, date, datetime

import pytest
from builders import STAFF, a_district
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.staff import Absence, Shift, Staff
from chalicelib.domain.words import Role

NEW_YORK = "America/New_York"
CHRISTMAS = Absence(date(2026, 12, 21), date(2027, 1, 1))


def person(**changes):
    return Staff("ines", "Ines Moreau", (Role.AGENT,), mail="ines@schools.example.org", **changes)


@pytest.mark.parametrize(
    ("at", "away"),
    [
        (datetime(2026, 12, 21, 4, 59, tzinfo=UTC), False),
        (datetime(2026, 12, 21, 5, 0, tzinfo=UTC), True),
        (datetime(2027, 1, 2, 4, 59, tzinfo=UTC), True),
        (datetime(2027, 1, 2, 5, 0, tzinfo=UTC), False),
    ],
)
def test_an_absence_begins_and_ends_at_the_districts_midnight(at, away):
    district = a_district(staff=(person(absences=(CHRISTMAS,)),))
    assert (district.reachable("ines", at=at) is None) is away


def test_an_absence_without_an_end_lasts_until_further_notice():
    assert Absence(date(2026, 8, 17)).covers(date(2999, 1, 1))


def test_an_absences_own_substitute_goes_before_the_persons():
    one = person(absences=(CHRISTMAS, Absence(date(2027, 3, 1), date(2027, 3, 5), "mia")), substitute="omar")
    days = (date(2026, 12, 24), date(2027, 3, 1), date(2027, 6, 1))
    assert [one.stand_in(day) for day in days] == ["omar", "mia", ""]


def chained(*links):
    """The usual staff, each named one away with that substitute."""
    names = dict(links)
    away = (Absence(date(2026, 3, 2)),)
    return a_district(
        staff=tuple(
            Staff(one.id, one.name, one.roles, one.mail, absences=away, substitute=names[one.id])
            if one.id in names
            else one
            for one in STAFF
        )
    )


NOON = datetime(2026, 3, 2, 17, tzinfo=UTC)


def test_substitutes_are_followed_until_somebody_is_there():
    assert chained(("ines", "omar"), ("omar", "sofia")).reachable("ines", at=NOON).id == "sofia"


def test_a_circle_of_substitutes_reaches_nobody():
    assert chained(("ines", "omar"), ("omar", "ines")).reachable("ines", at=NOON) is None
    assert chained(("ines", "ines")).reachable("ines", at=NOON) is None


@given(st.dictionaries(st.sampled_from([one.id for one in STAFF]), st.sampled_from([*(one.id for one in STAFF), ""])))
def test_whoever_stands_in_for_whom_the_answer_is_somebody_present_or_nobody(names):
    district = chained(*names.items())
    for one in STAFF:
        found = district.reachable(one.id, at=NOON)
        assert found is None or found.id not in names


@pytest.mark.parametrize(
    ("at", "works"),
    [
        (datetime(2026, 3, 2, 12, 29, tzinfo=UTC), False),
        (datetime(2026, 3, 2, 12, 30, tzinfo=UTC), True),
        (datetime(2026, 3, 2, 16, 59, tzinfo=UTC), True),
        (datetime(2026, 3, 2, 17, 0, tzinfo=UTC), False),
        (datetime(2026, 3, 3, 13, 0, tzinfo=UTC), False),
        (datetime(2026, 3, 9, 11, 30, tzinfo=UTC), True),
    ],
)
def test_hours_are_of_the_districts_clock_in_winter_and_in_summer(at, works):
    assert person(hours=(Shift(0, 450, 720),)).works(at, NEW_YORK) is works


def test_without_hours_everybody_works_unless_away():
    assert person().works(NOON, NEW_YORK)
    assert not person(absences=(Absence(date(2026, 3, 2)),)).works(NOON, NEW_YORK)
