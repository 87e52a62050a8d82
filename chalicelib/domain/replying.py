"""Replying: by which way a person's words can reach a family, what they carry along, and what is known of them.

A family is answered on the channel it chose. Where that way is shut (opted out, bounced, complained) the answer goes by
the other one: mail needs no consent, a text needs that the family texted us or allowed it. Where every way is shut it
stands on the private page alone. Only the inquiry's own participants are ever written to: an address that a contact
used elsewhere may be a claim that somebody else made.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from chalicelib.domain import deadlines
from chalicelib.domain.commit import Commit, numbered
from chalicelib.domain.contact import Address, AddressKind, SuppressionReason
from chalicelib.domain.deadlines import Change
from chalicelib.domain.district import District
from chalicelib.domain.events import EventType
from chalicelib.domain.inquiry import Case, Inquiry, Message, Send
from chalicelib.domain.people import without_addresses
from chalicelib.domain.words import Channel, Delivery, Direction, Status

QUOTED = 280
"""Characters of the family's last message that a reply quotes: enough to know which question was answered."""
REPLY = "reply"
FAILED = frozenset({Delivery.BOUNCED, Delivery.REFUSED, Delivery.SKIPPED})
_WHY = {
    SuppressionReason.OPT_OUT: "they opted out of texts",
    SuppressionReason.BOUNCE: "mail to them bounced",
    SuppressionReason.COMPLAINT: "they called our mail spam",
}
_CHANNELS = {AddressKind.EMAIL: Channel.EMAIL, AddressKind.PHONE: Channel.SMS}


@dataclass(frozen=True, slots=True)
class Route:
    """Whom a reply goes to; no addresses: the private page alone. `why` says in plain words why it does not go the
    way the family chose, empty when it does."""

    addresses: tuple[Address, ...] = ()
    channel: Channel = Channel.WEB
    why: str = ""


def ways(inquiry: Inquiry) -> tuple[tuple[Address, ...], ...]:
    """The admitted, verified addresses that may be written to, by kind, the family's own choice first."""
    admitted = [one.address for one in inquiry.participants if one.admitted and one.address.verified]
    mail = tuple(dict.fromkeys(one for one in admitted if one.kind is AddressKind.EMAIL))
    phones = tuple(dict.fromkeys(one for one in admitted if one.kind is AddressKind.PHONE))
    texts = phones if inquiry.texts_allowed or inquiry.channel is Channel.SMS else ()
    return tuple(filter(None, (texts, mail) if inquiry.answers_by is Channel.SMS else (mail, texts)))


def route(inquiry: Inquiry, shut: Mapping[Address, SuppressionReason]) -> Route:
    """The first way on which somebody can be reached. `shut` are the addresses that nothing may be sent to."""
    known = ways(inquiry)
    for number, addresses in enumerate(known):
        reached = tuple(one for one in addresses if one not in shut)
        if reached:
            why = _WHY[shut[known[0][0]]] if number else ""
            return Route(reached, _CHANNELS[reached[0].kind], why)
    return Route(why=_WHY[shut[known[0][0]]] if known else "there is no address to send to")


def barred(case: Case) -> str:
    """Why nobody can be answered on it: `quarantined` while it is held, `deleted` afterwards, or empty."""
    if case.inquiry.held:
        return "quarantined"
    gone = (one for one in case.events if one.type is EventType.INQUIRY_DELETED)
    return "deleted" if any(one.reference == case.inquiry.reference for one in gone) else ""


def other_way(inquiry: Inquiry, failed: Address) -> tuple[Address, ...]:
    """Where a reply may go on to when it could not reach that address."""
    return tuple(one for addresses in ways(inquiry) for one in addresses if one.kind is not failed.kind)


def reached_nobody(message: Message, sends: Iterable[Send]) -> bool:
    """Every send of the reply was tried, and each failed or was unwelcome."""
    known = sends_of(message, sends)
    return len(known) >= len(message.recipients) and all(one.status in FAILED | {Delivery.COMPLAINED} for one in known)


def unanswered(inquiry: Inquiry, message_id: str, now: datetime, district: District) -> Change | None:
    """That reply reached nobody: what it met is owed again, and the inquiry is open. None when that changes nothing."""
    change = deadlines.bounced(inquiry, district, by=message_id)
    if change is None:
        return None
    fresh = replace(change.inquiry, version=inquiry.version + 1, updated_at=now)
    if fresh.clocks != inquiry.clocks:
        fresh = replace(fresh, status=Status.OPEN, closed_at=None, wakes_at=None)
    return replace(change, inquiry=fresh)


