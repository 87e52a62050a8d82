"""What a row of a corpus states, held against what the reader makes of its message. `corpus` counts the answers."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from chalicelib.channels.email import Mail, read_mail
from infra.corpus_texts import kept, only_signature, plain

Row = dict[str, Any]
_HEADERS = b"From: Parent <parent@example.org>\nTo: office@example.net\nSubject: Re: your message\nContent-Type: text/plain; charset=utf-8\n\n"


@dataclass(frozen=True, slots=True)
class Check:
    """One measure of one row: whether it held, what was wanted and what came."""

    measure: str
    held: bool
    wanted: object = ""
    got: object = ""


def checks(row: Row, raw: bytes) -> Iterator[Check]:
    """What a row states, held against what is read."""
    if row["kind"] == "reply":
        mail = read_mail(raw if _has_headers(raw) else _HEADERS + raw)
        yield from _reply_checks(row["expect"], mail)
        yield Check("no false bounce", mail.kind not in ("bounce", "complaint"), "message", mail.kind)
        yield Check("people are people", mail.kind == "message", "message", (mail.kind, mail.notes))
        return
    mail = read_mail(raw)
    yield Check("no crash", mail.kind != "unreadable" or len(raw) < 200, "", mail.notes)
    if row["expect"].get("trust") == "low":
        return
    for measure, function in _PARSED:
        yield from function(row, mail, measure)


def _has_headers(raw: bytes) -> bool:
    return re.match(rb"(?:[A-Za-z-]{2,40}:[^\r\n]*(?:\r\n?|\n)(?:[ \t][^\r\n]*(?:\r\n?|\n))*){3}", raw) is not None


def _reply_checks(expect: Row, mail: Mail) -> Iterator[Check]:
    got = mail.visible_text
    yield Check("never empty", bool(got.strip()) or not mail.text.strip())
    wanted = expect.get("reply_equals")
    if wanted is not None:
        exact = plain(got) == plain(wanted)
        yield Check("reply exact", exact, wanted, got)
        yield Check("reply acceptable", exact or only_signature(wanted, got), wanted, got)
        yield Check("text kept", kept(wanted, got), wanted, got)
    elif "max_seconds" not in expect:
        held = all(plain(part) in plain(got) for part in _list(expect.get("reply_contains")))
        starts = plain(got).startswith(plain(expect.get("reply_startswith", "")))
        clean = not any((plain(part) or part) in plain(got) for part in _list(expect.get("reply_not_contains")))
        yield Check("reply exact", held and starts and clean, expect, got)
        yield Check("reply acceptable", held and starts and clean, expect, got)
        yield Check("text kept", held and starts, expect, got)


def _list(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value or [])


def _subject(row: Row, mail: Mail, measure: str) -> Iterator[Check]:
    expect = row["expect"]
    if expect.get("subject"):
        yield Check(measure, plain(mail.subject) == plain(expect["subject"]), expect["subject"], mail.subject)
    for part in _list(expect.get("subject_contains")):
        yield Check(measure, part in mail.subject, part, mail.subject)


def _sender(row: Row, mail: Mail, measure: str) -> Iterator[Check]:
    expect = row["expect"]
    wanted = _addresses(expect.get("from")) or _addresses(expect.get("from_email"))
    if wanted:
        got = mail.sender.address.lower() if mail.sender else ""
        yield Check(measure, got == wanted[0], wanted, got)
    if expect.get("from_name"):
        yield Check(measure, bool(mail.sender and mail.sender.name == expect["from_name"]), expect, mail.sender)


def _addresses(value: Any) -> list[str]:
    """Lower-case addresses of a string, a list of strings or a list of [name, address] pairs."""
    items = [value] if isinstance(value, str) else value or []
    found = [item if isinstance(item, str) else item[1] or "" for item in items]
    return [address.lower() for address in found if "@" in address]


def _recipients(row: Row, mail: Mail, measure: str) -> Iterator[Check]:
    for name, got in (("to", mail.to), ("cc", mail.cc)):
        wanted = sorted(_addresses(row["expect"].get(name)))
        if wanted:
            yield Check(measure, wanted == sorted(item.address.lower() for item in got), wanted, got)


def _ids(row: Row, mail: Mail, measure: str) -> Iterator[Check]:
    expect = row["expect"]
    if expect.get("message_id"):
        yield Check(measure, mail.message_id == expect["message_id"].strip("<>"), expect["message_id"], mail.message_id)
    for name, got in (("in_reply_to", mail.in_reply_to), ("references", mail.references)):
        if name in expect:
            wanted = [item.strip("<>") for item in _list(expect[name])]
            yield Check(measure, wanted == list(got), wanted, got)


def _body(row: Row, mail: Mail, measure: str) -> Iterator[Check]:
    expect = row["expect"]
    wanted = [text for kind, text in expect.get("text_bodies") or [] if kind == "text" and plain(text)]
    if wanted:
        whole = plain(mail.text)
        yield Check(measure, all(plain(text) in whole for text in wanted), wanted, mail.text)
    if expect.get("body"):
        yield Check(measure, plain(expect["body"]) in plain(mail.text), expect["body"], mail.text)


def _attachments(row: Row, mail: Mail, measure: str) -> Iterator[Check]:
    expect, got = row["expect"], [item.name for item in mail.attachments]
    if "attachments" in expect:
        wanted = [_base(item.get("filename")) for item in expect["attachments"]]
        yield Check(measure, sorted(filter(None, wanted)) == sorted(filter(None, got)), wanted, got)
    stated: tuple[tuple[str, object], ...] = (
        ("n_attachments", len(got)),
        ("attachment0", (got or [""])[0]),
        ("attachment_names", got),
        ("has_attachments", bool(got)),
    )
    for key, value in stated:
        if key in expect:
            yield Check(measure, value == expect[key], expect[key], got)


def _base(name: str | None) -> str:
    return (name or "").replace("\\", "/").rpartition("/")[2]


_KINDS = {
    "bounce": ("bounce", "bounce"),
    "auto": ("automatic", "auto_reply"),
    "auto_reply": ("automatic", "auto_reply"),
    "complaint": ("complaint", "complaint"),
    "message": ("people are people", "message"),
}


def _classes(row: Row, mail: Mail, _measure: str) -> Iterator[Check]:
    wanted = row["expect"].get("class")
    got = (mail.kind, mail.notes)
    if wanted in _KINDS:
        measure, kind = _KINDS[wanted]
        yield Check(measure, mail.kind == kind, wanted, got)
    elif wanted != "unknown" and not any("RFC 3464" in note for note in mail.notes):
        yield Check("no false bounce", mail.kind not in ("bounce", "complaint"), wanted, got)


def _bounced(row: Row, mail: Mail, _measure: str) -> Iterator[Check]:
    expect = row["expect"]
    if row["kind"] != "bounce" or expect.get("class") != "bounce" or not expect.get("recipients"):
        return
    got = sorted(address.lower() for address in mail.bounce.recipients) if mail.bounce else []
    yield Check(
        "bounce recipients",
        got == sorted(address.lower() for address in expect["recipients"]),
        expect["recipients"],
        got,
    )
    if "temporary" in expect:
        temporary = mail.bounce is not None and not mail.bounce.permanent
        yield Check(
            "bounce permanence",
            mail.bounce is not None and temporary == expect["temporary"],
            expect["temporary"],
            mail.bounce,
        )


_PARSED: tuple[tuple[str, Callable[[Row, Mail, str], Iterator[Check]]], ...] = (
    ("subject", _subject),
    ("sender", _sender),
    ("recipients", _recipients),
    ("ids", _ids),
    ("body", _body),
    ("attachments", _attachments),
    ("class", _classes),
    ("bounce recipients", _bounced),
)
