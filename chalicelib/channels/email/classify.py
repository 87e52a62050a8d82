"""What is not a person. An ordered list of rules of one signature; the first that answers decides, and says why."""

from collections.abc import Callable

from chalicelib.channels.email import failures
from chalicelib.channels.email.challenges import CHALLENGE_ABROAD
from chalicelib.channels.email.evidence import Evidence
from chalicelib.channels.email.headers import Headers
from chalicelib.channels.email.machines import AUTO_HEADERS, BULK_HEADERS
from chalicelib.channels.email.model import Kind
from chalicelib.channels.email.reports import status_part
from chalicelib.channels.email.subjects import (
    AUTOMATIC,
    AUTOMATIC_TEXT,
    CHALLENGE,
    CHALLENGE_TEXT,
    RECEIPT_LABELS,
    RECEIPT_SUBJECT,
    is_forward,
    is_reply_or_forward,
)

LOOP_HEADER = "x-earshot-loop"

Rule = Callable[[Evidence], str]


def classify(evidence: Evidence) -> tuple[Kind, str]:
    """The kind, and the rule that decided in plain words."""
    for kind, rule in _RULES:
        reason = rule(evidence)
        if reason:
            return kind, reason
    return "message", "no rule spoke against a person"


def is_bulk(headers: Headers) -> bool:
    """Sent to many: stored and routed, but given no automatic answer."""
    precedence = {headers.token("precedence"), headers.token("x-precedence")}
    return bool(precedence & {"bulk", "junk", "list"}) or any(name in headers for name in BULK_HEADERS)


def _complaint(mail: Evidence) -> str:
    if mail.report_type == "feedback-report" and mail.root.type == "multipart/report":
        return "a feedback report (RFC 5965)"
    report = any(part.type == "message/feedback-report" for part in mail.root.leaves())
    return "a feedback-report part (RFC 5965)" if report and not is_reply_or_forward(mail.subject) else ""


def _loop(mail: Evidence) -> str:
    own = mail.own
    if own is None:
        return ""
    if any(own.is_ours(value.decode("ascii", "ignore").strip()) for value in mail.headers.all_raw(LOOP_HEADER)):
        return "our own signed loop header"
    if mail.message_id and mail.message_id.rpartition("@")[2].lower() in own.domains:
        return "our own Message-ID domain"
    address = mail.sender.address.lower() if mail.sender else ""
    local, _, domain = address.rpartition("@")
    if address in own.addresses or f"{local.partition('+')[0]}@{domain}" in own.addresses or domain in own.domains:
        return "our own address as sender"
    return ""


def _auto_submitted(mail: Evidence) -> str:
    first = mail.headers.token("auto-submitted").partition(" ")[0]
    return f"Auto-Submitted: {first}" if first not in ("", "no") else ""


def _auto_headers(mail: Evidence) -> str:
    name = next(
        (
            name
            for name in AUTO_HEADERS
            if name in mail.headers and mail.headers.token(name) not in ("no", "false", "0")
        ),
        "",
    )
    if name:
        return name
    suppress = {token.strip() for token in mail.headers.text("x-auto-response-suppress").lower().split(",")}
    if suppress & {"all", "autoreply"}:
        return "X-Auto-Response-Suppress"
    precedence = {mail.headers.token("precedence"), mail.headers.token("x-precedence")}
    return "Precedence: auto_reply" if precedence & {"auto_reply", "auto-reply", "autoreply"} else ""


def _receipt(mail: Evidence) -> str:
    if mail.report_type == "disposition-notification" or any(
        part.type == "message/disposition-notification" for part in mail.root.leaves()
    ):
        return "a read receipt (RFC 8098)"
    if RECEIPT_SUBJECT.match(mail.subject) and len(mail.text) < 2_000 and len(RECEIPT_LABELS.findall(mail.text)) >= 2:
        return "a read receipt in plain text"
    return (
        "a delivery report that reports success"
        if status_part(mail.root) is not None and not is_reply_or_forward(mail.subject)
        else ""
    )


def _null_path(mail: Evidence) -> str:
    return "null return path" if mail.null_path else ""


def _automatic_subject(mail: Evidence) -> str:
    subject = mail.subject.strip()
    if subject.endswith(("?", "？", "؟")) and not mail.answered:
        return ""  # a program repeats the question of the mail it answers; on its own, only a person asks one
    found = AUTOMATIC.match(subject) or CHALLENGE.search(subject) or CHALLENGE_ABROAD.match(subject)
    return f"subject {found[0].strip()!r}" if found and not is_reply_or_forward(mail.subject) else ""


def _automatic_text(mail: Evidence) -> str:
    """Only at the very top, and never in a "Re:": people quote automatic mail, our own acknowledgements first of all."""
    found = None if is_reply_or_forward(mail.subject) else AUTOMATIC_TEXT.search(mail.text[:300])
    return f"text {found[0]!r}" if found else ""


def _challenge_text(mail: Evidence) -> str:
    found = None if is_forward(mail.subject) else CHALLENGE_TEXT.search(mail.text[:400].partition("\n>")[0])
    return f"text {found[0][:60]!r}" if found else ""


_RULES: tuple[tuple[Kind, Rule], ...] = (
    ("complaint", _complaint),
    ("bounce", failures.delivery_report),
    ("bounce", failures.failed_recipients),
    ("bounce", failures.daemon),
    ("bounce", failures.null_path_report),
    ("bounce", failures.plain_report),
    ("loop", _loop),
    ("auto_reply", _auto_submitted),
    ("auto_reply", _auto_headers),
    ("auto_reply", _receipt),
    ("auto_reply", _null_path),
    ("auto_reply", _automatic_subject),
    ("auto_reply", _automatic_text),
    ("auto_reply", _challenge_text),
)
