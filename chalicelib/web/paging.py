"""GET and POST /pages/TOKEN: a paged person says "I have it". Mail scanners follow links, so that only a POST counts."""

from datetime import timedelta

from chalice.app import Response

from chalicelib.channels.links import PageClaim, page_token, read_page_token
from chalicelib.domain.errors import NotAllowed, NotFound
from chalicelib.domain.inquiry import Case, Inquiry, Page
from chalicelib.domain.permissions import actor_of
from chalicelib.web import answers, limits, story
from chalicelib.web.choices import topic_name
from chalicelib.web.refusals import Refused
from chalicelib.web.visits import Visit

WORDS_SHOWN_FOR = timedelta(days=3)
"""An old page's link, found in an old mailbox, no longer shows what the family wrote."""


def show_page(visit: Visit, token: str) -> Response:
    claim, inquiry, page = _paged(visit, token)
    return _page(visit, claim, inquiry, page)


def acknowledge(visit: Visit, token: str) -> Response:
    """Whoever is first has it; the page then says who."""
    claim, _, _ = _paged(visit, token)
    try:
        actor = actor_of(claim.staff_id, visit.district, at=visit.now)
        visit.services.acknowledge_page(claim.reference, claim.page_id, actor)
    except (NotFound, NotAllowed) as error:
        raise Refused(404, "dead_link") from error
    signer = visit.services.keys.signer()
    return answers.see_other(page_token(signer, claim.reference, claim.page_id, claim.staff_id) + visit.lang_query)


def _paged(visit: Visit, token: str) -> tuple[PageClaim, Inquiry, Page]:
    limits.count(visit, limits.LOOKUPS)
    claim = read_page_token(visit.services.keys.signer(), token)
    if claim is None:
        raise Refused(404, "dead_link")
    inquiry, page = visit.services.store.page(claim.reference, claim.page_id)
    if inquiry is None or page is None:
        raise Refused(404, "dead_link")
    return claim, inquiry, page


def _page(visit: Visit, claim: PageClaim, inquiry: Inquiry, page: Page) -> Response:
    district = visit.district
    holder, school = district.person(page.acknowledged_by), district.school(inquiry.school)
    readable = visit.now - page.at < WORDS_SHOWN_FOR
    case = visit.services.store.case(inquiry.reference) if readable else None
    said = story.conversation(case or Case(inquiry), district)
    return visit.page(
        "page.html",
        inquiry=inquiry,
        page=page,
        holder=holder.name if holder else page.acknowledged_by,
        mine=page.acknowledged_by == claim.staff_id,
        topic=topic_name(district.topic(inquiry.topic), visit.words.language),
        school=school.name if school else "",
        readable=readable,
        words_of_the_family=[one for one in said if not one.ours],
    )
