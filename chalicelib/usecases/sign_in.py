"""Sign in: from what the district's sign-in service says of somebody to a session at the desk, and what keeps it."""

from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from hmac import compare_digest
from typing import Any

from chalicelib.domain.district import District
from chalicelib.domain.errors import Conflict, Invalid
from chalicelib.domain.sessions import (
    Session,
    Upkeep,
    alive,
    begun,
    cookie_of,
    digest_of,
    noted,
    read_cookie,
    renewed,
    upkeep,
)
from chalicelib.domain.staff import Staff
from chalicelib.domain.words import Role
from chalicelib.ports import Secret, Sessions, SignIns


@dataclass(frozen=True, slots=True)
class Setting:
    """Where people sign in. `issuer` and `client` must stand in the token; `back_to` is where the browser returns."""

    issuer: str
    client: str
    back_to: str


@dataclass(frozen=True, slots=True)
class Departure:
    """A browser on its way to the sign-in pages: `address` is where it goes, the rest it brings back in a cookie."""

    address: str
    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class Seated:
    """Somebody signed in. `cookie` is the new value to set, or empty while the old one serves."""

    session: Session
    person: Staff
    roles: tuple[Role, ...]
    cookie: str = ""


def depart(setting: Setting, *, sign_ins: SignIns, secret: Secret) -> Departure:
    state, nonce, verifier = secret(), secret(), secret()
    challenge = urlsafe_b64encode(sha256(verifier.encode()).digest()).decode().rstrip("=")
    address = sign_ins.where(state=state, challenge=challenge, nonce=nonce, back_to=setting.back_to)
    return Departure(address, state, nonce, verifier)


def arrive(  # noqa: PLR0913 -- what came back, and the collaborators
    code: str,
    departure: Departure,
    setting: Setting,
    *,
    sign_ins: SignIns,
    sessions: Sessions,
    district: District,
    secret: Secret,
    now: datetime,
) -> Seated:
    """The caller compared the state. Raises Invalid with the field `code` when the service does not vouch for anybody, with
    `staff` when it vouches for somebody who does not work here; and Busy."""
    claims = sign_ins.redeem(code, verifier=departure.verifier, back_to=setting.back_to)
    _check(claims, setting, departure.nonce, now)
    person = _person(claims, district)
    roles = _roles(claims, person)
    fresh = secret()
    session = begun(person.id, roles, secret=fresh, csrf=secret(), now=now)
    sessions.begin(session)
    return Seated(session, person, roles, cookie_of(person.id, fresh))


def recognise(
    cookie: str, *, sessions: Sessions, district: District, secret: Secret, now: datetime, by_itself: bool = False
) -> Seated | None:
    """Who holds the cookie, while the session lasts and the person works here. One read; a write every few minutes.
    `by_itself`: an open page asks, and nobody at it; that keeps no session alive."""
    told = read_cookie(cookie)
    person = district.person(told[0]) if told else None
    if told is None or person is None:
        return None
    session = sessions.get(person.id, digest_of(told[1]))
    if session is None or not alive(session, now):
        return None
    roles = tuple(role for role in session.roles if role in person.roles)
    match Upkeep.NOTHING if by_itself else upkeep(session, now):
        case Upkeep.NOTE:
            sessions.note(noted(session, now))
        case Upkeep.RENEW:
            return _renew(session, person, roles, sessions=sessions, secret=secret, now=now)
        case Upkeep.NOTHING:
            pass
    return Seated(session, person, roles)


def sign_out(cookie: str, *, sessions: Sessions) -> None:
    told = read_cookie(cookie)
    if told:
        sessions.end(told[0], digest_of(told[1]))


def _renew(
    session: Session, person: Staff, roles: tuple[Role, ...], *, sessions: Sessions, secret: Secret, now: datetime
) -> Seated:
    fresh_secret = secret()
    old, fresh = renewed(session, secret=fresh_secret, now=now)
    try:
        sessions.renew(old, fresh)
    except Conflict:  # another request of the same browser was quicker; the old secret serves a little longer
        return Seated(session, person, roles)
    return Seated(fresh, person, roles, cookie_of(person.id, fresh_secret))


def _check(claims: Mapping[str, Any], setting: Setting, nonce: str, now: datetime) -> None:
    """OpenID Connect Core 1.0, section 3.1.3.7: whose token it is, for whom, for which sign-in, until when."""
    sound = (
        claims.get("iss") == setting.issuer
        and claims.get("aud") == setting.client
        and claims.get("token_use") == "id"
        and compare_digest(str(claims.get("nonce", "")).encode(), nonce.encode())
        and float(claims.get("exp", 0)) > now.timestamp()
    )
    if not sound:
        raise Invalid({"code": "not_good"})


def _person(claims: Mapping[str, Any], district: District) -> Staff:
    """By mail address: verified by the pool, or told by the district's own identity provider."""
    vouched = str(claims.get("email_verified", "")).lower() == "true" or bool(claims.get("identities"))
    address = str(claims.get("email", "")).casefold()
    person = next((one for one in district.staff if address and one.mail.casefold() == address), None)
    if not vouched or person is None or not person.roles:
        raise Invalid({"staff": "unknown"})
    return person


def _roles(claims: Mapping[str, Any], person: Staff) -> tuple[Role, ...]:
    """The district's configuration gives roles; groups of the sign-in service that are named like roles narrow them."""
    groups = {str(group) for group in claims.get("cognito:groups", ())} & set(Role)
    allowed = tuple(role for role in person.roles if not groups or role in groups)
    if not allowed:
        raise Invalid({"staff": "unknown"})
    return allowed
