"""What each HTML element does to the lines of text made from a page."""

import re
from dataclasses import dataclass, field
from html import unescape

from chalicelib.channels.email.patterns import Lazy

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
_ALT = Lazy(r"""\balt\s{0,9}=\s{0,9}(?:"([^"<>]{1,300})"|'([^'<>]{1,300})')""", re.IGNORECASE)
_INDENT = Lazy(r"border(?:-left)?\s{0,9}:\s{0,9}(?:none|0|medium none)", re.IGNORECASE)
_SPACES = Lazy(r"[ \t\r\n\f]+")
MARK = (
    "\ue000"  # stands before a quotation in the scanner's own output; a private-use character in the input is dropped
)
LONG_TAG = 8_000


@dataclass(slots=True)
class Page:
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


def lay_out(state: Page, name: str, *, closing: bool, attributes: str) -> None:
    if name == "br":
        end_line(state)
    elif name in ("td", "th"):
        if not closing and "".join(state.line).strip():
            state.line.append(" ")
    elif name == "img" and (alt := _ALT.search(attributes)):
        state.line.append(unescape(alt[1] or alt[2]))
    elif name in _BLOCKS:
        _block(state, name, closing=closing, attributes=attributes)


def _block(state: Page, name: str, *, closing: bool, attributes: str) -> None:
    end_line(state, only_if_text=True)
    if name == "blockquote":
        _quote(state, closing=closing, attributes=attributes)
    if name in _PARAGRAPHS:
        state.lines.append("")
    if name in ("ul", "ol"):
        _list(state, name, closing=closing)
    elif name == "li" and not closing:
        _item(state)
    elif name == "pre":
        state.pre = max(0, state.pre + (-1 if closing else 1))
    elif name == "hr":
        state.lines.append(_prefix(state) + "_" * 32)


def _quote(state: Page, *, closing: bool, attributes: str) -> None:
    if not closing:
        state.quotes.append(not _INDENT.search(attributes[:LONG_TAG]))
        state.quote += state.quotes[-1]
    elif state.quotes:
        state.quote -= state.quotes.pop()


def _list(state: Page, name: str, *, closing: bool) -> None:
    if not closing:
        state.lists.append(1 if name == "ol" else 0)
    elif state.lists:
        state.lists.pop()


def _item(state: Page) -> None:
    number = state.lists[-1] if state.lists else 0
    state.line.append("  " * min(len(state.lists) - 1, 8) + (f"{number}. " if number else "- "))
    if number:
        state.lists[-1] += 1


def add_text(state: Page, raw: str) -> None:
    if not raw or state.skip:
        return
    text = unescape(raw) if "&" in raw else raw
    if state.pre:
        first, *rest = text.split("\n")
        state.line.append(first)
        for line in rest:
            end_line(state)
            state.line.append(line)
        return
    state.line.append(_SPACES.sub(" ", text))


def _prefix(state: Page) -> str:
    return "> " * min(state.quote, 20)


def end_line(state: Page, *, only_if_text: bool = False) -> None:
    text = "".join(state.line)
    state.line.clear()
    if only_if_text and not text.strip():
        return
    if not state.pre:
        lead = len(text) - len(text.lstrip(" ")) if text.lstrip().startswith("- ") else 0
        text = " " * lead + " ".join(part for part in text.replace("\xa0", " ").split(" ") if part)
    state.lines.append(_prefix(state) + text.rstrip())
