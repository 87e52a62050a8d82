"""Delivery reports: the standard's (RFC 3464) and those of programs that never read it. Own rules, lists of phrases."""

import re

from chalicelib.channels.email.addresses import addresses
from chalicelib.channels.email.headers import Headers
from chalicelib.channels.email.model import Bounce
from chalicelib.channels.email.patterns import Lazy
from chalicelib.channels.email.reports import EMAIL, WINDOW, Report, read_report, status_part, unique
from chalicelib.channels.email.tree import Part, read_tree

_ID = Lazy(r"(?im)^[> \t]{0,8}message-id:[ \t]{0,8}\r?\n?[ \t]{0,8}<?([^\s<>]{1,250}@[^\s<>]{1,250})>?")
_RETURNED = Lazy(
    r"(?im)^[ \t>*=_-]{0,60}(?:this is a copy of (?:the|your) message|(?:below this line is|here is) (?:a copy|the original)|original message follows|returned message follows"
    r"|message header follows|the header of the original|included is a copy|unsent message follows|message text follows|copy of (?:the )?(?:returned|original|failed) message"
    r"|-{2,} ?(?:original|returned|included|unsent|failed) (?:message|mail)|-{2,} ?body of message|-{2,} ?message headers? follows|the original message was received|start of returned message"
    r"|return-path:|received: from|x-originating|mime-version:|message-id: <|dkim-signature:)",
)
_HEADER_LINE = Lazy(
    r"(?i)[\s>*|-]{0,12}(?:to|from|sent|sender|subject|date|cc|reply-to|return-path|message-id|received)\s{0,3}:"
)
_SPEAKERS = (
    "mail from",
    "message from",
    "messages from",
    "sent from",
    "contact",
    "from:",
    "reply to",
    "mailto:",
    "envelope-from",
    "by:",
    "write to",
    "to reach",
)
_BARE_NAME = Lazy(r"[A-Za-z0-9][\w.+-]{1,63}")
_SURELY_TEMPORARY = Lazy(
    r"still being retried|will (?:be re-?tried|continue to|keep trying|try again|retry)|attempts? will (?:be|continue)|has not yet been|this is a warning|warning message only|warning only|do(?:es)? not need to re-?send|postponed"
    r"|not a permanent|delayed \d|message delayed|delayed mail|no action is required on your part|(?:bisher|noch) nicht zugestellt|wird weiterhin versucht|se seguir[áa] intentando|nouvelles tentatives|verrà ritentato",
    re.IGNORECASE,
)
_TEMPORARY = Lazy(
    r"delayed|temporar|\bdelay\b|verzögert|retras|en attente|ritard|vertraagd|försenad|forsinke|opóźnion|zpožděn|задерж|затрим|gecik|延迟|延遲|遅延|지연|تأخير|\b4\.\d\.\d{1,3}\b",
    re.IGNORECASE,
)
_PERMANENT = Lazy(
    r"permanent|fatal error|user unknown|unknown user|no such user|does ?n.t exist|does not exist|\b5\.\d\.\d{1,3}|\b55\d\b|unable to deliver|giving up|given up|undeliverable|failed|not been delivered|could not be delivered|not listed|mailbox (?:is )?(?:unavailable|not found)|no longer",
    re.IGNORECASE,
)
_CONTEXT = Lazy(
    r"(?:fail|undeliver|not deliver|n.t deliver|could not|couldn.t|cannot|unable|unknown|reject|refus|did not reach|following (?:address|recipient)|recipient|addressee|mailbox|delay|problem|error|return|not found|invalid"
    r"|disabled|inactive|quota|over ?quota|no such|does ?n.t|intended for|delivery of|this address|addressed to|sent to|final-recipient|rcpt|user|destinat|empfänger|konnte|zustell|no se (?:pudo|ha)|n.a pas|impossible|non (?:è|remis)|niet|не (?:может|был|достав|удал)|получат|не доставл|失败|失敗|退|送达|送達|반송|宛)",
    re.IGNORECASE,
)


