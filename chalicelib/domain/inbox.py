"""The inbox: one short row for each inquiry that is not closed, and the views that people take of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from chalicelib.domain.inquiry import Inquiry
from chalicelib.domain.revealing import nameless
from chalicelib.domain.words import Priority, Status

SOON = timedelta(hours=24)
"""How near a deadline is that is due soon."""
_SUBJECT = 90
_NAME = 40


@dataclass(frozen=True, slots=True)
class Row:
    """What the inbox knows of an inquiry. `due_at` is when a person must have answered, None while nothing waits for us; `told` are the
    staff who heard of it so far."""

    reference: str
    version: int
    opened_at: datetime
    updated_at: datetime
    status: Status
    priority: Priority
    topic: str
    team: str
    channel: str
    language: str
    subject: str
    name: str = ""
    school: str = ""
    assignee: str = ""
    due_at: datetime | None = None
    missed: bool = False
    dangers: tuple[str, ...] = ()
    held: bool = False
    anonymous: bool = False
    tags: tuple[str, ...] = ()
    told: tuple[str, ...] = ()


class View(StrEnum):
    MINE = "mine"
    TEAMS = "teams"
    UNASSIGNED = "unassigned"
    SOON = "soon"
    OVERDUE = "overdue"
    CRITICAL = "critical"
    WAITING = "waiting"
    ALL = "all"
    QUARANTINE = "quarantine"


class Order(StrEnum):
    DUE = "due"
    NEWEST = "newest"
    OLDEST = "oldest"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks, and when. `teams` are the person's own."""

    staff: str
    teams: frozenset[str]
    now: datetime


@dataclass(frozen=True, slots=True)
class Filters:
    """Each narrows where it is given; `older` is a least age since opening."""

    topic: str = ""
    team: str = ""
    school: str = ""
    channel: str = ""
    language: str = ""
    assignee: str = ""
    tag: str = ""
    older: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a view: `total` rows match in all, `after` is the next page's cursor or empty. `counts` are of whole views,
    without filters."""

    rows: tuple[Row, ...]
    total: int
    after: str
    counts: Mapping[View, int]


def row_of(inquiry: Inquiry) -> Row | None:
    """None for an inquiry that the inbox does not list: closed, or living on in another."""
    return None if inquiry.status is Status.CLOSED or inquiry.merged_into else as_row(inquiry)


def as_row(inquiry: Inquiry) -> Row:
    shown = nameless(inquiry)
    clock = inquiry.deadline
    return Row(
        reference=inquiry.reference,
        version=inquiry.version,
        opened_at=inquiry.opened_at,
        updated_at=inquiry.updated_at,
        status=inquiry.status,
        priority=inquiry.priority,
        topic=inquiry.topic,
        team=inquiry.team,
        channel=inquiry.channel,
        language=inquiry.language,
        subject=_short(shown.subject, _SUBJECT),
        name=_short(_name(shown), _NAME),
        school=inquiry.school,
        assignee=inquiry.assignee,
        due_at=clock.due_at if clock else None,
        missed=bool(clock and clock.missed),
        dangers=inquiry.dangers,
        held=bool(inquiry.held),
        anonymous=inquiry.anonymous,
        tags=shown.tags,
        told=clock.told if clock else (),
    )


def _name(inquiry: Inquiry) -> str:
    """Of who asked."""
    return next((one.name for one in inquiry.participants if one.admitted), "")


def folded(rows: Mapping[str, Row], changed: Iterable[Inquiry]) -> dict[str, Row]:
    """The rows after those changes, in whatever order and however often they come: the highest version of each stands."""
    found = dict(rows)
    newest: dict[str, Inquiry] = {}
    for inquiry in changed:
        if inquiry.reference not in newest or newest[inquiry.reference].version < inquiry.version:
            newest[inquiry.reference] = inquiry
    for reference, inquiry in newest.items():
        known, row = found.get(reference), row_of(inquiry)
        if known and known.version >= inquiry.version:
            continue
        if row is None:
            found.pop(reference, None)
        else:
            found[reference] = row
    return found


def listing(  # noqa: PLR0913 -- what is looked at, and how
    rows: Iterable[Row],
    viewer: Viewer,
    view: View,
    *,
    filters: Filters,
    order: Order = Order.DUE,
    after: str = "",
    limit: int = 50,
) -> Listing:
    """`rows` are those that the viewer may see. Rows that come or go meanwhile neither repeat nor hide others on the next page."""
    seen = list(rows)
    counts = {one: sum(_IN[one](row, viewer) for row in seen) for one in View}
    chosen = [row for row in seen if _IN[view](row, viewer) and _passes(row, filters, viewer.now)]
    keyed = sorted(((_key(row, order), row) for row in chosen), key=lambda one: one[0])
    start = next((at for at, (key, _) in enumerate(keyed) if key > after), len(keyed)) if after else 0
    page: Sequence[tuple[str, Row]] = keyed[start : start + limit]
    more = start + limit < len(keyed)
    return Listing(tuple(row for _, row in page), len(keyed), page[-1][0] if more else "", counts)


def load_of(rows: Iterable[Row]) -> dict[str, int]:
    """How many inquiries each assignee has open."""
    found: dict[str, int] = {}
    for row in rows:
        if row.assignee and not row.held and row.status is not Status.WAITING:
            found[row.assignee] = found.get(row.assignee, 0) + 1
    return found


def _active(row: Row) -> bool:
    return not row.held and row.status is not Status.WAITING


# Whoever is of no team, as a superintendent, finds in `unassigned` what nobody has anywhere.
_IN: dict[View, Callable[[Row, Viewer], bool]] = {
    View.MINE: lambda row, who: row.assignee == who.staff and not row.held,
    View.TEAMS: lambda row, who: row.team in who.teams and _active(row),
    View.UNASSIGNED: lambda row, who: (row.team in who.teams or not who.teams) and not row.assignee and _active(row),
    View.SOON: lambda row, who: _active(row) and row.due_at is not None and who.now <= row.due_at < who.now + SOON,
    View.OVERDUE: lambda row, who: _active(row) and row.due_at is not None and row.due_at < who.now,
    View.CRITICAL: lambda row, _: row.priority is Priority.CRITICAL and not row.held,
    View.WAITING: lambda row, _: row.status is Status.WAITING and not row.held,
    View.ALL: lambda row, _: not row.held,
    View.QUARANTINE: lambda row, _: row.held,
}


def _passes(row: Row, filters: Filters, now: datetime) -> bool:
    wanted = (
        (filters.topic, row.topic),
        (filters.team, row.team),
        (filters.school, row.school),
        (filters.channel, row.channel),
        (filters.language, row.language),
        (filters.assignee, row.assignee or "-"),
    )
    return (
        all(asked in {"", has} for asked, has in wanted)
        and (not filters.tag or filters.tag in row.tags)
        and (filters.older is None or now - row.opened_at >= filters.older)
    )


def _key(row: Row, order: Order) -> str:
    """Sorts as a text, so that it is the cursor as well. By due time the critical ones come first, the undated last."""
    if order is Order.DUE:
        rank = 0 if row.priority is Priority.CRITICAL else 1
        return f"{rank}{_seconds(row.due_at) if row.due_at else 9_999_999_999:010d}{row.reference}"
    if order is Order.OLDEST:
        return f"{_seconds(row.opened_at):010d}{row.reference}"
    moment = row.opened_at if order is Order.NEWEST else row.updated_at
    return f"{9_999_999_999 - _seconds(moment):010d}{row.reference}"


def _seconds(at: datetime) -> int:
    return int(at.timestamp())


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
