"""Publish: each event's consequences go to their queues, and the event to the district's bus.

The bus is for others: its trouble never holds the stream, behind which pages wait. An event that it refuses is queued to
be announced later."""

from collections.abc import Sequence

from chalicelib.domain.consequences import COUNTED, Action, Consequence, Lane, consequences
from chalicelib.domain.errors import Busy
from chalicelib.domain.events import Event
from chalicelib.ports import Bus, Metrics, Queues

LATER = 60
"""Seconds until an event that the bus refused is announced again."""


def publish(events: Sequence[Event], *, queues: Queues, bus: Bus, metrics: Metrics) -> frozenset[str]:
    """The ids of events of which something could not be handed on. Whoever repeats them may repeat what did succeed:
    every consequence is idempotent by its event's id."""
    for event in events:
        if event.type in COUNTED:
            metrics.count(event.type)
    refused = queues.put([consequence for event in events for consequence in consequences(event)])
    later = [Consequence(Lane.NOTIFICATIONS, Action.ANNOUNCE, event, delay=LATER) for event in bus.publish(events)]
    refused = [*refused, *queues.put(later)] if later else refused
    return frozenset(consequence.event.id for consequence in refused)


def announce(consequence: Consequence, *, bus: Bus) -> None:
    """Once more, for the bus alone. Raises Busy (the queue repeats, then keeps it)."""
    if bus.publish([consequence.event]):
        raise Busy("the bus takes no events")
