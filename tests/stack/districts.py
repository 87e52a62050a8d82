"""Districts of the tests' own on the deployed stack, and when its functions know of them."""

import re
import smtplib
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count

from click.testing import CliRunner
from stack_services import services_of

from chalicelib.domain.hours import Hours, Span
from infra import config
from infra.__main__ import main
from infra.up import DISTRICT

ALWAYS_OPEN = (Hours("district", week=((Span(0, 1_440),),) * 7),)
"""Open on every day, so that whenever the tests run a closure takes something away."""
_MAIL = (
    "From: Sky <{parent}>\r\nTo: help@earshot.example.org\r\nSubject: {words}\r\nMessage-ID: <{parent}>\r\n"
    "\r\nWhich form do I need?\r\n"
)


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


def by_mail(stack, subject):
    """What `asked_under` writes with: another parent's mail each time."""

    def write(number):
        parent = f"{number}.{subject.lower()}.parent@example.com"
        with smtplib.SMTP(stack.smtp_host, stack.smtp_port) as door:
            mail = _MAIL.format(words=f"{subject} {number}", parent=parent)
            door.sendmail(parent, ["help@earshot.example.org"], mail.encode())
        return f"{subject} {number}"

    return write


def command(stack, *words):
    """What `python -m infra` prints when given those words against this stack."""
    done = CliRunner().invoke(main, [str(word) for word in words], env={"EARSHOT_AWS_PORT": str(stack.local.ports.aws)})
    assert done.exit_code == 0, done.output
    return done.output


def moved_as(said):
    """How many open deadlines moved, as a command that waited says it."""
    (number,) = re.findall(r"^(\d+) open deadlines? moved \(\d+ looks? at inquiries\)$", said, re.MULTILINE)
    return int(number)
