"""GET /thanks/TOKEN: what was received, and what happens next."""

from datetime import datetime, timedelta

from chalice.app import Response

from chalicelib.channels.links import private_link
from chalicelib.domain.tokens import Purpose, reference_in_token
from chalicelib.web.opening import opened
from chalicelib.web.visits import Visit


def thank_you(visit: Visit, token: str) -> Response:
    decoy = _decoy_reference(visit, token)
    if decoy:
        topic = visit.district.topic(visit.district.fallback_topic)
        expected = visit.now + timedelta(seconds=topic.targets.first_response)
        return _page(visit, decoy, expected, f"{visit.site_url}/i/{token}", answered_here=False)
    inquiry = opened(visit, token)
    link = private_link(visit.site_url, visit.services.keys.signer(), inquiry)
    reachable = any(one.address.verified for one in inquiry.participants)
    return _page(visit.about(inquiry), inquiry.reference, inquiry.expected_by, link, answered_here=not reachable)


def decoy_token(visit: Visit) -> str:
    """Looks like a private link's token and opens nothing: for programs that filled in the honeypot."""
    reference = visit.services.randomness.reference()
    return reference.replace("-", "").lower() + visit.services.keys.signer().sign(Purpose.FORM, reference)


def _decoy_reference(visit: Visit, token: str) -> str:
    reference = reference_in_token(token)
    proved = visit.services.keys.signer().proves(token[8:] if reference else "", Purpose.FORM, reference or "")
    return reference if reference and proved else ""


def _page(visit: Visit, reference: str, expected: datetime | None, link: str, *, answered_here: bool) -> Response:
    return visit.page(
        "thanks.html",
        reference=reference,
        expected=expected,
        link=link,
        answered_here=answered_here,
    )
