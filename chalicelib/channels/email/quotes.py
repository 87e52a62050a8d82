"""Where a quotation begins: an "On … wrote:" line, a header block, or a separator, in any of the languages of `markers`."""

from dataclasses import dataclass
from typing import Literal

from chalicelib.channels.email import markers
from chalicelib.channels.email.lines import Line
from chalicelib.channels.email.patterns import Lazy, alternatives

_WRAP = 4  # lines an "On … wrote:" may be wrapped over
_LONGEST = 320  # characters of one such line
_BLOCK = 14  # lines a header block may take
_VERBS = frozenset(verb for verbs in markers.VERBS.values() for verb in verbs)
_VERB = Lazy(r"(?:(?<=\W)|^|(?<=\d))(?:" + alternatives(_VERBS) + r")(?!\w)")
_JOINED_VERB = Lazy(r"写道|寫道|写到|寫到|のメール|작성|님이 쓴|schrieb|wrote:")  # written without a blank before it
_ENDS = Lazy(
    r"[:：][*_ \t\"'”»\u200e\u200f\u202c]{0,6}$|(?:wrote|escribió|a écrit|schrieb) ?-{2,6}$|napisał\(a\)$|[:：]\s{0,3}<[^<>]{0,80}>$"
)
_EMAIL = Lazy(r"[\w.+'=\-]@[\w\-]{1,63}\.\w|@[\w.\-]{3,80}>")
_TIME = Lazy(
    r"\d{1,2}[:.٫h][0-5\u0660-\u0669]\d|\d{1,2} ?[ap]\.?\s?m\b|\d{1,2}[時시点點]|[上下]午|오[전후] ?\d|[\u0660-\u0669]{1,2}:[\u0660-\u0669]{2}|\d{1,2} ?h ?[0-5]\d"
)
_DATE = Lazy(
    r"\b(?:19|20)\d\d\b|\d{4}[年년]|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|[\u0660-\u0669]{4}|\d{1,2}[月월]|\b\d{1,2}\.? [^\W\d_]{3,12}\.?,? \d{2,4}"
)
_OPENER = Lazy(
    r"(?:[\"'*_(]{0,3}|-{2,6} )(?:(?:"
    + alternatives(markers.OPENERS)
    + r")(?!\w).{0,40}?[\d\u0660-\u0669]|[\u4e00-\u9fff]{1,2} ?\d|[\d\u0660-\u0669]{1,4}\D|[^\W\d_]{2,13}[.,]{0,2} {1,2}\d)"
)
_BARE_GMAIL = Lazy(r"\d{4}-\d\d-\d\d \d{1,2}:\d\d gmt[+-]\d\d:\d\d |\d{4}/\d{1,2}/\d{1,2} .{1,120}<.{1,100}@.{1,100}>$")
_RULED = "-_=*—–─ "
_SEPARATOR = Lazy(
    r"[*_ ]{0,4}[-_=*—–─]{2,60}[ *_]{0,4}(?:"
    + alternatives(markers.SEPARATORS)
    + r")[^\n]{0,60}?[-_=*—–─: ]{1,60}[*_ ]{0,4}"
)
_FORWARDS = frozenset(markers.FORWARDS)
_ROLES = {label: role for role, labels in markers.LABELS.items() for label in labels}
_LONGEST_LABEL = max(map(len, _ROLES)) + 12
_INSIDE = Lazy(
    r"(?<=\s)[*_]{0,2}("
    + alternatives([*markers.LABELS["date"], *markers.LABELS["to"], *markers.LABELS["subject"]])
    + r")[*_]{0,2}[ \u00a0]{0,1}[:：]"
)
_FLAT = Lazy(
    r"(?:"
    + alternatives(markers.OPENERS)
    + r")(?!\w)[^<>@]{0,160}[<(][^<>@\s]{1,64}@[^<>\s]{1,100}[>)].{0,12}?(?:"
    + alternatives(_VERBS)
    + r")\s?[:：]"
)


@dataclass(frozen=True, slots=True)
class Quote:
    """Lines `start` to `end` (exclusive, positions in the list searched) announce the quotation."""

    kind: Literal["wrote", "block", "separator"]
    start: int
    end: int
    why: str


def first_quote(lines: list[Line]) -> Quote | None:
    """The first announcement of a quotation, None when there is none. Every line is tried once."""
    for at, line in enumerate(lines):
        if line.blank or line.quoted or line.ruler:
            continue
        found = _separator(line, at) or _block(lines, at) or _wrote(lines, at)
        if found is not None:
            return found
    return None


def skip_header_block(lines: list[Line]) -> list[Line]:
    """Without blank lines and the From/Date/Subject lines at the top of a forwarded message."""
    at = 0
    while at < len(lines) and (lines[at].blank or lines[at].empty_quote):
        at += 1
    block = _block(lines, at) if at < len(lines) else None
    return lines[block.end :] if block and block.end < len(lines) else lines[at:]


def is_announcement(head: str) -> bool:
    """Whether a quoted line, bared of its ">", announces a quotation or a forward."""
    return head.rstrip(":： ") in _FORWARDS


