"""What leaves: the matter a notice speaks of, and a mail ready to be put on the wire."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from chalicelib.domain.digest import Entry
from chalicelib.domain.inquiry import Attachment, Inquiry, Message


@dataclass(frozen=True, slots=True)
class Matter:
    """All that a notice's words are made of. `details` are what only the event knows; `page_id` is set on pages, `listed` on
    digests, which are about several inquiries, the first of them `inquiry`."""

    inquiry: Inquiry
    message: Message | None
    now: datetime
    details: Mapping[str, str] = field(default_factory=dict)
    page_id: str = ""
    listed: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class OutboundMail:
    """A mail to one recipient. Addresses are bare; `html` and `text` say the same. `files` are stored (`digest`);
    `tags` come back with the provider's reports."""

    to: str
    to_name: str
    from_name: str
    reply_to: str
    subject: str
    text: str
    html: str
    headers: Mapping[str, str]
    files: tuple[Attachment, ...] = ()
    tags: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OutboundText:
    """The words of a text, and how many segments the network will carry them in."""

    text: str
    segments: int
