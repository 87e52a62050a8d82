"""Sweep: every minute, whatever is due goes to the escalations queue."""

from chalicelib.domain.consequences import Action, Consequence, Lane
from chalicelib.domain.errors import Busy
from chalicelib.domain.events import Event, EventType
from chalicelib.ports import Clock, Metrics, Queues, Store

PER_SHARD = 1_000
"""More than this waits for the next minute; the longest due go first."""


def sweep(*, shards: int, store: Store, queues: Queues, clock: Clock, metrics: Metrics) -> int:
    """How many were queued. One query a shard; what is found twice does nothing the second time. Raises Busy when some
    could not be queued: the next minute finds them again."""
    now = clock()
    due = [one for shard in range(shards) for one in store.due(shard, before=now, limit=PER_SHARD)]
    found = [
        Consequence(
            lane=Lane.ESCALATIONS,
            action=Action.CLIMB,
            event=Event(id=f"due-{at:%Y%m%dT%H%M%S}", type=EventType.DEADLINE_REACHED, reference=reference, at=now),
        )
        for reference, at in due
    ]
    left = queues.put(found) if found else ()
    if found:
        metrics.count("DeadlineReached", len(found))
    if left:
        raise Busy(f"{len(left)} of {len(found)} deadlines could not be queued")
    return len(found)
