"""Reach: one step of a page, to one person, on both channels; and what follows when a channel was busy or failed."""

from collections.abc import Iterator
from dataclasses import dataclass

from chalicelib.domain import paging
from chalicelib.domain.commit import Commit, Outcome, numbered
from chalicelib.domain.contact import Address
from chalicelib.domain.errors import Duplicate, NotSent, Transient
from chalicelib.domain.events import EventType
from chalicelib.domain.inquiry import Inquiry, Page
from chalicelib.domain.ledger import PAGE_LEASE, Notice
from chalicelib.domain.outbound import Matter
from chalicelib.domain.recipients import channel_to, staff_addresses
from chalicelib.domain.staff import Staff
from chalicelib.domain.submission import Source
from chalicelib.domain.words import Delivery, Reach
from chalicelib.usecases.deliver import deliver, give_up
from chalicelib.usecases.desk import Desk

_SENT = frozenset({Delivery.SENT, Delivery.DELIVERED, Delivery.UNCONFIRMED})


@dataclass(frozen=True, slots=True)
class Reached:
    """The channels that took it, and those that were busy and are tried again."""

    taken: tuple[str, ...] = ()
    busy: tuple[str, ...] = ()


def reach(page: Page, step: int, person: Staff, inquiry: Inquiry, *, desk: Desk) -> Reached:
    """One that is known not to have sent does not hold the other. While nobody knows (a worker died, a provider fell
    silent) the step is tried again: no channel is left in limbo. Raises NotSent when all were busy, or Transient."""
    matter = _matter(page, person, inquiry, desk=desk)
    taken, busy = list[str](), list[str]()
    trouble: list[Transient] = []
    for notice in notices(page, step, person):
        try:
            if deliver(notice, matter, desk=desk) in _SENT:
                taken.append(channel_to(notice.recipient))
        except NotSent as refused:
            busy.append(channel_to(notice.recipient))
            trouble.append(refused)
        except Transient as unknown:
            trouble.insert(0, unknown)
    if trouble and (not taken or not isinstance(trouble[0], NotSent)):
        raise trouble[0]
    return Reached(tuple(taken), tuple(busy))


def notices(page: Page, step: int, person: Staff) -> Iterator[Notice]:
    """One a channel that the person has."""
    for address in ways(person):
        yield Notice(
            reference=page.reference,
            event_id=paging.event_of(page, step),
            template=paging.TEMPLATE,
            recipient=address,
            audience="staff",
            staff=person.id,
            message_id=page.messages[-1] if page.messages else "",
            lease=PAGE_LEASE,
        )


def ways(person: Staff) -> tuple[Address, ...]:
    return staff_addresses(person, by=Reach.BOTH)


def again(page: Page, inquiry: Inquiry, step: int, told: dict[str, object], *, desk: Desk) -> str:
    """The busy channels of that step once more: `taken`, `acknowledged`, `given up`, or `busy` (asked for again in a
    minute). `told` is the detail of the event that says which were busy. Raises Transient."""
    person, tries = desk.district().person(str(told["to"])), int(str(told["tries"]))
    busy = {str(one) for one in told["busy"]} if isinstance(told["busy"], list | tuple) else set()
    waiting = [one for one in notices(page, step, person) if channel_to(one.recipient) in busy] if person else []
    if page.acknowledged_by:
        for notice in waiting:
            give_up(notice, Delivery.SKIPPED, "somebody acknowledged meanwhile", desk=desk)
        return "acknowledged"
    matter = _matter(page, person, inquiry, desk=desk)
    left: list[Notice] = []
    for notice in waiting:
        try:
            deliver(notice, matter, desk=desk)
        except NotSent:
            left.append(notice)
    if tries >= paging.BUSY_TRIES:
        for notice in left:
            give_up(notice, Delivery.REFUSED, "the provider stayed busy", desk=desk)
    elif left:
        _wait(page, told | {"busy": [channel_to(one.recipient) for one in left], "tries": tries + 1}, desk=desk)
        return "busy"
    return "given up" if left else "taken"


def _wait(page: Page, told: dict[str, object], *, desk: Desk) -> None:
    """On the record, once for each try however often the message that asks for it is delivered."""
    stamp = desk.randomness.stamp()
    name = f"busy:{page.reference}:{page.id}:{told['step']}:{told['tries']}"
    kept = ("page", "step", "to", "message", "busy", "tries", "retry_in")
    outcome = Outcome(EventType.PAGE_CHANNEL_BUSY, {key: told[key] for key in kept if key in told})
    events = numbered(page.reference, stamp, [outcome], config=desk.district().version)
    try:
        desk.store.commit(Commit(page.reference, stamp, events=events, source=Source(key=name, fingerprint=name)))
    except Duplicate:
        return


def _matter(page: Page, person: Staff | None, inquiry: Inquiry, *, desk: Desk) -> Matter:
    """With the words that were said last, how long it has waited for somebody, and who was paged before."""
    _, message = desk.store.inquiry_and_message(inquiry.reference, page.messages[-1] if page.messages else "")
    now, details = desk.randomness.stamp().now, {"code": page.code, "since": page.at.isoformat()}
    before = map(desk.district().person, paging.others(page, person.id if person else ""))
    details["paged"] = ", ".join(one.name for one in before if one)
    return Matter(inquiry=inquiry, message=message, now=now, page_id=page.id, details=details)
