"""A text's lines, each looked at once. Only the first few hundred characters of a line ever decide anything."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from chalicelib.channels.email import markers

WINDOW = 400
_QUOTED = re.compile(r"[ \t]{0,3}(?:>|\|[ |]|[A-Z]{1,4}>)")
_RULER = re.compile(r"[\s\-_=*~#+—–─━•·ᐧ\u2022\u200b\ufeff]+")


@dataclass(frozen=True, slots=True)
class Line:
    """`head` is the stripped beginning in lower case; `ruler` is a line of nothing but dashes and the like."""

    index: int
    text: str
    head: str
    blank: bool
    quoted: bool
    empty_quote: bool
    ruler: bool
    ours: bool


def read_lines(text: str) -> list[Line]:
    """The lines of a text, right-stripped."""
    return [_line(index, line) for index, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))]


def meaningful(lines: Sequence[Line]) -> bool:
    """Whether anything but blanks and rulers is there."""
    return any(not (line.blank or line.ruler) for line in lines)


def _line(index: int, text: str) -> Line:
    bare = text.strip()
    head = bare[:WINDOW].lower()
    quoted = _QUOTED.match(text) is not None and head not in ("> wrote:", ">wrote:")
    return Line(
        index=index,
        text=text.rstrip(),
        head=head,
        blank=not bare,
        quoted=quoted,
        empty_quote=quoted and not bare.strip("> |"),
        ruler=bool(bare) and _RULER.fullmatch(bare[:WINDOW]) is not None,
        ours=bool(bare) and any(phrase in head for phrase in markers.OURS),
    )
