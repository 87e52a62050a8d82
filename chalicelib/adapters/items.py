"""Entities ⇄ items: what each item of the table carries beside its key."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from chalicelib.adapters import keys
from chalicelib.adapters.attributes import Attributes, decode_item, encode, encode_item
from chalicelib.adapters.codec import from_plain, to_plain
from chalicelib.domain.attendance import Attendance
from chalicelib.domain.commit import Commit, RateWindow
from chalicelib.domain.contact import Contact, Suppression
from chalicelib.domain.digest import Digest
from chalicelib.domain.draft import Draft
from chalicelib.domain.events import Event
from chalicelib.domain.inquiry import Case, Inquiry, Message, Page, Send
from chalicelib.domain.paging import CODES_FOR
from chalicelib.domain.submission import Source, Submission

KEPT_SOURCES = timedelta(days=400)
"""How long a source stays recognisable: past every queue's and mail server's patience, and long enough to thread."""
KEPT_ASKING = timedelta(days=30)
"""How long it is remembered that somebody asked for the links of an address."""

KEPT_DIGESTS = timedelta(days=30)
"""How long a digest that left can be looked at."""

_SUMMARY = ("reference", "opened_at", "status", "priority", "topic", "team", "channel", "subject", "held")


def inquiry_item(inquiry: Inquiry) -> Attributes:
    """With the sparse index attributes: `due_*` only while its clock asks for something, or while it is held."""
    item: Attributes = keys.inquiry(inquiry.reference) | encode_item(to_plain(inquiry))
    number = keys.shard(inquiry.reference)
    item["inbox_shard"] = encode(keys.inbox_shard(number))
    item["inbox_at"] = encode(f"{inquiry.opened_at.isoformat()}#{inquiry.reference}")
    item["summary"] = {"M": {name: item[name] for name in _SUMMARY if name in item}}
    if inquiry.held:
        item["due_shard"] = encode(keys.held_shard(number))
        item["due_at"] = encode(instant(inquiry.opened_at))
    elif inquiry.next_at:
        item["due_shard"] = encode(keys.due_shard(number))
        item["due_at"] = encode(instant(inquiry.next_at))
    return item


def read_inquiry(item: Mapping[str, Any]) -> Inquiry:
    """The inverse."""
    return from_plain(Inquiry, decode_item(item))


def message_item(message: Message) -> Attributes:
    """The visible part of a reply is mostly how its text begins: then only its length is kept, in `visible_to`."""
    plain = to_plain(message)
    if message.visible and message.text.startswith(message.visible):
        del plain["visible"]
        plain["visible_to"] = len(message.visible)
    return keys.message(message.reference, message.id) | encode_item(plain)


def read_message(item: Mapping[str, Any]) -> Message:
    """The inverse."""
    plain = decode_item(item)
    if "visible_to" in plain:
        plain["visible"] = plain["text"][: plain["visible_to"]]
    return from_plain(Message, plain)


def events_item(commit: Commit) -> Attributes:
    """One item for all events of a commit; `kind` is what the stream's filter looks for."""
    body = encode_item({"kind": keys.EVENTS_KIND, "events": to_plain(commit.events)})
    if commit.about:
        ttl = encode(int((commit.stamp.now + KEPT_ASKING).timestamp()))
        return keys.asked(commit.about, commit.stamp.id) | body | {"ttl": ttl}
    if commit.reference:
        return keys.events(commit.reference, commit.stamp.id) | body
    if commit.contact:
        return keys.contact_events(commit.contact.id, commit.stamp.id) | body
    return keys.district_events(commit.stamp.id) | body


def send_item(send: Send) -> Attributes:
    return keys.send(send.reference, send.key) | encode_item(to_plain(send))


def page_item(page: Page) -> Attributes:
    return keys.page(page.reference, page.id) | encode_item(to_plain(page))


def draft_item(draft: Draft) -> Attributes:
    return keys.draft(draft.reference, draft.staff) | encode_item(to_plain(draft))


def digest_item(digest: Digest, *, now: datetime) -> Attributes:
    """On the due index until it is settled, and kept for a while after."""
    leaves_at = instant(digest.leaves_at)
    item: Attributes = keys.digest(digest.staff, leaves_at, digest.part) | encode_item(to_plain(digest))
    if digest.done:
        return item | {"ttl": encode(int((now + KEPT_DIGESTS).timestamp()))}
    return item | {"due_shard": encode(keys.DIGESTS), "due_at": encode(leaves_at)}


def code_item(page: Page, *, now: datetime) -> Attributes:
    """Which page a code means, for as long as it does (`valid_to`, in seconds)."""
    until = int((now + CODES_FOR).timestamp())
    return keys.code(page.code) | encode_item(
        {"reference": page.reference, "page": page.id, "valid_to": until, "ttl": until}
    )


def contact_item(contact: Contact) -> Attributes:
    return keys.contact(contact.id) | encode_item(to_plain(contact))


def hold_item(reference: str, submission: Submission) -> Attributes:
    return keys.hold(reference) | encode_item(to_plain(submission))


def suppression_item(suppression: Suppression) -> Attributes:
    """Listed among all of them, the newest first."""
    item: Attributes = keys.suppression(suppression.address.key) | encode_item(to_plain(suppression))
    item["due_shard"] = encode(keys.SUPPRESSED)
    item["due_at"] = encode(f"{instant(suppression.since)}#{suppression.address.key}")
    return item


def window_item(window: RateWindow, *, now: datetime) -> Attributes:
    ttl = encode(int((now + timedelta(days=2)).timestamp()))
    return keys.window(window.address.key) | encode_item(to_plain(window)) | {"ttl": ttl}


def filed_item(key: str, source: Source, *, reference: str, now: datetime) -> Attributes:
    body = {"fingerprint": source.fingerprint, "reference": reference, "ttl": int((now + KEPT_SOURCES).timestamp())}
    return keys.filed(key) | encode_item(body)


def thread_item(mail_key: str, *, reference: str, send_key: str, now: datetime) -> Attributes:
    body = {"reference": reference, "send": send_key, "ttl": int((now + KEPT_SOURCES).timestamp())}
    return keys.thread(mail_key) | encode_item(body)


def instant(at: datetime) -> str:
    """A moment as the due index orders it: fixed width, UTC, to the second."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def read_events(item: Mapping[str, Any]) -> tuple[Event, ...]:
    return tuple(from_plain(Event, plain) for plain in decode_item(item)["events"])


def read_case(items: list[Mapping[str, Any]]) -> Case | None:
    """Everything in one partition, sorted by key; None without an inquiry."""
    found: dict[str, list[Mapping[str, Any]]] = {kind: [] for kind in "IMESPDV"}
    for item in items:
        found[item["sk"]["S"][0]].append(item)
    if not found["I"]:
        return None
    return Case(
        inquiry=read_inquiry(found["I"][0]),
        messages=tuple(map(read_message, found["M"])),
        events=tuple(event for item in found["E"] for event in read_events(item)),
        sends=tuple(sorted((from_plain(Send, decode_item(item)) for item in found["S"]), key=lambda send: send.at)),
        pages=tuple(from_plain(Page, decode_item(item)) for item in found["P"]),
        drafts=tuple(from_plain(Draft, decode_item(item)) for item in found["D"]),
        attendance=from_plain(Attendance, decode_item(found["V"][0])) if found["V"] else None,
    )
