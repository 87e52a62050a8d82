"""Feedback: what SES and SNS report of a message marks its send; a hard bounce or complaint suppresses the address."""

from dataclasses import replace

from chalicelib.domain import ledger
from chalicelib.domain.commit import Commit, Outcome, Stamp, decided, numbered
from chalicelib.domain.contact import AddressKind, Suppression, SuppressionReason
from chalicelib.domain.district import District
from chalicelib.domain.errors import Conflict
from chalicelib.domain.events import EventType
from chalicelib.domain.feedback import Feedback, after
from chalicelib.domain.inquiry import Case, Send
from chalicelib.domain.replying import REPLY, other_way, reached_nobody, unanswered, with_clock
from chalicelib.domain.words import Delivery
from chalicelib.ports import Districts, Metrics, Randomness, Sent, Store
from chalicelib.usecases.living import living

_TRIES = 5
_EVENTS = {
    Delivery.DELIVERED: EventType.DELIVERY_CONFIRMED,
    Delivery.BOUNCED: EventType.MESSAGE_BOUNCED,
    Delivery.COMPLAINED: EventType.MESSAGE_COMPLAINED,
}
_SUPPRESSES = {Delivery.BOUNCED: SuppressionReason.BOUNCE, Delivery.COMPLAINED: SuppressionReason.COMPLAINT}


def feedback(report: Feedback, *, store: Store, districts: Districts, randomness: Randomness, metrics: Metrics) -> str:
    """What became of the report, in a word: `unknown`, `nothing` or the send's new status. Raises Conflict or Busy."""
    for _ in range(_TRIES):
        sent = store.sent_as(report.key) or _by_tags(report, store)
        if sent is None:
            metrics.count("FeedbackUnknown")
            return "unknown"
        status = after(sent.send.status, report, recipient=sent.send.recipient.value)
        if status is None:
            return "nothing"
        try:
            district = districts.current()
            commit = _commit(report, sent, status, randomness.stamp(), store=store, district=district)
            store.commit(decided(commit, district.version))
        except Conflict:
            continue
        metrics.count(f"Send{status.capitalize()}")
        return status
    raise Conflict("send")


def _by_tags(report: Feedback, store: Store) -> Sent | None:
    case = store.case(report.reference) if report.reference and report.send else None
    send = next((one for one in case.sends if one.key == report.send), None) if case else None
    return Sent(inquiry=case.inquiry, send=send) if case and send else None


def _commit(
    report: Feedback, sent: Sent, status: Delivery, stamp: Stamp, *, store: Store, district: District
) -> Commit:
    send = ledger.marked(sent.send, status, stamp.now, provider_id=_provider_id(report), reason=report.why)
    detail: dict[str, object] = {"send": send.key, "template": send.template, "audience": send.audience}
    detail |= {name: value for name, value in (("why", report.why), ("message", send.message_id)) if value}
    lost = send.template == REPLY and status is not Delivery.DELIVERED
    goes_on = lost and status is Delivery.BOUNCED and bool(other_way(sent.inquiry, send.recipient))
    case = store.case(send.reference) if lost and not goes_on else None
    others = case is not None and _reached_others(case, send)
    detail |= {name: True for name, applies in (("on", goes_on), ("others", others)) if applies}
    outcomes = [Outcome(_EVENTS[status], detail)]
    reason = _suppresses(send, status)
    if reason:
        outcomes.append(Outcome(EventType.ADDRESS_SUPPRESSED, {"send": send.key, "why": reason}))
    commit = Commit(
        reference=send.reference,
        stamp=stamp,
        send=send,
        mail_ids=() if sent.send.provider_id else (report.key,),
        events=numbered(send.reference, stamp, outcomes),
        suppression=Suppression(send.recipient, reason, stamp.now, report.why) if reason else None,
    )
    return _counted(commit, case, send, others=others, store=store, district=district) if case else commit


def _reached_others(case: Case, send: Send) -> bool:
    """Whether the reply reached, or may still reach, another of its recipients."""
    message = next((one for one in case.messages if one.id == send.message_id), None)
    rows = [send if one.key == send.key else one for one in case.sends]
    return message is not None and not reached_nobody(message, rows)


def _counted(commit: Commit, case: Case, send: Send, *, others: bool, store: Store, district: District) -> Commit:
    """What the reply met runs again where it reached nobody. Its inquiry is written either way: of two reports at once the
    later one has to see both."""
    commit = replace(commit, inquiry=replace(case.inquiry, version=case.inquiry.version + 1))
    if others:
        return commit
    change = unanswered(living(case.inquiry, store), send.message_id, commit.stamp.now, district)
    return with_clock(commit, change) if change else commit


def _provider_id(report: Feedback) -> str:
    return report.key.partition(":")[2]


def _suppresses(send: Send, status: Delivery) -> SuppressionReason | None:
    """Mail that bounced for good or was called spam. A text that failed shuts no number: carriers refuse single texts for
    reasons of their own, and the row must never hide an opt-out."""
    return _SUPPRESSES.get(status) if send.recipient.kind is AddressKind.EMAIL else None
