"""Where a quotation begins: an "On … wrote:" line, a header block, or a separator, in any of the languages of `markers`."""

from chalicelib.channels.email import markers
from chalicelib.channels.email.announce import announcement
from chalicelib.channels.email.lines import LONGEST, Line, Quote
from chalicelib.channels.email.patterns import Lazy, alternatives

_CANDIDATES = 1_000
_CLOSERS = (":", "：", ")", "-", ">", "*", "_")
_BLOCK = 14  # lines a header block may take
_RULED = "-_=*—–─ "
_SEPARATOR = Lazy(
    r"[*_ ]{0,4}[-_=*—–─]{2,60}[ *_]{0,4}(?:"
    + alternatives(markers.SEPARATORS)
    + r")[^\n]{0,60}?[-_=*—–─: ]{1,60}[*_ ]{0,4}"
)
# GroupWise: `>>> Name <address> 5/3/2023 10:00 AM >>>`. Notes: `"Name" ---05/03/2023 10:00:00 AM---first words`.
_WHO_WHEN = Lazy(
    r">>> .{3,200}\d.{0,20} >>>|.{1,100} ?---\d{1,4}[./-]\d{1,2}[./-]\d{2,4} \d{1,2}[:.]\d\d.{0,12}---.{0,160}"
)
_WORDS_IN_RULES = Lazy(r"[-_=*—–─]{3,60} {0,3}\w[^\n]{1,50}?[-_=*—–─]{3,60}")
_FORWARDS = frozenset(markers.FORWARDS)
_ROLES = {label: role for role, labels in markers.LABELS.items() for label in labels}
_LONGEST_LABEL = max(map(len, _ROLES)) + 12
_INSIDE = Lazy(
    r"(?<=\s)[*_]{0,2}("
    + alternatives([*markers.LABELS["date"], *markers.LABELS["to"], *markers.LABELS["subject"]])
    + r")[*_]{0,2}[ \u00a0]{0,1}[:：]"
)


def first_quote(lines: list[Line]) -> Quote | None:
    """The first announcement of a quotation, None when there is none. Every line is tried once; after 1,000 that end as an
    announcement does and are none, only separators and header blocks are still looked for."""
    left = _CANDIDATES
    for at, line in enumerate(lines):
        if line.blank or line.quoted or line.ruler:
            continue
        found = _separator(line, at) or _block(lines, at) or (announcement(lines, at) if left else None)
        if found is not None:
            return found
        left -= left > 0 and line.head.endswith(_CLOSERS)
    return None


def skip_header_block(lines: list[Line]) -> list[Line]:
    """Without blank lines and the From/Date/Subject lines at the top of a forwarded message."""
    at = 0
    while at < len(lines) and (lines[at].blank or lines[at].empty_quote):
        at += 1
    block = _block(lines, at) if at < len(lines) else None
    return lines[block.end :] if block and block.end < len(lines) else lines[at:]


def _separator(line: Line, at: int) -> Quote | None:
    head = line.head
    if len(head) > LONGEST:
        return None
    if _is_ruled(head) or _WHO_WHEN.fullmatch(head) or head.strip("*_ ").rstrip(":： ") in _FORWARDS:
        return Quote("separator", at, at + 1, f"separator line {line.text.strip()[:60]!r}")
    return None


def _is_ruled(head: str) -> bool:
    """`-----Original Message-----`, alone or with the header block run on behind it."""
    found = _SEPARATOR.match(head) if head[0] in _RULED else None
    return found is not None and (found.end() == len(head) or _role(head[found.end() :]) != "")


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
    addressed = any("@" in line.head for line in lines[at:end])
    if "from" in roles and ((addressed and roles & {"date", "subject"}) or {"date", "subject"} <= roles):
        start = at - 1 if at and _WORDS_IN_RULES.fullmatch(lines[at - 1].head) else at
        return Quote("block", start, end, f"header block from {lines[at].text.strip()[:40]!r}")
    return None


def _roles_below(lines: list[Line], at: int, role: str) -> tuple[set[str], int]:
    """The roles in the block, and the line after it. A value may wrap; blank lines may stand between two labels."""
    roles, end, since, again = {role}, at + 1, 0, 0
    for index in range(at + 1, min(len(lines), at + _BLOCK)):
        line = lines[index]
        found = "" if line.blank else _role(line.head)
        if found:
            again += found in roles
            if again > 2:
                break
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
