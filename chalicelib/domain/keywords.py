"""Texts that are commands: STOP, START, HELP and their kin, only when they are the whole message.

Source: CTIA Messaging Principles and Best Practices, opt-out; the FCC's rule of 2025 on revoking consent added words.
"""

import re
import unicodedata
from enum import StrEnum

_NOISE = re.compile(r"[\W_]+")
_MARKS = re.compile(r"[^\w\s]|_")


class Keyword(StrEnum):
    STOP = "stop"
    START = "start"
    HELP = "help"
    CODE = "code"
    """A page's code that no page goes by, from the number of somebody on the staff."""


_WORDS: dict[str, Keyword] = {
    **dict.fromkeys(
        ["stop", "stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "optout", "arret", "alto", "parar"],
        Keyword.STOP,
    ),
    "opt out": Keyword.STOP,
    "stop all": Keyword.STOP,
    **dict.fromkeys(["start", "unstop", "yes"], Keyword.START),
    **dict.fromkeys(["help", "info", "ayuda"], Keyword.HELP),
}


def keyword(text: str, *, opted_out: bool) -> Keyword | None:
    """The command a text is, if it is one. YES (and START) resume only after a stop; else they are plain answers."""
    if len(text) > 40:
        return None
    plain = unicodedata.normalize("NFKC", text).casefold().replace("ê", "e")
    found = _WORDS.get(_NOISE.sub(" ", plain).strip()) or _WORDS.get(_MARKS.sub("", plain).strip())
    return None if found is Keyword.START and not opted_out else found
