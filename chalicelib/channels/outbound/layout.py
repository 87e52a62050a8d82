"""One mail as plain text and as HTML, from the same blocks.

The HTML is one column with inline styles: mail programs drop style sheets, and dark ones repaint what claims no colour
of its own. Everything that comes in is escaped here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from itertools import groupby

from chalicelib.channels.outbound.templates import Shape

_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ps", "sd", "ur", "yi"})
_P = "margin:0 0 16px"
_LINE = "margin:0 0 8px"
_SMALL = "margin:0 0 12px;font-size:14px;opacity:.8"
_QUOTE = "margin:0 0 16px;padding:4px 14px;border-left:3px solid #5b7fa6"
_ALARM = "margin:0 0 16px;padding:14px 16px 6px;border:2px solid #c2410c;border-radius:6px"
_BUTTON = (
    "display:inline-block;padding:12px 20px;border-radius:6px;background:#1d4f91;color:#ffffff;"
    "font-weight:bold;text-decoration:none"
)
_BODY = "margin:0;padding:20px 16px;font:16px/1.5 -apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"


@dataclass(frozen=True, slots=True)
class Block:
    """A part with its words filled in. `value` is a button's or an item's address, or a quote's words."""

    shape: Shape
    words: str
    value: str = ""


def plain(blocks: Iterable[Block], *, marker: str) -> str:
    """Paragraphs separated by blank lines; a button is its label and address."""
    paragraphs = [marker] if marker else []
    for shape, group in groupby(blocks, key=lambda block: block.shape):
        said = [_plain(block) for block in group]
        paragraphs += ["\n".join(said)] if shape is Shape.ALARM else said
    return "\n\n".join(paragraphs) + "\n"


def html(blocks: Iterable[Block], *, marker: str, language: str, title: str) -> str:
    """A whole document."""
    direction = "rtl" if language.partition("-")[0] in _RIGHT_TO_LEFT else "ltr"
    head = (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}" dir="{direction}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="supported-color-schemes" content="light dark">\n'
        f"<title>{escape(title)}</title>\n</head>\n"
    )
    rows = [f'<p style="{_SMALL}">{escape(marker)}</p>'] if marker else []
    for shape, group in groupby(blocks, key=lambda block: block.shape):
        blocks_of_a_kind = list(group)
        rows += _alarm(blocks_of_a_kind) if shape is Shape.ALARM else map(_html, blocks_of_a_kind)
    body = "\n".join(rows)
    return (
        f'{head}<body style="{_BODY}">\n<div style="max-width:36em;margin:0 auto">\n{body}\n</div>\n</body>\n</html>\n'
    )


def _alarm(blocks: list[Block]) -> list[str]:
    """One box; its first line is its title."""
    title, *rest = (_broken(block.words) for block in blocks)
    lines = [f'<p style="{_LINE}">{line}</p>' for line in (f"<strong>{title}</strong>", *rest)]
    return [f'<div style="{_ALARM}">', *lines, "</div>"]


def _plain(block: Block) -> str:
    if block.shape is Shape.BUTTON:
        return f"{block.words}:\n{block.value}"
    if block.shape is Shape.ITEM:
        return f"{block.words}\n{block.value}"
    if block.shape is Shape.QUOTE:
        return "\n".join((block.words, *(f"> {line}".rstrip() for line in block.value.split("\n"))))
    return block.words


def _html(block: Block) -> str:
    match block.shape:
        case Shape.BUTTON:
            return f'<p style="{_P}"><a href="{escape(block.value)}" style="{_BUTTON}">{escape(block.words)}</a></p>'
        case Shape.QUOTE:
            quoted = f'<blockquote style="{_QUOTE}">{_broken(block.value)}</blockquote>'
            return f'<p style="{_P}">{escape(block.words)}</p>\n{quoted}'
        case Shape.ITEM:
            title, _, rest = block.words.partition("\n")
            more = f"<br>\n{_broken(rest)}" if rest else ""
            return f'<p style="{_P}"><a href="{escape(block.value)}">{escape(title)}</a>{more}</p>'
        case Shape.WORDS:
            return "\n".join(f'<p style="{_P}">{_broken(one)}</p>' for one in block.words.split("\n\n") if one.strip())
        case Shape.SMALL:
            return f'<p style="{_SMALL}">{_broken(block.words)}</p>'
        case _:
            return f'<p style="{_P}">{_broken(block.words)}</p>'


def _broken(text: str) -> str:
    """Escaped, its line breaks kept; lines stay short enough for any mail server."""
    return escape(text).strip("\n").replace("\n", "<br>\n")
