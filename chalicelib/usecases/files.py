"""Files: taken out of an original and stored once; handed out only when the malware scan, where it is on, found nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from chalicelib.domain import files as rules
from chalicelib.domain.commit import Commit, Outcome, numbered
from chalicelib.domain.consequences import Consequence
from chalicelib.domain.errors import Busy, Duplicate, NotFound, NotSent, SendRefused
from chalicelib.domain.events import EventType
from chalicelib.domain.files import Verdict
from chalicelib.domain.inquiry import Attachment, Case, Message
from chalicelib.domain.submission import Source
from chalicelib.domain.uploads import upload_key
from chalicelib.ports import Blobs, Randomness, Store

PartOf = Callable[[bytes, str], bytes | None]
"""A part of a raw mail, decoded."""


def store_files(
    consequence: Consequence, *, store: Store, blobs: Blobs, part_of: PartOf, randomness: Randomness
) -> int:
    """How many files of the message were stored; told once on the timeline. A message that is gone by now has none.
    Raises NotFound for an original or an upload that is gone, Busy."""
    event = consequence.event
    _, message = store.inquiry_and_message(event.reference, str(event.detail["message"]))
    if message is None or not (message.original or any(one.upload for one in message.attachments)):
        return 0
    raw = blobs.get(message.original) if message.original else b""
    found: dict[str, str] = {}
    for one in rules.kept(message.attachments):
        content = blobs.get(upload_key(one.upload)) if one.upload else part_of(raw, one.part)
        if content is not None and len(content) <= rules.MOST_BYTES:
            sha = rules.digest(content)
            if sha not in found.values():
                blobs.put(rules.blob_key(sha), content)
            found[one.part] = sha
    stamp = randomness.stamp()
    detail: dict[str, object] = {"message": message.id, "files": found}
    if left := len(message.attachments) - len(found):
        detail["left_in_original"] = left
    events = numbered(event.reference, stamp, [Outcome(EventType.FILES_STORED, detail)])
    source = Source(key=f"files:{message.id}", fingerprint=message.id)
    try:
        store.commit(Commit(reference=event.reference, stamp=stamp, events=events, source=source))
    except Duplicate:
        return 0
    return len(found)


class Why(StrEnum):
    """Why a file is not handed out."""

    NOT_THERE = "file_not_there"
    IN_ORIGINAL = "file_in_original"
    NOT_YET = "file_not_yet"
    HARMFUL = "file_harmful"


_BY_VERDICT = {Verdict.WAITING: Why.NOT_YET, Verdict.HARMFUL: Why.HARMFUL, Verdict.UNKNOWN: Why.HARMFUL}


@dataclass(frozen=True, slots=True)
class HandedOut:
    """A short-lived `link`, or `why` there is none."""

    link: str = ""
    why: Why | None = None


def hand_out(case: Case, message: Message, part: str, *, blobs: Blobs, scanned: bool) -> HandedOut:
    """One file of a message that the caller may see. `scanned`: whether the malware scan is on. Raises Busy."""
    found = rules.find(case, message, part)
    if found is None:
        return HandedOut(why=Why.NOT_THERE)
    if not found.digest:
        waits = found.attachment in rules.kept(message.attachments) and not _were_stored(case, message)
        return HandedOut(why=Why.NOT_YET if waits and not case.inquiry.held else Why.IN_ORIGINAL)
    key = rules.blob_key(found.digest)
    try:
        why = _BY_VERDICT.get(blobs.verdict(key)) if scanned else None
    except NotFound:
        why = Why.NOT_THERE
    if why:
        return HandedOut(why=why)
    named = found.attachment
    return HandedOut(link=blobs.link(key, name=named.name, content_type=named.content_type))


def to_send(attachment: Attachment, *, blobs: Blobs, scanned: bool) -> bytes:
    """The content of a file that goes along with a mail. Raises NotSent while it cannot be had, SendRefused where it
    never may be sent."""
    try:
        return _cleared(rules.blob_key(attachment.digest), blobs=blobs, scanned=scanned)
    except NotFound as error:
        raise SendRefused("a file is gone") from error
    except Busy as error:
        raise NotSent(f"a file could not be read ({error})") from error


def _cleared(key: str, *, blobs: Blobs, scanned: bool) -> bytes:
    verdict = blobs.verdict(key) if scanned else Verdict.CLEAN
    if verdict is Verdict.WAITING:
        raise NotSent("a file waits for its malware scan")
    if verdict is not Verdict.CLEAN:
        raise SendRefused("the malware scan did not clear a file")
    return blobs.get(key)


def _were_stored(case: Case, message: Message) -> bool:
    return any(
        event.type is EventType.FILES_STORED and event.detail.get("message") == message.id for event in case.events
    )
