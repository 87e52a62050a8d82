"""What happens to an inquiry from its door to the last report on its last mail, played on an installation one function after
another as the stream and the queues would, and counted."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from importlib import import_module
from io import StringIO
from typing import Any

from bench.installation import Installation
from bench.meter import Exchange, Tally, tally

Event = Mapping[str, Any]
_LISTENERS = {
    "notifications_queue": "notify",
    "pages_queue": "page",
    "escalations_queue": "escalate",
    "email_queue": "email",
}
_NAMES = {"tell_team": "notify_team", "store_files": "store_files"}


@dataclass(frozen=True, slots=True)
class Step:
    """One run of one function, with all that it asked of AWS and was told."""

    name: str
    function: str
    event: Event
    exchanges: list[Exchange]

    @property
    def tally(self) -> Tally:
        return tally(self.exchanges)


@dataclass
class Journey:
    """`steps` in the order they ran. What a step stored or queued waits in `stream`, `changed`,
    `queued` and `mailed`."""

    installation: Installation
    steps: list[Step] = field(default_factory=list)
    stream: list[Event] = field(default_factory=list)
    changed: list[Event] = field(default_factory=list)
    queued: list[tuple[str, str]] = field(default_factory=list)
    mailed: list[str] = field(default_factory=list)

    def run(self, name: str, function: str, event: Event) -> Step:
        """Raises AssertionError when the function reports a failure."""
        with self.installation.meter.counting() as exchanges:
            perform(self.installation, function, event)
        step = Step(name, function, event, exchanges)
        self.steps.append(step)
        for one in exchanges:
            self._follow(one)
        return step

    def settle(self) -> None:
        """Until nothing waits. What is delayed (the next person to page) does not come."""
        while self.stream or self.queued or self.mailed:
            while self.stream:
                self.run("publish", "publish", self.next_record())
            while self.queued:
                function, body = self.queued.pop(0)
                self.run(_name(function, body), function, sqs_event(body))
            while self.mailed:
                self.run("feedback", "feedback", sqs_event(report("Delivery", self.mailed.pop(0))))
        if self.changed:
            self.run("fold", "fold", self.next_changes())

    def next_changes(self) -> Event:
        """What the stream hands over of the inquiries and messages that changed: a second's worth at once."""
        images, self.changed = self.changed, []
        records = [
            {"eventName": "MODIFY", "dynamodb": {"NewImage": image, "SequenceNumber": str(number)}}
            for number, image in enumerate(images, 1)
        ]
        return {"Records": records}

    def next_record(self) -> Event:
        """What the stream hands over: one item that carries events."""
        record = {"eventName": "INSERT", "dynamodb": {"NewImage": self.stream.pop(0), "SequenceNumber": "1"}}
        return {"Records": [record]}

    def invocations(self) -> Counter[str]:
        return Counter(step.function for step in self.steps)

    def total(self) -> Tally:
        return tally([one for step in self.steps for one in step.exchanges])

    def step(self, name: str) -> Step:
        """The first of that name."""
        return next(step for step in self.steps if step.name == name)

    def _follow(self, one: Exchange) -> None:
        if one.operation in {"TransactWriteItems", "PutItem"}:
            self.stream += [item for item in _items(one) if "kind" in item]
            self.changed += [item for item in _items(one) if item["sk"]["S"].startswith(("INQUIRY", "M#"))]
        if one.operation == "SendMessageBatch":
            function = _LISTENERS[one.params["QueueUrl"].rpartition("/")[2]]
            entries = [entry for entry in one.params["Entries"] if not entry["DelaySeconds"]]
            self.queued += [(function, entry["MessageBody"]) for entry in entries]
        if one.operation == "SendEmail":
            self.mailed.append(one.answer["MessageId"])


def perform(installation: Installation, function: str, event: Event) -> None:
    """One warm invocation of a worker, its log lines thrown away."""
    services = installation.services(function)
    with redirect_stdout(StringIO()) as said:
        if function == "api":
            answered = installation.pages(event, None)
            assert answered["statusCode"] < 400, answered
        elif function == "sweep":
            import_module("chalicelib.entry.sweep").handle(services)
        else:
            found = import_module(f"chalicelib.entry.{function}").handle(event, services)
            assert found == {"batchItemFailures": []}, said.getvalue()
        services.metrics.flush()


def sqs_event(body: str) -> Event:
    return {"Records": [{"messageId": "m-1", "body": body, "attributes": {"SentTimestamp": "1772463600000"}}]}


def report(kind: str, message_id: str) -> str:
    """What SES tells of a mail."""
    about: dict[str, Any] = {"eventType": kind, "mail": {"messageId": message_id}}
    return json.dumps(about | ({"bounce": {"bounceType": "Permanent"}} if kind == "Bounce" else {}))


def _items(one: Exchange) -> Iterator[Event]:
    if one.operation == "PutItem":
        yield one.params["Item"]
    for write in one.params.get("TransactItems", ()):
        if "Put" in write:
            yield write["Put"]["Item"]


def _name(function: str, body: str) -> str:
    return _NAMES.get(json.loads(body)["action"], function)
