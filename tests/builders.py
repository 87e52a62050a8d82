"""Builders: whole, valid, fictional things; name only what a test is about."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from district_builder import AWAY, LEXICON, SHARED_OUT, STAFF, TEAMS, TOPICS, a_district, staff_with

from chalicelib.domain.clock import AroundTheClock
from chalicelib.domain.commit import Commit, Stamp
from chalicelib.domain.consequences import Action, Consequence, Lane
from chalicelib.domain.contact import Address, AddressKind, Contact
from chalicelib.domain.deadline import Deadline
from chalicelib.domain.events import Event, EventType
from chalicelib.domain.inquiry import Inquiry, Message, Page, Participant, Send
from chalicelib.domain.ledger import Notice
from chalicelib.domain.outbound import OutboundMail
from chalicelib.domain.submission import Source, Submission
from chalicelib.domain.tokens import Signer
from chalicelib.domain.words import Channel, Delivery, Direction, Priority, Status

__all__ = ["AWAY", "LEXICON", "SHARED_OUT", "STAFF", "TEAMS", "TOPICS", "a_district", "staff_with"]

NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
REFERENCE = "K7Q2-9FHQ"
OTHER_REFERENCE = "5M0W-GD42"
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def mail_address(value: str = "ana@example.com", *, verified: bool = True) -> Address:
    return Address(AddressKind.EMAIL, value, verified=verified)


def phone_number(value: str = "+12025550143", *, verified: bool = True) -> Address:
    return Address(AddressKind.PHONE, value, verified=verified)


def a_signer(*keys: bytes) -> Signer:
    return Signer(keys or (b"a key of the tests",))


def a_stamp(now: datetime = NOW, word: str = "0badcafe") -> Stamp:
    return Stamp(now=now, word=word)


# --- entities -------------------------------------------------------------------------------------------------------


def a_deadline(*, at: datetime = NOW, kind: str = "first_response", **changes: Any) -> Deadline:
    """An hour's clock, its warning after 45 minutes."""
    an_hour = AroundTheClock().after(at, 3_600)
    warning = at + timedelta(minutes=45)
    fresh = Deadline(kind, at, an_hour.at, warning, an_hour.explanation, target=3_600)
    return replace(fresh, **changes)


def an_inquiry(**changes: Any) -> Inquiry:
    """New, by mail, from one verified address, its first-response clock running. `deadline` names its only clock, `met` the
    only one that was met."""
    given: dict[str, Any] = {
        "reference": REFERENCE,
        "version": 1,
        "status": Status.NEW,
        "priority": Priority.NORMAL,
        "topic": "bus",
        "team": "transport",
        "channel": Channel.EMAIL,
        "language": "en",
        "subject": "Bus 12 is late",
        "opened_at": NOW,
        "updated_at": NOW,
        "decided_under": "v1",
        "contact_id": mail_address().key,
        "participants": (Participant(mail_address(), "Ana Diaz"),),
        "deadline": a_deadline(at=changes.get("opened_at", NOW)),
    }
    given |= changes
    clocks, met = given.pop("deadline"), given.pop("met", None)
    return Inquiry(**({"clocks": (clocks,) if clocks else (), "met": (met,) if met else ()} | given))


def a_closed_inquiry(*, closed_at: datetime = NOW, **changes: Any) -> Inquiry:
    return an_inquiry(**({"status": Status.CLOSED, "closed_at": closed_at, "deadline": None} | changes))


def a_message(**changes: Any) -> Message:
    given: dict[str, Any] = {
        "id": a_stamp().id,
        "reference": REFERENCE,
        "at": NOW,
        "direction": Direction.INBOUND,
        "channel": Channel.EMAIL,
        "text": "Bus 12 did not come today.",
        "sender": mail_address(),
        "mail_id": "first@mail.example.com",
    }
    return Message(**(given | changes))


def a_contact(**changes: Any) -> Contact:
    given: dict[str, Any] = {
        "id": mail_address().key,
        "version": 1,
        "addresses": (mail_address(),),
        "name": "Ana Diaz",
        "language": "en",
    }
    return Contact(**(given | changes))


