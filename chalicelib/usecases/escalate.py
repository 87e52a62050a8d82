"""Escalate: a deadline came near or passed, or nobody answered a page: take the next step of the ladder, once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from chalicelib.domain import deadlines, ladder
from chalicelib.domain.clock import spoken
from chalicelib.domain.commit import Commit, Outcome, numbered
from chalicelib.domain.consequences import Consequence
from chalicelib.domain.deadline import Deadline
from chalicelib.domain.district import District
from chalicelib.domain.errors import Conflict, NotFound
from chalicelib.domain.events import Event, EventType
from chalicelib.domain.inquiry import Inquiry, Page
from chalicelib.domain.ladder import Step
from chalicelib.domain.words import Reach, Status
from chalicelib.ports import Districts, Randomness, Store

_TRIES = 5


def escalate(
    consequence: Consequence, *, store: Store, districts: Districts, randomness: Randomness
) -> Sequence[Event]:
    """The events it stored: none when there is nothing to do any more. Raises NotFound, Conflict or Busy."""
    event = consequence.event
    if event.type is EventType.PAGE_UNANSWERED:
        return _to_leaders(event, store=store, districts=districts, randomness=randomness)
    for _ in range(_TRIES):
        inquiry = store.inquiry(event.reference)
        if inquiry is None:
            raise NotFound(f"inquiry {event.reference}")
        stamp, district = randomness.stamp(), districts.current()
        outcomes: list[Outcome] = []
        climbed = _woken(inquiry, outcomes, now=stamp.now, district=district)
        while step := ladder.advance(climbed, now=stamp.now, district=district):
            outcomes += _outcomes(climbed, step, now=stamp.now)
            climbed = replace(climbed, clocks=_with(climbed, step))
        if climbed == inquiry:
            return ()
        fresh = replace(climbed, version=inquiry.version + 1, updated_at=stamp.now)
        events = numbered(inquiry.reference, stamp, outcomes, config=district.version)
        try:
            store.commit(Commit(reference=inquiry.reference, stamp=stamp, inquiry=fresh, events=events))
        except Conflict:
            continue
        return events
    raise Conflict("inquiry")


def _woken(inquiry: Inquiry, outcomes: list[Outcome], *, now: datetime, district: District) -> Inquiry:
    """The family said nothing by the time that somebody set: it goes on, and an answer is owed."""
    if inquiry.wakes_at is None or inquiry.wakes_at > now:
        return inquiry
    change = deadlines.reopened(replace(inquiry, status=Status.OPEN, wakes_at=None), now, district)
    outcomes += [Outcome(EventType.INQUIRY_GOES_ON, {"why": "the time to wait is over"}), *change.outcomes]
    return change.inquiry


def _with(inquiry: Inquiry, step: Step) -> tuple[Deadline, ...]:
    return tuple(step.clock if one.kind == step.clock.kind else one for one in inquiry.clocks)


def _outcomes(inquiry: Inquiry, step: Step, *, now: datetime) -> list[Outcome]:
    """In order. `told` are those who heard of this clock before."""
    clock = inquiry.clock(step.clock.kind)
    assert clock is not None
    waited = int((now - clock.started_at).total_seconds())
    about: dict[str, object] = {"kind": clock.kind, "due_at": clock.due_at.isoformat(), "waited": spoken(waited)}
    about |= {"message": asked} if (asked := _asked(inquiry, clock)) else {}
    found: list[Outcome] = []
    if step.missed:
        found.append(Outcome(EventType.DEADLINE_MISSED, about))
    found += [Outcome(EventType.ESCALATION_STEP_SKIPPED, {"why": why}) for why in step.skipped]
    to = [person.id for person in step.to]
    if step.warned:
        found.append(Outcome(EventType.DEADLINE_WARNED, about | {"to": to}))
    elif to:
        about |= {"rung": step.rung, "to": to, "told": list(clock.told)}
        about |= {"by": step.channel} if step.channel is not Reach.MAIL else {}
        about |= {"again": step.turn} if step.turn else {}
        found.append(Outcome(EventType.ESCALATION_STEP_TAKEN, about))
    if step.missed or step.clock.missed:
        found += _exhausted(step)
    return found


def _asked(inquiry: Inquiry, clock: Deadline) -> str:
    """The message that waits for an answer; where a person reopened the matter, what was asked last that we know of."""
    known = (clock, *inquiry.clocks, *reversed(inquiry.met))
    return next((one.message for one in known if one.message), "")


def _exhausted(step: Step) -> list[Outcome]:
    """After the last step there is nobody left to tell: on the record, and an alarm."""
    return [] if step.clock.next_at else [Outcome(EventType.LADDER_EXHAUSTED, {"kind": step.clock.kind})]


def _to_leaders(event: Event, *, store: Store, districts: Districts, randomness: Randomness) -> Sequence[Event]:
    """A page that nobody answered goes straight to the leaders, once, unless somebody answers at the last moment."""
    inquiry, page = store.page(event.reference, str(event.detail["page"]))
    if inquiry is None or page is None:
        raise NotFound(f"page of {event.reference}")
    if page.escalated or page.acknowledged_by:
        return ()
    stamp = randomness.stamp()
    district = districts.current()
    outcome = _leaders_told(inquiry, district, page, event, at=stamp.now)
    events = numbered(inquiry.reference, stamp, [outcome], config=district.version)
    fresh = replace(page, version=page.version + 1, escalated=True)
    store.commit(Commit(reference=inquiry.reference, stamp=stamp, page=fresh, events=events))
    return events


def _leaders_told(inquiry: Inquiry, district: District, page: Page, event: Event, *, at: datetime) -> Outcome:
    to = [person.id for person in ladder.who("leader", inquiry, district, at=at)]
    if not to:
        return Outcome(EventType.ESCALATION_STEP_SKIPPED, {"why": "leader: nobody reachable"})
    detail: dict[str, object] = {"rung": "leader", "to": to, "why": "nobody acknowledged the page", "urgent": True}
    detail |= {"message": str(event.detail.get("message", "")), "page": page.id}
    detail |= {"told": list(dict.fromkeys(page.paged)), "since": page.at.isoformat()}
    return Outcome(EventType.ESCALATION_STEP_TAKEN, detail)
