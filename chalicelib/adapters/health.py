"""The lanes' counts, as SQS tells them.

Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chalicelib.adapters.calls import transient
from chalicelib.domain.health import LaneHealth

_COUNTS = ("ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible")


@dataclass(frozen=True, slots=True)
class SqsHealth:
    """`client` is a botocore SQS client; `queues` and `dead_letters` are queue URLs by lane."""

    client: Any
    queues: Mapping[str, str]
    dead_letters: Mapping[str, str]

    def __call__(self) -> Sequence[LaneHealth]:
        """One call a queue."""
        return [self.lane(name) for name in self.dead_letters]

    def lane(self, name: str) -> LaneHealth:
        waiting, in_flight = self._counts(self.queues[name]) if name in self.queues else (None, None)
        return LaneHealth(name, waiting, in_flight, dead=self._counts(self.dead_letters[name])[0])

    def _counts(self, url: str) -> tuple[int, int]:
        with transient():
            answer = self.client.get_queue_attributes(QueueUrl=url, AttributeNames=list(_COUNTS))
        waiting, in_flight = (int(answer["Attributes"][name]) for name in _COUNTS)
        return waiting, in_flight


def lanes_of(listed: str) -> tuple[dict[str, str], dict[str, str]]:
    """Queues and dead letters, from a setting of the form `email=URL email!=URL`: the second are the dead letters."""
    named = dict(pair.split("=", 1) for pair in listed.split())
    queues = {name: url for name, url in named.items() if not name.endswith("!")}
    return queues, {name.removesuffix("!"): url for name, url in named.items() if name.endswith("!")}
