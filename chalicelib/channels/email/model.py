"""What reading a mail yields. Frozen, comparable, without a trace of the wire format."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Kind = Literal["message", "auto_reply", "bounce", "complaint", "loop", "unreadable"]


@dataclass(frozen=True, slots=True)
class Address:
    """`address` as written (case kept, no angle brackets); `name` decoded, "" when there was none."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """`part` is the IMAP-style path for `attachment_bytes`; `name` is "" when the sender gave none; `size` in decoded bytes."""

    name: str
    content_type: str
    size: int
    part: str
    inline: bool = False
    content_id: str = ""


@dataclass(frozen=True, slots=True)
class Bounce:
    """`permanent` is False for delays and temporary failures; the original id comes without angle brackets."""

    recipients: tuple[str, ...]
    permanent: bool
    original_message_id: str | None = None


@dataclass(frozen=True, slots=True)
class Verdicts:
    """SES's verdicts in upper case ("PASS", "FAIL", "GRAY", …), "" where SES said nothing."""

    spam: str = ""
    virus: str = ""
    dmarc: str = ""
    dmarc_policy: str = ""
    spf: str = ""
    dkim: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """`visible` is the new part of a text; `marker` says in plain words what cut the rest, "" when nothing did."""

    visible: str
    quoted: bool
    marker: str


def _nobody(_value: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class OwnAddresses:
    """Who we are: `domains` are those in which only Earshot writes; `is_ours` verifies a signed loop header's value."""

    domains: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    is_ours: Callable[[str], bool] = _nobody


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail as read. Message ids come without angle brackets; `references` oldest first, as in the header."""

    kind: Kind = "message"
    bulk: bool = False
    sender: Address | None = None
    envelope_sender: str | None = None  # Return-Path: "" is the null path, None is no header
    reply_to: Address | None = None
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    recipients: tuple[str, ...] = ()  # lower case, every address that may carry a reply token
    subject: str = ""
    message_id: str | None = None
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    date: datetime | None = None
    text: str = ""
    visible_text: str = ""
    quoted: bool = False
    html: str = ""
    attachments: tuple[Attachment, ...] = ()
    language: str = ""
    language_hint: bool = False  # the text was too short to be sure
    bounce: Bounce | None = None
    verdicts: Verdicts = field(default_factory=Verdicts)
    own_tokens: tuple[tuple[str, str], ...] = ()  # X-Earshot-* (name in lower case, value): claims, nothing more
    fingerprint: str = ""
    notes: tuple[str, ...] = ()
