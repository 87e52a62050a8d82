"""The table of permissions, held against what the district was promised."""

from dataclasses import replace

import pytest
from builders import NOW, REFERENCE, STAFF, a_deadline, a_district, a_page, an_inquiry
from district_builder import AWAY

from chalicelib.domain.district import District, Staff
from chalicelib.domain.errors import NotAllowed, NotFound
from chalicelib.domain.permissions import (
    OPERATOR,
    SYSTEM,
    TABLE,
    Act,
    about,
    about_page,
    actor_of,
    may,
    may_anywhere,
    require,
)
from chalicelib.domain.words import Role

RECORDER = Staff("rosa", "Rosa Vane", (Role.RECORDER,), mail="rosa@schools.example.org")
ADMIN = Staff("adam", "Adam Quill", (Role.ADMIN,), mail="adam@schools.example.org")
_TEAMS = tuple(
    replace(team, members=(*team.members, "rosa")) if team.id == "transport" else team for team in a_district().teams
)
DISTRICT = a_district(staff=(*STAFF, RECORDER, ADMIN), teams=_TEAMS)
BUS = an_inquiry()
PRIVATE = an_inquiry(topic="wellbeing", team="care")
ORDINARY = {
    "read", "open", "assign", "retopic", "raise", "lower", "tag", "note", "wait", "close", "reopen", "reply",
    "log_call", "regroup", "admit", "release", "reveal", "take_page", "conceal",
}  # fmt: skip
EVERYTHING = ORDINARY | {"lower_danger", "delete", "confirm_reveal"}
PROMISED = {
    ("rosa", "bus"): {"read", "note", "log_call", "take_page"},
    ("rosa", "private"): set(),
    ("ines", "bus"): ORDINARY,
    ("ines", "private"): set(),
    ("kai", "bus"): set(),
    ("kai", "private"): ORDINARY,
    ("sofia", "bus"): EVERYTHING,
    ("sofia", "private"): EVERYTHING,
    ("lena", "bus"): EVERYTHING | {"see_looks"},
    ("lena", "private"): set(),
    ("adam", "bus"): EVERYTHING | {"see_looks"},
    ("adam", "private"): set(),
}
"""Rosa records for transport, Ines is its agent, Kai is an agent of the counsellors, Sofia supervises both; Lena leads."""
CASES = [(who, where, act) for who, where in PROMISED for act in Act]


@pytest.mark.parametrize(("who", "where", "act"), CASES)
def test_everybody_may_what_was_promised_and_nothing_else(who, where, act):
    inquiry = {"bus": BUS, "private": PRIVATE}[where]
    allowed = act.value in PROMISED[who, where]
    actor = actor_of(who, DISTRICT, at=NOW)
    assert may(actor, act, about(inquiry), DISTRICT) is allowed
    if allowed:
        assert require(actor, act, inquiry, DISTRICT, reference=REFERENCE) is inquiry
    elif "read" in PROMISED[who, where]:
        with pytest.raises(NotAllowed):
            require(actor, act, inquiry, DISTRICT, reference=REFERENCE)


@pytest.mark.parametrize("act", Act)
def test_what_somebody_may_not_read_is_told_in_the_words_of_what_is_not_there(act):
    with pytest.raises(NotFound) as hidden:
        require(actor_of("ines", DISTRICT, at=NOW), act, PRIVATE, DISTRICT, reference=REFERENCE)
    with pytest.raises(NotFound) as absent:
        require(actor_of("ines", DISTRICT, at=NOW), act, None, DISTRICT, reference=REFERENCE)
    assert str(hidden.value) == str(absent.value)


def test_a_page_is_taken_by_whom_it_went_to_and_once_nobody_did_by_every_leader():
    stands_in = a_page(paged=("ines",))
    matters = [about_page(PRIVATE, one, DISTRICT) for one in (stands_in, replace(stands_in, exhausted=True))]
    assert [may(actor_of("ines", DISTRICT, at=NOW), Act.TAKE_PAGE, one, DISTRICT) for one in matters] == [True, True]
    assert [may(actor_of("lena", DISTRICT, at=NOW), Act.TAKE_PAGE, one, DISTRICT) for one in matters] == [False, True]
    assert [may(actor_of("adam", DISTRICT, at=NOW), Act.TAKE_PAGE, one, DISTRICT) for one in matters] == [False, False]


