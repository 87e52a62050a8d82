"""A text's lines, each looked at once. Only the first few hundred characters of a line ever decide anything."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from chalicelib.channels.email import markers
from chalicelib.channels.email.patterns import Lazy

WINDOW = 400
LONGEST = 320  # characters of a line that can announce a quotation
_QUOTED = Lazy(r"[ \t]{0,3}(?:[>＞]|\|(?:[ |]|$)|[A-Z]{1,4}>)")
_GROUPWISE = Lazy(r">>> .{3,200}\d.{0,20} >>>")
_RULER = Lazy(r"[\s\-_=*~#+—–─━•·ᐧ\u2022\u200b\ufeff\u2060\u00ad]+")


@dataclass(frozen=True, slots=True)
class Line:
    """`head` is the stripped beginning in lower case; `ruler` is a line of nothing but dashes and the like."""

    text: str
    head: str = ""
    blank: bool = True
    quoted: bool = False
    empty_quote: bool = False
    ruler: bool = False
    ours: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """Lines `start` to `end` (exclusive, positions in the list searched) announce the quotation."""

    kind: Literal["wrote", "block", "separator"]
    start: int
    end: int
    why: str


_BLANK = Line("")
# Blanks of other widths become blanks, what has no width goes, and a dotted capital İ leaves no loose dot behind.
_PLAINER = str.maketrans(
    {"\xa0": " ", "\u202f": " ", "\u3000": " ", **dict.fromkeys("\u200b\u2060\u2063\u00ad\ufeff\u0307")}
)


def read_lines(text: str) -> list[Line]:
    """The lines of a text, right-stripped. All blank lines are one object: a megabyte of them costs nothing."""
    lines: list[Line] = []
    opened = False
    for raw in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        bare = raw.strip()
        if not bare:
            lines.append(_BLANK)
            continue
        line = _line(raw, bare, continues=opened)
        lines.append(line)
        opened = not line.quoted and bare.rfind("<") > bare.rfind(">")
    return lines


def meaningful(lines: Sequence[Line]) -> bool:
    """Whether anything but blanks and rulers is there."""
    return any(not (line.blank or line.ruler) for line in lines)


def _head(low: str) -> str:
    """What decides about a line, in one spelling; QQ writes its blanks as entities even in plain text."""
    plainer = low if low.isascii() else low.translate(_PLAINER).strip()
    return plainer.replace("&nbsp;", " ") or low


def _line(raw: str, bare: str, *, continues: bool) -> Line:
    """`continues`: the line above left an angle bracket open, so a leading ">" closes an address and quotes nothing."""
    head = _head(bare[:WINDOW].lower())
    quoted = _QUOTED.match(raw[:WINDOW]) is not None and not (bare[0] == "|" and len(bare) > 1 and bare[-1] == "|")
    if quoted and bare[0] == ">" and bare[-1] in ":：" and (continues or (head[1:].strip() == "wrote:")):
        quoted = False
    if quoted and head.startswith(">>> ") and _GROUPWISE.fullmatch(head):
        quoted = False  # GroupWise announces so what stands below
    return Line(
        text=raw.rstrip(),
        head=head,
        blank=False,
        quoted=quoted,
        empty_quote=quoted and not bare.strip("> |"),
        ruler=not head[0].isalnum() and _RULER.fullmatch(head) is not None,
        ours=("—" in head or "–" in head or "--" in head) and any(phrase in head for phrase in markers.OURS),
    )
