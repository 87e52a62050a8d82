"""Districts of the tests' own on the deployed stack, and when its functions know of them."""

from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count

from stack_services import services_of

from chalicelib.domain.hours import Hours, Span
from infra import config
from infra.up import DISTRICT

ALWAYS_OPEN = (Hours("district", week=((Span(0, 1_440),),) * 7),)
"""Open on every day, so that whenever the tests run a closure takes something away."""


@contextmanager
def district_of(stack, **changes):
    """The demo's with those changes, all its topics on the one calendar, in force until the end; then the demo's again."""
    demo = config.read(DISTRICT)
    topics = tuple(replace(topic, calendar="") for topic in changes.pop("topics", demo.topics))
    versions = config.versions(stack.outputs, stack.clients)
    version = versions.push(replace(demo, topics=topics, schools=(), **changes), now=datetime.now(UTC))
    try:
        yield versions.stored(version)
    finally:
        versions.push(demo, now=datetime.now(UTC))


def asked_under(stack, version, write):
    """The first inquiry that was opened under that version: a function may know an older one for a minute. `write` sends a
    message with that number and gives the words that find it."""
    store = services_of(stack).store
    numbers = count()

    def opened():
        words = write(next(numbers))
        found = stack.eventually(lambda: [one for one in store.inbox(limit=50) if one.subject == words])
        inquiry = store.inquiry(found[0].reference)
        return inquiry if inquiry.decided_under == version else None

    return stack.eventually(opened, seconds=120)
