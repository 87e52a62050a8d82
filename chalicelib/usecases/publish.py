"""Publish: each event's consequences go to their queues, and the event to the district's bus."""

from collections.abc import Sequence

from chalicelib.domain.consequences import consequences
from chalicelib.domain.events import Event
from chalicelib.ports import Bus, Queues


def publish(events: Sequence[Event], *, queues: Queues, bus: Bus) -> frozenset[str]:
    """The ids of events of which something could not be handed on. Whoever repeats them may repeat what did succeed:
    every consequence is idempotent by its event's id."""
    refused = queues.put([consequence for event in events for consequence in consequences(event)])
    unheard = bus.publish(events)
    return frozenset(consequence.event.id for consequence in refused) | frozenset(event.id for event in unheard)
