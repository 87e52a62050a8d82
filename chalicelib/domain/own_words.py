"""A person's own words out of a mail from their own mailbox: without quoted lines, without what signs it, and without the
address and number that the district knows them by: those are nobody's in the family."""

import re

from chalicelib.domain.spelling import any_spelling
from chalicelib.domain.staff import Staff

_SIGNED_WITHIN = 12
"""Lines from the end in which a line that is the person's name begins a signature."""
_HIDDEN = "…"


def own_words(text: str, person: Staff) -> str:
    """May be empty."""
    lines = [line for line in text.splitlines() if not line.lstrip().startswith(">")]
    kept = "\n".join(_unsigned(lines, person.name)).strip()
    kept = _hide(kept, re.escape(person.mail)) if person.mail else kept
    return _hide(kept, any_spelling(person.phone)) if person.phone else kept


def _unsigned(lines: list[str], name: str) -> list[str]:
    """Cut where a line is their whole name: below it stand title, school and numbers. The district signs by itself."""
    wanted = name.casefold()
    first = max(1, len(lines) - _SIGNED_WITHIN)
    at = next((at for at in range(first, len(lines)) if lines[at].strip(" -–—,.*_|").casefold() == wanted), None)
    return lines if at is None or not any(line.strip() for line in lines[:at]) else lines[:at]


def _hide(text: str, pattern: str) -> str:
    return re.sub(rf"(?<!\w){pattern}(?!\w)", _HIDDEN, text, flags=re.IGNORECASE)
