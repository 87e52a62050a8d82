from dataclasses import replace
from datetime import timedelta

import pytest
from builders import AWAY, NOW, a_deadline, a_district, an_inquiry, staff_with
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain import ladder
from chalicelib.domain.district import Rung
from chalicelib.domain.staff import Staff
from chalicelib.domain.words import Role


def climb(inquiry, *, now, district):
    """Every step due by then, in order."""
    steps = []
    while step := ladder.advance(inquiry, now=now, district=district):
        steps.append(step)
        inquiry = replace(inquiry, clocks=(step.clock,))
        assert len(steps) < 50, "a ladder ends"
    return steps, inquiry


def names(people):
    return [person.id for person in people]


def test_nothing_is_due_before_its_time():
    inquiry = an_inquiry()
    just_before = inquiry.deadline.next_at - timedelta(seconds=1)
    assert ladder.advance(inquiry, now=just_before, district=a_district()) is None


@pytest.mark.parametrize("deadline", [None, a_deadline(next_at=None)])
def test_without_a_running_clock_nothing_is_ever_due(deadline):
    assert ladder.advance(an_inquiry(deadline=deadline), now=NOW + timedelta(days=99), district=a_district()) is None


def test_each_step_is_taken_once_and_in_order_and_then_it_ends():
    steps, left = climb(an_inquiry(), now=NOW + timedelta(days=9), district=a_district())
    assert [step.rung for step in steps] == ["warning", "team", "supervisor", "leader"]
    assert [step.missed for step in steps] == [False, True, False, False], "missed once, when it passes"
    assert (left.deadline.next_at, left.deadline.missed) == (None, True)


def test_each_rung_waits_for_its_own_moment():
    district, inquiry = a_district(), an_inquiry()
    due = inquiry.deadline.due_at
    taken = [
        [step.rung for step in climb(inquiry, now=at, district=district)[0]]
        for at in (due - timedelta(seconds=1), due, due + timedelta(seconds=600), due + timedelta(seconds=1_200))
    ]
    assert [len(rungs) for rungs in taken] == [1, 2, 3, 4]


def test_a_warning_that_the_team_cannot_hear_goes_above_it_and_says_so():
    late = NOW + timedelta(minutes=50)
    away = replace(a_district(), staff=tuple(replace(one, absences=AWAY) for one in a_district().staff))
    team = a_district().team(an_inquiry().team)
    above = replace(
        away, staff=tuple(replace(one, absences=()) if one.id == team.supervisor else one for one in away.staff)
    )
    warned = ladder.advance(an_inquiry(), now=late, district=above)
    assert (names(warned.to), warned.skipped) == ([team.supervisor], ("warning to team: nobody reachable",))
    unheard = ladder.advance(an_inquiry(), now=late, district=away)
    assert (names(unheard.to), len(unheard.skipped)) == ([], 3)


def test_the_warning_goes_to_the_assignee_or_else_to_the_team():
    late = NOW + timedelta(minutes=50)
    assert names(ladder.advance(an_inquiry(), now=late, district=a_district()).to) == ["ines", "omar"]
    assert names(ladder.advance(an_inquiry(assignee="omar"), now=late, district=a_district()).to) == ["omar"]


def test_a_rung_that_reaches_nobody_falls_through_at_once_and_says_so():
    district = a_district(staff=staff_with("sofia", mail="", phone=""))
    steps, _ = climb(an_inquiry(), now=NOW + timedelta(days=1), district=district)
    assert [step.rung for step in steps] == ["warning", "team", "leader"]
    assert steps[-1].skipped == ("supervisor: nobody reachable",)


def test_an_absent_persons_substitute_stands_in():
    district = a_district(staff=staff_with("sofia", absences=AWAY, substitute="mia"))
    steps, _ = climb(an_inquiry(), now=NOW + timedelta(days=1), district=district)
    assert names(steps[2].to) == ["mia"]


def test_a_substitute_who_is_absent_too_is_not_followed_further():
    staff = tuple(
        Staff(one.id, one.name, one.roles, one.mail, one.phone, absences=AWAY, substitute="sofia")
        for one in a_district().staff
    )
    steps, left = climb(an_inquiry(), now=NOW + timedelta(days=1), district=a_district(staff=staff))
    assert [names(step.to) for step in steps] == [[], []]
    assert steps[-1].missed
    assert len(steps[-1].skipped) == 3
    assert left.deadline.next_at is None


def test_nobody_is_told_twice_by_one_rung():
    district = a_district(staff=staff_with("ines", absences=AWAY, substitute="omar"))
    step = ladder.advance(an_inquiry(), now=NOW + timedelta(minutes=50), district=district)
    assert names(step.to) == ["omar"]


def test_a_rung_may_name_a_person_and_leaders_are_found_by_role():
    district = a_district(ladders={"standard": (Rung("kai"), Rung("leader"))})
    steps, _ = climb(an_inquiry(), now=NOW + timedelta(days=1), district=district)
    assert [names(step.to) for step in steps[1:]] == [["kai"], ["lena"]]
    assert Role.LEADER in steps[2].to[0].roles


def test_a_ladder_that_grew_shorter_meanwhile_ends():
    inquiry = an_inquiry(deadline=a_deadline(step=2, missed=True, next_at=NOW))
    step = ladder.advance(inquiry, now=NOW, district=a_district(ladders={"standard": (Rung("team"),)}))
    assert (step.to, step.missed, step.clock.next_at) == ((), False, None)


@given(
    st.lists(
        st.tuples(st.sampled_from(["team", "supervisor", "leader", "nobody", "kai"]), st.integers(0, 5_000)), max_size=6
    ),
    st.sets(st.sampled_from(["ines", "omar", "sofia", "lena", "kai", "mia"])),
    st.integers(0, 20_000),
)
def test_whatever_the_ladder_and_whoever_is_away_it_ends_and_takes_no_rung_twice(rungs, away, seconds):
    staff = tuple(
        Staff(one.id, one.name, one.roles, one.mail, one.phone, absences=AWAY if one.id in away else ())
        for one in a_district().staff
    )
    sorted_rungs = tuple(Rung(who, after) for who, after in sorted(rungs, key=lambda rung: rung[1]))
    district = a_district(staff=staff, ladders={"standard": sorted_rungs})
    inquiry = an_inquiry()
    indices = []
    now = NOW + timedelta(seconds=seconds)
    steps, left = climb(inquiry, now=now, district=district)
    indices = [step.clock.step for step in steps]
    assert indices == sorted(set(indices)), "always upward"
    assert sum(step.missed for step in steps) <= 1
    assert left.deadline.next_at is None or left.deadline.next_at > now
