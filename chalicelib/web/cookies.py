"""Cookies of all pages: `__Host-`, so that no other host of the domain can set them; HttpOnly, so that no script reads them;
Secure; SameSite=Lax, so that a link in a mail finds its reader signed in and another site's form does not.

Source: RFC 6265bis, sections 4.1.2 and 4.1.3
"""

from chalicelib.web.asks import Ask

_ATTRIBUTES = "Path=/; Secure; HttpOnly; SameSite=Lax"


def cookie(name: str, value: str, *, seconds: int | None = None) -> str:
    """The line that sets it; without seconds it ends with the browser."""
    age = "" if seconds is None else f"Max-Age={seconds}; "
    return f"{name}={value}; {age}{_ATTRIBUTES}"


def dropped(name: str) -> str:
    return cookie(name, "", seconds=0)


def cookie_of(ask: Ask, name: str) -> str:
    """Its value; empty without one."""
    pairs = (part.strip().partition("=") for part in ask.headers.get("cookie", "").split(";"))
    return next((value for key, _, value in pairs if key == name), "")