def with_clock(commit: Commit, change: Change) -> Commit:
    """The commit that also starts the clocks of the inquiry anew: its own, or the one it was merged into."""
    fresh, outcomes = change.inquiry, list(change.outcomes)
    if fresh.reference != commit.reference:
        events = numbered(fresh.reference, commit.stamp, outcomes)
        return replace(commit, also=(Commit(fresh.reference, commit.stamp, inquiry=fresh, events=events),))
    events = numbered(commit.reference, commit.stamp, outcomes, after=len(commit.events))
    return replace(commit, inquiry=fresh, events=(*commit.events, *events))


# --- what a reply carries along -------------------------------------------------------------------------------------


def heard(case: Case) -> tuple[Message, ...]:
    """What people who are on the inquiry said, oldest first: a reply answers and quotes these alone."""
    return tuple(one for one in case.messages if one.direction is Direction.INBOUND and _from_the_family(one, case))


def trail(case: Case) -> tuple[str, ...]:
    """The Message-IDs before a reply, oldest first, so that mail programs keep the thread together."""
    mails = [one for one in heard(case) if one.mail_id]
    return (*mails[-1].mail_references, mails[-1].mail_id) if mails else ()


def quoted(case: Case) -> str:
    """The family's last words, short, whole lines where they fit."""
    said = heard(case)
    words = without_addresses(said[-1].shown.strip(), case.inquiry) if said else ""
    if len(words) <= QUOTED:
        return words
    cut = words[: QUOTED - 1]
    at = max(cut.rfind(" "), cut.rfind("\n"))
    return (cut[:at] if at > QUOTED // 2 else cut).rstrip(" ,.;:\n") + "…"


def unanswered_of(case: Case) -> tuple[Message, ...]:
    """What the family said since a person last reached it, oldest first."""
    replies = [one for one in case.messages if one.direction is Direction.OUTBOUND and not one.automatic]
    reached = [one.id for one in replies if delivery_of(one, case.sends).state not in _LOST]
    since = max(reached, default="")
    return tuple(one for one in heard(case) if one.id > since)


def _from_the_family(message: Message, case: Case) -> bool:
    if message.automatic or message.split_into:
        return False
    sender = case.inquiry.participant(message.sender) if message.sender else None
    return message.sender is None or (sender is not None and sender.admitted)


# --- what is known of a reply ---------------------------------------------------------------------------------------


class State(StrEnum):
    """How far an outbound message came."""

    SENDING = "sending"
    SENT = "sent"
    DELIVERED = "delivered"
    BOUNCED = "bounced"
    COMPLAINED = "complained"
    UNCONFIRMED = "unconfirmed"
    NOT_SENT = "not sent"
    ON_THE_PAGE = "on the private page"


@dataclass(frozen=True, slots=True)
class Delivered:
    """`state` is the best that is known of any recipient, `reached` how many of `recipients` it was sent to."""

    state: State
    reached: int = 0
    recipients: int = 0

    def __str__(self) -> str:
        some = f" ({self.reached} of {self.recipients})" if 0 < self.reached < self.recipients else ""
        return f"{self.state}{some}"


_LOST = frozenset({State.BOUNCED, State.NOT_SENT})
_STATES = {
    Delivery.DELIVERED: State.DELIVERED,
    Delivery.COMPLAINED: State.COMPLAINED,
    Delivery.SENT: State.SENT,
    Delivery.HELD: State.SENDING,
    Delivery.PENDING: State.SENDING,
    Delivery.CLAIMED: State.SENDING,
    Delivery.UNCONFIRMED: State.UNCONFIRMED,
    Delivery.BOUNCED: State.BOUNCED,
    Delivery.REFUSED: State.NOT_SENT,
    Delivery.SKIPPED: State.NOT_SENT,
}
"""The best first: what reached one of the family was said to the family."""
_ORDER = tuple(dict.fromkeys(_STATES.values()))
_REACHED = frozenset({State.DELIVERED, State.COMPLAINED, State.SENT})


def delivery_of(message: Message, sends: Iterable[Send]) -> Delivered:
    """What the ledger knows of an outbound message. One that goes by no channel stands on the private page."""
    states = [_STATES[one.status] for one in sends_of(message, sends)]
    if not states:
        return Delivered(State.ON_THE_PAGE if message.channel is Channel.WEB else State.SENDING)
    reached = sum(one in _REACHED for one in states)
    return Delivered(min(states, key=_ORDER.index), reached, len(states))


def sends_of(message: Message, sends: Iterable[Send]) -> Sequence[Send]:
    return [one for one in sends if one.message_id == message.id and one.template == REPLY]
