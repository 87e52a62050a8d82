"""Private links: what a token opens. A wrong token costs the same work and gets the same answer as an unknown one."""

from chalicelib.domain.inquiry import Inquiry
from chalicelib.domain.merging import leads_on
from chalicelib.domain.tokens import reference_in_token
from chalicelib.web import limits
from chalicelib.web.refusals import Refused
from chalicelib.web.visits import Visit

NOBODY = "0000-0000"
"""Read in place of what is no reference at all, so that all wrong tokens take as long."""


def code_of(visit: Visit, inquiry: Inquiry) -> str:
    """What opens it beside its reference."""
    return visit.services.keys.signer().code(inquiry.reference, inquiry.link_generation)


def opened(visit: Visit, token: str) -> Inquiry:
    """The inquiry whose link this is, or the one it lives on in. One write, one read, and one more for each merge. Raises
    Refused with 404 or 429."""
    limits.count(visit, limits.LOOKUPS)
    reference = reference_in_token(token)
    inquiry = visit.services.store.inquiry(reference or NOBODY)
    generation = inquiry.link_generation if inquiry else 1
    signer = visit.services.keys.signer()
    proved = signer.opens(token if reference else NOBODY, reference or NOBODY, generation)
    if inquiry is None or not proved:
        raise Refused(404, "dead_link")
    return _living(visit, inquiry)


def _living(visit: Visit, inquiry: Inquiry) -> Inquiry:
    """Only who is on the survivor, too, is led there: anybody else keeps what they had."""
    survivor = visit.services.store.inquiry(inquiry.merged_into) if inquiry.merged_into else None
    if survivor is None or not leads_on(inquiry, survivor):
        return inquiry
    return _living(visit, survivor)
