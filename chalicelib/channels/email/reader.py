"""From raw bytes to a `Mail`. Never raises and never hangs, whatever the bytes."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime

from chalicelib.channels.email.addresses import addresses
from chalicelib.channels.email.bodies import attachment, choose
from chalicelib.channels.email.bounces import read_bounce
from chalicelib.channels.email.classify import classify, is_bulk
from chalicelib.channels.email.evidence import Evidence
from chalicelib.channels.email.headers import Headers
from chalicelib.channels.email.language import detect
from chalicelib.channels.email.model import Address, Mail, OwnAddresses, Reply
from chalicelib.channels.email.parties import all_addresses, all_recipients, read_envelope, read_sender
from chalicelib.channels.email.patterns import Lazy
from chalicelib.channels.email.texts import read_reply, read_texts
from chalicelib.channels.email.tree import Part, read_tree
from chalicelib.channels.email.verdicts import read_verdicts, ses_block, ses_recipient

_LEAD = b"\r\n\x00"
_MESSAGE_ID = Lazy(r"<[^<>]*>|[^\s<>,;\"]+")
_OLDEST, _NEWEST = 1985, 2099
_MAX_REFERENCES = 200
_LONGEST_ID = 900


def read_mail(raw: bytes, *, own: OwnAddresses | None = None) -> Mail:
    """The mail in `raw`: any bytes, up to SES's 40 MB. What could not be read is said in `notes`; nothing is raised."""
    data, notes = _prepared(raw)
    try:
        return _read(data, own, notes)
    except (RecursionError, ValueError, LookupError, ArithmeticError, AttributeError, TypeError, MemoryError) as error:
        notes.append(f"could not be read: {type(error).__name__}")
        text = data[:20_000].decode("utf-8", "replace").replace("\x00", "")
        return Mail(
            kind="unreadable",
            text=text,
            visible_text=text,
            fingerprint=hashlib.sha256(data).hexdigest(),
            notes=tuple(notes),
        )


def attachment_bytes(raw: bytes, part: str) -> bytes | None:
    """The decoded bytes of the part at that path, None when there is no such part."""
    data, notes = _prepared(raw)
    found = next((leaf for leaf in read_tree(data, 0, notes).leaves() if leaf.path == part), None)
    return None if found is None else found.body()


def _prepared(raw: bytes) -> tuple[bytes, list[str]]:
    """Without byte-order mark and leading blank lines; UTF-16 and bare-CR mails brought to LF."""
    notes: list[str] = []
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raw = raw.decode("utf-16", "replace").encode("utf-8", "replace")
        notes.append("the whole mail was UTF-16")
    data = raw.lstrip(_LEAD).removeprefix(b"\xef\xbb\xbf").lstrip(_LEAD)
    if b"\n" not in data[:4096] and b"\r" in data[:4096]:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        notes.append("lines ended with bare CR")
    return data, notes


def _read(data: bytes, own: OwnAddresses | None, notes: list[str]) -> Mail:
    root = read_tree(data, 0, notes)
    if not root.headers.fields and not data.strip():
        return Mail(kind="unreadable", fingerprint=hashlib.sha256(data).hexdigest(), notes=(*notes, "empty"))
    root.headers = root.headers.mended(root.declared_charset)
    mail = _with_body(_headed(data, root, notes), root, own, notes)
    own_headers = len(root.headers.fields) - len(ses_block(root.headers))
    noise = not own_headers and (b"\x00" in data[:4096] or any("lossy" in note for note in notes))
    return replace(mail, kind="unreadable", notes=(*mail.notes, "no headers, and no text either")) if noise else mail


def _headed(data: bytes, root: Part, notes: list[str]) -> Mail:
    """What the headers say."""
    headers = root.headers
    block = ses_block(headers)
    envelope = read_envelope(headers)
    sender = read_sender(headers, envelope, notes)
    message_id = next(iter(_ids(headers.text("message-id"))), None)
    return Mail(
        bulk=is_bulk(headers),
        sender=sender,
        envelope_sender=envelope,
        reply_to=next(iter(addresses(headers.raw("reply-to"))), None),
        to=all_addresses(headers, "to"),
        cc=all_addresses(headers, "cc"),
        recipients=all_recipients(headers, ses_recipient(block)),
        subject=headers.text("subject"),
        message_id=message_id,
        in_reply_to=_ids(headers.text("in-reply-to")),
        references=_ids(headers.text("references"))[-_MAX_REFERENCES:],
        date=_date(headers, notes),
        verdicts=read_verdicts(block),
        own_tokens=_own_tokens(headers),
        fingerprint=_fingerprint(data, root, message_id, sender),
    )


def _with_body(mail: Mail, root: Part, own: OwnAddresses | None, notes: list[str]) -> Mail:
    """What the parts say, and what kind of mail it is."""
    bodies = choose(root)
    texts = read_texts(bodies, notes)
    evidence = Evidence(
        root, root.headers, mail.sender, mail.envelope_sender, mail.subject, texts.text, mail.message_id, own
    )
    kind, reason = classify(evidence)
    notes.append(f"{kind}: {reason}")
    bounce = read_bounce(root, root.headers, texts.text) if kind == "bounce" else None
    reply = read_reply(texts) if bounce is None else Reply(texts.text.strip(), quoted=False, marker="")
    language, hint = detect(reply.visible or mail.subject)
    notes += [note for note in (reply.marker and f"cut by {reply.marker}", hint) if note]
    return replace(
        mail,
        kind=kind,
        text=texts.text,
        visible_text=reply.visible,
        quoted=reply.quoted,
        html=texts.html,
        attachments=tuple(attachment(part) for part in bodies.attached),
        language=language,
        language_hint=bool(hint),
        bounce=bounce,
        notes=tuple(notes),
    )


def _own_tokens(headers: Headers) -> tuple[tuple[str, str], ...]:
    ours = ((name, value) for name, value in headers.fields if name.startswith("x-earshot-"))
    return tuple((name, value.decode("ascii", "ignore")[:500]) for name, value in ours)


def _ids(value: str) -> tuple[str, ...]:
    """Message ids in order, without brackets and inner blanks; bare ones are accepted when they hold an "@"."""
    found = (item for item in _MESSAGE_ID.findall(value) if item[0] == "<" or "@" in item)
    ids = ("".join(item.strip("<>").split())[:_LONGEST_ID] for item in found)
    return tuple(dict.fromkeys(item for item in ids if item.strip("@")))


def _date(headers: Headers, notes: list[str]) -> datetime | None:
    text = headers.text("date")[:200]
    if not text:
        return None
    from email.utils import parsedate_to_datetime  # noqa: PLC0415 - import time is counted

    try:
        date = parsedate_to_datetime(text)
        date = date if date.tzinfo else date.replace(tzinfo=UTC)
        sane = _OLDEST <= date.year <= _NEWEST and date.astimezone(UTC).year > 0
    except (ValueError, TypeError, OverflowError, LookupError):
        sane = False
    if not sane:
        notes.append("the Date header is unusable")
        return None
    return date


def _fingerprint(data: bytes, root: Part, message_id: str | None, sender: Address | None) -> str:
    digest = hashlib.sha256()
    digest.update((message_id or "").encode("utf-8", "replace") + b"\n")
    digest.update((sender.address if sender else "").lower().encode("utf-8", "replace") + b"\n")
    digest.update(memoryview(data)[root.start :])
    return digest.hexdigest()
