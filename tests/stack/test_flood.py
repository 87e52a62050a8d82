"""A danger in a flood: thousands of other notices wait, and the page leaves all the same."""

import json
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from builders import an_inquiry
from stack_services import cases_of, services_of

from chalicelib.adapters.lanes import body_of
from chalicelib.domain.commit import Commit
from chalicelib.domain.consequences import Action, Consequence, Lane
from chalicelib.domain.contact import Address, AddressKind
from chalicelib.domain.events import Event, EventType

pytestmark = pytest.mark.stack

FLOOD = 3_000
"""Of the ten thousand that a district on AWS might see: what this machine's emulator queues in seconds."""
SECONDS, SLOWER = 15, 6
"""Within seconds; on a machine that is busy with other things, within so many times what it takes without a flood."""
DANGER = "I want to kill myself"


@pytest.fixture
def flood(stack):
    """Notices of one inquiry, each its own, none of them sent yet; afterwards the lane is emptied."""
    services, url = services_of(stack), stack.outputs.queues["notifications"]
    reference, stamp = services.randomness.reference(), services.randomness.stamp()
    inquiry = an_inquiry(reference=reference, topic="facilities", team="operations", deadline=None)
    services.store.commit(Commit(reference, stamp, inquiry=inquiry))

    def put(first):
        now = datetime.now(UTC)
        events = [Event(f"flood-{n}", EventType.MESSAGE_RECEIVED, reference, now) for n in range(first, first + 10)]
        bodies = [body_of(Consequence(Lane.NOTIFICATIONS, Action.TELL_TEAM, event)) for event in events]
        entries = [{"Id": str(number), "MessageBody": body} for number, body in enumerate(bodies)]
        assert not stack.clients.sqs.send_message_batch(QueueUrl=url, Entries=entries).get("Failed")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(put, range(0, FLOOD, 10)))
    yield lambda: _waiting(stack, url)
    stack.clients.sqs.purge_queue(QueueUrl=url)


def _waiting(stack, url):
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    found = stack.clients.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=names)["Attributes"]
    return sum(int(found[name]) for name in names)


def _text(stack, number):
    payload = {"originationNumber": number, "destinationNumber": "+12025550100", "messageKeyword": "DANGER"}
    payload |= {"messageBody": DANGER, "inboundMessageId": f"flood-{number}"}
    stack.clients.sns.publish(TopicArn=stack.outputs.sms_topic, Message=json.dumps(payload))


def _paged(stack, number):
    sender = Address(AddressKind.PHONE, number)
    return [event for case in cases_of(stack, sender) for event in case.events if event.type is EventType.PAGE_SENT]


def _page(stack, number):
    """Seconds from a danger's text to its page, and the event."""
    began = time.monotonic()
    _text(stack, number)
    (sent, *_) = stack.eventually(lambda: _paged(stack, number), seconds=120)
    return time.monotonic() - began, sent


@pytest.fixture
def calm(stack):
    """How long a page takes while nothing else happens, its functions warm."""
    _page(stack, "+12025550171")
    return _page(stack, "+12025550172")[0]


def test_a_page_leaves_within_seconds_while_thousands_of_notices_wait(stack, calm, flood, capsys):
    before = flood()
    assert before > FLOOD / 2
    took, sent = _page(stack, "+12025550173")
    left = flood()
    with capsys.disabled():
        print(f"\n{before} notices waited: the page left after {took:.1f} s ({calm:.1f} calm), {left} waited still")  # noqa: T201
    assert set(sent.detail["channels"]) == {"email", "sms"}
    assert took < max(SECONDS, SLOWER * calm)
    assert left > FLOOD / 2, "the flood was not over before"
