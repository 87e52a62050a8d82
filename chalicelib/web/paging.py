"""GET and POST /pages/TOKEN: a paged person says "I have it". Mail scanners follow links, so that only a POST counts."""

import re
from datetime import timedelta

from chalice.app import Response

from chalicelib.channels.links import PageClaim, page_token, read_page_token
from chalicelib.domain.errors import NotAllowed, NotFound
from chalicelib.domain.inquiry import Case, Inquiry, Page
from chalicelib.domain.permissions import Act, about_page, actor_of, may
from chalicelib.web import answers, limits, paged
from chalicelib.web.choices import topic_name
from chalicelib.web.refusals import Refused
from chalicelib.web.staff.spans import rough
from chalicelib.web.visits import Visit

WORDS_SHOWN_FOR = timedelta(days=3)
"""An old page's link, found in an old mailbox, no longer shows what the family wrote."""
_NUMBER = re.compile(r"\+?[0-9(][0-9 ().-]{5,}")


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
    """Whoever may not take the page (they left, or do other work now) has a dead link."""
    limits.count(visit, limits.LOOKUPS)
    claim = read_page_token(visit.services.keys.signer(), token)
    if claim is None:
        raise Refused(404, "dead_link")
    inquiry, page = visit.services.store.page(claim.reference, claim.page_id)
    if inquiry is None or page is None or not _takes(visit, claim.staff_id, inquiry, page):
        raise Refused(404, "dead_link")
    return claim, inquiry, page


def _takes(visit: Visit, staff: str, inquiry: Inquiry, page: Page) -> bool:
    try:
        actor = actor_of(staff, visit.district, at=visit.now)
    except NotFound:
        return False
    return may(actor, Act.TAKE_PAGE, about_page(inquiry, page, visit.district), visit.district)


def _page(visit: Visit, claim: PageClaim, inquiry: Inquiry, page: Page) -> Response:
    district = visit.district
    holder, school = district.person(page.acknowledged_by), district.school(inquiry.school)
    readable = visit.now - page.at < WORDS_SHOWN_FOR
    case = (visit.services.store.case(inquiry.reference) if readable else None) or Case(inquiry)
    return visit.page(
        "page.html",
        inquiry=inquiry,
        page=page,
        holder=holder.name if holder else page.acknowledged_by,
        mine=page.acknowledged_by == claim.staff_id,
        topic=topic_name(district.topic(inquiry.topic), visit.words.language),
        school=school.name if school else "",
        waits=rough(visit.now - page.at, visit.words.language, district),
        readable=readable,
        heard=paged.heard(case, page, district),
        ways=paged.ways(case),
        attempts=paged.attempts(case, page, district),
        expected=paged.expected(case, page, district) if readable else (),
        taken_before=paged.taken_before(case, page, district),
        tip=district.emergency.tip_line,
        tip_number=_dialled(district.emergency.tip_line),
    )


def _dialled(tip_line: str) -> str:
    """The number alone, where it is one: `(202) 555-0119` → `2025550119`."""
    return re.sub(r"[ ().-]", "", tip_line) if _NUMBER.fullmatch(tip_line) else ""
