"""The outbox: the table's stream, filtered to items that carry events."""

from collections.abc import Mapping
from typing import Any

from chalicelib.adapters.items import read_events
from chalicelib.batch import Record, Report, report
from chalicelib.bootstrap import Services
from chalicelib.domain.events import Event
from chalicelib.usecases.publish import publish


def handle(event: Mapping[str, Any], services: Services) -> Report:
    """A record of which something could not be handed on is named by its sequence number; the stream repeats from the
    first named one on."""
    numbers: dict[str, str] = {}
    events: list[Event] = []
    broken: list[str] = []
    for record in event.get("Records", ()):
        number = record["dynamodb"]["SequenceNumber"]
        read = _events(record, services)
        if read is None:
            broken.append(number)
            continue
        events += read
        numbers.update((one.id, number) for one in read)
    left = publish(events, queues=services.queues, bus=services.bus, metrics=services.metrics)
    for event_id in sorted(left):
        services.log.later(numbers[event_id], RuntimeError(f"event {event_id} could not be handed on"))
    return report(broken + sorted({numbers[event_id] for event_id in left}))


def _events(record: Record, services: Services) -> tuple[Event, ...] | None:
    """None for an item that cannot be read: the stream isolates it and keeps it for the replay."""
    try:
        return read_events(record["dynamodb"]["NewImage"])
    except (KeyError, TypeError, ValueError) as error:
        services.log.failed(record["dynamodb"]["SequenceNumber"], error)
        return None