def an_event(kind: EventType = EventType.INQUIRY_OPENED, **changes: Any) -> Event:
    given: dict[str, Any] = {"id": f"{a_stamp().id}-0", "type": kind, "reference": REFERENCE, "at": NOW, "detail": {}}
    return Event(**(given | changes))


def a_consequence(
    action: Action = Action.ACKNOWLEDGE, *, event: Event | None = None, lane: Lane = Lane.NOTIFICATIONS, delay: int = 0
) -> Consequence:
    return Consequence(lane=lane, action=action, event=event or an_event(), delay=delay)


def a_page(**changes: Any) -> Page:
    given: dict[str, Any] = {"id": f"{a_stamp().id}-1", "version": 1, "reference": REFERENCE, "at": NOW}
    return Page(**(given | changes))


def a_notice(**changes: Any) -> Notice:
    given: dict[str, Any] = {
        "reference": REFERENCE,
        "event_id": f"{a_stamp().id}-0",
        "template": "acknowledgement",
        "recipient": mail_address(),
        "audience": "family",
    }
    return Notice(**(given | changes))


def a_send(**changes: Any) -> Send:
    given: dict[str, Any] = {
        "key": a_notice().key,
        "version": 1,
        "reference": REFERENCE,
        "event_id": f"{a_stamp().id}-0",
        "template": "acknowledgement",
        "recipient": mail_address(),
        "status": Delivery.SENT,
        "at": NOW,
        "audience": "family",
        "provider_id": "mail-1",
    }
    return Send(**(given | changes))


def a_commit(**changes: Any) -> Commit:
    given: dict[str, Any] = {"reference": REFERENCE, "stamp": a_stamp()}
    return Commit(**(given | changes))


# --- what comes in and goes out -------------------------------------------------------------------------------------


def a_source(key: str = "mail:1", fingerprint: str = "f" * 40) -> Source:
    """A mail's: mail programs reuse ids."""
    return Source(key=key, fingerprint=fingerprint, reusable=True)


def a_submission(**changes: Any) -> Submission:
    """A mail from ana@example.com that wants an answer."""
    given: dict[str, Any] = {
        "source": a_source(),
        "channel": Channel.EMAIL,
        "received_at": NOW,
        "text": "Bus 12 did not come today.",
        "subject": "Bus 12 is late",
        "name": "Ana Diaz",
        "language": "en",
        "addresses": (mail_address(),),
        "mail_id": "first@mail.example.com",
        "envelope": mail_address(),
        "original": "raw/1",
    }
    return Submission(**(given | changes))


def a_text(text: str = "Bus 12 did not come", *, key: str = "sms:1", **changes: Any) -> Submission:
    """A text from +1 202 555 0143."""
    given: dict[str, Any] = {
        "source": Source(key=key, fingerprint=f"{key}/{text}"),
        "channel": Channel.SMS,
        "text": text,
        "subject": "",
        "name": "",
        "addresses": (phone_number(),),
        "mail_id": "",
        "envelope": None,
        "original": "",
    }
    return a_submission(**(given | changes))


def a_form(text: str = "Bus 12 did not come", *, key: str = "form:1", **changes: Any) -> Submission:
    given: dict[str, Any] = {
        "source": Source(key=key, fingerprint=f"{key}/{text}"),
        "channel": Channel.FORM,
        "text": text,
        "mail_id": "",
        "envelope": None,
        "original": "",
    }
    return a_submission(**(given | changes))


def an_outbound_mail(**changes: Any) -> OutboundMail:
    given: dict[str, Any] = {
        "to": "ana@example.com",
        "to_name": "Ana Diaz",
        "from_name": "Maple Valley Schools",
        "reply_to": "help@demo.example.org",
        "subject": "We have your message",
        "text": "We have your message.",
        "html": "<p>We have your message.</p>",
        "headers": {},
    }
    return OutboundMail(**(given | changes))
