"""Sweep: every minute, whatever is due goes to the escalations queue, and digests whose hour has come to the notifications queue."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from chalicelib.domain.consequences import Action, Consequence, Lane
from chalicelib.domain.errors import Busy
from chalicelib.domain.events import Event, EventType
from chalicelib.ports import Clock, Metrics, Queues, Store

PAGE = 1_000
"""How many keys one query asks for."""
PATIENCE = timedelta(seconds=40)
"""How long one run goes on handing over; it must end before the next minute's, which finds what was left."""


def sweep(*, shards: int, store: Store, queues: Queues, clock: Clock, metrics: Metrics) -> int:
    """How many were queued. One query a shard, and one for every thousand due there, until all is queued or the time is up:
    a thousand are queued before the next are asked for. What is found twice does nothing the second time. Raises Busy when
    some could not be queued: the next minute finds them again."""
    now = clock()
    found, left = 0, 0
    for due in _pages(shards, store, now=now):
        asked = [_climb(reference, at, now) for reference, at in due]
        left += len(queues.put(asked)) if asked else 0
        found += len(due)
        if clock() - now > PATIENCE:
            metrics.count("SweepCutShort")
            break
    if found:
        metrics.count("DeadlineReached", found)
    left += _digests(store, queues, now=now)
    if left:
        raise Busy(f"{left} of {found} deadlines or of the digests could not be queued")
    return found


def _digests(store: Store, queues: Queues, *, now: datetime) -> int:
    """How many could not be queued of the digests whose hour has come. The first thousand: they are off the index when they left."""
    due = store.digests_due(before=now, limit=PAGE)
    asked = [_digest(staff, leaves_at, part, now) for staff, leaves_at, part in due]
    return len(queues.put(asked)) if asked else 0


def _digest(staff: str, leaves_at: datetime, part: int, now: datetime) -> Consequence:
    detail = {"staff": staff, "leaves_at": leaves_at.isoformat(), "part": part}
    event = Event(f"digest-{now:%Y%m%dT%H%M%S}", EventType.DIGEST_DUE, reference="", at=now, detail=detail)
    return Consequence(lane=Lane.NOTIFICATIONS, action=Action.SEND_DIGEST, event=event)


def _pages(shards: int, store: Store, *, now: datetime) -> Iterator[Sequence[tuple[str, datetime]]]:
    """The first of every shard, then the second, and so on: none waits for the end of another."""
    places: dict[int, tuple[str, datetime] | None] = dict.fromkeys(range(shards))
    while places:
        for shard, after in list(places.items()):
            due = store.due(shard, before=now, limit=PAGE, after=after)
            if len(due) < PAGE:
                del places[shard]
            else:
                places[shard] = due[-1]
            yield due


def _climb(reference: str, at: datetime, now: datetime) -> Consequence:
    event = Event(id=f"due-{at:%Y%m%dT%H%M%S}", type=EventType.DEADLINE_REACHED, reference=reference, at=now)
    return Consequence(lane=Lane.ESCALATIONS, action=Action.CLIMB, event=event)
