"""Files of messages: which are stored, under what name they lie, and how they are handed out.

A file is stored once, under the SHA-256 of its content. What came by mail is taken out of the original in a step of its
own; what is over a limit stays in the original alone, and the message says so.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from chalicelib.domain.events import EventType
from chalicelib.domain.inquiry import Attachment, Case, Message

MOST_FILES = 25
"""Of one mail; pictures in signatures count, too."""
MOST_BYTES = 25_000_000
"""A file of a mail: what mail providers let through whole."""
REPLY_FILES = 10
REPLY_BYTES = 15_000_000
"""All files of a reply: in a mail they grow by a third, and many providers refuse more than 25 MB."""
LINK_SECONDS = 60
PLAIN = "application/octet-stream"
_SAFE = frozenset(
    {
        "application/msword",
        "application/pdf",
        "application/rtf",
        "application/vnd.apple.pages",
        "application/vnd.ms-excel",
        "application/vnd.ms-powerpoint",
        "application/vnd.oasis.opendocument.spreadsheet",
        "application/vnd.oasis.opendocument.text",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "audio/amr",
        "audio/mp4",
        "audio/mpeg",
        "audio/ogg",
        "audio/wav",
        "image/gif",
        "image/heic",
        "image/heif",
        "image/jpeg",
        "image/png",
        "image/webp",
        "video/mp4",
        "video/quicktime",
    }
)
"""Types that no program runs; everything else is handed out as bytes without a meaning."""


class Verdict(StrEnum):
    """What the malware scan says of a stored file."""

    CLEAN = "clean"
    WAITING = "waiting"
    HARMFUL = "harmful"
    UNKNOWN = "unknown"
    """It was looked at and could not be judged: too large, encrypted."""


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file that staff send along."""

    name: str
    content: bytes
    content_type: str = PLAIN


@dataclass(frozen=True, slots=True)
class Found:
    """A file of a message that may be asked for. No digest: it was not stored, and lies in the original alone."""

    attachment: Attachment
    digest: str = ""


def digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def blob_key(sha: str) -> str:
    """Where the content lies in the bucket."""
    return f"parts/{sha}"


def kept(attachments: Iterable[Attachment]) -> tuple[Attachment, ...]:
    """Those within the limits, in order."""
    return tuple(one for one in attachments if one.part and one.size <= MOST_BYTES)[:MOST_FILES]


def left(attachments: Iterable[Attachment]) -> tuple[Attachment, ...]:
    """Those beyond the limits, which stay in the original alone; pictures within the text are nobody's loss."""
    given = tuple(attachments)
    stored_ones = kept(given)
    return tuple(one for one in given if one not in stored_ones and not one.inline)


def wrong_with(files: Iterable[NewFile]) -> str:
    """The key of a sentence about the files of a reply, or empty."""
    given = tuple(files)
    if len(given) > REPLY_FILES:
        return "too_many_files"
    if sum(len(one.content) for one in given) > REPLY_BYTES:
        return "files_too_large"
    return "" if all(one.name and one.content for one in given) else "empty_file"


def attached(files: Iterable[NewFile]) -> tuple[Attachment, ...]:
    """As the message carries them."""
    return tuple(
        Attachment(
            name=one.name,
            content_type=one.content_type,
            size=len(one.content),
            part=str(number),
            digest=digest(one.content),
        )
        for number, one in enumerate(files, 1)
    )


def stored(case: Case, message: Message) -> Mapping[str, str]:
    """Digest by part, of the message's files that are stored."""
    own = {one.part: one.digest for one in message.attachments if one.digest}
    for event in case.events:
        if event.type is EventType.FILES_STORED and event.detail.get("message") == message.id:
            own |= {str(part): str(sha) for part, sha in dict(event.detail["files"]).items()}
    return own


def find(case: Case, message: Message, part: str) -> Found | None:
    """The file of that name in the message."""
    attachment = next((one for one in message.attachments if one.part == part), None)
    return Found(attachment, stored(case, message).get(part, "")) if attachment and part else None


def safe_type(content_type: str) -> str:
    return content_type if content_type in _SAFE else PLAIN
