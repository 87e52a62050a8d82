"""Where a quotation begins: an "On … wrote:" line, a header block, or a separator, in any of the languages of `markers`."""

import re
from dataclasses import dataclass
from typing import Literal

from chalicelib.channels.email import markers
from chalicelib.channels.email.lines import Line

_WRAP = 4  # lines an "On … wrote:" may be wrapped over
_BLOCK = 12  # lines a header block may take


def _alternatives(phrases: list[str]) -> str:
    return "|".join(re.escape(phrase) for phrase in sorted(set(phrases), key=len, reverse=True))


_VERB = re.compile(
    r"(?:(?<=\W)|^|(?<=[0-9>\])\"]))(?:"
    + _alternatives([verb for verbs in markers.VERBS.values() for verb in verbs])
    + r")(?!\w)"
)
_CJK_VERB = re.compile(r"写道|寫道|写到|寫到|のメール|작성|님이 쓴")
_ENDS = re.compile(r"[:：][*_ \t\"'”»]{0,4}$|wrote ?-{2,6}$|napisał\(a\)$|[:：]\s{0,3}<[^<>]{0,80}>$")
_EMAIL = re.compile(r"[\w.+'=-]{1,64}@[\w-]{1,63}\.[\w.-]{1,63}|@[\w.-]{3,80}>")
_TIME = re.compile(r"\d{1,2}[:.٫h][0-5\u0660-\u0669]\d|\d{1,2} ?[ap]\.?m\.?\b|\d{1,2}時\d|[上下]午|오[전후] ?\d")
_DATE = re.compile(
    r"\b(?:19|20)\d\d\b|\d{4}年|\d{4}년|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|[\u0660-\u0669]{4}|\d{1,2}月|\d{4}[./-]\d{1,2}[./-]\d{1,2}"
)
_OPENER = re.compile(
    r"(?:[\"'*_(]{0,3}|-{2,6} )(?:(?:"
    + _alternatives(list(markers.OPENERS))
    + r")\b.{0,40}?[\d\u0660-\u0669]|[\d\u0660-\u0669]{1,4}\D|[^\W\d_]{2,12}[.,]{0,2} {1,2}\d)"
)
_BARE_GMAIL = re.compile(
    r"\d{4}-\d\d-\d\d \d{1,2}:\d\d gmt[+-]\d\d:\d\d |\d{4}/\d{1,2}/\d{1,2} .{1,120}<.{1,100}@.{1,100}>$"
)
_SEPARATOR = re.compile(
    r"[*_ ]{0,4}[-_=*—–]{2,60}[ *_]{0,4}(?:"
    + _alternatives(list(markers.SEPARATORS))
    + r")[^\n]{0,60}?[-_=*—–: ]{1,60}[*_ ]{0,4}"
)
_SEPARATOR_SURE = re.compile(r"[*_ ]{0,4}(?:" + _alternatives(list(markers.FORWARDS)) + r") ?[:：]?[*_ ]{0,4}")
_ROLES = {label: role for role, labels in markers.LABELS.items() for label in labels}
_LABEL = re.compile(r"[>*_ \t]{0,8}(" + _alternatives(list(_ROLES)) + r")[*_]{0,2}[ \u00a0\u3000]{0,2}[:：]")
_INSIDE = re.compile(
    r"(?<=\s)[*_]{0,2}("
    + _alternatives([*markers.LABELS["date"], *markers.LABELS["to"], *markers.LABELS["subject"]])
    + r")[*_]{0,2}[ \u00a0]{0,1}[:：]"
)
_FLAT = re.compile(
    r"(?:"
    + _alternatives(list(markers.OPENERS))
    + r")\b[^<>]{0,160}<[^<>@\s]{1,64}@[^<>\s]{1,100}>.{0,12}?(?:wrote|escribió|a écrit|schrieb|escreveu|ha scritto) ?:"
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
        found = _separator(lines, at) or _block(lines, at) or _wrote(lines, at)
        if found is not None:
            return found
    return None


def skip_header_block(lines: list[Line]) -> list[Line]:
    """Without blank lines and the From/Date/Subject lines at the top of a forwarded message."""
    at = 0
    while at < len(lines) and lines[at].blank:
        at += 1
    block = _block(lines, at) if at < len(lines) else None
    return lines[block.end :] if block and block.end < len(lines) else lines[at:]


def _separator(lines: list[Line], at: int) -> Quote | None:
    head = lines[at].head
    if len(head) < 160 and (_SEPARATOR.fullmatch(head) or _SEPARATOR_SURE.fullmatch(head)):
        return Quote("separator", at, at + 1, f"separator line {lines[at].text.strip()[:60]!r}")
    return None


def _block(lines: list[Line], at: int) -> Quote | None:
    """Three roles, or two of which one is the sender and one the date or subject, in consecutive lines."""
    first = _LABEL.match(lines[at].head)
    if first is None:
        return None
    roles = {_ROLES[first[1]]}
    if roles == {"from"} and len({_ROLES[label] for label in _INSIDE.findall(lines[at].head)}) >= 2:
        return Quote("block", at, at + 1, "header block on one line")
    end, wraps = at + 1, 0
    for index in range(at + 1, min(len(lines), at + _BLOCK)):
        label = _LABEL.match(lines[index].head)
        if label:
            roles.add(_ROLES[label[1]])
            end, wraps = index + 1, 0
        elif lines[index].blank:
            if index > end or len(roles) >= 3:
                break
        elif wraps >= 2 or lines[index - 1].blank:
            break
        else:
            wraps += 1
            end = index + 1 if "subject" not in roles or _is_short_tail(lines, index) else end
    sure = "from" in roles and (len(roles) >= 3 or bool(roles & {"date", "subject"}))
    return Quote("block", at, end, f"header block from {lines[at].text.strip()[:40]!r}") if sure else None


def _is_short_tail(lines: list[Line], index: int) -> bool:
    """A subject may wrap once more when another label or a blank line follows."""
    return index + 1 < len(lines) and _LABEL.match(lines[index + 1].head) is not None


def _wrote(lines: list[Line], at: int) -> Quote | None:
    head = lines[at].head
    if _BARE_GMAIL.match(head):
        return Quote("wrote", at, at + 1, "date and name line")
    if not _ENDS.search(head):
        if _FLAT.match(head):
            return Quote("wrote", at, at + 1, "quote header run together with its text")
        return None
    window = ""
    for start in range(at, max(-1, at - _WRAP), -1):
        if start < at and (lines[start].quoted or (lines[start].blank and not _bridges(lines, start))):
            break
        window = f"{lines[start].head} {window}"
        if _announces(window.strip(), lines, at):
            return Quote("wrote", _opening(lines, start), at + 1, f"quote header {lines[at].text.strip()[-60:]!r}")
    return None


def _announces(window: str, lines: list[Line], at: int) -> bool:
    email, time, date = (bool(pattern.search(window)) for pattern in (_EMAIL, _TIME, _DATE))
    verb = bool(_VERB.search(window) or _CJK_VERB.search(window))
    if email and (time or date):
        return verb or window.rstrip(" *_").endswith((">:", "):", ">：", "）:")) or bool(_OPENER.match(window))
    if not verb:
        return False
    opened = bool(_OPENER.match(window))
    return email or (time and (opened or date)) or (opened and date) or _quote_follows(lines, at)


def _quote_follows(lines: list[Line], at: int) -> bool:
    following = next((line for line in lines[at + 1 : at + 4] if not line.blank), None)
    return following is not None and following.quoted


def _opening(lines: list[Line], start: int) -> int:
    """The line where a wrapped announcement opened: the furthest opener above without a break between."""
    if _OPENER.match(lines[start].head):
        return start
    best = start
    for above in range(start - 1, max(-1, start - 6), -1):
        if lines[above].quoted or (lines[above].blank and not _bridges(lines, above)):
            break
        if _OPENER.match(lines[above].head) and (_DATE.search(lines[above].head) or _TIME.search(lines[above].head)):
            best = above
    return best


def _bridges(lines: list[Line], blank: int) -> bool:
    """A blank line inside a wrapped announcement: the address in brackets stands below it."""
    return blank + 1 < len(lines) and lines[blank + 1].head.startswith("<")
