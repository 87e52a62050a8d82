"""What a family decides on its page.

| wish   | when                                                        | what it changes                                    |
|--------|-------------------------------------------------------------|----------------------------------------------------|
| Choose | always                                                      | the channel and the language of later answers; the |
|        |                                                             | language also for what they write later, where all |
|        |                                                             | on it are one contact                              |
| Texts  | where a phone is on it; to allow them again, only one phone | the opt-out register, as STOP and START do         |
| Rate   | for thirty days after it was closed; never where a danger   | the rating; it may be changed                      |
|        | was found, or its priority is critical                      |                                                    |

Each rule gives what to write, or None when it is so already: sent twice, it is done once. Whatever it says in words that
may speak of a danger is no comment: it is a message, and goes the way of all messages.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from chalicelib.domain.commit import Commit, Outcome, Stamp, numbered
from chalicelib.domain.contact import Address, AddressKind, Contact, Suppression, SuppressionReason
from chalicelib.domain.district import District
from chalicelib.domain.errors import Invalid
from chalicelib.domain.events import EventType
from chalicelib.domain.inquiry import Inquiry, Rating
from chalicelib.domain.recipients import may_be_texted
from chalicelib.domain.safety import heard
from chalicelib.domain.threads import CLOSED_FOR
from chalicelib.domain.words import Channel, Priority, Status

FAMILY = "family"
"""Who did it, on the timeline."""
RATED_FOR = timedelta(days=30)
SCORES = range(1, 11)
COMMENT_LIMIT = 1_000


@dataclass(frozen=True, slots=True)
class Choose:
    """`channel` None leaves it as it is."""

    channel: Channel | None
    language: str


@dataclass(frozen=True, slots=True)
class Texts:
    allowed: bool


@dataclass(frozen=True, slots=True)
class Rate:
    score: int
    comment: str = ""


Wish = Choose | Texts | Rate


@dataclass(frozen=True, slots=True)
class Setting:
    """What the rules look at. `shut` are the suppressions of its phones, `contact` is whose it is."""

    inquiry: Inquiry
    shut: Sequence[Suppression]
    district: District
    stamp: Stamp
    contact: Contact | None = None


def deciding(wish: Wish, at: Setting) -> Commit | None:
    """Raises Invalid with a sentence's key."""
    match wish:
        case Choose():
            return _chosen(wish, at)
        case Texts():
            return _texts(wish, at)
        case Rate():
            return _rated(wish, at)


def may_reopen(inquiry: Inquiry, now: datetime) -> bool:
    """Whether "this did not solve it" opens it again: later, what the family writes opens another one."""
    closed = inquiry.closed_at if inquiry.status is Status.CLOSED and not inquiry.held else None
    return closed is not None and now - closed <= CLOSED_FOR


def may_rate(inquiry: Inquiry, now: datetime) -> bool:
    closed = inquiry.closed_at if inquiry.status is Status.CLOSED and not inquiry.held else None
    calm = not inquiry.dangers and inquiry.priority is not Priority.CRITICAL
    return closed is not None and calm and now - closed <= RATED_FOR


def phones(inquiry: Inquiry) -> tuple[Address, ...]:
    """Those that are texted, or would be."""
    admitted = (one.address for one in inquiry.participants if one.admitted and one.address.verified)
    return tuple(dict.fromkeys(one for one in admitted if one.kind is AddressKind.PHONE))


def channels(inquiry: Inquiry, shut: Iterable[Suppression]) -> tuple[Channel, ...]:
    """Those that answers may come by, the one in force first."""
    mail = any(
        one.admitted and one.address.verified and one.address.kind is AddressKind.EMAIL for one in inquiry.participants
    )
    closed = {one.address for one in shut}
    consenting = replace(inquiry, texts_allowed=True)
    known = inquiry.channel is Channel.SMS
    texts = any(one not in closed and (known or may_be_texted(consenting, one)) for one in phones(inquiry))
    open_ = [channel for channel, there in ((Channel.EMAIL, mail), (Channel.SMS, texts)) if there]
    return tuple(sorted(open_, key=lambda channel: channel is not inquiry.answers_by))


