"""Delivery reports: the standard's (RFC 3464) and those of programs that never read it. Own rules, lists of phrases."""

import re
from dataclasses import dataclass

from chalicelib.channels.email.addresses import addresses
from chalicelib.channels.email.headers import Headers, read_headers
from chalicelib.channels.email.model import Bounce
from chalicelib.channels.email.tree import Part

_WINDOW = 32 * 1024
_MAX_RECIPIENTS = 100
_EMAIL = re.compile(r"[^\s<>()\[\],;:\"'=|]{1,64}@[^\s<>()\[\],;:\"'|]{1,255}")
_ID = re.compile(r"(?im)^[> \t]{0,8}message-id:[ \t]{0,8}\r?\n?[ \t]{0,8}<?([^\s<>]{1,250}@[^\s<>]{1,250})>?")
_RETURNED = re.compile(
    r"(?im)^[ \t>*=_-]{0,60}(?:this is a copy of (?:the|your) message|(?:below this line is|here is) (?:a copy|the original)|original message follows|returned message follows"
    r"|message header follows|the header of the original|included is a copy|unsent message follows|message text follows|copy of (?:the )?(?:returned|original|failed) message"
    r"|-{2,} ?(?:original|returned|included|unsent|failed) (?:message|mail)|-{2,} ?body of message|-{2,} ?message headers? follows|the original message was received|start of returned message"
    r"|return-path:|received: from|x-originating|mime-version:|message-id: <|dkim-signature:)",
)
_TEMPORARY = re.compile(
    r"delayed|still being retried|will (?:be retried|continue|keep trying|try again)|not (?:yet )?been delivered|has not yet|temporar|this is a warning|warning message only|will be returned"
    r"|do not need to re-?send|delivery (?:attempts )?will continue|retry timeout not|not a permanent|\bdelay\b|verzögert|retras|en attente|ritard|вреда|задерж",
    re.IGNORECASE,
)
_PERMANENT = re.compile(
    r"permanent|fatal error|could not be delivered|user unknown|unknown user|no such user|does ?n.t exist|5\.\d\.\d{1,3}|\b55\d\b|giving up|undeliverable|failed permanently|not listed|mailbox (?:is )?(?:unavailable|not found)",
    re.IGNORECASE,
)
_CONTEXT = re.compile(
    r"(?:fail|undeliver|not deliver|n.t deliver|could not|couldn.t|cannot|unable|unknown|reject|refus|did not reach|following (?:address|recipient)|recipient|addressee|mailbox|delay|problem|error|return|not found|invalid"
    r"|disabled|inactive|quota|over ?quota|no such|does ?n.t|intended for|addressed to|sent to|final-recipient|rcpt|user|destinat|empfänger|konnte|zustell|no se (?:pudo|ha)|n.a pas|impossible|non (?:è|remis)|niet|не (?:может|был|достав|удал)|получат|не доставл|失败|失敗|退|送达|送達|반송|宛)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Report:
    """The per-recipient fields of a delivery-status part."""

    recipients: tuple[str, ...]
    failed: bool
    delayed: bool
    delivered: bool


def status_part(root: Part) -> Part | None:
    """The delivery-status part, wherever the program put it."""
    return next(
        (part for part in root.leaves() if part.type in ("message/delivery-status", "message/global-delivery-status")),
        None,
    )


def read_report(part: Part) -> Report:
    """RFC 3464 section 2.3. An action that is not `failed` names nobody as failed."""
    recipients: list[str] = []
    actions: set[str] = set()
    statuses: set[str] = set()
    for fields in _groups(part.body(limit=_WINDOW)):
        action = fields.token("action").partition(" ")[0]
        status = fields.text("status")[:1]
        recipient = _typed(fields.text("original-recipient")) or _typed(fields.text("final-recipient"))
        if fields.raw("final-recipient") is None and fields.raw("original-recipient") is None:
            continue
        final = _typed(fields.text("final-recipient"))
        if action in ("failed", "delayed", "failure", "") and (final or recipient):
            recipients.append(final if "@" in final else recipient)
        actions.add(action)
        statuses.add(status)
    failed = bool(actions & {"failed", "failure"}) or (actions == {""} and "5" in statuses)
    delivered = bool(actions) and actions <= {"delivered", "relayed", "expanded"}
    delayed = "delayed" in actions or ("4" in statuses and "5" not in statuses and actions <= {"", "delayed"})
    return Report(_unique(recipients), failed, delayed, delivered)


def read_bounce(root: Part, headers: Headers, text: str) -> Bounce:
    """Whom it is about, whether for good, and which message of ours it returns. Called for known bounces only."""
    part = status_part(root)
    report = read_report(part) if part is not None else Report((), failed=False, delayed=False, delivered=False)
    subject = headers.text("subject")
    human = _human(text)
    recipients = report.recipients or _failed_header(headers) or _named_in(human, subject, _excluded(headers))
    if report.recipients:
        permanent = report.failed or not report.delayed
    else:
        permanent = (bool(_PERMANENT.search(human)) and not _TEMPORARY.search(subject)) or not _TEMPORARY.search(
            f"{subject}\n{human}"
        )
    return Bounce(recipients, permanent, _original_id(root, text))


def _groups(data: bytes) -> list[Headers]:
    """The groups of fields, split at blank lines; some programs put blank lines everywhere, so groups may be empty."""
    groups: list[Headers] = []
    at, body = 0, data.replace(b"\r\n", b"\n").strip(b"\n") + b"\n"
    while at < len(body) and len(groups) < _MAX_RECIPIENTS * 2:
        fields, at_next = read_headers(body, at, len(body))
        groups.append(fields)
        at = max(at_next, at + 1)
    return groups


def _typed(value: str) -> str:
    """`rfc822; someone@example.org` → the address."""
    kind, semicolon, address = value.partition(";")
    text = (address if semicolon else kind).strip().strip("<>").strip()
    found = _EMAIL.search(text)
    return found[0].strip(".") if found else text.partition(" ")[0]


def _failed_header(headers: Headers) -> tuple[str, ...]:
    return _unique(
        [address.address for value in headers.all_raw("x-failed-recipients") for address in addresses(value)]
    )


def _excluded(headers: Headers) -> set[str]:
    """The reporting program and whoever it reports to are not the ones who failed."""
    names = ("from", "to", "return-path", "sender", "reply-to")
    return {
        address.address.lower() for name in names for value in headers.all_raw(name) for address in addresses(value)
    }


def _human(text: str) -> str:
    """The explanation, without the returned message below it."""
    head = text[:_WINDOW]
    found = next((match for match in _RETURNED.finditer(head) if _EMAIL.search(head, 0, match.start())), None)
    return head[: found.start()] if found else head


def _named_in(human: str, subject: str, excluded: set[str]) -> tuple[str, ...]:
    """Addresses in lines near a phrase of failure."""
    found: list[str] = []
    near = 0
    for line in [subject, *human.split("\n")[:400]]:
        near = 6 if _CONTEXT.search(line[:400]) else near - bool(line.strip())
        if near <= 0:
            continue
        for match in _EMAIL.finditer(line[:1000]):
            address = match[0].strip(".'`*_-!?")
            if address.lower() not in excluded and not _is_daemon(address) and "." in address.partition("@")[2]:
                found.append(address)
    return _unique(found)


def _is_daemon(address: str) -> bool:
    return address.lower().startswith(("mailer-daemon@", "postmaster@", "abuse@", "helpdesk@", "support@"))


def _original_id(root: Part, text: str) -> str | None:
    """The Message-ID of the returned message: from its part, its headers part, or its headers copied into the text."""
    for part in root.leaves():
        if part.type in (
            "message/rfc822",
            "text/rfc822-headers",
            "message/rfc822-headers",
            "message/global",
            "message/global-headers",
            "message/partial",
        ):
            found = _ID.search(part.body(limit=_WINDOW).decode("latin-1"))
            if found:
                return found[1]
    found = _ID.search(text[: _WINDOW * 4])
    return found[1] if found else None


def _unique(found: list[str]) -> tuple[str, ...]:
    seen: dict[str, str] = {}
    for address in found[:_MAX_RECIPIENTS]:
        seen.setdefault(address.lower(), address)
    return tuple(seen.values())
