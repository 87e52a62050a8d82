"""GET /thanks/TOKEN: what was received, and what happens next."""

from dataclasses import dataclass
from datetime import datetime

from chalice.app import Response

from chalicelib.channels.details import details_of
from chalicelib.channels.links import private_link
from chalicelib.domain.calendar import calendar_of
from chalicelib.domain.tokens import Purpose, reference_in_token
from chalicelib.web.choices import topic_name
from chalicelib.web.opening import code_of, opened
from chalicelib.web.passphrases import arrived
from chalicelib.web.sent import is_another
from chalicelib.web.visits import Visit


@dataclass(frozen=True, slots=True)
class _Slip:
    """What the page says. `only_here`: there is no address to answer to but the private page; `words` are the passphrase, the
    one time that it is shown; `code` opens the page where there is none. `another`: this browser sent one a short while before."""

    reference: str
    link: str
    expected: datetime | None
    only_here: bool = False
    danger: bool = False
    words: str = ""
    code: str = ""
    another: bool = False
    topic: str = ""
    details: tuple[tuple[str, str], ...] = ()


def thank_you(visit: Visit, token: str) -> Response:
    decoy = _decoy_reference(visit, token)
    if decoy:
        topic = visit.district.topic(visit.district.fallback_topic)
        calendar = calendar_of(visit.district, topic=topic.id)
        expected = calendar.after(visit.now, topic.targets.first_response).at
        slip = _Slip(decoy, f"{visit.site_url}/i/{token}", expected, code=visit.services.keys.signer().code(decoy, 1))
        return visit.page("thanks.html", slip=slip)
    inquiry = opened(visit, token)
    visit = visit.about(inquiry)
    words, taken_away = arrived(visit.ask) if inquiry.seal else ("", "")
    slip = _Slip(
        reference=inquiry.reference,
        link=private_link(visit.site_url, visit.services.keys.signer(), inquiry),
        expected=inquiry.expected_by,
        only_here=not any(one.address.verified for one in inquiry.participants),
        danger=bool(inquiry.dangers),
        words=words,
        code="" if inquiry.seal else code_of(visit, inquiry),
        another=is_another(visit.ask, inquiry.reference),
        topic=topic_name(visit.district.topic(inquiry.topic), visit.words.language),
        details=details_of(inquiry, visit.district, visit.words.language),
    )
    headers = {"Set-Cookie": taken_away} if taken_away else {}
    return visit.page("thanks.html", headers=headers, slip=slip)


def decoy_token(visit: Visit) -> str:
    """Looks like a private link's token and opens nothing: for programs that filled in the honeypot."""
    reference = visit.services.randomness.reference()
    return reference.replace("-", "").lower() + visit.services.keys.signer().sign(Purpose.FORM, reference)


def _decoy_reference(visit: Visit, token: str) -> str:
    reference = reference_in_token(token)
    proved = visit.services.keys.signer().proves(token[8:] if reference else "", Purpose.FORM, reference or "")
    return reference if reference and proved else ""
