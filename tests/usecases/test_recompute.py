"""A closure, a reopening or a push finds every open deadline anew, a page at a time, and tells families once."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import a_district, a_stamp, an_event, an_inquiry
from calendars import WEEK, local
from fake_store import SHARDS
from fakes import FakeDistricts, FakeRandomness, FakeTallies, Office

from chalicelib.domain import deadlines
from chalicelib.domain.consequences import Action, Consequence, Lane, consequences
from chalicelib.domain.errors import Busy
from chalicelib.domain.events import EventType
from chalicelib.domain.hours import Closure, Hours
from chalicelib.domain.moving import moving
from chalicelib.domain.words import Priority
from chalicelib.ports import Tally
from chalicelib.usecases.recompute import PAGE, Walk, recompute, walk_of

MONDAY = local("2026-03-02 11:00")
OPEN = a_district(calendars=(Hours("district", week=WEEK),))
SNOW = Closure("c1", local("2026-03-02 12:00"), local("2026-03-03 00:00"), names={"en": "snow"})
SHUT = replace(OPEN, closures=(SNOW,))
EVERY_WALK = {walk_of(number, shard) for number in (1, 2) for shard in range(SHARDS)}
CAUSE = an_event(EventType.DISTRICT_CLOSED, reference="", detail={"names": {"en": "snow"}})


def asked(district=OPEN, **changes):
    """Opened on Monday at 11:00, due at 13:00."""
    bare = an_inquiry(opened_at=MONDAY, **({"deadline": None} | changes))
    return deadlines.opened(bare, MONDAY, district).inquiry


@pytest.fixture
def office():
    office = Office()
    office.clock.now = local("2026-03-02 12:05")
    office.districts = FakeDistricts(SHUT)
    return office


@pytest.fixture
def walk(office):
    return Walk(office.store, office.districts, office.queues, office.randomness, office.metrics, FakeTallies())


def run(walk, office, cause=CAUSE):
    """Until no page is left; how many messages that took."""
    left, turns = [Consequence(Lane.ESCALATIONS, Action.RECOMPUTE, cause)], 0
    while left:
        recompute(left.pop(0), shards=SHARDS, by=walk)
        left += office.queues.taken
        office.queues.taken.clear()
        turns += 1
    return turns


def test_what_was_due_in_the_snow_is_due_the_next_morning(office, walk):
    office.store.keep(asked())
    run(walk, office)
    (inquiry,) = office.store.inquiries.values()
    assert inquiry.deadline.due_at == inquiry.expected_by == local("2026-03-03 09:00")
    assert inquiry.deadline.derivation.gaps[0].reasons == ({"en": "snow"},)
    (event,) = office.store.commits[-1].events
    assert event.type is EventType.DEADLINE_MOVED
    assert event.detail["was"] == local("2026-03-02 13:00").isoformat()
    assert event.detail["cause"] == "DistrictClosed"
    assert [one.action for one in consequences(event)] == [Action.TELL_FAMILY]


def test_a_second_walk_moves_nothing_and_a_page_delivered_again_neither(office, walk):
    office.store.keep(asked())
    run(walk, office)
    commits = len(office.store.commits)
    run(walk, office)
    assert len(office.store.commits) == commits == 1
    assert walk.tallies.read(CAUSE.id).moved == 1


def test_forty_five_inquiries_of_a_shard_take_three_pages_and_each_moves_once(office, walk):
    drawn = FakeRandomness()
    references = [one for one in (drawn.reference() for _ in range(400)) if _shard(one) == 0][:45]
    office.store.keep(*(asked(reference=one) for one in references))
    turns = run(walk, office)
    assert len(office.store.commits) == 45
    assert walk.tallies.read(CAUSE.id).moved == 45
    assert turns <= 1 + 2 * (SHARDS + 2 * (45 // PAGE + 1)), "a walk meets what it moved at most once more"


def test_both_walks_of_every_shard_come_to_an_end_and_say_so(office, walk):
    office.store.keep(asked())
    run(walk, office)
    assert walk.tallies.read(CAUSE.id).walked == EVERY_WALK


def test_a_walk_that_met_trouble_has_not_ended(office, walk):
    office.store.keep(asked())
    office.store.raise_next(Busy("the table is throttled"))
    shard = _shard(asked().reference)
    page = replace(CAUSE, detail={"names": {}, "shard": shard, "walk": 1})
    with pytest.raises(Busy):
        recompute(Consequence(Lane.ESCALATIONS, Action.RECOMPUTE, page), shards=SHARDS, by=walk)
    assert walk.tallies.read(CAUSE.id).walked == frozenset()


EARLIER = replace(CAUSE, id="an-hour-ahead-by-its-own-clock-0")
"""The push before the snow. Its name says nothing of when it was."""


def test_a_walk_that_a_newer_change_overtook_leaves_the_moving_to_that_ones_walk(office, walk):
    office.store.keep(asked())
    office.districts.changed_by = CAUSE.id
    run(walk, office, EARLIER)
    assert office.store.commits == []
    overtaken = walk.tallies.read(EARLIER.id)
    assert (overtaken.seen, overtaken.moved, overtaken.overtaken_by) == (0, 0, CAUSE.id)
    assert overtaken.walked == EVERY_WALK, "whoever follows it is told that it is over"
    run(walk, office)
    assert walk.tallies.read(CAUSE.id).moved == 1
    (event,) = office.store.commits[-1].events
    assert event.detail["cause"] == "DistrictClosed"


def test_a_second_walk_that_was_overtaken_keeps_what_the_first_moved(office, walk):
    office.store.keep(asked())
    office.districts.changed_by = EARLIER.id
    recompute(Consequence(Lane.ESCALATIONS, Action.RECOMPUTE, EARLIER), shards=SHARDS, by=walk)
    first, second = ([one for one in office.queues.taken if one.event.detail["walk"] == turn] for turn in (1, 2))
    for one in first:
        recompute(one, shards=SHARDS, by=walk)
    office.districts.district, office.districts.changed_by = OPEN, CAUSE.id
    for one in second:
        recompute(one, shards=SHARDS, by=walk)
    assert walk.tallies.read(EARLIER.id).moved == 1
    assert len(office.store.commits) == 1, "the reopening's own walk moves it back"
    run(walk, office)
    assert walk.tallies.read(CAUSE.id).moved == 1


def test_a_walk_overtaken_in_the_middle_asks_for_no_more_of_it(office, walk):
    drawn = FakeRandomness()
    references = [one for one in (drawn.reference() for _ in range(400)) if _shard(one) == 0][:45]
    office.store.keep(*(asked(reference=one) for one in references))
    office.districts.changed_by = EARLIER.id
    page = replace(EARLIER, detail={"names": {}, "shard": 0, "walk": 1})
    recompute(Consequence(Lane.ESCALATIONS, Action.RECOMPUTE, page), shards=SHARDS, by=walk)
    (following,) = office.queues.taken
    office.queues.taken.clear()
    office.districts.changed_by = CAUSE.id
    recompute(following, shards=SHARDS, by=walk)
    assert office.queues.taken == []
    assert walk.tallies.read(EARLIER.id) == Tally(PAGE, PAGE, frozenset({"1.0"}), CAUSE.id)


def test_where_nothing_says_what_changed_it_last_every_walk_moves(office, walk):
    """As an older command left it."""
    office.store.keep(asked())
    office.districts.changed_by = ""
    run(walk, office, EARLIER)
    assert walk.tallies.read(EARLIER.id).moved == 1


def _shard(reference):
    from zlib import crc32  # noqa: PLC0415

    return crc32(reference.encode()) % SHARDS


@pytest.mark.parametrize(
    ("quirk", "changes"),
    [
        ("critical", {"priority": Priority.CRITICAL}),
        ("held", {"held": "spam"}),
    ],
)
def test_what_knows_no_calendar_stays(quirk, changes):
    inquiry = asked(**changes) if quirk == "critical" else replace(an_inquiry(deadline=None), held="spam")
    assert moving(inquiry, SHUT, cause=CAUSE, stamp=a_stamp()) is None


def test_a_missed_deadline_stays_missed():
    inquiry = asked()
    missed = replace(inquiry, clocks=tuple(replace(one, missed=True) for one in inquiry.clocks))
    assert moving(missed, SHUT, cause=CAUSE, stamp=a_stamp()) is None


def test_another_schools_closure_moves_nothing():
    birch = replace(OPEN, closures=(replace(SNOW, school="birch"),))
    assert moving(asked(school="alder"), birch, cause=CAUSE, stamp=a_stamp()) is None
    assert moving(asked(school="birch"), birch, cause=CAUSE, stamp=a_stamp()) is not None


def test_who_may_be_in_danger_is_told_nothing_of_opening_hours():
    move = moving(asked(dangers=("bullying",)), SHUT, cause=CAUSE, stamp=a_stamp())
    assert move.moved == 1
    assert consequences(move.commit.events[0]) == ()


def test_a_push_that_brings_a_date_forward_is_no_news_and_one_that_puts_it_off_is():
    pushed = replace(CAUSE, type=EventType.CONFIGURATION_PUSHED, detail={})
    sooner = moving(asked(SHUT), OPEN, cause=pushed, stamp=a_stamp())
    later = moving(asked(), SHUT, cause=pushed, stamp=a_stamp())
    assert [len(consequences(one.commit.events[0])) for one in (sooner, later)] == [0, 1]


def test_what_a_closure_put_off_is_told_with_its_reason_whichever_walk_comes_first():
    """The walk of a push that was still on its way when the snow day was declared."""
    pushed = replace(CAUSE, type=EventType.CONFIGURATION_PUSHED, detail={})
    elsewhere = replace(SNOW, names={"en": "a burst pipe"}, school="birch")
    both = replace(OPEN, closures=(elsewhere, SNOW))
    (event,) = moving(asked(), both, cause=pushed, stamp=a_stamp()).commit.events
    assert event.detail["names"] == {"en": "snow"}
    unnamed = replace(OPEN, closures=(replace(SNOW, names={}),))
    (event,) = moving(asked(), unnamed, cause=pushed, stamp=a_stamp()).commit.events
    assert event.detail["names"] == {}


def test_a_reopening_moves_it_back_and_says_so():
    reopened = replace(CAUSE, type=EventType.DISTRICT_REOPENED)
    move = moving(asked(SHUT), OPEN, cause=reopened, stamp=a_stamp())
    assert move.commit.inquiry.deadline.due_at == local("2026-03-02 13:00")
    assert len(consequences(move.commit.events[0])) == 1


def test_a_page_that_cannot_ask_for_the_next_is_delivered_again(office, walk):
    office.queues.refuses = {Action.RECOMPUTE}
    with pytest.raises(Busy):
        recompute(Consequence(Lane.ESCALATIONS, Action.RECOMPUTE, CAUSE), shards=SHARDS, by=walk)


def test_somebody_who_writes_at_the_same_moment_is_built_upon(office, walk):
    inquiry = asked()
    office.store.keep(inquiry)
    theirs = replace(inquiry, version=2, subject="theirs")
    office.store.interfere.append(lambda: office.store.keep(theirs))
    run(walk, office)
    (stored,) = office.store.inquiries.values()
    assert (stored.version, stored.subject) == (3, "theirs")
    assert stored.expected_by == local("2026-03-03 09:00")


def test_what_stood_still_while_it_snowed_goes_on_with_what_was_left():
    answered = deadlines.answered(asked(), by="m1").inquiry
    owed = deadlines.family_wrote(answered, MONDAY, OPEN, message="m2").inquiry
    waits = deadlines.paused(owed, local("2026-03-02 11:15")).inquiry
    again = deadlines.resumed(waits, local("2026-03-03 10:00"), SHUT).inquiry
    assert again.clock("next_response").due_at == local("2026-03-03 10:45"), "an hour, of which a quarter was used"


def test_a_deadline_that_waits_for_the_family_does_not_end_its_wait():
    inquiry = asked()
    still = replace(
        inquiry, clocks=tuple(replace(one, paused_at=MONDAY + timedelta(minutes=5)) for one in inquiry.clocks)
    )
    move = moving(still, SHUT, cause=CAUSE, stamp=a_stamp())
    assert move.commit.events == (), "nobody is owed anything meanwhile"
    assert all(one.paused_at for one in move.commit.inquiry.clocks)


def test_around_the_clock_nothing_moves():
    bare = a_district()
    assert moving(asked(bare), replace(bare, closures=(SNOW,)), cause=CAUSE, stamp=a_stamp()) is None
