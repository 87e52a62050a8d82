"""A digest: the notices that wait for one person, and leave in one mail (docs/decisions/digest.md)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.domain.contact import Address, AddressKind
from chalicelib.domain.inquiry import Inquiry, Send
from chalicelib.domain.words import Delivery, Priority

TEMPLATE = "staff_digest"
MOST = 100
"""Lines of one digest; what comes beyond begins another for the same hour."""
WAITS = frozenset(
    {
        "team_new",
        "team_message",
        "team_held",
        "team_bounced",
        "team_bounced_some",
        "team_unconfirmed",
        "team_unreached",
        "team_moved",
        "staff_assigned",
        "staff_called",
    }
)
"""Notices that may wait. Warnings, steps of a ladder and pages do not; nor what became of somebody's own mail a moment ago."""


@dataclass(frozen=True, slots=True)
class Line:
    """One notice that waits: what it would have been, and the ledger's name of it."""

    reference: str
    send: str
    template: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Digest:
    """What `staff` is told at `leaves_at`; `part` counts those of that hour. Once `sealed` it leaves, nothing more joins, and `to`
    is who gets it (empty: nobody can). `done`: every line of it is settled."""

    staff: str
    leaves_at: datetime
    part: int
    version: int
    lines: tuple[Line, ...] = ()
    sealed: bool = False
    to: str = ""
    done: bool = False

    @property
    def id(self) -> str:
        """What the ledger calls it."""
        return f"digest-{self.staff}-{self.leaves_at:%Y%m%dT%H%M}-{self.part:04}"


def may_wait(template: str, recipient: Address, inquiry: Inquiry) -> bool:
    """Whether such a notice can wait for the morning at all: not where somebody may be in danger."""
    calm = inquiry.priority is not Priority.CRITICAL and not inquiry.dangers
    return calm and template in WAITS and recipient.kind is AddressKind.EMAIL


def joined(newest: Digest | None, staff: str, leaves_at: datetime, line: Line) -> Digest | None:
    """The digest with one more line, or the next part when it is full; None when it is leaving already."""
    if newest is None:
        return Digest(staff, leaves_at, part=1, version=1, lines=(line,))
    if newest.sealed:
        return None
    if len(newest.lines) >= MOST:
        return Digest(staff, leaves_at, part=newest.part + 1, version=1, lines=(line,))
    return replace(newest, version=newest.version + 1, lines=(*newest.lines, line))


def sealed(digest: Digest, *, to: str) -> Digest:
    return replace(digest, version=digest.version + 1, sealed=True, to=to)


def settled(digest: Digest) -> Digest:
    return replace(digest, version=digest.version + 1, done=True)


@dataclass(frozen=True, slots=True)
class Entry:
    """An inquiry with the lines that are about it, the oldest first."""

    inquiry: Inquiry
    lines: tuple[Line, ...]


def entries(digest: Digest, inquiries: Mapping[str, Inquiry]) -> tuple[Entry, ...]:
    """One an inquiry, in the order in which they came."""
    found: dict[str, list[Line]] = {}
    for line in digest.lines:
        found.setdefault(line.reference, []).append(line)
    return tuple(Entry(inquiries[name], tuple(lines)) for name, lines in found.items() if name in inquiries)


_AS_ITS_DIGEST = frozenset({Delivery.REFUSED, Delivery.SKIPPED, Delivery.UNCONFIRMED})


def status_of_a_line(sent: Delivery) -> Delivery:
    """What became of a notice whose digest came to that."""
    return sent if sent in _AS_ITS_DIGEST else Delivery.SENT


def waits(send: Send | None) -> bool:
    return send is not None and send.status is Delivery.HELD
