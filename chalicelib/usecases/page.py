"""Page: wake the on-call people one after another until somebody acknowledges."""

from dataclasses import replace

from chalicelib.domain import paging
from chalicelib.domain.commit import Commit, Outcome, Stamp, numbered
from chalicelib.domain.consequences import Consequence
from chalicelib.domain.errors import Conflict, NotFound, NotSent
from chalicelib.domain.events import Event, EventType
from chalicelib.domain.inquiry import Inquiry, Page
from chalicelib.ports import Store
from chalicelib.usecases.desk import Desk
from chalicelib.usecases.reach import reach

_TRIES = 5


def page(consequence: Consequence, *, desk: Desk) -> Page:
    """Takes the step that the consequence asks for, once: not when the page has moved on since the event. The page
    afterwards. A person nobody can reach is passed over at once, on the record. Raises NotFound, or Transient when
    nobody knows what became of a channel (the queue repeats)."""
    event = consequence.event
    for _ in range(_TRIES):
        try:
            inquiry, current = _of(event, desk=desk)
            if current.acknowledged_by or current.exhausted or current.turn > int(event.detail.get("turn", 0)):
                return current
            return climb(current, inquiry, desk=desk)
        except Conflict:
            continue
    raise Conflict("page")


def _of(event: Event, *, desk: Desk) -> tuple[Inquiry, Page]:
    """The page the event speaks of; a danger's own is begun here, or the danger joins the one that still goes on."""
    if event.type is not EventType.DANGER_FOUND:
        return page_of(event, store=desk.store)
    inquiry, pages = desk.store.pages(event.reference)
    if inquiry is None:
        raise NotFound(f"inquiry {event.reference}")
    known, stamp = paging.of_danger(pages, event), desk.randomness.stamp()
    if known:
        return inquiry, known
    running = paging.going(pages)
    if running is None:
        fresh = paging.opened(pages, event, stamp)
        desk.store.commit(Commit(reference=event.reference, stamp=stamp, page=fresh))
        return inquiry, fresh
    fresh = paging.joined(running, event)
    told = Outcome(EventType.PAGE_JOINED, {"page": fresh.id, "message": str(event.detail.get("message", ""))})
    events = numbered(event.reference, stamp, [told], config=desk.district().version)
    desk.store.commit(Commit(reference=event.reference, stamp=stamp, page=fresh, events=events))
    return inquiry, fresh


def page_of(event: Event, *, store: Store) -> tuple[Inquiry, Page]:
    """The inquiry and the page that an event names. Raises NotFound."""
    inquiry, current = store.page(event.reference, str(event.detail["page"]))
    if inquiry is None or current is None:
        raise NotFound(f"page of {event.reference}")
    return inquiry, current


def climb(current: Page, inquiry: Inquiry, *, desk: Desk) -> Page:
    """The next person who can be reached is paged; after the last step it is unanswered. Raises Transient, Conflict."""
    district, skipped, now = desk.district(), list[str](), desk.randomness.stamp().now
    on_call = district.on_call
    for step in range(current.step, on_call.tries):
        person = district.reachable(on_call.who(step), at=now)
        if person is None:
            skipped.append(on_call.who(step))
            continue
        try:
            reached = reach(current, step, person, inquiry, desk=desk)
        except NotSent as down:
            return _delayed(current, step, _passed_over(skipped), str(down), desk=desk)
        if reached.taken:
            detail: dict[str, object] = {"step": step + 1, "to": person.id, "channels": list(reached.taken)}
            detail |= {"message": _newest(current), "next_in": on_call.pause_after(step)}
            if reached.busy:
                detail |= {"busy": list(reached.busy), "retry_in": paging.AGAIN, "tries": 1}
            fresh = replace(current, step=step + 1, paged=(*current.paged, person.id))
            return _turned(fresh, [*_passed_over(skipped), Outcome(EventType.PAGE_SENT, detail)], desk=desk)
        skipped.append(person.id)
    fresh = replace(current, step=max(current.step, on_call.tries), exhausted=True)
    unanswered = Outcome(EventType.PAGE_UNANSWERED, {"message": _newest(current)})
    return _turned(fresh, [*_passed_over(skipped), unanswered], desk=desk)


def _delayed(current: Page, step: int, so_far: list[Outcome], why: str, *, desk: Desk) -> Page:
    """Mail and texts are both down: the step is asked for again and again, on the record, never given up to the dead
    letters where a danger would sleep."""
    detail: dict[str, object] = {"step": step, "message": _newest(current), "why": why, "next_in": paging.AGAIN}
    return _turned(replace(current, step=step), [*so_far, Outcome(EventType.PAGE_DELAYED, detail)], desk=desk)


def _newest(current: Page) -> str:
    return current.messages[-1] if current.messages else ""


def _passed_over(skipped: list[str]) -> list[Outcome]:
    """Each person once, however often the list came round to them."""
    why = "no channel reached them"
    people = dict.fromkeys(skipped)
    return [Outcome(EventType.ESCALATION_STEP_SKIPPED, {"who": staff, "why": why}) for staff in people]


def _turned(fresh: Page, outcomes: list[Outcome], *, desk: Desk) -> Page:
    """Stored, one turn further: what was asked for the turns before does nothing any more."""
    fresh = replace(fresh, turn=fresh.turn + 1)
    mark: dict[str, object] = {"page": fresh.id, "turn": fresh.turn}
    marked = [replace(one, detail=mark | one.detail) for one in outcomes]
    return _stored(fresh, marked, store=desk.store, stamp=desk.randomness.stamp(), config=desk.district().version)


def _stored(fresh: Page, outcomes: list[Outcome], *, store: Store, stamp: Stamp, config: str) -> Page:
    fresh = replace(fresh, version=fresh.version + 1)
    events = numbered(fresh.reference, stamp, outcomes, config=config)
    store.commit(Commit(reference=fresh.reference, stamp=stamp, page=fresh, events=events))
    return fresh
