"""One deed for many, held against the table of permissions: each role, on what it is named on and elsewhere."""

from dataclasses import replace

import pytest
from builders import REFERENCE, an_event
from fake_jobs import FakeJobs
from usecases.test_permitted import PLACES, ROLES, a_scene, permitted

from chalicelib.domain.bulk import Deed, Job, Order, act_of
from chalicelib.domain.consequences import consequences
from chalicelib.domain.events import EventType
from chalicelib.domain.permissions import Act
from chalicelib.usecases.bulk import plan, work

ORDERS = {
    Deed.ASSIGN: Order(Deed.ASSIGN, team="front", person="omar", why="theirs"),
    Deed.TAG: Order(Deed.TAG, tags=("storm",)),
    Deed.CLOSE: Order(Deed.CLOSE, outcome="answered"),
    Deed.REPLY: Order(Deed.REPLY, text="At eight."),
}


def expected(role, place, order):
    if permitted(role, place, act_of(order)):
        return None
    return "forbidden" if permitted(role, place, Act.READ) else "missing"


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("deed", Deed)
def test_the_summary_says_what_the_table_says(deed, role, place):
    scene, order = a_scene(role, place), ORDERS[deed]
    if place == "elsewhere":
        order = replace(order, team="transport") if deed is Deed.ASSIGN else order
    found = plan(order, (REFERENCE,), actor=scene.who, at=scene.office.counter)
    assert found.results.get(REFERENCE) == expected(role, place, order)
    assert bool(found.inquiries) == permitted(role, place, Act.READ)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("deed", Deed)
def test_an_order_does_what_the_table_allows_and_nothing_else(deed, role, place):
    """Even one that was given while its person was still allowed to."""
    scene, order = a_scene(role, place), ORDERS[deed]
    if place == "elsewhere" and deed is Deed.ASSIGN:
        order = replace(order, team="transport")
    now = scene.office.clock()
    jobs = FakeJobs({"j": Job("j", "rui", order, (REFERENCE,), now, now)})
    event = an_event(EventType.BULK_ORDERED, reference="", detail={"job": "j"})
    work(consequences(event)[0], jobs=jobs, at=scene.office.counter)
    assert jobs.jobs["j"].results[REFERENCE] == (expected(role, place, order) or "done")
    assert bool(scene.office.store.commits) == (expected(role, place, order) is None)
