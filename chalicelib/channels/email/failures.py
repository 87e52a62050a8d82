"""Mail that reports a failed delivery, by rule: the standard's reports (RFC 3464), then those of programs that never read it.

Every rule answers with its reason in plain words, "" when it does not apply. `classify` holds their order.
"""

from chalicelib.channels.email.evidence import Evidence
from chalicelib.channels.email.machines import (
    DAEMON,
    DAEMON_NAMES,
    OPENS,
    PEOPLE_TELL,
    POSTMASTER,
    REPORTS,
    RETURNED_TYPES,
    SHAPE,
)
from chalicelib.channels.email.reports import EMAIL, read_report, status_part
from chalicelib.channels.email.subjects import FAILURE, is_forward, is_reply_or_forward


def delivery_report(mail: Evidence) -> str:
    part = status_part(mail.root)
    standard = mail.root.type == "multipart/report" and mail.report_type in ("", "delivery-status")
    if part is not None and (standard or mail.null_path or not is_reply_or_forward(mail.subject)):
        return "" if read_report(part).delivered else "a delivery report (RFC 3464)"
    if mail.root.type == "multipart/report" and mail.report_type == "delivery-status":
        return "multipart/report for delivery status"
    return ""


def failed_recipients(mail: Evidence) -> str:
    return "X-Failed-Recipients" if "x-failed-recipients" in mail.headers else ""


def daemon(mail: Evidence) -> str:
    if _succeeded(mail):
        return ""
    sender = mail.sender
    local = sender.address.rpartition("@")[0].strip('"<> ') if sender else ""
    if DAEMON.fullmatch(local):
        return f"sent by {local}"
    named = sender is not None and (
        DAEMON_NAMES.search(f"{sender.name} {local}") is not None or POSTMASTER.fullmatch(local) is not None
    )
    failure = FAILURE.search(mail.subject) is not None and not is_reply_or_forward(mail.subject)
    if named:
        return "sent by a mail system, about a failed delivery" if _reports(mail, failure=failure) else ""
    shaped = failure and SHAPE.search(mail.text[:8000]) is not None
    if shaped and (mail.null_path or _returns_mail(mail) or (not mail.answered and _speaks_of_delivery(mail))):
        return "subject and text of a failed delivery"
    return ""


def _reports(mail: Evidence, *, failure: bool) -> bool:
    """Whether a mail system speaks of a delivery. To a null path only it names an address for that, in whatever language."""
    if failure:
        return True
    if mail.null_path and _returns_mail(mail):
        return True
    if mail.answered:
        return False
    return SHAPE.search(mail.text[:8000]) is not None or (mail.null_path and EMAIL.search(mail.text[:8000]) is not None)


def _speaks_of_delivery(mail: Evidence) -> bool:
    """A person's "not delivered" is about a parcel, or tells of a report they got: a report names an address, speaks as mail
    systems do, and has neither tried anything nor a child."""
    head = mail.text[:8000]
    if PEOPLE_TELL.search(head[:600]) is not None:
        return False
    return EMAIL.search(head) is not None and REPORTS.search(head) is not None


def plain_report(mail: Evidence) -> str:
    """A gateway that mimics a reply: the failure in the subject, and nothing but the failure in the text."""
    if FAILURE.search(mail.subject) is None or len(mail.text) > 4000 or is_forward(mail.subject):
        return ""
    return "the text opens as a delivery report" if OPENS.search(mail.text[:600]) else ""


def null_path_report(mail: Evidence) -> str:
    if not mail.null_path or is_reply_or_forward(mail.subject) or _succeeded(mail):
        return ""
    if FAILURE.search(mail.subject) or (_returns_mail(mail) and SHAPE.search(mail.text[:8000])):
        return "null return path with the shape of a delivery report"
    return ""


def _succeeded(mail: Evidence) -> bool:
    """A report that says "delivered", whoever sends it: nobody failed, whatever its subject resembles."""
    part = status_part(mail.root)
    return part is not None and read_report(part).delivered


def _returns_mail(mail: Evidence) -> bool:
    return any(part.type in RETURNED_TYPES for part in mail.root.leaves())
