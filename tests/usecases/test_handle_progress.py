"""How far an inquiry is: it waits, it is closed for a stated outcome, it goes on."""

from datetime import timedelta

import pytest
from at_the_desk import DANGER, an_office, refused, told, wants
from builders import (
    DAY,
    NOW,
    REFERENCE,
    a_closed_inquiry,
    a_deadline,
    a_district,
    a_page,
    an_event,
)
from fakes import Office

from chalicelib.domain.events import EventType
from chalicelib.domain.topics import Ending
from chalicelib.domain.wishes import Assign, Close, Reopen, Wait
from chalicelib.domain.words import Priority, Status


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
