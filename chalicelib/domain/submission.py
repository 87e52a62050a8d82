"""Submissions: what every channel is reduced to before the rules see it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from chalicelib.domain.contact import Address
from chalicelib.domain.feedback import Feedback
from chalicelib.domain.inquiry import Attachment, Detail
from chalicelib.domain.staff_tokens import StaffMail
from chalicelib.domain.words import Channel

WALK_IN = "said across the counter"
"""A note of what staff wrote down: the other calls were made by telephone."""
UNSOLVED = "unsolved"
"""The note of a message by which a family says that a closed matter is not solved. It may have no words."""

COPIED = "also sent to "
"""How the note of a mail begins that names who else got it, by their addresses."""


def copied(notes: Iterable[str]) -> tuple[str, ...]:
    """Addresses of those who got the mail too, of as many as were noted."""
    told = next((note.removeprefix(COPIED) for note in notes if note.startswith(COPIED)), "")
    return tuple(one for one in re.split(r", | and \d+ more$", told) if one)


class Kind(StrEnum):
    """Who speaks: a person, or one of the machines that answer mail."""

    MESSAGE = "message"
    AUTO_REPLY = "auto_reply"
    BOUNCE = "bounce"
    COMPLAINT = "complaint"
    LOOP = "loop"
    UNREADABLE = "unreadable"


FROM_PEOPLE = frozenset({Kind.MESSAGE, Kind.UNREADABLE})


@dataclass(frozen=True, slots=True)
class Source:
    """Names the source message, so that a second delivery is recognised. `key` is the provider's or sender's id (a
    Message-ID, an SMS id, an Idempotency-Key); `fingerprint` digests the content. `reusable`: mail programs do
    reuse ids, so two messages under one id are both kept; an Idempotency-Key that comes back with another body is refused."""

    key: str
    fingerprint: str
    reusable: bool = False

    @property
    def fallback_key(self) -> str:
        """Where a second message under the same id is filed."""
        return f"{self.key}+{self.fingerprint[:16]}"


_SES = "amazonses.com"
_ORDINARY = re.compile(r"[!-~]{1,200}")


def mail_key(message_id: str) -> str:
    """The key of a mail by its Message-ID (with or without angle brackets). SES puts `ID@email.amazonses.com` or
    `ID@REGION.amazonses.com` on the wire and calls it ID in feedback: all three share one key."""
    bare = message_id.strip("<> \t\r\n")
    local, _, domain = bare.rpartition("@")
    if domain == _SES or domain.endswith(f".{_SES}"):
        return ses_key(local)
    return "mail:" + sha256(bare.encode("utf-8", "replace")).hexdigest()[:40]


def ses_key(message_id: str) -> str:
    """The key of a mail that SES sent, by SES's own id."""
    return f"ses:{_short(message_id)}"


def text_key(message_id: str) -> str:
    """The key of a text that SNS sent, by SNS's own id."""
    return f"sms:{_short(message_id)}"


def _short(name: str) -> str:
    """Senders choose ids, and a key of the table takes 2,048 bytes: what is no ordinary id is digested."""
    if _ORDINARY.fullmatch(name):
        return name
    return "sha-" + sha256(name.encode("utf-8", "replace")).hexdigest()


@dataclass(frozen=True, slots=True)
class ThreadHints:
    """What the wire says of the thread this belongs to, strongest first. `reference` is proved by a signed token;
    `mentioned` merely stands in the subject or text; `mail_ids` are the keys of messages it answers, nearest first."""

    reference: str = ""
    mail_ids: tuple[str, ...] = ()
    mentioned: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Submission:
    """`addresses` are the contact's, the one to answer first; none means anonymous. `held` is a reason to keep it for
    a person (quarantine). `automatic_ok` False forbids automatic answers (bulk mail, null path);
    `envelope` is where they go when it is not the first address. `report`
    is what a bounce tells of a message of ours. `scanned` is all that was said, where `text` is only its beginning or a stub:
    dangers are looked for there, and it is not kept. `code` is what a staff number texted to acknowledge a page, and no page
    goes by it. `language` is the one to answer in (a hint when it was guessed from a few words, which nobody is remembered by), `spoken` the one that its words are in
    where that is known apart. `staff` is set on what came to the reply address of a notice to staff. `seal` is what is
    kept of the passphrase that somebody without an address gets. `logged_by` is who of the staff
    wrote down what somebody said."""

    source: Source
    channel: Channel
    received_at: datetime
    text: str
    kind: Kind = Kind.MESSAGE
    visible: str = ""
    subject: str = ""
    name: str = ""
    language: str = ""
    language_hint: bool = False
    spoken: str = ""
    addresses: tuple[Address, ...] = ()
    topic: str = ""
    school: str = ""
    thread: ThreadHints = ThreadHints()
    attachments: tuple[Attachment, ...] = ()
    original: str = ""
    truncated: bool = False
    automatic_ok: bool = True
    verified: bool = True
    held: str = ""
    texts_allowed: bool = False
    mail_id: str = ""
    mail_references: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    envelope: Address | None = None
    report: Feedback | None = None
    scanned: str = ""
    code: str = ""
    staff: StaffMail | None = None
    seal: str = ""
    logged_by: str = ""
    confidential: bool = False
    details: tuple[Detail, ...] = ()
