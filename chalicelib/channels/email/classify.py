"""What is not a person. An ordered list of rules of one signature; the first that answers decides, and says why."""

from collections.abc import Callable
from dataclasses import dataclass

from chalicelib.channels.email.headers import Headers
from chalicelib.channels.email.machines import (
    AUTO_HEADERS,
    BULK_HEADERS,
    DAEMON,
    DAEMON_NAMES,
    OPENS,
    POSTMASTER,
    RETURNED_TYPES,
    SHAPE,
)
from chalicelib.channels.email.model import Address, Kind, OwnAddresses
from chalicelib.channels.email.reports import read_report, status_part
from chalicelib.channels.email.subjects import (
    AUTOMATIC,
    AUTOMATIC_TEXT,
    CHALLENGE,
    FAILURE,
    is_forward,
    is_reply_or_forward,
)
from chalicelib.channels.email.tree import Part

LOOP_HEADER = "x-earshot-loop"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the rules look at."""

    root: Part
    headers: Headers
    sender: Address | None
    envelope: str | None
    subject: str
    text: str
    message_id: str | None
    own: OwnAddresses | None

    @property
    def null_path(self) -> bool:
        return self.envelope is not None and (
            not self.envelope or DAEMON.fullmatch(self.envelope.partition("@")[0]) is not None
        )

    @property
    def report_type(self) -> str:
        return self.root.parameters.get("report-type", b"").decode("ascii", "ignore").lower().strip()


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


def _delivery_report(mail: Evidence) -> str:
    part = status_part(mail.root)
    standard = mail.root.type == "multipart/report" and mail.report_type in ("", "delivery-status")
    if part is not None and (standard or mail.null_path or not is_reply_or_forward(mail.subject)):
        return "" if read_report(part).delivered else "a delivery report (RFC 3464)"
    if mail.root.type == "multipart/report" and mail.report_type == "delivery-status":
        return "multipart/report for delivery status"
    return ""


def _failed_recipients(mail: Evidence) -> str:
    return "X-Failed-Recipients" if "x-failed-recipients" in mail.headers else ""


def _daemon(mail: Evidence) -> str:
    sender = mail.sender
    local = sender.address.rpartition("@")[0].strip('"<> ') if sender else ""
    if DAEMON.fullmatch(local):
        return f"sent by {local}"
    named = sender is not None and (
        DAEMON_NAMES.search(f"{sender.name} {local}") is not None or POSTMASTER.fullmatch(local) is not None
    )
    answered = is_reply_or_forward(mail.subject) or "in-reply-to" in mail.headers
    failure = FAILURE.search(mail.subject) is not None and not is_reply_or_forward(mail.subject)
    if not (named or failure):
        return ""
    shaped = SHAPE.search(mail.text[:8000]) is not None
    if named and (failure or (shaped and not answered) or (mail.null_path and _returns_mail(mail))):
        return "sent by a mail system, about a failed delivery"
    if failure and shaped and (mail.null_path or _returns_mail(mail) or not answered):
        return "subject and text of a failed delivery"
    return ""


def _plain_report(mail: Evidence) -> str:
    """A gateway that mimics a reply: the failure in the subject, and nothing but the failure in the text."""
    if FAILURE.search(mail.subject) is None or len(mail.text) > 4000 or is_forward(mail.subject):
        return ""
    return "the text opens as a delivery report" if OPENS.search(mail.text[:600]) else ""


def _null_path_report(mail: Evidence) -> str:
    if not mail.null_path or is_reply_or_forward(mail.subject):
        return ""
    if FAILURE.search(mail.subject) or (_returns_mail(mail) and SHAPE.search(mail.text[:8000])):
        return "null return path with the shape of a delivery report"
    return ""


def _returns_mail(mail: Evidence) -> bool:
    return any(part.type in RETURNED_TYPES for part in mail.root.leaves())


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
    return (
        "a delivery report that reports success"
        if status_part(mail.root) is not None and not is_reply_or_forward(mail.subject)
        else ""
    )


def _null_path(mail: Evidence) -> str:
    return "null return path" if mail.null_path else ""


def _automatic_subject(mail: Evidence) -> str:
    found = AUTOMATIC.match(mail.subject.strip()) or CHALLENGE.search(mail.subject)
    return f"subject {found[0].strip()!r}" if found and not is_reply_or_forward(mail.subject) else ""


def _automatic_text(mail: Evidence) -> str:
    """Only at the very top, and never in a "Re:": people quote automatic mail, our own acknowledgements first of all."""
    found = None if is_reply_or_forward(mail.subject) else AUTOMATIC_TEXT.search(mail.text[:300])
    return f"text {found[0]!r}" if found else ""


_RULES: tuple[tuple[Kind, Rule], ...] = (
    ("complaint", _complaint),
    ("bounce", _delivery_report),
    ("bounce", _failed_recipients),
    ("bounce", _daemon),
    ("bounce", _null_path_report),
    ("bounce", _plain_report),
    ("loop", _loop),
    ("auto_reply", _auto_submitted),
    ("auto_reply", _auto_headers),
    ("auto_reply", _receipt),
    ("auto_reply", _null_path),
    ("auto_reply", _automatic_subject),
    ("auto_reply", _automatic_text),
)
