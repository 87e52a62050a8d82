"""Look: the inbox as one person of the staff may see it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from chalicelib.domain.district import District
from chalicelib.domain.inbox import Filters, Listing, Order, Row, View, Viewer, listing
from chalicelib.domain.permissions import About, Act, Actor, may
from chalicelib.ports import Inbox, InboxShard


@dataclass(frozen=True, slots=True)
class Glance:
    """What is looked at: a view, narrowed, in an order, from a cursor on."""

    view: View = View.TEAMS
    filters: Filters = field(default_factory=Filters)
    order: Order = Order.DUE
    after: str = ""
    limit: int = 50


@dataclass(frozen=True, slots=True)
class Taken:
    """The inbox as it was read. `state` changes whenever it does."""

    shards: Sequence[InboxShard]
    state: str


def take(inbox: Inbox) -> Taken:
    """One read, whatever the table holds. Raises Busy."""
    shards = inbox.read()
    versions = ",".join(sorted(f"{len(shard.rows)}.{shard.version}" for shard in shards))
    return Taken(shards, sha256(versions.encode()).hexdigest()[:16])


def look(glance: Glance, taken: Taken, *, actor: Actor, district: District, now: datetime) -> Listing:
    """What of it this person may read, and what of that they look at."""
    rows = visible((row for shard in taken.shards for row in shard.rows.values()), actor=actor, district=district)
    return listing(
        rows,
        Viewer(actor.id, actor.teams, now),
        glance.view,
        filters=glance.filters,
        order=glance.order,
        after=glance.after,
        limit=glance.limit,
    )


def visible(rows: Iterable[Row], *, actor: Actor, district: District) -> list[Row]:
    """Those that they may read. What decides is the same for most rows, and so decided once."""
    known: dict[About, bool] = {}
    found = []
    for row in rows:
        matter = about_row(row)
        if matter not in known:
            known[matter] = may(actor, Act.READ, matter, district)
        if known[matter]:
            found.append(row)
    return found


def about_row(row: Row) -> About:
    named = frozenset(filter(None, (row.assignee, *row.told)))
    return About(row.team, row.topic, named, endangered=bool(row.dangers))
