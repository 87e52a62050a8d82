"""Climbing, once, however often and late it is asked."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import (
    AWAY,
    DAY,
    NOW,
    REFERENCE,
    a_consequence,
    a_deadline,
    a_district,
    a_page,
    an_event,
    an_inquiry,
)
from fakes import FakeDistricts, Office

from chalicelib.domain.consequences import Action, Lane
from chalicelib.domain.district import Rung
from chalicelib.domain.errors import Conflict, NotFound
from chalicelib.domain.events import EventType
from chalicelib.domain.words import Priority, Reach, Status
from chalicelib.usecases.escalate import escalate

WARNING = NOW + timedelta(minutes=45)
DUE = NOW + timedelta(hours=1)
NOBODY = FakeDistricts(a_district(staff=tuple(replace(one, absences=AWAY) for one in a_district().staff)))


@pytest.fixture
def office():
    fresh = Office()
    fresh.store.keep(an_inquiry())
    return fresh


def climb(office, kind=EventType.DEADLINE_REACHED, **detail):
    event = an_event(kind, id="due-1", detail=detail)
    return escalate(
        a_consequence(Action.CLIMB, event=event, lane=Lane.ESCALATIONS),
        store=office.store,
        districts=office.districts,
        randomness=office.randomness,
    )


def timeline(office):
    return office.store.timeline(REFERENCE)


def test_an_early_timer_does_nothing(office):
    assert climb(office) == ()
    assert office.store.commits == []


def test_when_the_warning_is_due_the_team_is_named(office):
    office.clock.now = WARNING
    (warned,) = climb(office)
    assert (warned.type, warned.detail["to"]) == (EventType.DEADLINE_WARNED, ["ines", "omar"])
    assert warned.detail["waited"] == "45 minutes"


def test_a_doubled_timer_takes_no_second_step(office):
    office.clock.now = WARNING
    climb(office)
    assert climb(office) == ()
    assert timeline(office) == [EventType.DEADLINE_WARNED]


def test_each_step_in_its_time(office):
    for at in (WARNING, DUE, DUE + timedelta(minutes=10), DUE + timedelta(minutes=20), DUE + DAY):
        office.clock.now = at
        climb(office)
    assert timeline(office) == [
        EventType.DEADLINE_WARNED,
        EventType.DEADLINE_MISSED,
        *[EventType.ESCALATION_STEP_TAKEN] * 3,
        EventType.LADDER_EXHAUSTED,
    ]
    taken = office.store.told(REFERENCE, EventType.ESCALATION_STEP_TAKEN)
    assert [event.detail["rung"] for event in taken] == ["team", "supervisor", "leader"]


def test_several_steps_overdue_are_recorded_at_once_in_one_write(office):
    office.clock.now = DUE + DAY
    climb(office)
    assert len(office.store.commits) == 1
    assert timeline(office) == [
        EventType.DEADLINE_WARNED,
        EventType.DEADLINE_MISSED,
        *[EventType.ESCALATION_STEP_TAKEN] * 3,
        EventType.LADDER_EXHAUSTED,
    ]
    last = office.store.told(REFERENCE, EventType.ESCALATION_STEP_TAKEN)[-1]
    assert last.detail["told"] == ["ines", "omar", "sofia"]


def test_how_long_the_family_has_waited_counts_the_days_too(office):
    office.clock.now = NOW + 2 * DAY + timedelta(hours=3)
    assert climb(office)[-2].detail["waited"] == "2 days 3 hours"


def test_a_late_timer_after_the_answer_does_nothing(office):
    office.store.keep(an_inquiry(deadline=None))
    office.clock.now = DUE + DAY
    assert climb(office) == ()


def test_an_answer_written_meanwhile_stops_the_climb(office):
    office.clock.now = DUE
    office.store.interfere.append(lambda: office.store.keep(an_inquiry(version=2, deadline=None)))
    assert climb(office) == ()
    assert timeline(office) == []


def test_nobody_reachable_is_on_the_record_and_the_clock_ends(office):
    office.districts = NOBODY
    office.clock.now = DUE + DAY
    climb(office)
    assert timeline(office) == [
        *[EventType.ESCALATION_STEP_SKIPPED] * 3,
        EventType.DEADLINE_WARNED,
        EventType.DEADLINE_MISSED,
        *[EventType.ESCALATION_STEP_SKIPPED] * 3,
        EventType.LADDER_EXHAUSTED,
    ]
    assert office.store.inquiry(REFERENCE).deadline.next_at is None


def test_a_ladder_that_grew_shorter_is_not_found_due_every_minute_for_ever(office):
    office.store.keep(an_inquiry(deadline=a_deadline(step=2, missed=True, next_at=NOW)))
    office.districts = FakeDistricts(a_district(ladders={"standard": (Rung("team"),)}))
    assert [one.type for one in climb(office)] == [EventType.LADDER_EXHAUSTED]
    assert office.store.inquiry(REFERENCE).deadline.next_at is None


def test_when_somebody_always_writes_first_it_leaves_it_to_the_queue(office):
    office.clock.now = DUE
    office.store.raise_next(*[Conflict("inquiry")] * 5)
    with pytest.raises(Conflict):
        climb(office)


def test_an_inquiry_that_does_not_exist_is_told():
    with pytest.raises(NotFound):
        climb(Office())


# --- pages nobody answered ------------------------------------------------------------------------------------------


@pytest.fixture
def unanswered(office):
    office.store.keep(a_page(id="p-1", exhausted=True, step=2))
    return office


def to_leaders(office):
    return climb(office, EventType.PAGE_UNANSWERED, page="p-1", message="m-1")


def test_a_page_nobody_answered_goes_to_the_leaders_once(unanswered):
    (taken,) = to_leaders(unanswered)
    assert (taken.type, taken.detail["to"], taken.detail["rung"]) == (
        EventType.ESCALATION_STEP_TAKEN,
        ["lena"],
        "leader",
    )
    assert to_leaders(unanswered) == ()


def test_without_a_leader_to_reach_that_is_said(unanswered):
    unanswered.districts = NOBODY
    (skipped,) = to_leaders(unanswered)
    assert skipped.type is EventType.ESCALATION_STEP_SKIPPED


def test_a_page_acknowledged_at_the_last_moment_goes_to_no_leader(unanswered):
    unanswered.store.keep(a_page(id="p-1", exhausted=True, step=2, acknowledged_by="mia", acknowledged_at=NOW))
    assert to_leaders(unanswered) == ()


def test_a_page_that_does_not_exist_is_told(office):
    with pytest.raises(NotFound):
        to_leaders(office)


# --- more than one clock, rungs told again, waiting that ends ---------------------------------------------------------


def test_a_rung_is_told_again_until_somebody_answers_each_time_once():
    again = Rung("supervisor", 600, channel=Reach.BOTH, repeat_seconds=300, times=3)
    office = Office(districts=FakeDistricts(a_district(ladders={"standard": (Rung("team"), again)})))
    office.store.keep(an_inquiry())
    for minutes in range(60, 200):
        office.clock.now = NOW + timedelta(minutes=minutes)
        climb(office)
    taken = office.store.told(REFERENCE, EventType.ESCALATION_STEP_TAKEN)
    at = [(one.detail["rung"], (one.at - DUE).total_seconds(), one.detail.get("again", 0)) for one in taken]
    assert at == [("team", 0, 0), ("supervisor", 600, 0), ("supervisor", 900, 1), ("supervisor", 1_200, 2)]
    assert [one.detail.get("by") for one in taken] == [None, "both", "both", "both"]


def test_a_rung_for_some_priorities_is_no_step_for_others(office):
    rungs = (Rung("team"), Rung("leader", 600, priorities=(Priority.HIGH,)))
    office.districts = FakeDistricts(a_district(ladders={"standard": rungs}))
    office.clock.now = DUE + DAY
    climb(office)
    (taken,) = office.store.told(REFERENCE, EventType.ESCALATION_STEP_TAKEN)
    assert taken.detail["rung"] == "team"


def test_two_clocks_climb_side_by_side_each_on_its_own_ladder(office):
    end = a_deadline(kind="resolution", at=NOW + timedelta(minutes=10))
    office.store.keep(an_inquiry(clocks=(a_deadline(), end), deadline=None))
    office.clock.now = DUE + timedelta(minutes=10)
    climb(office)
    steps = office.store.told(REFERENCE, EventType.ESCALATION_STEP_TAKEN)
    assert [(one.detail["kind"], one.detail["rung"]) for one in steps] == [
        ("first_response", "team"),
        ("first_response", "supervisor"),
        ("resolution", "team"),
    ]


def test_when_the_time_to_wait_is_over_an_answer_is_owed(office):
    office.store.keep(an_inquiry(status=Status.WAITING, deadline=None, wakes_at=NOW + timedelta(minutes=5)))
    assert climb(office) == ()
    office.clock.advance(minutes=5)
    assert [one.type for one in climb(office)] == [EventType.INQUIRY_GOES_ON, EventType.DEADLINE_SET]
    inquiry = office.store.inquiry(REFERENCE)
    assert (inquiry.status, inquiry.wakes_at, inquiry.deadline.kind) == (Status.OPEN, None, "next_response")
    assert climb(office) == ()
