"""The queues behind ports.Queues and the event bus behind ports.Bus. Both take batches of ten and may refuse some of them."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.adapters.codec import from_plain, to_plain
from chalicelib.domain.consequences import Consequence, Lane
from chalicelib.domain.events import Event

BATCH = 10
LONGEST_DELAY = 900
"""SQS delays a message by 15 minutes at most: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html"""
_TRIES = 3
_OURS = frozenset({"send", "other_contacts", "address"})
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SqsLanes:
    """`client` is a boto3 SQS client; `urls` the queue of each lane."""

    client: Any
    urls: Mapping[Lane, str]

    def put(self, consequences: Sequence[Consequence]) -> Sequence[Consequence]:
        left: list[Consequence] = []
        for lane in Lane:
            wanted = [one for one in consequences if one.lane is lane]
            for batch in _batches(wanted):
                left += self._send(lane, batch)
        return left

    def _send(self, lane: Lane, batch: Sequence[Consequence]) -> Sequence[Consequence]:
        """Only what failed is tried again."""
        left = dict(enumerate(batch))
        for _ in range(_TRIES):
            entries = [_entry(number, one) for number, one in left.items()]
            try:
                answer = self.client.send_message_batch(QueueUrl=self.urls[lane], Entries=entries)
            except (ClientError, BotoCoreError):
                continue
            left = {int(failed["Id"]): batch[int(failed["Id"])] for failed in answer.get("Failed", ())}
            if not left:
                break
        return list(left.values())


@dataclass(frozen=True, slots=True)
class EventBridgeBus:
    """`client` is a boto3 EventBridge client. Detail is the event as plain JSON; detail-type its type."""

    client: Any
    bus: str

    def publish(self, events: Sequence[Event]) -> Sequence[Event]:
        left: list[Event] = []
        for batch in _batches(events):
            left += self._put(batch)
        return left

    def _put(self, batch: Sequence[Event]) -> Sequence[Event]:
        left = list(batch)
        for _ in range(_TRIES):
            try:
                answer = self.client.put_events(Entries=[self._bus_entry(event) for event in left])
            except (ClientError, BotoCoreError):
                continue
            results = zip(left, answer["Entries"], strict=True)
            left = [event for event, result in results if "ErrorCode" in result]
            if not left:
                break
        return left

    def _bus_entry(self, event: Event) -> dict[str, Any]:
        return {
            "EventBusName": self.bus,
            "Source": "earshot",
            "DetailType": event.type.value,
            "Time": event.at,
            "Detail": json.dumps(_for_others(event), separators=(",", ":")),
        }


def _for_others(event: Event) -> dict[str, Any]:
    """Without what stands for an address: whoever guesses a phone number could recognise its digest."""
    plain: dict[str, Any] = to_plain(event)
    if "detail" in plain:
        plain["detail"] = {name: value for name, value in plain["detail"].items() if name not in _OURS}
    return plain


def body_of(consequence: Consequence) -> str:
    """What travels on a queue."""
    return json.dumps(to_plain(consequence), separators=(",", ":"), ensure_ascii=False)


def consequence_of(body: str) -> Consequence:
    """What came off a queue. Raises ValueError, KeyError or TypeError for anything else."""
    return from_plain(Consequence, json.loads(body))


def _entry(number: int, consequence: Consequence) -> dict[str, Any]:
    delay = min(consequence.delay, LONGEST_DELAY)
    return {"Id": str(number), "MessageBody": body_of(consequence), "DelaySeconds": delay}


def _batches(all_of_them: Sequence[T]) -> Iterator[Sequence[T]]:
    return (all_of_them[at : at + BATCH] for at in range(0, len(all_of_them), BATCH))
