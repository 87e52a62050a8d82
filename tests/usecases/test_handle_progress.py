"""How far an inquiry is: it waits, it is closed for a stated outcome, it goes on."""

from datetime import timedelta

import pytest
from at_the_desk import DANGER, an_office, refused, told, wants
from builders import (
    DAY,
    NOW,
    REFERENCE,
    a_closed_inquiry,
    a_consequence,
    a_deadline,
    a_district,
    a_page,
    an_event,
)
from fakes import Office

from chalicelib.domain.consequences import Action, Lane
from chalicelib.domain.events import EventType
from chalicelib.domain.topics import Ending
from chalicelib.domain.wishes import Assign, Close, Prioritise, Reopen, Wait
from chalicelib.domain.words import Priority, Status
from chalicelib.usecases.escalate import escalate
from chalicelib.usecases.reply import reply


def test_the_clock_of_the_next_answer_stands_still_while_it_waits_and_goes_on_after():
    office = an_office(status=Status.OPEN, deadline=a_deadline(kind="next_response"))
    waiting = wants(office, Wait("for the form", until=NOW + DAY))
    assert (waiting.status, waiting.deadline, waiting.wakes_at) == (Status.WAITING, None, NOW + DAY)
    again = wants(office, Reopen("they called"))
    assert (again.status, again.wakes_at) == (Status.OPEN, None)
    assert again.deadline is not None


def test_who_never_heard_from_a_person_is_owed_that_while_it_waits():
    assert wants(an_office(), Wait()).deadline == a_deadline()


def test_it_cannot_wait_for_yesterday_nor_once_closed():
    assert "until" in refused(an_office(), Wait(until=NOW - timedelta(seconds=1)))
    closed = Office()
    closed.store.keep(a_closed_inquiry())
    assert refused(closed, Wait()) == {"reference": "closed"}


def test_closing_ends_the_clock_and_keeps_what_came_of_it():
    office = an_office()
    found = wants(office, Close("answered", "by phone"))
    assert (found.status, found.outcome, found.closed_at, found.deadline) == (Status.CLOSED, "answered", NOW, None)
    assert told(office) == [(EventType.INQUIRY_CLOSED, ())], "nobody answered: what was owed is met by an answer alone"


@pytest.mark.parametrize("changes", [DANGER, {"priority": Priority.CRITICAL}, {"dangers": ("bullying",)}])
def test_a_danger_closes_with_an_outcome_only(changes):
    assert refused(an_office(**changes), Close()) == {"outcome": "outcome_needed"}
    assert wants(an_office(**changes), Close("referred")).status is Status.CLOSED


def test_an_outcome_is_one_of_the_districts():
    assert refused(an_office(), Close("whatever")) == {"outcome": "outcome_unknown"}


@pytest.mark.parametrize(
    ("changes", "fits", "does_not"),
    [({}, "done", "answered"), ({}, "bus only", "front only"), (DANGER, "safe", "done")],
)
def test_it_fits_the_topic_and_what_is_critical_closes_with_one_meant_for_it(changes, fits, does_not):
    """As the page offers them. The usual ones are gone where a district names its own."""
    own = (
        Ending("done", {}),
        Ending("safe", {}, critical=True),
        Ending("bus only", {}, topics=("bus",)),
        Ending("front only", {}, topics=("other",)),
    )
    office = an_office(**changes)
    office.districts.district = a_district(outcomes=own)
    assert refused(office, Close(does_not)) == {"outcome": "outcome_unknown"}
    assert wants(office, Close(fits)).outcome == fits


def test_nothing_closes_while_nobody_acknowledged_its_page():
    office = an_office(**DANGER)
    office.store.keep(a_page())
    assert refused(office, Close("referred")) == {"reference": "danger"}
    office.store.keep(a_page(acknowledged_by="kai"))
    assert wants(office, Close("referred")).status is Status.CLOSED


def test_nothing_is_put_aside_while_nobody_acknowledged_its_page():
    office = an_office(**DANGER)
    office.store.keep(a_page())
    assert refused(office, Wait(until=NOW + DAY)) == {"reference": "danger"}
    office.store.keep(a_page(acknowledged_by="kai"))
    assert wants(office, Wait(until=NOW + DAY)).status is Status.WAITING


@pytest.mark.parametrize(("asked", "wakes"), [(None, DAY), (DAY / 2, DAY / 2), (5 * DAY, 5 * DAY), (90 * DAY, 7 * DAY)])
def test_what_is_critical_waits_a_day_or_as_asked_within_a_week(asked, wakes):
    office = an_office(**DANGER)
    assert wants(office, Wait(until=asked and NOW + asked)).wakes_at == NOW + wakes
    office.clock.advance(seconds=3_600)
    assert wants(office, Wait()).wakes_at == NOW + wakes, "said again without a time it is no later"


def test_what_waits_without_an_end_gets_one_when_it_becomes_critical():
    office = an_office()
    assert wants(office, Wait()).wakes_at is None
    assert wants(office, Prioritise(Priority.CRITICAL)).wakes_at == NOW + DAY


def test_a_danger_that_was_answered_and_is_silent_goes_on_after_a_day_and_an_answer_is_owed():
    office = an_office(**DANGER)
    at = {"store": office.store, "districts": office.districts, "randomness": office.randomness}
    reply(REFERENCE, "I am here. Call me.", staff="ines", **at)
    timer = a_consequence(Action.CLIMB, event=an_event(EventType.DEADLINE_REACHED), lane=Lane.ESCALATIONS)
    office.clock.advance(seconds=86_399)
    assert escalate(timer, **at) == ()
    office.clock.advance(seconds=1)
    assert EventType.INQUIRY_GOES_ON in [one.type for one in escalate(timer, **at)]
    (inquiry,) = office.store.inquiries.values()
    assert (inquiry.status, inquiry.clock("next_response").due_at > office.clock.now) == (Status.OPEN, True)


def test_nothing_closes_while_its_page_is_still_to_begin():
    office = an_office(**DANGER)
    office.store.events[REFERENCE] = [an_event(EventType.DANGER_FOUND)]
    assert refused(office, Close("referred")) == {"reference": "danger"}


@pytest.mark.parametrize("wish", [Reopen("a new word"), Assign("omar"), Close("answered")])
def test_nothing_is_decided_about_what_was_deleted(wish):
    office = an_office(status=Status.CLOSED, participants=())
    office.store.events[REFERENCE] = [an_event(EventType.INQUIRY_DELETED)]
    assert refused(office, wish) == {"reference": "deleted"}


def test_what_is_held_is_released_before_it_is_closed():
    assert refused(an_office(held="spam"), Close("answered")) == {"reference": "held"}
    assert wants(an_office(held="spam"), Assign("omar")).status is Status.NEW
