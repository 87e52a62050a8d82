"""Text from HTML, and HTML made safe to store. The scanner is one pass over the tags and keeps no tree."""

import re
from dataclasses import dataclass

from chalicelib.channels.email.layout import LONG_TAG, MARK, Page, add_text, end_line, lay_out
from chalicelib.channels.email.patterns import Lazy

MAX_HTML_CHARS = 1_000_000
MAX_NESTING = 1_000
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15}(?::[a-zA-Z]{1,15})?)(?=[\s/>])|<!--|<[!?]")
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
_SKIPPED = frozenset(["script", "style", "title", "head", "template", "noframes", "object", "applet", "select"])
_HIDDEN = Lazy(
    r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden|mso-hide\s{0,9}:\s{0,9}all|font-size\s{0,9}:\s{0,9}0(?:px|pt|%)?\s{0,9}(?:;|!|[\"'])"
    r"|(?:^|\s)hidden(?:\s|=|/|$)|max-height\s{0,9}:\s{0,9}0(?:px)?\s{0,9}(?:;|[\"'])",
    re.IGNORECASE,
)
_QUOTE_MARKS = Lazy(
    r"\bgmail_quote\b|\bgmail_extra\b|\byahoo_quoted\b|\bprotonmail_quote\b|\bmoz-cite-prefix\b|divRplyFwdMsg|\bOutlookMessageHeader\b"
    r"|\btype\s{0,9}=\s{0,9}[\"']?cite\b|\bappendonsend\b|\bzmail_extra\b|\btutanota_quote\b|\bmail-quote\b",
    re.IGNORECASE,
)
_RAW_END = {name: Lazy(f"</{name}", re.IGNORECASE) for name in ("script", "style")}


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
    at = text.rfind("\n", 0, text.find(MARK)) + 1 if MARK in text else -1
    return HtmlText(text.replace(MARK, ""), at, state.deepest)


def _scan(source: str, *, keep_hidden: bool) -> Page:
    state = Page()
    at, missing = 0, set[str]()
    while (tag := _TAG.search(source, at)) is not None:
        add_text(state, source[at : tag.start()])
        at = _tag_end(source, tag, missing)
        if tag[2]:
            _element(
                state, tag[2].lower(), tag[1] == "/", source[tag.end() : at].removesuffix(">"), keep_hidden=keep_hidden
            )
        if state.skip in _RAW_END and not tag[1]:
            at = _raw_end(source, state, at, missing)
    add_text(state, source[at:])
    end_line(state)
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
    if tag[2] and source.count('"', tag.end(), min(end, tag.end() + LONG_TAG)) % 2:
        close = source.find('"', end, end + LONG_TAG)
        after = source.find(">", close, close + LONG_TAG) if close >= 0 else -1
        end = after if after >= 0 and "<" not in source[end:close] else end
    return end + len(end_mark)


def _raw_end(source: str, state: Page, at: int, missing: set[str]) -> int:
    """Script and style hold no tags: jump to their end tag, or read on as text when there is none."""
    name = state.skip
    found = None if name in missing else _RAW_END[name].get().search(source, at)
    state.skip, state.skip_depth = "", 0
    if found is None:
        missing.add(name)
        return at
    return found.start()


def _element(state: Page, name: str, closing: bool, attributes: str, *, keep_hidden: bool) -> None:  # noqa: FBT001
    void = name in _VOID or attributes.endswith("/")
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
    lay_out(state, name, closing=closing, attributes=attributes)
    if not closing and _QUOTE_MARKS.search(attributes):
        state.line.append(MARK)


def _hidden(attributes: str) -> bool:
    return len(attributes) > 6 and len(attributes) < LONG_TAG and _HIDDEN.search(attributes) is not None


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
