"""Page: wake the on-call people one after another until somebody acknowledges."""

from dataclasses import replace

from chalicelib.domain.commit import Commit, Outcome, Stamp, numbered
from chalicelib.domain.consequences import Consequence
from chalicelib.domain.district import Staff
from chalicelib.domain.errors import Conflict, NotFound, NotSent, Transient
from chalicelib.domain.events import EventType
from chalicelib.domain.inquiry import Inquiry, Page
from chalicelib.domain.ledger import PAGE_LEASE, Notice
from chalicelib.domain.outbound import Matter
from chalicelib.domain.recipients import channel_to, staff_addresses
from chalicelib.domain.words import Delivery
from chalicelib.ports import Randomness, Store
from chalicelib.usecases.deliver import deliver
from chalicelib.usecases.desk import Desk

AGAIN = 60
"""Seconds until a page that no provider took is tried again."""
_SENT = frozenset({Delivery.SENT, Delivery.DELIVERED, Delivery.UNCONFIRMED})


def page(consequence: Consequence, *, desk: Desk) -> Page:
    """Takes the step that the consequence asks for, once: not when the page has moved on since the event. The page
    afterwards. A person nobody can reach is passed
    over at once, on the record. Raises NotFound, or Transient when no channel took it (the queue repeats)."""
    event = consequence.event
    page_id = str(event.detail.get("page", event.id))
    inquiry, stored = desk.store.page(event.reference, page_id)
    if inquiry is None:
        raise NotFound(f"inquiry {event.reference}")
    stamp = desk.randomness.stamp()
    current = stored or Page(id=page_id, version=0, reference=event.reference, at=stamp.now)
    if current.acknowledged_by or current.exhausted or current.version > int(event.detail.get("version", 0)):
        return current
    return _climb(current, inquiry, str(event.detail.get("message", "")), desk=desk)


def _climb(current: Page, inquiry: Inquiry, message_id: str, *, desk: Desk) -> Page:
    on_call, skipped = desk.district().on_call, list[str]()
    for step in range(current.step, len(on_call.staff)):
        person = desk.district().reachable(on_call.staff[step])
        if person is None:
            skipped.append(on_call.staff[step])
            continue
        try:
            channels = _reach(current, step, person, inquiry, message_id, desk=desk)
        except NotSent as down:
            return _delayed(current, step, message_id, [*_passed_over(skipped)], str(down), desk=desk)
        if channels:
            detail: dict[str, object] = {"page": current.id, "step": step + 1, "to": person.id, "channels": channels}
            detail |= {"version": current.version + 1, "message": message_id, "next_in": on_call.pause_after(step)}
            outcomes = [*_passed_over(skipped), Outcome(EventType.PAGE_SENT, detail)]
            return _commit(replace(current, step=step + 1), outcomes, desk=desk)
        skipped.append(person.id)
    desk.metrics.count("PageUnanswered")
    detail = {"page": current.id, "message": message_id}
    outcomes = [*_passed_over(skipped), Outcome(EventType.PAGE_UNANSWERED, detail)]
    return _commit(replace(current, step=len(on_call.staff), exhausted=True), outcomes, desk=desk)


def _delayed(current: Page, step: int, message_id: str, so_far: list[Outcome], why: str, *, desk: Desk) -> Page:
    """Mail and texts are both down: the step is asked for again and again, on the record, never given up to the dead
    letters where a danger would sleep."""
    desk.metrics.count("PageDelayed")
    detail: dict[str, object] = {"page": current.id, "step": step, "message": message_id, "why": why, "next_in": AGAIN}
    detail["version"] = current.version + 1
    return _commit(replace(current, step=step), [*so_far, Outcome(EventType.PAGE_DELAYED, detail)], desk=desk)


def _reach(current: Page, step: int, person: Staff, inquiry: Inquiry, message_id: str, *, desk: Desk) -> list[str]:
    """The channels that took it. One that is known not to have sent does not hold the other. While nobody knows (a worker
    died, a provider fell silent) the step is tried again: no channel is left in limbo. Raises NotSent when all refused."""
    _, message = desk.store.inquiry_and_message(inquiry.reference, message_id)
    matter = Matter(inquiry=inquiry, message=message, now=desk.randomness.stamp().now, page_id=current.id)
    taken: list[str] = []
    trouble: list[Transient] = []
    for address in staff_addresses(person, both=True):
        notice = Notice(
            reference=inquiry.reference,
            event_id=f"{current.id}#{step}",
            template="page",
            recipient=address,
            audience="staff",
            staff=person.id,
            message_id=message_id,
            lease=PAGE_LEASE,
        )
        try:
            if deliver(notice, matter, desk=desk) in _SENT:
                taken.append(channel_to(address))
        except Transient as error:
            trouble.append(error)
    held = [error for error in trouble if not isinstance(error, NotSent)]
    if held or (trouble and not taken):
        raise (held or trouble)[0]
    return taken


def _passed_over(skipped: list[str]) -> list[Outcome]:
    why = "no channel reached them"
    return [Outcome(EventType.ESCALATION_STEP_SKIPPED, {"who": staff, "why": why}) for staff in skipped]


def _commit(fresh: Page, outcomes: list[Outcome], *, desk: Desk) -> Page:
    return _stored(fresh, outcomes, store=desk.store, stamp=desk.randomness.stamp())


def _stored(fresh: Page, outcomes: list[Outcome], *, store: Store, stamp: Stamp) -> Page:
    fresh = replace(fresh, version=fresh.version + 1)
    events = numbered(fresh.reference, stamp, outcomes)
    store.commit(Commit(reference=fresh.reference, stamp=stamp, page=fresh, events=events))
    return fresh


def acknowledge(reference: str, page_id: str, staff_id: str, *, store: Store, randomness: Randomness) -> Page:
    """The page, acknowledged: by this person, or by whoever was first. Raises NotFound, Conflict or Busy."""
    for _ in range(5):
        _, current = store.page(reference, page_id)
        if current is None:
            raise NotFound(f"page {page_id}")
        if current.acknowledged_by:
            return current
        stamp = randomness.stamp()
        fresh = replace(current, acknowledged_by=staff_id, acknowledged_at=stamp.now)
        outcome = Outcome(EventType.PAGE_ACKNOWLEDGED, {"page": page_id}, actor=staff_id)
        try:
            return _stored(fresh, [outcome], store=store, stamp=stamp)
        except Conflict:
            continue
    raise Conflict("page")
