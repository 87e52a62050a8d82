"""Three deadlines side by side, and what starts, stops and ends each."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import NOW, TOPICS, a_district, a_message, an_inquiry
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain import deadlines
from chalicelib.domain.deadline import FIRST_RESPONSE, NEXT_RESPONSE, RESOLUTION
from chalicelib.domain.district import Targets
from chalicelib.domain.events import EventType
from chalicelib.domain.hours import Closure, Hours, Span
from chalicelib.domain.words import Status

TARGETS = Targets(first_response=1_000, next_response=400, warn_percent=75, resolution=10_000)
LONG = 10**9
DISTRICT = a_district(topics=tuple(replace(one, targets=TARGETS) for one in TOPICS))
ENDLESS = a_district(topics=tuple(replace(one, targets=replace(TARGETS, resolution=LONG)) for one in TOPICS))
OPENED = deadlines.opened(an_inquiry(deadline=None), NOW, DISTRICT, message="m-1").inquiry


def at(seconds):
    return NOW + timedelta(seconds=seconds)


def due(inquiry):
    """Kind → seconds after NOW, of the clocks that run."""
    return {one.kind: (one.due_at - NOW).total_seconds() for one in inquiry.running}


def answered(inquiry, *, by="r-1", now=100):
    """As a reply does it: what is owed is met, and the inquiry waits."""
    return deadlines.paused(deadlines.answered(inquiry, by=by).inquiry, at(now)).inquiry


def wrote(inquiry, seconds, district=DISTRICT):
    return deadlines.family_wrote(inquiry, at(seconds), district).inquiry


def test_an_opened_inquiry_owes_a_first_response_and_an_end():
    assert due(OPENED) == {FIRST_RESPONSE: 1_000, RESOLUTION: 10_000}
    assert OPENED.expected_by == at(1_000)
    assert [one.next_at for one in OPENED.clocks] == [at(750), at(7_500)], "each warns at its share of the time"
    assert {one.message for one in OPENED.clocks} == {"m-1"}


def test_without_a_target_the_end_is_whenever():
    open_ended = a_district()
    assert due(deadlines.opened(an_inquiry(deadline=None), NOW, open_ended).inquiry) == {FIRST_RESPONSE: 7_200}


def test_who_writes_again_before_an_answer_starts_nothing_anew():
    assert wrote(OPENED, 500) == OPENED


def test_an_answer_meets_what_is_owed_and_the_end_stands_still():
    change = deadlines.answered(OPENED, by="r-1")
    assert [(one.type, one.detail["kind"]) for one in change.outcomes] == [(EventType.DEADLINE_MET, FIRST_RESPONSE)]
    inquiry = answered(OPENED)
    assert (due(inquiry), inquiry.expected_by, inquiry.next_at) == ({}, None, None)


def test_the_next_response_counts_from_the_oldest_unanswered_message():
    inquiry = wrote(wrote(answered(OPENED), 1_000), 1_300)
    assert due(inquiry)[NEXT_RESPONSE] == 1_400


def test_while_it_waits_for_the_family_the_end_does_not_come_nearer():
    assert due(wrote(answered(OPENED, now=100), 5_100))[RESOLUTION] == 15_000


def test_waiting_and_going_on_keeps_the_time_that_was_left():
    asked = wrote(answered(OPENED), 1_000)
    waits = deadlines.paused(asked, at(1_150)).inquiry
    assert (waits.next_at, waits.expected_by) == (None, None)
    assert due(deadlines.resumed(waits, at(9_150), DISTRICT).inquiry)[NEXT_RESPONSE] == 9_400


def test_who_never_heard_from_a_person_is_owed_that_while_it_waits():
    assert FIRST_RESPONSE in due(deadlines.paused(OPENED, at(10)).inquiry)


def test_a_missed_deadline_that_stood_still_stays_missed_and_its_next_step_keeps_its_distance():
    asked = wrote(answered(OPENED), 1_000)
    (late,) = [one for one in asked.clocks if one.kind == NEXT_RESPONSE]
    late = replace(late, missed=True, step=1, next_at=at(2_000))
    waits = deadlines.paused(replace(asked, clocks=(late,)), at(1_900)).inquiry
    (goes_on,) = deadlines.resumed(waits, at(5_000), DISTRICT).inquiry.clocks
    assert (goes_on.due_at, goes_on.next_at, goes_on.missed) == (late.due_at, at(5_100), True)


def test_a_bounced_answer_answers_nobody():
    change = deadlines.bounced(answered(OPENED), DISTRICT, by="r-1")
    assert change.inquiry == OPENED, "as it ran"
    assert {one.detail["kind"] for one in change.outcomes} == {FIRST_RESPONSE, RESOLUTION}


def test_what_was_closed_while_it_counted_as_answered_takes_nothing_from_it():
    allday = Hours("district", week=((Span(0, 1_440),),) * 7)
    shut = replace(DISTRICT, calendars=(allday,), closures=(Closure("snow", at(200), at(3_800)),))
    inquiry = deadlines.opened(an_inquiry(deadline=None), NOW, replace(shut, closures=())).inquiry
    again = deadlines.bounced(answered(inquiry), shut, by="r-1").inquiry
    assert due(again)[FIRST_RESPONSE] == 4_600


def test_a_missed_one_that_is_owed_again_stays_where_it_was():
    (first, *rest) = OPENED.clocks
    late = replace(OPENED, clocks=(replace(first, missed=True, step=1), *rest))
    shut = replace(DISTRICT, closures=(Closure("snow", at(200), at(3_800)),))
    assert deadlines.bounced(answered(late), shut, by="r-1").inquiry == late


def test_of_two_answers_one_that_bounces_leaves_the_other():
    twice = answered(answered(OPENED, by="r-1"), by="r-2")
    once = deadlines.bounced(twice, DISTRICT, by="r-1").inquiry
    assert due(once) == {}
    assert due(deadlines.bounced(once, DISTRICT, by="r-2").inquiry)[FIRST_RESPONSE] == 1_000


def test_a_bounce_that_comes_after_the_next_question_makes_both_owed():
    inquiry = deadlines.bounced(wrote(answered(OPENED), 200), DISTRICT, by="r-1").inquiry
    assert due(inquiry) == {FIRST_RESPONSE: 1_000, NEXT_RESPONSE: 600, RESOLUTION: due(inquiry)[RESOLUTION]}
    assert due(deadlines.answered(inquiry, by="r-2").inquiry).keys() == {RESOLUTION}


def test_the_bounce_of_somebody_elses_reply_changes_nothing():
    assert deadlines.bounced(answered(OPENED), DISTRICT, by="r-9") is None


def test_what_is_closed_owes_nothing_and_opened_again_an_answer_is_owed_and_it_ends_later():
    closed = deadlines.closed(OPENED, at(4_000))
    assert [one.detail["kind"] for one in closed.outcomes] == [RESOLUTION]
    assert (due(closed.inquiry), closed.inquiry.expected_by) == ({}, None)
    assert due(deadlines.reopened(closed.inquiry, at(9_000), DISTRICT).inquiry) == {
        NEXT_RESPONSE: 9_400,
        RESOLUTION: 15_000,
    }


def test_other_targets_move_what_was_not_missed():
    shorter = a_district(topics=tuple(replace(one, targets=Targets(600, 400, 50, 20_000)) for one in TOPICS))
    change = deadlines.recomputed(OPENED, shorter)
    assert due(change.inquiry) == {FIRST_RESPONSE: 600, RESOLUTION: 20_000}
    assert change.inquiry.clocks[0].next_at == at(300)
    assert len(change.outcomes) == 2
    missed = replace(OPENED, clocks=tuple(replace(one, missed=True) for one in OPENED.clocks))
    assert deadlines.recomputed(missed, shorter).inquiry.clocks == missed.clocks


def test_a_topic_that_wants_an_end_counts_it_from_opening_and_one_that_waits_stands_still():
    endless = deadlines.opened(an_inquiry(deadline=None), NOW, a_district()).inquiry
    moved = deadlines.about_another_topic(endless, at(300), DISTRICT)
    assert due(moved.inquiry) == {FIRST_RESPONSE: 1_000, RESOLUTION: 10_000}
    assert {one.detail["kind"] for one in moved.outcomes} == {FIRST_RESPONSE, RESOLUTION}
    assert deadlines.about_another_topic(moved.inquiry, at(900), DISTRICT) == deadlines.Change(moved.inquiry)
    waits = replace(answered(endless, now=100), status=Status.WAITING)
    still = deadlines.about_another_topic(waits, at(300), DISTRICT).inquiry
    assert due(still) == {}
    assert due(wrote(still, 5_000))[RESOLUTION] == 5_000 + 9_700


def test_what_stands_still_goes_on_under_the_targets_of_that_day():
    sooner = a_district(topics=tuple(replace(one, targets=replace(TARGETS, resolution=4_000)) for one in TOPICS))
    assert due(wrote(answered(OPENED, now=1_000), 9_000, sooner))[RESOLUTION] == 9_000 + 3_000


def test_under_the_same_rules_nothing_moves_and_nothing_is_said():
    change = deadlines.recomputed(OPENED, DISTRICT)
    assert change == deadlines.Change(OPENED)


def test_of_two_that_become_one_the_stricter_runs_and_one_that_stands_still_gives_way():
    earlier, later = OPENED.clocks[:1], deadlines.opened(an_inquiry(deadline=None), at(50), DISTRICT).inquiry.clocks[:1]
    assert deadlines.joined(later, earlier) == deadlines.joined(earlier, later) == earlier
    still = (replace(earlier[0], paused_at=NOW),)
    assert deadlines.joined(still, later) == later


def test_without_the_oldest_question_the_next_one_counts():
    asked = wrote(answered(OPENED), 1_000)
    rest = a_message(id="m-3", at=at(1_200))
    assert due(deadlines.moved_on(asked, rest, DISTRICT).inquiry)[NEXT_RESPONSE] == 1_600
    assert NEXT_RESPONSE not in due(deadlines.moved_on(asked, None, DISTRICT).inquiry)


ACTS = st.lists(st.tuples(st.sampled_from(["write", "answer", "wait", "go on"]), st.integers(1, 3_000)))


@given(ACTS)
def test_whatever_happens_the_time_that_ran_is_the_time_that_was_used(acts):
    """The resolution's clock, second for second, against a plain stopwatch; and what is owed is what the family waits for."""
    inquiry, now, ran, owed = deadlines.opened(an_inquiry(deadline=None), NOW, ENDLESS).inquiry, 0, 0, 0
    for act, seconds in acts:
        now += seconds
        ran += seconds if inquiry.status is not Status.WAITING else 0
        inquiry, owed = _act(inquiry, act, now, owed)
        (end,) = [one for one in inquiry.clocks if one.kind == RESOLUTION]
        if not end.paused_at:
            assert (end.due_at - at(now)).total_seconds() == LONG - ran
        kinds = {one.kind for one in inquiry.clocks} - {RESOLUTION}
        assert bool(kinds) == (owed is not None)
        if owed is not None and not any(one.paused_at or one.since for one in inquiry.clocks):
            assert min(one.started_at for one in inquiry.clocks if one.kind in kinds) == at(owed)


def _act(inquiry, act, now, owed):
    match act:
        case "write":
            fresh = wrote(replace(inquiry, status=Status.OPEN), now, ENDLESS)
            return fresh, now if owed is None else owed
        case "answer":
            return replace(answered(inquiry, by=f"r-{now}", now=now), status=Status.WAITING), None
        case "wait":
            return replace(deadlines.paused(inquiry, at(now)).inquiry, status=Status.WAITING), owed
        case "go on":
            fresh = deadlines.resumed(inquiry, at(now), ENDLESS).inquiry
            return replace(fresh, status=Status.OPEN), owed
    return inquiry, owed


@pytest.mark.parametrize("seconds", [0, 1, 399, 400, 5_000])
def test_pausing_for_no_time_changes_nothing(seconds):
    asked = wrote(answered(OPENED), 1_000)
    stood = deadlines.resumed(deadlines.paused(asked, at(1_000 + seconds)).inquiry, at(1_000 + seconds), DISTRICT)
    assert due(stood.inquiry) == due(asked)
