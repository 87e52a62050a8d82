"""All conversations at once: a step of each, then the stack comes to rest, then the next."""

import json
import time
import traceback
import uuid
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import zip_longest
from typing import Any

from conversation import Script
from stack.conversations.scene import Scene
from stack_services import services_of

from chalicelib.adapters import items, keys
from chalicelib.adapters.attributes import encode_item
from chalicelib.adapters.codec import to_plain
from chalicelib.domain.events import Event, EventType
from chalicelib.domain.inquiry import Case
from infra.family import Outbox

AT_ONCE = 6
PATIENCE = 120
_NOBODY = "0000-0000"
_DEPTHS = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]


class Stage:
    """The stack, and how one knows that it is at rest."""

    def __init__(self, stack: Any) -> None:
        self.stack = stack
        self.services = services_of(stack)
        self._listen()

    def play(self, scripts: Sequence[Script]) -> dict[str, Scene]:
        """The scenes by name, each played to its end or to its first step that failed."""
        scenes = [Scene(number, self.stack, self.services, one.people) for number, one in enumerate(scripts, start=1)]
        rounds = zip_longest(*(one.steps for one in scripts))
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for steps in rounds:
                list(pool.map(_act, scenes, steps))
                self.rest()
                self._look(scenes)
        return {one.name: scene for one, scene in zip(scripts, scenes, strict=True)}

    # --- rest ---------------------------------------------------------------------------------------------------------

    def rest(self) -> None:
        """Until everything stored was published and every lane stayed empty meanwhile: nothing is left that could
        still be sent. Pages that are to be repeated in some minutes do not count."""
        deadline, before = time.monotonic() + PATIENCE, -1
        while True:
            self._published()
            while not self._idle():
                assert time.monotonic() < deadline, f"never at rest:\n{self.stack.log()[-3000:]}"
                time.sleep(0.3)
            now = self._events()
            if now == before:
                return
            before = now

    def _listen(self) -> None:
        """A rule of the district's bus that tells this test of one made-up event."""
        self._heard = self.stack.clients.sqs.create_queue(QueueName="conversations-heard")["QueueUrl"]
        bus = self.stack.boto("events")
        pattern = {"source": ["earshot"], "detail-type": [EventType.DEADLINE_MET], "detail": {"reference": [_NOBODY]}}
        bus.put_rule(Name="conversations", EventBusName=self.stack.outputs.bus, EventPattern=json.dumps(pattern))
        arn = self.stack.clients.sqs.get_queue_attributes(QueueUrl=self._heard, AttributeNames=["QueueArn"])
        target = {"Id": "heard", "Arn": arn["Attributes"]["QueueArn"]}
        bus.put_targets(Rule="conversations", EventBusName=self.stack.outputs.bus, Targets=[target])

    def _published(self) -> None:
        """Puts an event of its own at the stream's end and waits for it on the bus: all before it were published."""
        word, now = uuid.uuid4().hex, datetime.now(UTC)
        event = Event(f"mark-{word}", EventType.DEADLINE_MET, _NOBODY, now)
        item = keys.key("Z#mark", word) | encode_item({"kind": keys.EVENTS_KIND, "events": to_plain((event,))})
        self.stack.clients.dynamodb.put_item(TableName=self.stack.outputs.table, Item=item)
        self.stack.eventually(lambda: self._hears(word), seconds=PATIENCE)

    def _hears(self, word: str) -> bool:
        sqs = self.stack.clients.sqs
        found = sqs.receive_message(QueueUrl=self._heard, MaxNumberOfMessages=10).get("Messages", [])
        for one in found:
            sqs.delete_message(QueueUrl=self._heard, ReceiptHandle=one["ReceiptHandle"])
        return any(word in one["Body"] for one in found)

    def _idle(self) -> bool:
        return all(self._depth(url) == 0 for url in self.stack.outputs.queues.values())

    def _depth(self, url: str) -> int:
        found = self.stack.clients.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=_DEPTHS)["Attributes"]
        return sum(int(found[one]) for one in _DEPTHS)

    def _events(self) -> int:
        return sum("kind" in item and not item["pk"]["S"].startswith("Z#") for item in self._items())

    # --- what is stored -----------------------------------------------------------------------------------------------

    def _items(self) -> Iterator[Any]:
        pages = self.stack.clients.dynamodb.get_paginator("scan")
        for page in pages.paginate(TableName=self.stack.outputs.table, ConsistentRead=True):
            yield from page["Items"]

    def _look(self, scenes: Sequence[Scene]) -> None:
        cases, outbox = self._cases(), Outbox(self.stack.local.ports.aws)
        mails, texts = outbox.mails(), outbox.texts()
        for scene in scenes:
            scene.mails, scene.texts = mails, texts
            scene.cases = [one for one in cases if _belongs(one, scene)]

    def _cases(self) -> list[Case]:
        partitions: dict[str, list[Any]] = {}
        for item in sorted(self._items(), key=lambda one: (one["pk"]["S"], one["sk"]["S"])):
            if item["pk"]["S"].startswith("I#"):
                partitions.setdefault(item["pk"]["S"][2:], []).append(item)
        alone = {name: case for name, found in partitions.items() if (case := items.read_case(found))}
        whole = (one.joined(alone[part] for part in one.inquiry.merged) for one in alone.values())
        return sorted(whole, key=lambda one: one.inquiry.opened_at)


def _belongs(case: Case, scene: Scene) -> bool:
    writers = {one.sender.value for one in case.messages if one.sender} | {
        one.address.value for one in case.inquiry.participants
    }
    return case.inquiry.reference in scene.known or bool(writers & set(scene.people))


def _act(scene: Scene, steps: Any) -> None:
    """A step that fails ends its own conversation only."""
    if steps is None or scene.trouble:
        return
    try:
        for step in steps if isinstance(steps, tuple) else (steps,):
            step(scene)
    except Exception:  # noqa: BLE001 - told by that conversation's own test
        scene.trouble.append(traceback.format_exc())


@contextmanager
def impatient(stack: Any, seconds: int = 20) -> Iterator[None]:
    """Lanes that hand a message out again soon: two workers that meet at one row settle it in seconds, as on AWS in
    minutes."""
    sqs = stack.clients.sqs
    usual = {
        url: sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["VisibilityTimeout"])["Attributes"]
        for url in stack.outputs.queues.values()
    }
    for url in usual:
        sqs.set_queue_attributes(QueueUrl=url, Attributes={"VisibilityTimeout": str(seconds)})
    yield
    for url, attributes in usual.items():
        sqs.set_queue_attributes(QueueUrl=url, Attributes=attributes)