def texts_stopped(shut: Iterable[Suppression]) -> bool:
    return any(one.reason is SuppressionReason.OPT_OUT for one in shut)


def speaks_of_danger(comment: str, district: District) -> bool:
    return bool(comment) and bool(heard(lambda: district.safety, comment))


def _chosen(wish: Choose, at: Setting) -> Commit | None:
    inquiry = at.inquiry
    if wish.language not in at.district.languages:
        raise Invalid({"language": "language_unknown"})
    if wish.channel is not None and wish.channel not in channels(inquiry, at.shut):
        raise Invalid({"channel": "channel_unknown"})
    wants = wish.channel or inquiry.wants
    consents = inquiry.texts_allowed or wish.channel is Channel.SMS
    fresh = replace(inquiry, wants=wants, language=wish.language, texts_allowed=consents)
    changed: Mapping[str, object] = {
        name: value
        for name, value, before in (
            ("channel", wish.channel, inquiry.answers_by),
            ("language", wish.language, inquiry.language),
        )
        if value and value != before
    }
    if not changed:
        return None
    contact = _remembered(at, wish.language) if "language" in changed else None
    detail = dict(changed) | ({"remembered": True} if contact else {})
    return replace(_commit(at, fresh, EventType.FAMILY_CHOSE, detail), contact=contact)


def _remembered(at: Setting, language: str) -> Contact | None:
    """The contact with that language from now on; None where it has it, or where others have the link as well: whoever chose
    may be one of them."""
    contact = at.contact
    if contact is None or contact.merged_into or contact.language == language:
        return None
    if not at.inquiry.admitted <= set(contact.addresses):
        return None
    return replace(contact, language=language, version=contact.version + 1)


def _texts(wish: Texts, at: Setting) -> Commit | None:
    inquiry, numbers = at.inquiry, phones(at.inquiry)
    stopped = [one.address for one in at.shut if one.reason is SuppressionReason.OPT_OUT]
    if not numbers:
        raise Invalid({"texts": "no_phone"})
    if wish.allowed:
        if len(numbers) > 1:
            raise Invalid({"texts": "several_phones"})
        if not stopped and inquiry.texts_allowed:
            return None
        commit = _commit(at, replace(inquiry, texts_allowed=True), EventType.TEXTS_RESUMED, {"by": FAMILY})
        return replace(commit, release=numbers[0] if stopped else None)
    open_ = [one for one in numbers if one not in stopped]
    if not open_:
        return None
    first, *others = (Suppression(one, SuppressionReason.OPT_OUT, at.stamp.now) for one in open_)
    commit = _commit(at, replace(inquiry, texts_allowed=False), EventType.TEXTS_STOPPED, {"by": FAMILY})
    also = tuple(Commit(inquiry.reference, at.stamp, suppression=one) for one in others)
    return replace(commit, suppression=first, also=also)


def _rated(wish: Rate, at: Setting) -> Commit | None:
    inquiry = at.inquiry
    if not may_rate(inquiry, at.stamp.now):
        raise Invalid({"score": "not_to_rate"})
    if wish.score not in SCORES:
        raise Invalid({"score": "score_missing"})
    if len(wish.comment) > COMMENT_LIMIT:
        raise Invalid({"comment": "too_long"})
    if speaks_of_danger(wish.comment, at.district):
        raise Invalid({"comment": "danger"})
    before = inquiry.rating
    if before and (before.score, before.comment) == (wish.score, wish.comment):
        return None
    detail: dict[str, object] = {"score": wish.score, "comment": bool(wish.comment)}
    if before:
        detail["before"] = before.score
    fresh = replace(inquiry, rating=Rating(wish.score, at.stamp.now, wish.comment))
    return _commit(at, fresh, EventType.FAMILY_RATED, detail)


def _commit(at: Setting, fresh: Inquiry, kind: EventType, detail: dict[str, object]) -> Commit:
    fresh = replace(fresh, version=at.inquiry.version + 1, updated_at=at.stamp.now)
    events = numbered(fresh.reference, at.stamp, [Outcome(kind, detail, FAMILY)])
    return Commit(fresh.reference, at.stamp, inquiry=fresh, events=events)
