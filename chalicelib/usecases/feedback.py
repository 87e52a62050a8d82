"""Feedback: what SES and SNS report of a message marks its send; a hard bounce or complaint suppresses the address."""

from dataclasses import replace

from chalicelib.domain import ledger
from chalicelib.domain.commit import Commit, Outcome, Stamp, numbered
from chalicelib.domain.contact import Suppression, SuppressionReason
from chalicelib.domain.errors import Conflict
from chalicelib.domain.events import EventType
from chalicelib.domain.feedback import Feedback, after
from chalicelib.domain.inquiry import Inquiry, Send
from chalicelib.domain.words import Delivery, Status
from chalicelib.ports import Metrics, Randomness, Store

_TRIES = 5
_EVENTS = {
    Delivery.DELIVERED: EventType.DELIVERY_CONFIRMED,
    Delivery.BOUNCED: EventType.MESSAGE_BOUNCED,
    Delivery.COMPLAINED: EventType.MESSAGE_COMPLAINED,
}
_SUPPRESSES = {Delivery.BOUNCED: SuppressionReason.BOUNCE, Delivery.COMPLAINED: SuppressionReason.COMPLAINT}


def feedback(report: Feedback, *, store: Store, randomness: Randomness, metrics: Metrics) -> str:
    """What became of the report, in a word: `unknown`, `nothing` or the send's new status. Raises Conflict or Busy."""
    for _ in range(_TRIES):
        sent = store.sent_as(report.key)
        if sent is None:
            metrics.count("FeedbackUnknown")
            return "unknown"
        status = after(sent.send.status, report)
        if status is None:
            return "nothing"
        try:
            store.commit(_commit(report, sent.inquiry, sent.send, status, randomness.stamp()))
        except Conflict:
            continue
        metrics.count(f"Send{status.capitalize()}")
        return status
    raise Conflict("send")


def _commit(report: Feedback, inquiry: Inquiry, send: Send, status: Delivery, stamp: Stamp) -> Commit:
    detail: dict[str, object] = {"send": send.key, "template": send.template, "audience": send.audience}
    detail |= {name: value for name, value in (("why", report.why), ("message", send.message_id)) if value}
    outcomes = [Outcome(_EVENTS[status], detail)]
    reason = _SUPPRESSES.get(status)
    reopened = _reopened(inquiry, send, status, stamp)
    if reason:
        outcomes.append(Outcome(EventType.ADDRESS_SUPPRESSED, {"send": send.key, "why": reason}))
    if reopened and reopened.deadline:
        due = reopened.deadline
        why = {
            "kind": due.kind,
            "due_at": due.due_at.isoformat(),
            "explanation": f"{due.explanation}; our answer bounced",
        }
        outcomes.append(Outcome(EventType.DEADLINE_SET, dict(why)))
    return Commit(
        reference=send.reference,
        stamp=stamp,
        inquiry=reopened,
        send=ledger.marked(send, status, stamp.now, reason=report.why),
        events=numbered(send.reference, stamp, outcomes),
        suppression=Suppression(send.recipient, reason, stamp.now, report.why) if reason else None,
    )


def _reopened(inquiry: Inquiry, send: Send, status: Delivery, stamp: Stamp) -> Inquiry | None:
    """A reply that bounced answers nobody: the deadline that it met runs again."""
    if status is not Delivery.BOUNCED or send.template != "reply" or inquiry.met is None or inquiry.deadline:
        return None
    return replace(
        inquiry,
        version=inquiry.version + 1,
        updated_at=stamp.now,
        deadline=inquiry.met,
        met=None,
        expected_by=inquiry.met.due_at,
        status=Status.OPEN,
        closed_at=None,
    )
