"""What the providers report of messages that left.

SES, by configuration set (`eventType`) or by identity (`notificationType`):
https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
AWS End User Messaging on texts, in EventBridge's envelope or, from a configuration set of its own, without one:
https://docs.aws.amazon.com/sms-voice/latest/userguide/monitor-event-bridge.html
https://docs.aws.amazon.com/sms-voice/latest/userguide/configuration-sets-event-types.html
"""

import json
from collections.abc import Mapping
from typing import Any

from chalicelib.domain.feedback import Feedback, Verdict
from chalicelib.domain.submission import ses_key, text_key

_VERDICTS = {
    "Bounce": Verdict.BOUNCED,
    "Reject": Verdict.BOUNCED,
    "Rendering Failure": Verdict.BOUNCED,
    "Complaint": Verdict.COMPLAINED,
    "Delivery": Verdict.DELIVERED,
    "DeliveryDelay": Verdict.DELAYED,
}
_TEXT = "TEXT_"
_TEXT_VERDICTS = {
    "TEXT_DELIVERED": Verdict.DELIVERED,
    "TEXT_BLOCKED": Verdict.BOUNCED,
    "TEXT_CARRIER_BLOCKED": Verdict.BOUNCED,
    "TEXT_CARRIER_UNREACHABLE": Verdict.BOUNCED,
    "TEXT_INVALID": Verdict.BOUNCED,
    "TEXT_INVALID_MESSAGE": Verdict.BOUNCED,
    "TEXT_PROTECT_BLOCKED": Verdict.BOUNCED,
    "TEXT_SPAM": Verdict.BOUNCED,
    "TEXT_TTL_EXPIRED": Verdict.BOUNCED,
    "TEXT_UNREACHABLE": Verdict.BOUNCED,
}
"""The rest tells nothing new: queued, pending, sent, "successful" (a carrier took it, as we assumed), unknown."""

_GREETING = "Successfully validated SNS topic"
"""What SES writes once to a topic that it is told to publish to; plain words, no JSON."""


def read_feedback(body: str) -> Feedback | None:
    """None for reports that tell nothing of delivery (sends, opens, SES's greeting to a new topic). Raises ValueError for what is no
    report at all: it belongs in the dead-letter queue."""
    if body.startswith(_GREETING):
        return None
    report = json.loads(body)
    if not isinstance(report, dict):
        raise TypeError("a feedback report is a JSON object")
    if report.get("source") == "aws.sms-voice":
        report = report["detail"]
    kind = report.get("eventType") or report.get("notificationType")
    if kind is None:
        raise ValueError("a feedback report names its eventType or notificationType")
    return _of_text(report, kind) if kind.startswith(_TEXT) else _of_mail(report, kind)


def _of_mail(report: Mapping[str, Any], kind: str) -> Feedback | None:
    if kind not in _VERDICTS:
        return None
    bounce: Mapping[str, Any] = report.get("bounce") or {}
    mail = report["mail"]
    tags: Mapping[str, Any] = mail.get("tags") or {}
    return Feedback(
        key=ses_key(str(mail["messageId"])),
        verdict=_VERDICTS[kind],
        permanent=kind != "Bounce" or bounce.get("bounceType") == "Permanent",
        why=_why(report, bounce),
        reference=_tag(tags, "reference"),
        send=_tag(tags, "send"),
    )


def _of_text(report: Mapping[str, Any], kind: str) -> Feedback | None:
    """A carrier that cannot reach a phone may try again, until it says that this was its last word."""
    verdict = _TEXT_VERDICTS.get(kind)
    if verdict is None:
        return None
    why = "" if verdict is Verdict.DELIVERED else kind.removeprefix(_TEXT).replace("_", " ").lower()
    final = report.get("isFinal", True) is True
    return Feedback(key=text_key(str(report["messageId"])), verdict=verdict, permanent=final, why=why)


def _tag(tags: Mapping[str, Any], name: str) -> str:
    """Tags that we gave come back as lists."""
    given = tags.get(name) or [""]
    return str(given[0]) if isinstance(given, list) else ""


def _why(report: Mapping[str, Any], bounce: Mapping[str, Any]) -> str:
    if bounce:
        return f"{bounce.get('bounceType', '')} {bounce.get('bounceSubType', '')}".strip()
    complaint = report.get("complaint") or {}
    reject = report.get("reject") or {}
    return str(complaint.get("complaintFeedbackType") or reject.get("reason") or "")
