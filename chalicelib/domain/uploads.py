"""Files that a family sends with a form.

An upload lies apart, unread, under a name of ours, until the message that claims it is stored; then it goes the way of
all files. Whoever asked for it holds a claim: which upload, under what name, for which form, until when. A claim is
signed, so that nobody claims what was not theirs, and for one form alone, so that nobody claims it twice.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.domain.files import MOST_BYTES, PLAIN, safe_type
from chalicelib.domain.inquiry import Attachment

MOST_UPLOADS = 10
"""Of one message."""
UPLOAD_BYTES = MOST_BYTES
FORM_SECONDS = 900
"""How long an upload may begin after it was asked for."""
CLAIMED_WITHIN = timedelta(hours=12)
"""A form left open over a day's work still brings its files."""
NAMELESS = "file"
_NAME = 120
_NOT_IN_NAMES = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff/\\]+")
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,8}$")


@dataclass(frozen=True, slots=True)
class Upload:
    """What may be, or was, uploaded: its id, the name and type that the family's program gave it, and until when it may be
    claimed."""

    id: str
    name: str
    content_type: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Arrived:
    """An upload that is there, with its size in bytes."""

    upload: Upload
    size: int


def upload_key(upload_id: str) -> str:
    """Where it lies in the bucket, until a lifecycle rule removes it."""
    return f"uploads/{upload_id}"


def new_upload(upload_id: str, *, name: str, content_type: str, now: datetime) -> Upload:
    """Under a name that is safe to show and to save, and a type that no program runs."""
    return Upload(upload_id, file_name(name), safe_type(content_type.partition(";")[0].strip().lower()), _until(now))


def file_name(given: str) -> str:
    """The last part of a path, on one line, without what turns the direction of writing; its ending is kept."""
    last = given.replace("\\", "/").rpartition("/")[2]
    line = " ".join(_NOT_IN_NAMES.sub(" ", last).split()).strip(". ")
    ending = _ENDING.search(line)
    tail = ending[0] if ending else ""
    return (line if len(line) <= _NAME else line[: _NAME - len(tail)].rstrip() + tail) or NAMELESS


def wrong_with_uploads(sizes: Iterable[int]) -> str:
    """The key of a sentence about the files of one message, or empty."""
    given = tuple(sizes)
    if len(given) > MOST_UPLOADS:
        return "files_too_many"
    if any(size > UPLOAD_BYTES for size in given):
        return "file_too_large"
    return "file_empty" if any(size <= 0 for size in given) else ""


def attachments_of(arrived: Iterable[Arrived]) -> tuple[Attachment, ...]:
    """As the message that claims them carries them."""
    return tuple(
        Attachment(one.upload.name, one.upload.content_type or PLAIN, one.size, part=str(number), upload=one.upload.id)
        for number, one in enumerate(arrived, 1)
    )


def _until(now: datetime) -> datetime:
    return (now + CLAIMED_WITHIN).replace(microsecond=0)