_NOTHING = Report((), failed=False, delayed=False, delivered=False)


def read_bounce(root: Part, headers: Headers, text: str) -> Bounce:
    """Whom it is about, whether for good, and which message of ours it returns. Called for known bounces only."""
    part = status_part(root) or _nested_status(root)
    report = read_report(part) if part is not None else _NOTHING
    subject = headers.text("subject")
    human = _human(text)
    recipients = report.recipients or _failed_header(headers) or _named_in(human, subject, headers)
    permanent = (report.failed or not report.delayed) if report.recipients else _is_permanent(f"{subject}\n{human}")
    return Bounce(recipients, permanent, _original_id(root, text))


def _is_permanent(text: str) -> bool:
    if _SURELY_TEMPORARY.search(text):
        return False
    return _PERMANENT.search(text) is not None or not _TEMPORARY.search(text)


def _nested_status(root: Part) -> Part | None:
    """A gateway's wrapping: the report itself came as an attached mail."""
    inner = next((part for part in root.leaves() if part.type == "message/rfc822"), None)
    return status_part(read_tree(inner.body(limit=WINDOW * 4), 0, [])) if inner is not None else None


def _failed_header(headers: Headers) -> tuple[str, ...]:
    return unique([address.address for value in headers.all_raw("x-failed-recipients") for address in addresses(value)])


def _excluded(headers: Headers) -> set[str]:
    """The reporting program and whoever it reports to are not the ones who failed."""
    names = ("from", "to", "return-path", "sender", "reply-to")
    return {
        address.address.lower() for name in names for value in headers.all_raw(name) for address in addresses(value)
    }


def _human(text: str) -> str:
    """The explanation, without the returned message below it: that starts at a heading after the first address."""
    head = text[:WINDOW]
    first = EMAIL.search(head)
    found = _RETURNED.get().search(head, first.end()) if first else None
    return head[: found.start()] if found else head


def _named_in(human: str, subject: str, headers: Headers) -> tuple[str, ...]:
    """Addresses in lines near a phrase of failure, else anywhere in the explanation."""
    excluded = _excluded(headers)
    lines = [subject, *human.split("\n")[:400]]
    near, around, anywhere = 0, list[str](), list[str]()
    for line in lines:
        near = 6 if _CONTEXT.search(line[:400]) else near - bool(line.strip())
        found = [address for address in _on_line(line) if address.lower() not in excluded]
        anywhere += found
        around += found if near > 0 else []
    return unique(around) or _bare_names(lines, headers) or unique(anywhere)


def _on_line(line: str) -> list[str]:
    """The addresses a line speaks about, not those that speak, and not the returned message's own header lines."""
    found: list[str] = []
    if "@" not in line or _HEADER_LINE.match(line):
        return found
    for match in EMAIL.finditer(line[:1000]):
        address = match[0].partition("...")[0].strip(".'`*_-!?")
        speaks = line[: match.start()].rstrip(" <\"'").lower().endswith(_SPEAKERS)
        if not (speaks or _is_daemon(address)) and "." in address.partition("@")[2]:
            found.append(address)
    return found


def _bare_names(lines: list[str], headers: Headers) -> tuple[str, ...]:
    """Programs that name mailboxes of their own domain: the word below "… following recipients …:"."""
    domain = next((address.address.rpartition("@")[2] for address in addresses(headers.raw("from"))), "")
    after = False
    found: list[str] = []
    for line in lines:
        bare = line.strip()
        if after and bare:
            if not _BARE_NAME.fullmatch(bare):
                break
            found.append(f"{bare}@{domain}")
        after = after or (bare.endswith(":") and _CONTEXT.search(bare[:400]) is not None)
    return unique(found) if domain else ()


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
            found = _ID.search(part.body(limit=WINDOW).decode("latin-1"))
            if found:
                return found[1]
    found = _ID.search(text[: WINDOW * 4])
    return found[1] if found else None
