"""A page's code by text: the one text of a staff number that is not a family's."""

from collections.abc import Iterable
from dataclasses import replace

from chalicelib.domain import paging
from chalicelib.domain.district import District
from chalicelib.domain.errors import Duplicate, NotAllowed
from chalicelib.domain.inquiry import Page
from chalicelib.domain.permissions import actor_of
from chalicelib.domain.staff import Staff
from chalicelib.domain.submission import Submission
from chalicelib.ports import Districts, Randomness, Store
from chalicelib.usecases.acknowledge import Answered, acknowledge
from chalicelib.usecases.handle import Counter


def code_text(
    submission: Submission, *, store: Store, districts: Districts, randomness: Randomness
) -> Page | Submission:
    """The page that the text acknowledged, or came too late for; else the submission, to be received as any other: staff
    are parents, too. It is marked where a code was meant and no page of theirs goes by it. Two reads, of a staff number
    alone. Raises Conflict or Busy."""
    code, district = paging.code_in(submission.text), districts.current()
    people = district.people_at(submission.addresses[0]) if code and submission.addresses else ()
    if not people:
        return submission
    led = store.page_of_code(code, now=randomness.stamp().now)
    _, page = store.page(*led) if led else (None, None)
    person = _who_was_paged(page, people, district) if page else None
    if page is None or person is None:
        return replace(submission, code=code) if paging.says_ok(submission.text) else submission
    answered = Answered(submission, person, submission.text)
    try:
        actor, at = actor_of(person.id, district, at=randomness.stamp().now), Counter(store, districts, randomness)
        return acknowledge(page.reference, page.id, actor=actor, at=at, answered=answered)
    except Duplicate:
        return page
    except NotAllowed:
        return submission


def _who_was_paged(page: Page, people: Iterable[Staff], district: District) -> Staff | None:
    """Somebody it went to; else somebody of the list whom a colleague told the code."""
    mine = tuple(people)
    for known in (page.paged, district.on_call.staff):
        found = next((one for one in mine if one.id in known), None)
        if found:
            return found
    return None
