"""The send ledger's rules: what may happen to one (event, template, recipient, channel), decided from its row.

| row                              | automatic mail or page | a person's reply |
|----------------------------------|------------------------|------------------|
| none, or known not to be sent    | claim and send         | claim and send   |
| claimed a moment ago             | come back later        | come back later  |
| claimed, its worker silent since | once more              | unconfirmed      |
| claimed twice, silent since      | unconfirmed            | unconfirmed      |
| held for its person's digest     | done                   | –                |
| anything later                   | done                   | done             |
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from chalicelib.domain.commit import RateWindow
from chalicelib.domain.contact import Address
from chalicelib.domain.inquiry import Send
from chalicelib.domain.words import Delivery

LEASE = timedelta(seconds=90)
"""A claim older than this belongs to a worker that died: longer than notify may run."""
PAGE_LEASE = timedelta(seconds=30)
"""The same for page, which runs shorter so that a danger never waits long for a dead worker."""
LIMITS = ((timedelta(minutes=10), 5), (timedelta(hours=1), 15), (timedelta(days=1), 40))
"""Automatic mails to one address: no more than so many in so long."""


class Turn(StrEnum):
    """What the row allows now."""

    SEND = "send"
    WAIT = "wait"
    GIVE_UP = "give_up"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to send to one recipient. `audience` is `family` or `staff`; `repeatable` False for a person's words."""

    reference: str
    event_id: str
    template: str
    recipient: Address
    audience: str
    staff: str = ""
    message_id: str = ""
    repeatable: bool = True
    limited: bool = False
    even_if_suppressed: bool = False
    lease: timedelta = LEASE

    @property
    def key(self) -> str:
        """The ledger's name of it."""
        words = (self.event_id, self.template, self.recipient.key)
        return f"{self.event_id}-{sha256('/'.join(words).encode()).hexdigest()[:12]}"


def turn(notice: Notice, row: Send | None, now: datetime) -> Turn:
    """See the table above."""
    if row is None or row.status is Delivery.PENDING:
        return Turn.SEND
    if row.status is not Delivery.CLAIMED:
        return Turn.DONE
    if now - row.at < notice.lease:
        return Turn.WAIT
    return Turn.SEND if notice.repeatable and row.attempts < 2 else Turn.GIVE_UP


def claimed(notice: Notice, row: Send | None, now: datetime) -> Send:
    """The row in the sender's hands."""
    if row is not None:
        return replace(row, version=row.version + 1, status=Delivery.CLAIMED, at=now, attempts=row.attempts + 1)
    return Send(
        key=notice.key,
        version=1,
        reference=notice.reference,
        event_id=notice.event_id,
        template=notice.template,
        recipient=notice.recipient,
        status=Delivery.CLAIMED,
        at=now,
        audience=notice.audience,
        staff=notice.staff,
        message_id=notice.message_id,
    )


def held(notice: Notice, now: datetime) -> Send:
    """A row of its own for what waits for a digest: it was never claimed."""
    return replace(claimed(notice, None, now), status=Delivery.HELD, attempts=0)


def marked(row: Send, status: Delivery, now: datetime, *, provider_id: str = "", reason: str = "") -> Send:
    """The row with what is known now. One known not to be sent gives its attempt back."""
    attempts = row.attempts - 1 if status is Delivery.PENDING else row.attempts
    return replace(
        row,
        version=row.version + 1,
        status=status,
        at=now,
        attempts=attempts,
        provider_id=provider_id or row.provider_id,
        reason=reason,
    )


def within_limits(window: RateWindow | None, now: datetime) -> bool:
    """Whether one more automatic mail may go to the address."""
    sent_at = window.sent_at if window else ()
    return all(sum(now - at < length for at in sent_at) < most for length, most in LIMITS)


def counted(window: RateWindow | None, address: Address, now: datetime) -> RateWindow:
    """The window with one more mail in it; what is older than a day is forgotten."""
    recent = tuple(at for at in window.sent_at if now - at < LIMITS[-1][0]) if window else ()
    return RateWindow(address=address, version=window.version + 1 if window else 1, sent_at=(*recent, now))
