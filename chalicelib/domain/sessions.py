"""Sessions of signed-in staff: how long one lasts, when its secret is renewed, and what its cookie says.

The cookie is `STAFF.SECRET`: the staff id in base64url (RFC 4648 section 5) without padding, and 256 random bits. Only the
secret's SHA-256 is stored, so that whoever reads the table cannot sign in.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from chalicelib.domain.words import Role

IDLE = timedelta(minutes=60)
"""A desk left alone this long asks for the sign-in again."""
LONGEST = timedelta(hours=10)
"""A working day: nobody stays signed in over night."""
RENEWED_EVERY = timedelta(minutes=30)
"""How long one secret serves."""
GRACE = timedelta(seconds=60)
"""A replaced secret is still taken this long: a browser asks for several things at once."""
NOTED_EVERY = timedelta(minutes=2)
"""How often being used is written down."""
_COOKIE = 400


class Upkeep(StrEnum):
    """What a session that was just used needs."""

    NOTHING = "nothing"
    NOTE = "note"
    RENEW = "renew"


@dataclass(frozen=True, slots=True)
class Session:
    """`digest` names the secret; `csrf` stands in every form; `replaced_at` is set once a newer secret took over."""

    staff: str
    digest: str
    roles: tuple[Role, ...]
    csrf: str
    began_at: datetime
    seen_at: datetime
    secret_since: datetime
    replaced_at: datetime | None = None

    @property
    def ends_at(self) -> datetime:
        """When it is over at the latest, unless it is used again."""
        return min(self.began_at + LONGEST, self.seen_at + IDLE)


def begun(staff: str, roles: tuple[Role, ...], *, secret: str, csrf: str, now: datetime) -> Session:
    return Session(staff, digest_of(secret), roles, csrf, began_at=now, seen_at=now, secret_since=now)


def alive(session: Session, now: datetime) -> bool:
    """Whether it still opens the desk."""
    taken_over = session.replaced_at is not None and now >= session.replaced_at + GRACE
    return now < session.ends_at and not taken_over


def upkeep(session: Session, now: datetime) -> Upkeep:
    if session.replaced_at is not None:
        return Upkeep.NOTHING
    if now - session.secret_since >= RENEWED_EVERY:
        return Upkeep.RENEW
    return Upkeep.NOTE if now - session.seen_at >= NOTED_EVERY else Upkeep.NOTHING


def noted(session: Session, now: datetime) -> Session:
    return replace(session, seen_at=now)


def renewed(session: Session, *, secret: str, now: datetime) -> tuple[Session, Session]:
    """The old one, on its way out, and the one that takes over."""
    fresh = replace(session, digest=digest_of(secret), seen_at=now, secret_since=now)
    return replace(session, replaced_at=now), fresh


def digest_of(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def cookie_of(staff: str, secret: str) -> str:
    """`read_cookie` is its inverse."""
    return f"{urlsafe_b64encode(staff.encode()).decode().rstrip('=')}.{secret}"


def read_cookie(value: str) -> tuple[str, str] | None:
    """The staff id and the secret; None for what is no cookie of ours. Never raises."""
    words, dot, secret = value.partition(".")
    if not dot or not secret or not value.isascii() or len(value) > _COOKIE:
        return None
    try:
        return urlsafe_b64decode(words + "=" * (-len(words) % 4)).decode(), secret
    except (Error, ValueError):
        return None
