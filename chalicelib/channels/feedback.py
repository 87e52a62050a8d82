"""SES's reports on mail it sent, by configuration set (`eventType`) or by identity (`notificationType`).

Source: https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
"""

import json
from collections.abc import Mapping
from typing import Any

from chalicelib.domain.feedback import Feedback, Verdict
from chalicelib.domain.submission import ses_key

_VERDICTS = {
    "Bounce": Verdict.BOUNCED,
    "Reject": Verdict.BOUNCED,
    "Rendering Failure": Verdict.BOUNCED,
    "Complaint": Verdict.COMPLAINED,
    "Delivery": Verdict.DELIVERED,
    "DeliveryDelay": Verdict.DELAYED,
}

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
    kind = report.get("eventType") or report.get("notificationType")
    if kind is None:
        raise ValueError("a feedback report names its eventType or notificationType")
    if kind not in _VERDICTS:
        return None
    bounce: Mapping[str, Any] = report.get("bounce") or {}
    return Feedback(
        key=ses_key(str(report["mail"]["messageId"])),
        verdict=_VERDICTS[kind],
        permanent=kind != "Bounce" or bounce.get("bounceType") == "Permanent",
        why=_why(report, bounce),
    )


def _why(report: Mapping[str, Any], bounce: Mapping[str, Any]) -> str:
    if bounce:
        return f"{bounce.get('bounceType', '')} {bounce.get('bounceSubType', '')}".strip()
    complaint = report.get("complaint") or {}
    reject = report.get("reject") or {}
    return str(complaint.get("complaintFeedbackType") or reject.get("reason") or "")
