"""One deed for many on the deployed stack: ordered, taken from the queue, done."""

import smtplib

import pytest
from stack_services import services_of

from chalicelib.domain.bulk import Deed, Order, State
from chalicelib.domain.permissions import actor_of
from chalicelib.domain.words import Role
from chalicelib.usecases.bulk import begin, plan
from chalicelib.usecases.handle import Counter

pytestmark = pytest.mark.stack

MAIL = "From: Pat <bulk.{n}@example.com>\r\nTo: help@earshot.example.org\r\nSubject: Bulk {n}\r\nMessage-ID: <bulk-{n}@example.com>\r\n\r\nHello.\r\n"


def references(services):
    return [one.reference for one in services.store.inbox(limit=50) if one.subject.startswith("Bulk ")]


def test_what_was_ordered_is_done_though_nobody_watches(stack):
    services = services_of(stack)
    for n in range(3):
        with smtplib.SMTP(stack.smtp_host, stack.smtp_port) as door:
            door.sendmail(f"bulk.{n}@example.com", ["help@earshot.example.org"], MAIL.format(n=n).encode())
    stack.eventually(lambda: len(references(services)) == 3)
    district = services.districts.current()
    actor = actor_of(next(one.id for one in district.staff if Role.LEADER in one.roles), district, at=services.clock())
    counter = Counter(services.store, services.districts, services.randomness)
    wanted = plan(Order(Deed.TAG, tags=("storm",)), references(services), actor=actor, at=counter)
    job = begin(wanted, key="k", actor=actor, jobs=services.jobs, at=counter)
    stack.eventually(lambda: services.jobs.get(job.id).state is State.DONE)
    assert set(services.jobs.get(job.id).results.values()) == {"done"}
    assert {services.store.inquiry(one).tags for one in references(services)} == {("storm",)}
