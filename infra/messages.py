"""Looking at a queue's messages and taking them, without losing any."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from infra.clients import Clients

HELD_SECONDS = 30
"""How long a message is out of sight while we look at it or move it."""


def take(clients: Clients, url: str, *, stop: Callable[[Any], bool]) -> Iterator[Any]:
    """Every message once, held out of sight meanwhile. Ends when the queue is empty, or at a message that `stop` knows."""
    while True:
        batch = clients.sqs.receive_message(
            QueueUrl=url,
            MaxNumberOfMessages=10,
            VisibilityTimeout=HELD_SECONDS,
            WaitTimeSeconds=1,
            MessageSystemAttributeNames=["All"],
            MessageAttributeNames=["All"],
        ).get("Messages", [])
        if not batch:
            return
        for place, message in enumerate(batch):
            if stop(message):
                release(clients, url, batch[place:])
                return
            yield message


def look(clients: Clients, url: str, most: int) -> list[Any]:
    """Up to `most` messages, each back in sight when we are done."""
    seen: dict[str, Any] = {}
    for message in take(clients, url, stop=lambda found: len(seen) >= most or found["MessageId"] in seen):
        seen[message["MessageId"]] = message
    release(clients, url, seen.values())
    return list(seen.values())


def release(clients: Clients, url: str, messages: Iterable[Any]) -> None:
    """Back in sight, at once."""
    for message in messages:
        handle = message["ReceiptHandle"]
        clients.sqs.change_message_visibility(QueueUrl=url, ReceiptHandle=handle, VisibilityTimeout=0)


def shown(message: Any) -> dict[str, Any]:
    """What an operator sees of a message."""
    attributes = message.get("Attributes", {})
    sent = int(attributes.get("SentTimestamp", "0")) / 1000
    return {
        "id": message["MessageId"],
        "sent": datetime.fromtimestamp(sent, UTC).isoformat(timespec="seconds"),
        "tries": int(attributes.get("ApproximateReceiveCount", "0")),
        "body": message["Body"],
    }
