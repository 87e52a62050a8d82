"""Ids and references from the operating system's randomness."""

from dataclasses import dataclass
from datetime import UTC, datetime
from secrets import token_bytes, token_hex, token_urlsafe

from chalicelib.domain.commit import Stamp
from chalicelib.domain.reference import reference_from
from chalicelib.ports import Clock


def utc_now() -> datetime:
    """Now, to the millisecond: what ids carry."""
    now = datetime.now(UTC)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)


def secret() -> str:
    """256 random bits, 43 characters of base64url."""
    return token_urlsafe(32)


@dataclass(frozen=True, slots=True)
class SystemRandomness:
    clock: Clock = utc_now

    def stamp(self) -> Stamp:
        return Stamp(now=self.clock(), word=token_hex(4))

    def reference(self) -> str:
        return reference_from(token_bytes(8))
