"""Text from HTML, and HTML made safe to store. The scanner is one pass over the tags and keeps no tree."""

import re
from dataclasses import dataclass, field
from html import unescape

from chalicelib.channels.email.patterns import Lazy

MAX_HTML_CHARS = 1_000_000
MAX_NESTING = 1_000
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15}(?::[a-zA-Z]{1,15})?)(?=[\s/>])|<!--|<[!?]")
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    ],
)
_PARAGRAPHS = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "table", "pre", "dl"])
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
_SKIPPED = frozenset(["script", "style", "title", "head", "template", "noframes", "object", "applet", "select"])
_HIDDEN = Lazy(
    r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden|mso-hide\s{0,9}:\s{0,9}all|font-size\s{0,9}:\s{0,9}0(?:px|pt|%)?\s{0,9}(?:;|!|[\"'])"
    r"|(?:^|\s)hidden(?:\s|=|/|$)|max-height\s{0,9}:\s{0,9}0(?:px)?\s{0,9}(?:;|[\"'])",
    re.IGNORECASE,
)
_ALT = Lazy(r"""\balt\s{0,9}=\s{0,9}(?:"([^"<>]{1,300})"|'([^'<>]{1,300})')""", re.IGNORECASE)
_QUOTE_MARKS = Lazy(
    r"\bgmail_quote\b|\bgmail_extra\b|\byahoo_quoted\b|\bprotonmail_quote\b|\bmoz-cite-prefix\b|divRplyFwdMsg|\bOutlookMessageHeader\b"
    r"|\btype\s{0,9}=\s{0,9}[\"']?cite\b|\bappendonsend\b|\bzmail_extra\b|\btutanota_quote\b|\bmail-quote\b",
    re.IGNORECASE,
)
_INDENT = Lazy(r"border(?:-left)?\s{0,9}:\s{0,9}(?:none|0|medium none)", re.IGNORECASE)
_SPACES = Lazy(r"[ \t\r\n\f]+")
_RAW_END = {name: Lazy(f"</{name}", re.IGNORECASE) for name in ("script", "style")}
_LONG_TAG = 8_000
MARK = (
    "\ue000"  # stands before a quotation in the scanner's own output; a private-use character in the input is dropped
)


@dataclass(slots=True)
class _State:
    lines: list[str] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    quote: int = 0
    quotes: list[bool] = field(default_factory=list)
    pre: int = 0
    skip: str = ""
    skip_depth: int = 0
    nesting: int = 0
    deepest: int = 0
    lists: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class HtmlText:
    """`text` legible, quotations prefixed "> "; `quote_at` is where the first structural quotation starts, -1 if nowhere."""

    text: str
    quote_at: int
    deepest: int


def html_text(source: str) -> HtmlText:
    """Text as a person would read it off the page: hidden elements dropped, cells and list items kept apart."""
    source = source[:MAX_HTML_CHARS].replace(MARK, "").replace("\x00", "")
    state = _scan(source, keep_hidden=False)
    if not any(line.strip("> " + MARK) for line in state.lines):
        state = _scan(source, keep_hidden=True)
    text = _tidy(state.lines)
    at = text.find(MARK)
    return HtmlText(text.replace(MARK, ""), at, state.deepest)


def _scan(source: str, *, keep_hidden: bool) -> _State:
    state = _State()
    at, missing = 0, set[str]()
    while (tag := _TAG.search(source, at)) is not None:
        _text(state, source[at : tag.start()])
        at = _tag_end(source, tag, missing)
        if tag[2]:
            _element(state, tag[2].lower(), tag[1] == "/", source[tag.end() : at], keep_hidden=keep_hidden)
        if state.skip in _RAW_END and not tag[1]:
            at = _raw_end(source, state, at, missing)
    _text(state, source[at:])
    _break(state)
    return state


def _tag_end(source: str, tag: re.Match[str], missing: set[str]) -> int:
    """The offset after the tag or comment. Each kind of end that is missing once is never searched for again."""
    end_mark = "-->" if tag[0] == "<!--" else ">"
    if end_mark in missing:
        return tag.end()
    end = source.find(end_mark, tag.end())
    if end < 0:
        missing.add(end_mark)
        return tag.end() if end_mark == ">" else min(len(source), tag.end())
    if tag[2] and source.count('"', tag.end(), min(end, tag.end() + _LONG_TAG)) % 2:
        close = source.find('"', end, end + _LONG_TAG)
        after = source.find(">", close, close + _LONG_TAG) if close >= 0 else -1
        end = after if after >= 0 and "<" not in source[end:close] else end
    return end + len(end_mark)


def _raw_end(source: str, state: _State, at: int, missing: set[str]) -> int:
    """Script and style hold no tags: jump to their end tag, or read on as text when there is none."""
    name = state.skip
    found = None if name in missing else _RAW_END[name].get().search(source, at)
    state.skip, state.skip_depth = "", 0
    if found is None:
        missing.add(name)
        return at
    return found.start()


def _element(state: _State, name: str, closing: bool, attributes: str, *, keep_hidden: bool) -> None:  # noqa: FBT001
    void = name in _VOID or attributes.endswith("/>")
    if not void:
        state.nesting = max(0, state.nesting + (-1 if closing else 1))
        state.deepest = max(state.deepest, state.nesting)
    if state.skip:
        if name == state.skip and not void:
            state.skip_depth += -1 if closing else 1
            state.skip = state.skip if state.skip_depth > 0 else ""
        return
    if not closing and not void and (name in _SKIPPED or (not keep_hidden and _hidden(attributes))):
        state.skip, state.skip_depth = name, 1
        return
    if not closing and _QUOTE_MARKS.search(attributes):
        state.line.append(MARK)
    _layout(state, name, closing=closing, attributes=attributes)


def _hidden(attributes: str) -> bool:
    return len(attributes) > 6 and len(attributes) < _LONG_TAG and _HIDDEN.search(attributes) is not None


def _layout(state: _State, name: str, *, closing: bool, attributes: str) -> None:
    if name == "br":
        _break(state)
    elif name in ("td", "th"):
        if not closing and "".join(state.line).strip():
            state.line.append(" ")
    elif name == "img" and (alt := _ALT.search(attributes)):
        state.line.append(unescape(alt[1] or alt[2]))
    elif name in _BLOCKS:
        _block(state, name, closing=closing, attributes=attributes)


def _block(state: _State, name: str, *, closing: bool, attributes: str) -> None:
    marked = MARK in state.line
    if marked:
        state.line.remove(MARK)
    _break(state, only_if_text=True)
    if name in _PARAGRAPHS:
        state.lines.append(_prefix(state))
    if marked:
        state.line.append(MARK)
    if name == "blockquote":
        _quote(state, closing=closing, attributes=attributes)
    elif name in ("ul", "ol"):
        _list(state, name, closing=closing)
    elif name == "li" and not closing:
        _item(state)
    elif name == "pre":
        state.pre = max(0, state.pre + (-1 if closing else 1))
    elif name == "hr":
        state.lines.append(_prefix(state) + "_" * 32)


def _quote(state: _State, *, closing: bool, attributes: str) -> None:
    if not closing:
        state.quotes.append(not _INDENT.search(attributes[:_LONG_TAG]))
        state.quote += state.quotes[-1]
    elif state.quotes:
        state.quote -= state.quotes.pop()


def _list(state: _State, name: str, *, closing: bool) -> None:
    if not closing:
        state.lists.append(1 if name == "ol" else 0)
    elif state.lists:
        state.lists.pop()


def _item(state: _State) -> None:
    number = state.lists[-1] if state.lists else 0
    state.line.append("  " * min(len(state.lists) - 1, 8) + (f"{number}. " if number else "- "))
    if number:
        state.lists[-1] += 1


def _text(state: _State, raw: str) -> None:
    if not raw or state.skip:
        return
    text = unescape(raw) if "&" in raw else raw
    if state.pre:
        first, *rest = text.split("\n")
        state.line.append(first)
        for line in rest:
            _break(state)
            state.line.append(line)
        return
    state.line.append(_SPACES.sub(" ", text))


def _prefix(state: _State) -> str:
    return "> " * min(state.quote, 20)


def _break(state: _State, *, only_if_text: bool = False) -> None:
    text = "".join(state.line)
    state.line.clear()
    if only_if_text and not text.strip():
        return
    if not state.pre:
        lead = len(text) - len(text.lstrip(" ")) if text.lstrip().startswith("- ") else 0
        text = " " * lead + " ".join(part for part in text.replace("\xa0", " ").split(" ") if part)
    state.lines.append(_prefix(state) + text.rstrip())


def _tidy(lines: list[str]) -> str:
    """At most one blank line between paragraphs."""
    out: list[str] = []
    for line in lines:
        bare = line.rstrip()
        blank = not bare.strip("> ")
        if blank and (not out or not out[-1].strip("> ")):
            continue
        out.append(bare)
    return "\n".join(out).strip("\n")
