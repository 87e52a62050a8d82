"""Signed tokens: short proofs that Earshot gave something to somebody. HMAC-SHA-256 (RFC 2104) over the purpose and the
words it proves, cut to 80 bits, in base32 without padding and in lower case, so that mail systems which fold case do no
harm. The newest key signs; any of the keys is accepted, so a key can rotate without breaking what is out there.
"""

import hmac
from base64 import b32encode
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from chalicelib.domain.reference import ALPHABET, parse_reference, readable

_SIGNATURE = 16
_CODE = 9


class Purpose(StrEnum):
    """A token for one purpose proves nothing for another."""

    LINK = "link"
    REPLY = "reply"
    PAGE = "page"
    STAFF = "staff"
    LOOP = "loop"
    FORM = "form"
    WORDS = "words"
    UPLOAD = "upload"
    CODE = "code"
    SENT = "sent"


@dataclass(frozen=True, slots=True)
class Signer:
    """`keys`: the signing keys, newest first."""

    keys: tuple[bytes, ...]

    def sign(self, purpose: Purpose, *words: str) -> str:
        """The signature alone: 16 characters of a-z2-7."""
        return _signature(self.keys[0], purpose, words)

    def proves(self, signature: str, purpose: Purpose, *words: str) -> bool:
        """Compared in constant time against every key."""
        given = signature.lower().encode()
        matches = [hmac.compare_digest(_signature(key, purpose, words).encode(), given) for key in self.keys]
        return any(matches)

    def link(self, reference: str, generation: int) -> str:
        """The family's private link's last part; a new generation revokes the old ones."""
        return _compact(reference) + self.sign(Purpose.LINK, reference, str(generation))

    def opens(self, token: str, reference: str, generation: int) -> bool:
        """Whether a private link's token opens that inquiry today."""
        return self.proves(token[8:], Purpose.LINK, reference, str(generation))

    def code(self, reference: str, generation: int) -> str:
        """What a family keeps beside its reference to find its page again, such as `Q7M-2XD-K4A`: nine characters of 31,
        44 bits. A new generation replaces it, as it does the link."""
        return _spaced(_characters(self.keys[0], reference, generation))

    def knows(self, code: str, reference: str, generation: int) -> bool:
        """Whether somebody knows the code, however they write it. Compared in constant time against every key."""
        given = readable(code).encode()
        matches = [hmac.compare_digest(_characters(key, reference, generation).encode(), given) for key in self.keys]
        return any(matches)

    def reply_token(self, reference: str) -> str:
        """What stands behind the plus of the address that replies go to."""
        return _compact(reference) + self.sign(Purpose.REPLY, reference)

    def reference_of_reply(self, token: str) -> str | None:
        """The inquiry a reply token proves, or None."""
        reference = reference_in_token(token)
        return reference if reference and self.proves(token[8:], Purpose.REPLY, reference) else None


def reference_in_token(token: str) -> str | None:
    """The reference a token claims; unproved."""
    return parse_reference(token[:8]) if len(token) == 8 + _SIGNATURE and token.isascii() else None


def _compact(reference: str) -> str:
    return reference.replace("-", "").lower()


def _characters(key: bytes, reference: str, generation: int) -> str:
    number = int.from_bytes(_digest(key, Purpose.CODE, (reference, str(generation))), "big")
    places = (number // len(ALPHABET) ** at % len(ALPHABET) for at in range(_CODE))
    return "".join(ALPHABET[place] for place in places)


def _spaced(nine: str) -> str:
    return "-".join(nine[at : at + 3] for at in range(0, _CODE, 3))


def _digest(key: bytes, purpose: Purpose, words: tuple[str, ...]) -> bytes:
    return hmac.new(key, "\x1f".join((purpose, *words)).encode(), sha256).digest()


def _signature(key: bytes, purpose: Purpose, words: tuple[str, ...]) -> str:
    return b32encode(_digest(key, purpose, words)[:10]).decode().lower()
