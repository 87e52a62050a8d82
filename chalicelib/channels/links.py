"""Links that carry a proof: the family's private page, and a staff member's page to acknowledge.

A page token is `WORDS.SIGNATURE`: the reference, page and staff ids in base64url (RFC 4648 section 5) without padding,
then the signature over them. It ends in a letter or digit, so that programs which find links in texts take all of it.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from dataclasses import dataclass

from chalicelib.domain.inquiry import Inquiry
from chalicelib.domain.tokens import Purpose, Signer

_BETWEEN = "\x1f"
_LONGEST = 512


@dataclass(frozen=True, slots=True)
class PageClaim:
    """What a page token proves: this person was paged about this inquiry."""

    reference: str
    page_id: str
    staff_id: str


def private_link(site_url: str, signer: Signer, inquiry: Inquiry) -> str:
    """The family's own page. Whoever holds the link reads and writes there."""
    return f"{site_url}/i/{signer.link(inquiry.reference, inquiry.link_generation)}"


def desk_link(site_url: str, reference: str) -> str:
    """The inquiry at the staff's desk. It proves nothing: whoever opens it signs in."""
    return f"{site_url}/staff/i/{reference}"


def page_link(site_url: str, signer: Signer, reference: str, page_id: str, staff_id: str) -> str:
    """Where one paged person acknowledges."""
    return f"{site_url}/pages/{page_token(signer, reference, page_id, staff_id)}"


def page_token(signer: Signer, reference: str, page_id: str, staff_id: str) -> str:
    """See above; `read_page_token` is its inverse."""
    words = urlsafe_b64encode(_BETWEEN.join((reference, page_id, staff_id)).encode()).decode().rstrip("=")
    return f"{words}.{signer.sign(Purpose.PAGE, reference, page_id, staff_id)}"


def read_page_token(signer: Signer, token: str) -> PageClaim | None:
    """What the token proves; None for one that was not made by these keys. Never raises."""
    words, _, signature = token[:_LONGEST].rpartition(".")
    if not token.isascii():
        return None
    try:
        claimed = urlsafe_b64decode(words + "=" * (-len(words) % 4)).decode().split(_BETWEEN)
    except (Error, ValueError):
        return None
    if len(claimed) != 3 or not signer.proves(signature, Purpose.PAGE, *claimed):
        return None
    return PageClaim(*claimed)
