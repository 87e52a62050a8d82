"""Cookies of the staff's pages: the session, and what a browser on its way through the sign-in pages must bring back."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from dataclasses import dataclass

from chalicelib.usecases.sign_in import Departure
from chalicelib.web.asks import Ask
from chalicelib.web.cookies import cookie, cookie_of

SESSION = "__Host-earshot"
WAY = "__Host-earshot-way"
"""What a browser on its way through the sign-in pages must bring back."""
WAY_SECONDS = 900


@dataclass(frozen=True, slots=True)
class Way:
    """A departure, and the page that was asked for."""

    departure: Departure
    to: str


def session_of(ask: Ask) -> str:
    return cookie_of(ask, SESSION)


def set_session(value: str) -> str:
    """Ends with the browser; the session on the table ends by itself."""
    return cookie(SESSION, value)


def set_way(way: Way) -> str:
    words = [way.departure.state, way.departure.nonce, way.departure.verifier, way.to]
    return cookie(WAY, urlsafe_b64encode(json.dumps(words).encode()).decode().rstrip("="), seconds=WAY_SECONDS)


def way_of(ask: Ask) -> Way | None:
    """None without one, or for one that is not ours. Never raises."""
    value = cookie_of(ask, WAY)
    try:
        state, nonce, verifier, to = map(str, json.loads(urlsafe_b64decode(value + "=" * (-len(value) % 4))))
    except (Error, ValueError, TypeError):
        return None
    return Way(Departure("", state, nonce, verifier), to)
