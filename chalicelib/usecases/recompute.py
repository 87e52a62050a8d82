"""Recompute: the district closed, opened again or changed its configuration: every open deadline is found anew.

One stored event starts it. It is walked shard by shard along the index of what is due, a page a queue message, each of
which asks for the next; a page that is delivered again moves nothing twice. Functions may have opened inquiries for up to
a minute more under what they knew before, so a second walk follows.

What is in force names the event that made it so. A walk whose event is no longer the one has been overtaken: it ends there
and leaves what moves to the walks of the newer change, which look at everything, so that each move is told and counted under
the change that made it due then. Events are only compared as names: whose clock is ahead means nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from chalicelib.domain.consequences import Consequence
from chalicelib.domain.district import District
from chalicelib.domain.errors import Busy, Conflict, Transient
from chalicelib.domain.events import Event
from chalicelib.domain.moving import moving
from chalicelib.ports import Districts, Metrics, Queues, Randomness, Store, Tallies

PAGE = 20
"""Inquiries of one queue message: one read each, and one transaction for each that moves."""
SECOND_WALK = 150
"""Seconds until everything is looked at once more: longer than a function keeps the district it knows."""
_FAR = datetime(9999, 1, 1, tzinfo=UTC)
_TRIES = 5


@dataclass(frozen=True, slots=True)
class Walk:
    """The collaborators."""

    store: Store
    districts: Districts
    queues: Queues
    randomness: Randomness
    metrics: Metrics
    tallies: Tallies


def recompute(consequence: Consequence, *, shards: int, by: Walk) -> int:
    """How many deadlines moved. Raises Transient: the page is delivered again."""
    detail = consequence.event.detail
    if "shard" not in detail:
        walks = [(walk, shard, delay) for walk, delay in ((1, 0), (2, SECOND_WALK)) for shard in range(shards)]
        _ask([_page(consequence, delay, shard=shard, walk=walk) for walk, shard, delay in walks], by)
        return 0
    after = (str(detail["reference"]), datetime.fromisoformat(str(detail["at"]))) if "at" in detail else None
    due = by.store.due(int(detail["shard"]), before=_FAR, limit=PAGE, after=after)
    cause, moved = consequence.event, 0
    if due:
        standing = by.districts.standing()
        if standing.changed_by not in {"", cause.id}:
            by.tallies.end(cause.id, _walk(consequence), overtaken_by=standing.changed_by)
            return 0
        moved = _all([reference for reference, _ in due], cause, standing.district, by)
    if len(due) == PAGE:
        reference, at = due[-1]
        here = {"shard": detail["shard"], "walk": detail["walk"]}
        _ask([_page(consequence, 0, **here, reference=reference, at=at.isoformat())], by)
    else:
        by.tallies.end(cause.id, _walk(consequence))
    return moved


def walk_of(number: int, shard: int) -> str:
    """What the tally calls the first or second walk along a shard."""
    return f"{number}.{shard}"


def _walk(consequence: Consequence) -> str:
    detail = consequence.event.detail
    return walk_of(int(detail["walk"]), int(detail["shard"]))


def _all(references: Sequence[str], cause: Event, district: District, by: Walk) -> int:
    """One inquiry's trouble never keeps another where it is: all are tried, then the first is raised."""
    moved, trouble = 0, list[Transient]()
    for reference in references:
        try:
            moved += _one(reference, cause, district, by)
        except Transient as error:
            trouble.append(error)
    by.metrics.count("DeadlineMoved", moved)
    by.tallies.add(cause.id, seen=len(references), moved=moved)
    if trouble:
        raise trouble[0]
    return moved


def _one(reference: str, cause: Event, district: District, by: Walk) -> int:
    for _ in range(_TRIES):
        inquiry = by.store.inquiry(reference)
        move = moving(inquiry, district, cause=cause, stamp=by.randomness.stamp()) if inquiry else None
        if move is None:
            return 0
        try:
            by.store.commit(move.commit)
        except Conflict:
            continue
        return move.moved
    raise Conflict("inquiry")


def _page(consequence: Consequence, delay: int, **place: object) -> Consequence:
    event = consequence.event
    names = {"names": event.detail["names"]} if "names" in event.detail else {}
    return replace(consequence, event=replace(event, detail=names | place), delay=delay)


def _ask(pages: Sequence[Consequence], by: Walk) -> None:
    left = by.queues.put(pages)
    if left:
        raise Busy(f"{len(left)} of {len(pages)} pages could not be queued")
