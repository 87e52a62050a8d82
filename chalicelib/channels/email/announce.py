"""The line that announces a quotation: "On <date>, <name> wrote:", wrapped as it may be, in any language of `markers`."""

from chalicelib.channels.email import markers
from chalicelib.channels.email.lines import LONGEST, Line, Quote
from chalicelib.channels.email.patterns import Lazy, alternatives

_WRAP = 4  # lines an "On … wrote:" may be wrapped over
_VERBS = frozenset(markers.VERBS)
_VERB = Lazy(r"(?:(?<=\W)|^|(?<=\d))(?:" + alternatives(_VERBS) + r")(?!\w)")
_JOINED_VERB = Lazy(
    r"写道|寫道|写到|寫到|のメール|書きました|작성|쓴 글|schrieb|wrote:"
)  # written without a blank before it
_ENDS = Lazy(
    r"[:：][*_ \t\"'”»\u200e\u200f\u202c]{0,6}$|(?:wrote|escribió|a écrit|schrieb) ?:? ?-{2,60}$|napisał\(a\)$|[:：]\s{0,3}<[^<>]{0,80}>$"
)
_EMAIL = Lazy(r"[\w.+'=\-]@[\w\-]{1,63}\.\w|@[\w.\-]{3,80}>")
_BRACKETED = Lazy(r"[<(\[][^<>()\[\]]{0,80}@[^<>()\[\]]{1,100}[>)\]]")
_NAME_FIRST = Lazy(
    r"kirjoitti|schrieb|şunları yazdı|escreveu \(|[于於] ?\d{4}[/年-].{1,40}[写寫]道"
)  # languages that put the date last
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
_DATED_ADDRESS = Lazy(
    r"(?:[^\W\d_]{3,9}\.? )?\d{1,4}\D.{6,60} [^\s<>@]{1,64}@[^\s<>@]{1,100}:"
)  # a date first, a bare address last
_OBJECT = Lazy(
    r"(?<!\w)(?:wrote|writes|escribi[óo]|a écrit|escreveu|ha scritto)\s{1,4}(?!the following|lo siguiente|o seguinte|ce qui suit)[^\W\d_]"
)  # "the driver wrote a note:" tells, it does not announce
_TOLD = Lazy(
    r"(?<!\w)(?:(?:the|my|his|her|our|their) (?:[^\W\d_]{1,20} ){1,3}|(?:she|he|they|i) )wrote(?!\w)"
    r"|(?<!\w)(?:la|el|mi|su) (?:[^\W\d_]{1,20} ){1,3}escribi[óo](?!\w)|(?<!\w)(?:la|le|ma|mon|sa|son) (?:[^\W\d_]{1,20} ){1,3}a écrit(?!\w)"
)  # "the teacher wrote:" tells of somebody; programs put a name there
_BARE_GMAIL = Lazy(r"\d{4}-\d\d-\d\d \d{1,2}:\d\d gmt[+-]\d\d:\d\d |\d{4}/\d{1,2}/\d{1,2} .{1,120}<.{1,100}@.{1,100}>$")
_FLAT = Lazy(
    r"(?:"
    + alternatives(markers.OPENERS)
    + r")(?!\w)[^<>@]{0,160}[<(][^<>@\s]{1,64}@[^<>\s]{1,100}[>)].{0,12}?(?:"
    + alternatives(_VERBS)
    + r")\s?[:：]"
)


def announcement(lines: list[Line], at: int) -> Quote | None:
    head = lines[at].head
    if "@" in head and not _ENDS.search(head[-100:]):
        if _FLAT.match(head):
            return Quote("wrote", at, at + 1, "quote header run together with its text")
        if head[0] == "<" and at and not _breaks(lines, at - 1) and _FLAT.match(f"{lines[at - 1].head} {head}"):
            return Quote("wrote", at - 1, at + 1, "quote header run together with its text")
    if head[0].isdigit() and _BARE_GMAIL.match(head):
        return Quote("wrote", at, at + 1, "date and name line")
    if len(head) > LONGEST or not _ENDS.search(head[-100:]):
        return None
    window = ""
    for start in range(at, max(-1, at - _WRAP), -1):
        if start < at and _breaks(lines, start):
            break
        window = f"{lines[start].head[:LONGEST]} {window}"
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
        if (
            time
            and date
            and (_DATED_ADDRESS.fullmatch(window) or (_BRACKETED.search(window) and _quote_follows(lines, at)))
        ):
            return True
        return verb or window.rstrip(" *_\u200e\u200f\u202c").endswith((">:", "):", "]:", ">：", "）:", "）："))
    if not verb or (not email and (_OBJECT.search(window) or (_TOLD.search(window) and not _quote_follows(lines, at)))):
        return False
    ruled = window.startswith("--")
    bracketed = email and _BRACKETED.search(window) is not None
    dated = opened and (time or (date and "wrote" not in window))
    return (
        ruled
        or bracketed
        or dated
        or (time and date and _NAME_FIRST.search(window) is not None)
        or _quote_follows(lines, at)
    )


def _quote_follows(lines: list[Line], at: int) -> bool:
    following = next((line for line in lines[at + 1 : at + 4] if not line.blank), None)
    return following is not None and following.quoted


def _opening(lines: list[Line], start: int) -> int:
    """The line where a wrapped announcement opened: the furthest opener above without a break between."""
    best = start
    for above in range(start - 1, max(-1, start - 6), -1):
        if _breaks(lines, above):
            break
        head = lines[above].head
        date, time = _DATE.search(head) is not None, _TIME.search(head) is not None
        named = above == start - 1 and _BRACKETED.search(head) is not None and (date or time or head.endswith(">"))
        if _opens(lines[best].head) and not named:
            break
        if (_OPENER.match(head) and (date or time)) or (head.endswith(",") and date and time) or named:
            best = above
    return best


def _opens(head: str) -> bool:
    """The line begins with the date, not with a name that looks like an opener ("Grade 3")."""
    return bool(_OPENER.match(head) and (_DATE.search(head) or _TIME.search(head)))


def _bridges(lines: list[Line], blank: int) -> bool:
    """A blank line inside a wrapped announcement: the address in brackets stands below it."""
    return blank + 1 < len(lines) and lines[blank + 1].head.startswith("<")
