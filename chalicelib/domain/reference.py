"""References such as `K7Q2-9FHD`: seven random characters and one check character of Crockford's base32.

Crockford's alphabet has no I, L, O or U; reading forgives case, blanks, hyphens and look-alikes. Z is left out too, so
that 31 characters remain: the check is a weighted sum modulo that prime and catches every single wrong character and
every swap of neighbours. Source: https://www.crockford.com/base32.html (alphabet and look-alikes; the check is our own).
"""

import re

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXY"
_BODY = 7
_LOOK_ALIKES = str.maketrans(
    {"O": "0", "I": "1", "L": "1", " ": None, "-": None, "\u2010": None, "\u2011": None, "\u2013": None}
)
_IN_TEXT = re.compile(r"(?<![0-9A-Za-z])(?=([0-9A-Za-z]{4})[-\u2010\u2011\u2013 ]?([0-9A-Za-z]{4})(?![0-9A-Za-z]))")
"""Looks ahead only: in `case K7Q2-9FHQ` the first two words look like a reference too and must not use up the second."""


def reference_from(random: bytes) -> str:
    """The reference made of at least eight random bytes (31**7 of them: 27.5 thousand million)."""
    number = int.from_bytes(random[:8], "big")
    body = ""
    for _ in range(_BODY):
        number, place = divmod(number, len(ALPHABET))
        body += ALPHABET[place]
    return _hyphenated(body + _check(body))


def parse_reference(text: str) -> str | None:
    """The canonical reference in `text` (whole text, however typed), or None if it is none."""
    typed = readable(text)
    if len(typed) != _BODY + 1 or any(character not in ALPHABET for character in typed):
        return None
    return _hyphenated(typed) if _check(typed[:_BODY]) == typed[_BODY] else None


def readable(text: str) -> str:
    """Characters of the alphabet as they were meant: without blanks and hyphens, look-alikes and case forgiven."""
    return text.strip().upper().translate(_LOOK_ALIKES)


def references_in(text: str) -> tuple[str, ...]:
    """Every reference that stands in a longer text, in order, once each."""
    found = (parse_reference("".join(match.groups())) for match in _IN_TEXT.finditer(text))
    return tuple(dict.fromkeys(reference for reference in found if reference))


def _check(body: str) -> str:
    total = sum(weight * ALPHABET.index(character) for weight, character in enumerate(body, start=1))
    return ALPHABET[total % len(ALPHABET)]


def _hyphenated(eight: str) -> str:
    return f"{eight[:4]}-{eight[4:]}"