def test_every_role_has_a_row():
    assert set(TABLE) == set(Role)


def test_whoever_an_inquiry_is_assigned_to_may_work_on_it():
    assert may(actor_of("ines", DISTRICT, at=NOW), Act.CLOSE, about(replace(PRIVATE, assignee="ines")), DISTRICT)


def test_a_leader_whom_the_ladder_told_may_read_even_what_is_private():
    told = replace(PRIVATE, clocks=(a_deadline(told=("lena",)),))
    assert may(actor_of("lena", DISTRICT, at=NOW), Act.REPLY, about(told), DISTRICT)


def test_who_is_on_call_may_see_to_a_danger_anywhere():
    kai = actor_of("kai", DISTRICT, at=NOW)
    assert not may(kai, Act.READ, about(BUS), DISTRICT)
    assert may(kai, Act.CLOSE, about(replace(BUS, dangers=("self-harm",))), DISTRICT)


@pytest.mark.parametrize("act", Act)
def test_earshot_itself_may_all_and_an_operator_all_but_uncover_a_name(act):
    assert may(SYSTEM, act, about(PRIVATE), DISTRICT)
    assert may(OPERATOR, act, about(PRIVATE), DISTRICT) is ("reveal" not in act)


def test_a_person_without_a_role_may_nothing():
    nobody = replace(actor_of("ines", DISTRICT, at=NOW), roles=())
    assert not any(may(nobody, act, about(BUS), DISTRICT) or may_anywhere(nobody, act) for act in Act)


def test_a_call_can_be_logged_by_anybody_with_that_right():
    assert may_anywhere(actor_of("rosa", DISTRICT, at=NOW), Act.LOG_CALL)
    assert not may_anywhere(actor_of("rosa", DISTRICT, at=NOW), Act.CLOSE)


def away(*people: str, **instead: str) -> District:
    """With those on leave, and who is asked instead."""
    absent = {one.id: replace(one, absences=AWAY, substitute=instead.get(one.id, "")) for one in DISTRICT.staff}
    staff = tuple(absent[one.id] if one.id in people else one for one in DISTRICT.staff)
    return replace(DISTRICT, staff=staff)


def test_who_stands_in_for_somebody_away_does_their_work_and_no_longer_when_they_are_back():
    """They are asked instead, so they must be able to answer: private inquiries too, for they are named."""
    leave = away("kai", kai="ines")
    for act in (Act.READ, Act.REPLY, Act.CLOSE):
        assert may(actor_of("ines", leave, at=NOW), act, about(PRIVATE), leave)
        assert not may(actor_of("ines", DISTRICT, at=NOW), act, about(PRIVATE), DISTRICT)


def test_a_stand_in_keeps_their_own_role():
    leave = away("sofia", sofia="ines")
    assert not may(actor_of("ines", leave, at=NOW), Act.DELETE, about(PRIVATE), leave)


def test_a_chain_of_stand_ins_ends_with_who_is_there():
    leave = away("kai", "omar", kai="omar", omar="ines")
    assert actor_of("ines", leave, at=NOW).stands_for == {"kai", "omar"}
    assert actor_of("omar", leave, at=NOW).stands_for == frozenset()


def test_what_was_given_to_somebody_away_is_their_stand_ins():
    leave = away("kai", kai="omar")
    given = about(replace(PRIVATE, team="front", topic="wellbeing", assignee="kai"))
    assert may(actor_of("omar", leave, at=NOW), Act.REPLY, given, leave)


def test_a_stranger_is_nobody():
    with pytest.raises(NotFound):
        actor_of("nobody", DISTRICT, at=NOW)
