"""Acknowledge: a paged person says "I have it", by the button, by texting the code, or by answering the page's mail."""

from dataclasses import dataclass, replace

from chalicelib.domain import paging
from chalicelib.domain.commit import Commit, Outcome, Stamp, numbered
from chalicelib.domain.errors import Conflict, NotAllowed, NotFound
from chalicelib.domain.events import EventType
from chalicelib.domain.inquiry import Message, Page
from chalicelib.domain.notes import note_of
from chalicelib.domain.permissions import Act, Actor, about_page, may
from chalicelib.domain.staff import Staff
from chalicelib.domain.submission import Submission
from chalicelib.usecases.handle import Counter, stored

_TRIES = 5


@dataclass(frozen=True, slots=True)
class Answered:
    """What a paged person wrote: the submission it came as, and the words of it to keep."""

    submission: Submission
    person: Staff
    text: str


def acknowledge(
    reference: str,
    page_id: str,
    *,
    actor: Actor,
    at: Counter,
    answered: Answered | None = None,
) -> Page:
    """The page, acknowledged: by this person, or by whoever was first. What they wrote is kept as an internal note, once
    for each text or mail, and they hear who has it. Raises NotFound, NotAllowed, Duplicate (this very text or mail was
    received before), Conflict or Busy."""
    for _ in range(_TRIES):
        inquiry, current = at.store.page(reference, page_id)
        district = at.districts.current()
        if inquiry is None or current is None:
            raise NotFound(f"page {page_id}")
        if not may(actor, Act.TAKE_PAGE, about_page(inquiry, current, district), district):
            raise NotAllowed(Act.TAKE_PAGE)
        if current.acknowledged_by and answered is None:
            return current
        commit = _commit(current, actor.id, at.randomness.stamp(), answered)
        if stored(commit, at):
            return commit.page or current
    raise Conflict("page")


def _commit(current: Page, staff_id: str, stamp: Stamp, answered: Answered | None) -> Commit:
    how = answered.submission.channel if answered else "link"
    about: dict[str, object] = {"page": current.id, "how": how}
    outcomes: list[Outcome] = []
    fresh = None
    if not current.acknowledged_by:
        fresh = replace(current, version=current.version + 1, acknowledged_by=staff_id, acknowledged_at=stamp.now)
        told = {"to": list(paging.others(current, staff_id)), "urgent": True, "holder": staff_id}
        outcomes.append(Outcome(EventType.PAGE_ACKNOWLEDGED, about | told, staff_id))
    commit = Commit(reference=current.reference, stamp=stamp, page=fresh)
    if answered:
        holder = current.acknowledged_by or staff_id
        outcomes.append(
            Outcome(
                EventType.PAGE_ANSWERED, about | {"staff": staff_id, "holder": holder, "message": stamp.id}, staff_id
            )
        )
        commit = replace(commit, source=answered.submission.source, message=_note(current, answered, stamp))
    return replace(commit, events=numbered(current.reference, stamp, outcomes))


def _note(current: Page, answered: Answered, stamp: Stamp) -> Message:
    return note_of(
        answered.submission,
        answered.text,
        reference=current.reference,
        stamp=stamp,
        author=answered.person.id,
        author_name=answered.person.name,
    )
