"""Look: the inbox as one person of the staff may see it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from chalicelib.domain.district import District
from chalicelib.domain.inbox import Filters, Listing, Order, Row, View, Viewer, listing
from chalicelib.domain.permissions import About, Act, Actor, may
from chalicelib.ports import Inbox


@dataclass(frozen=True, slots=True)
class Glance:
    """What is looked at: a view, narrowed, in an order, from a cursor on."""

    view: View = View.TEAMS
    filters: Filters = field(default_factory=Filters)
    order: Order = Order.DUE
    after: str = ""
    limit: int = 50


@dataclass(frozen=True, slots=True)
class Looked:
    """`state` changes whenever the inbox does."""

    listing: Listing
    state: str


def look(glance: Glance, *, actor: Actor, inbox: Inbox, district: District, now: datetime) -> Looked:
    """One read, whatever the table holds. Raises Busy."""
    shards = inbox.read()
    rows = visible((row for shard in shards for row in shard.rows.values()), actor=actor, district=district)
    found = listing(
        rows,
        Viewer(actor.id, actor.teams, now),
        glance.view,
        filters=glance.filters,
        order=glance.order,
        after=glance.after,
        limit=glance.limit,
    )
    versions = ",".join(sorted(f"{len(shard.rows)}.{shard.version}" for shard in shards))
    return Looked(found, sha256(versions.encode()).hexdigest()[:16])


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
