"""Cookies of the staff's pages: `__Host-`, so that no other host of the domain can set them; HttpOnly, so that no script
reads them; Secure; SameSite=Lax, so that a link in a mail finds its reader signed in and another site's form does not.

Source: RFC 6265bis, sections 4.1.2 and 4.1.3
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from dataclasses import dataclass

from chalicelib.usecases.sign_in import Departure
from chalicelib.web.asks import Ask

SESSION = "__Host-earshot"
WAY = "__Host-earshot-way"
"""What a browser on its way through the sign-in pages must bring back."""
WAY_SECONDS = 900
_ATTRIBUTES = "Path=/; Secure; HttpOnly; SameSite=Lax"


@dataclass(frozen=True, slots=True)
class Way:
    """A departure, and the page that was asked for."""

    departure: Departure
    to: str


def session_of(ask: Ask) -> str:
    return _read(ask, SESSION)


def set_session(value: str) -> str:
    """Ends with the browser; the session on the table ends by itself."""
    return f"{SESSION}={value}; {_ATTRIBUTES}"


def set_way(way: Way) -> str:
    words = [way.departure.state, way.departure.nonce, way.departure.verifier, way.to]
    value = urlsafe_b64encode(json.dumps(words).encode()).decode().rstrip("=")
    return f"{WAY}={value}; Max-Age={WAY_SECONDS}; {_ATTRIBUTES}"


def way_of(ask: Ask) -> Way | None:
    """None without one, or for one that is not ours. Never raises."""
    value = _read(ask, WAY)
    try:
        state, nonce, verifier, to = map(str, json.loads(urlsafe_b64decode(value + "=" * (-len(value) % 4))))
    except (Error, ValueError, TypeError):
        return None
    return Way(Departure("", state, nonce, verifier), to)


def dropped(name: str) -> str:
    return f"{name}=; Max-Age=0; {_ATTRIBUTES}"


def _read(ask: Ask, name: str) -> str:
    pairs = (part.strip().partition("=") for part in ask.headers.get("cookie", "").split(";"))
    return next((value for key, _, value in pairs if key == name), "")
