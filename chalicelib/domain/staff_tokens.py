"""Reply addresses of notices to staff: a signed proof that this notice, about this inquiry or page, went to this person or
team at that moment. The token names people by a digest, so that an address gives nobody's name away; it says nothing that
could be sent anywhere by itself: whose mail it came in is checked beside it (docs/decisions/staff-mail.md).

`REFERENCE WHO MOMENT PAGE SIGNATURE`, 8 + 8 + 8 + 2 + 16 characters of a-z0-9: with `staff+` before it 48 of the 64 that
the part before the @ may have (RFC 5321 section 4.5.3.1.1), and still itself where a mail system folds case.
"""

from base64 import b32decode, b32encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from chalicelib.domain.reference import parse_reference
from chalicelib.domain.tokens import Purpose, Signer

BOX = "staff"
VALID_FOR = timedelta(days=30)
"""A notice older than this is answered from a newer one, or from the inbox: what lies in an old mailbox loses its power."""
_REFERENCE, _WHO, _MOMENT, _PAGE, _SIGNATURE = 8, 8, 8, 2, 16
_NO_PAGE = "00"
_NOTE = "nt"


@dataclass(frozen=True, slots=True)
class Claim:
    """What a token proves. `who` is `named(...)` of a person or a team; `page` is a page's id, or empty. `note`: the notice
    spoke of an internal note, so that an answer to it is one, too."""

    reference: str
    who: str
    at: datetime
    page: str = ""
    note: bool = False

    def expired(self, now: datetime) -> bool:
        return now - self.at > VALID_FOR


@dataclass(frozen=True, slots=True)
class StaffMail:
    """A mail to such an address: the claim, and the writer's own words; none where they could not be told from what
    the mail quotes of us."""

    claim: Claim
    words: str


def named(kind: str, identifier: str) -> str:
    """The name of a person (`person`) or a team (`team`) in a token."""
    return b32encode(sha256(f"{kind}:{identifier}".encode()).digest()[:5]).decode().lower()


def staff_token(signer: Signer, claim: Claim) -> str:
    """See above; `read_staff_token` is its inverse, to the second."""
    return f"{_words(claim)}{signer.sign(Purpose.STAFF, _words(claim))}"


def read_staff_token(signer: Signer, token: str) -> Claim | None:
    """What the token proves; None for one that was not made by these keys. Never raises."""
    token = token.lower()
    body, signature = token[:-_SIGNATURE], token[-_SIGNATURE:]
    wanted = _REFERENCE + _WHO + _MOMENT + _PAGE
    if not token.isascii() or len(body) != wanted or not signer.proves(signature, Purpose.STAFF, body):
        return None
    reference = parse_reference(body[:_REFERENCE])
    moment, page = body[_REFERENCE + _WHO : -_PAGE], body[-_PAGE:]
    assert reference, "we signed it"
    seconds = int.from_bytes(b32decode(moment.upper()))
    who = body[_REFERENCE : _REFERENCE + _WHO]
    named_page = "" if page in {_NO_PAGE, _NOTE} else page
    return Claim(reference, who, datetime.fromtimestamp(seconds, UTC), named_page, note=page == _NOTE)


def _words(claim: Claim) -> str:
    """Without the signature. The hundredth page of an inquiry has no address of its own: its link and its code remain."""
    moment = b32encode(int(claim.at.timestamp()).to_bytes(5)).decode().lower()
    page = claim.page if len(claim.page) == _PAGE and claim.page.isdecimal() else _NO_PAGE
    page = _NOTE if claim.note else page
    return f"{claim.reference.replace('-', '').lower()}{claim.who}{moment}{page}"
