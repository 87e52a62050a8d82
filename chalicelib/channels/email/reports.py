"""The standard's delivery report (RFC 3464), read tolerantly."""

from dataclasses import dataclass

from chalicelib.channels.email.headers import Headers, read_headers
from chalicelib.channels.email.patterns import Lazy
from chalicelib.channels.email.tree import Part

EMAIL = Lazy(r"[^\s<>()\[\],;:\"'=|@]{1,64}@[^\s<>()\[\],;:\"'|@]{1,255}")
MAX_RECIPIENTS = 100
WINDOW = 32 * 1024


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
    for fields in _groups(part.body(limit=WINDOW)):
        action = fields.token("action").partition(" ")[0]
        status = fields.text("status")[:1]
        recipient = _typed(fields.text("original-recipient")) or _typed(fields.text("final-recipient"))
        if fields.raw("final-recipient") is None and fields.raw("original-recipient") is None:
            continue
        final = _typed(fields.text("final-recipient"))
        if action in ("failed", "delayed", "failure", "") and (final or recipient):
            recipients.append(recipient if "@" in recipient else final)
        actions.add(action)
        statuses.add(status)
    failed = bool(actions & {"failed", "failure"}) or (actions == {""} and "5" in statuses)
    delivered = bool(actions) and actions <= {"delivered", "relayed", "expanded"}
    delayed = "delayed" in actions or ("4" in statuses and "5" not in statuses and actions <= {"", "delayed"})
    return Report(unique(recipients), failed, delayed, delivered)


def _groups(data: bytes) -> list[Headers]:
    """The groups of fields, split at blank lines; some programs put blank lines everywhere, so groups may be empty."""
    groups: list[Headers] = []
    at, body = 0, data.replace(b"\r\n", b"\n").strip(b"\n") + b"\n"
    while at < len(body) and len(groups) < MAX_RECIPIENTS * 2:
        fields, at_next = read_headers(body, at, len(body))
        groups.append(fields)
        at = max(at_next, at + 1)
    return groups


def _typed(value: str) -> str:
    """`rfc822; someone@example.org` → the address."""
    kind, semicolon, address = value.partition(";")
    text = (address if semicolon else kind).strip().strip("<>").strip()
    found = EMAIL.search(text)
    return found[0].strip(".") if found else text.partition(" ")[0]


def unique(found: list[str]) -> tuple[str, ...]:
    seen: dict[str, str] = {}
    for address in found[:MAX_RECIPIENTS]:
        seen.setdefault(address.lower(), address)
    return tuple(seen.values())