def _separator(line: Line, at: int) -> Quote | None:
    head = line.head
    if len(head) > 160:
        return None
    ruled = head[0] in _RULED and _SEPARATOR.fullmatch(head) is not None
    if ruled or head.strip("*_ ").rstrip(":： ") in _FORWARDS:
        return Quote("separator", at, at + 1, f"separator line {line.text.strip()[:60]!r}")
    return None


def _role(head: str) -> str:
    """The role of a line's label, "" when it has none: `*From:* x`, `De : x`, `发件人：x`."""
    colon = min(
        (at for at in (head.find(":", 0, _LONGEST_LABEL), head.find("：", 0, _LONGEST_LABEL)) if at > 0), default=0
    )
    return _ROLES.get(head[:colon].strip(">*_ \t\u00a0\u3000|"), "") if colon else ""


def _block(lines: list[Line], at: int) -> Quote | None:
    """The sender and the date or subject, in consecutive labelled lines; the first of them is at `at`."""
    role = _role(lines[at].head)
    if not role:
        return None
    inside = {_ROLES[label] for label in _INSIDE.findall(lines[at].head)} if role == "from" else set()
    if len(inside) >= 2:
        return Quote("block", at, at + 1, "header block on one line")
    roles, end = _roles_below(lines, at, role)
    if "from" in roles and (len(roles) >= 3 or roles & {"date", "subject"}):
        return Quote("block", at, end, f"header block from {lines[at].text.strip()[:40]!r}")
    return None


def _roles_below(lines: list[Line], at: int, role: str) -> tuple[set[str], int]:
    """The roles in the block, and the line after it. A value may wrap; blank lines may stand between two labels."""
    roles, end, since = {role}, at + 1, 0
    for index in range(at + 1, min(len(lines), at + _BLOCK)):
        line = lines[index]
        found = "" if line.blank else _role(line.head)
        if found:
            roles.add(found)
            end, since = index + 1, 0
        elif (
            (line.blank and len(roles) >= 3 and "subject" in roles)
            or since >= 2
            or (lines[index - 1].blank and not line.blank)
        ):
            break
        else:
            since += 1
    return roles, _with_wrapped_value(lines, end)


def _with_wrapped_value(lines: list[Line], end: int) -> int:
    """A last value wrapped onto one more line, before a blank one."""
    wraps = (
        end + 1 < len(lines)
        and not lines[end].blank
        and lines[end + 1].blank
        and lines[end - 1].head.rstrip().endswith((",", "<", ";"))
    )
    return end + 1 if wraps else end


def _wrote(lines: list[Line], at: int) -> Quote | None:
    head = lines[at].head
    if "@" in head and _FLAT.match(head) and not _ENDS.search(head[-100:]):
        return Quote("wrote", at, at + 1, "quote header run together with its text")
    if head[0].isdigit() and _BARE_GMAIL.match(head):
        return Quote("wrote", at, at + 1, "date and name line")
    if len(head) > _LONGEST or not _ENDS.search(head[-100:]):
        return None
    window = ""
    for start in range(at, max(-1, at - _WRAP), -1):
        if start < at and _breaks(lines, start):
            break
        window = f"{lines[start].head[:_LONGEST]} {window}"
        if _announces(window.strip(), lines, at):
            return Quote("wrote", _opening(lines, start), at + 1, f"quote header {lines[at].text.strip()[-60:]!r}")
    return None


def _breaks(lines: list[Line], at: int) -> bool:
    return lines[at].quoted or (lines[at].blank and not _bridges(lines, at))


def _announces(window: str, lines: list[Line], at: int) -> bool:
    email = _EMAIL.search(window) is not None
    verb = any(verb in window for verb in _VERBS) and bool(_VERB.search(window) or _JOINED_VERB.search(window))
    if not (email or verb):
        return False
    time, date = _TIME.search(window) is not None, _DATE.search(window) is not None
    opened = _OPENER.match(window) is not None
    if email and (time or date):
        return verb or opened or window.rstrip(" *_").endswith((">:", "):", ">：", "）:", "）："))
    if not verb:
        return False
    return email or (time and (opened or date)) or (opened and date) or _quote_follows(lines, at)


def _quote_follows(lines: list[Line], at: int) -> bool:
    following = next((line for line in lines[at + 1 : at + 4] if not line.blank), None)
    return following is not None and following.quoted


def _opening(lines: list[Line], start: int) -> int:
    """The line where a wrapped announcement opened: the furthest opener above without a break between."""
    best = start
    for above in range(start - 1, max(-1, start - 6), -1):
        if _breaks(lines, above) or _OPENER.match(lines[best].head):
            break
        head = lines[above].head
        if _OPENER.match(head) and (_DATE.search(head) or _TIME.search(head)):
            best = above
    return best


def _bridges(lines: list[Line], blank: int) -> bool:
    """A blank line inside a wrapped announcement: the address in brackets stands below it."""
    return blank + 1 < len(lines) and lines[blank + 1].head.startswith("<")
