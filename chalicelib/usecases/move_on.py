"""Move on: what a page does between its moments: a busy channel is tried again, a step that failed altogether or was
answered by a machine hands over to the next person at once."""

from chalicelib.domain import paging
from chalicelib.domain.consequences import Action, Consequence
from chalicelib.domain.errors import Conflict, NotFound
from chalicelib.domain.events import Event, EventType
from chalicelib.domain.inquiry import Case, Inquiry, Page
from chalicelib.usecases.desk import Desk
from chalicelib.usecases.page import climb, page_of
from chalicelib.usecases.reach import again, ways

_TRIES = 5


def move_on(consequence: Consequence, *, desk: Desk) -> str:
    """What it came to, in a word. Raises NotFound, Transient."""
    event = consequence.event
    if consequence.action is Action.PAGE_AGAIN:
        inquiry, page = page_of(event, store=desk.store)
        return again(page, inquiry, int(event.detail["step"]) - 1, dict(event.detail), desk=desk)
    for _ in range(_TRIES):
        found = _answered_by_a_machine(event, desk) if event.type is EventType.PAGE_MOVED_ON else _failed(event, desk)
        if found is None:
            return "nothing"
        try:
            climb(found[1], found[0], desk=desk)
        except Conflict:
            continue
        return "moved on"
    raise Conflict("page")


def _answered_by_a_machine(event: Event, desk: Desk) -> tuple[Inquiry, Page] | None:
    inquiry, page = page_of(event, store=desk.store)
    return (inquiry, page) if paging.newest_is(page, str(event.detail["staff"])) else None


def _failed(event: Event, desk: Desk) -> tuple[Inquiry, Page] | None:
    """The page whose newest step failed on every channel, the send of the event being one of them."""
    case = desk.store.case(event.reference)
    if case is None:
        raise NotFound(f"inquiry {event.reference}")
    own = [page for page in case.pages if page.reference == event.reference]
    return next(((case.inquiry, page) for page in own if _is_lost(page, event, case, desk)), None)


def _is_lost(page: Page, event: Event, case: Case, desk: Desk) -> bool:
    send = next((one for one in case.sends if one.key == event.detail.get("send")), None)
    person = desk.district().person(send.staff) if send else None
    if send is None or person is None:
        return False
    return paging.failed_altogether(page, send, case.sends, ways=len(ways(person)))
