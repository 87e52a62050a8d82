"""A paged person says: I have it."""

from datetime import timedelta

import pytest
from builders import NOW, REFERENCE, a_page, an_inquiry
from fakes import Office

from chalicelib.domain.errors import Conflict, NotFound
from chalicelib.domain.events import EventType
from chalicelib.usecases.acknowledge import acknowledge


@pytest.fixture
def office():
    fresh = Office()
    fresh.store.keep(an_inquiry(), a_page(id="p-1", step=1))
    return fresh


def ack(office, staff="kai", page="p-1"):
    return acknowledge(REFERENCE, page, actor=office.actor(staff), at=office.counter)


def test_whoever_acknowledges_is_on_the_record(office):
    office.clock.advance(minutes=1)
    found = ack(office)
    assert (found.acknowledged_by, found.acknowledged_at) == ("kai", NOW + timedelta(minutes=1))
    (event,) = office.store.told(REFERENCE, EventType.PAGE_ACKNOWLEDGED)
    assert (event.actor, event.detail["page"]) == ("kai", "p-1")


def test_the_first_to_acknowledge_wins_and_again_is_nothing(office):
    assert [ack(office, "kai"), ack(office, "mia"), ack(office, "kai")] == [ack(office)] * 3
    assert len(office.store.told(REFERENCE, EventType.PAGE_ACKNOWLEDGED)) == 1


def test_two_who_acknowledge_at_once_see_the_same_name(office):
    office.store.interfere.append(lambda: ack(office, "mia"))
    assert ack(office, "kai").acknowledged_by == "mia"


def test_a_step_taken_meanwhile_does_not_lose_the_acknowledgement(office):
    office.store.interfere.append(lambda: office.store.keep(a_page(id="p-1", version=2, step=2)))
    found = ack(office)
    assert (found.acknowledged_by, found.step, found.version) == ("kai", 2, 3)


def test_a_page_that_all_slept_through_can_still_be_acknowledged(office):
    office.store.keep(a_page(id="p-1", step=2, exhausted=True))
    assert ack(office).acknowledged_by == "kai"


def test_an_unknown_page_is_told(office):
    with pytest.raises(NotFound):
        ack(office, page="p-2")


def test_a_table_where_everybody_writes_leaves_it_to_the_caller(office):
    office.store.raise_next(*[Conflict("page")] * 5)
    with pytest.raises(Conflict):
        ack(office)
