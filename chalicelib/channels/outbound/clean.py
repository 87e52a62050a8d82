"""Making foreign words safe to stand in our own lines."""

import re

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_CONTROL_BUT_LINES = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_DIRECTION = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_BLANKS = re.compile(r"[ \t]+")


def one_line(text: str) -> str:
    """On one line, without control characters or marks that turn the direction of what follows."""
    return _BLANKS.sub(" ", _CONTROL.sub(" ", _DIRECTION.sub("", _SURROGATES.sub("\ufffd", text)))).strip()


def lines(text: str) -> str:
    """Line breaks as `\\n`, no other control characters."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")
    return _CONTROL_BUT_LINES.sub("", _DIRECTION.sub("", _SURROGATES.sub("\ufffd", plain))).strip("\n ")


def excerpt(text: str, limit: int) -> str:
    """The beginning of a text on one line, at most `limit` characters; cut between words where one ends near."""
    flat = " ".join(one_line(text[: limit * 4]).split())
    if len(flat) <= limit and len(text) <= limit * 4:
        return flat
    cut = flat[: max(0, limit - 1)]
    at = cut.rfind(" ")
    return (cut[:at] if at > limit // 2 else cut).rstrip(" ,.;:") + "…" if limit > 0 else ""
