"""The text a person reads, and the markup worth storing, from the chosen body parts."""

from dataclasses import dataclass

from chalicelib.channels.email.bodies import Bodies, part_text
from chalicelib.channels.email.html import MAX_HTML_CHARS, MAX_NESTING, HtmlText, html_text
from chalicelib.channels.email.model import Reply
from chalicelib.channels.email.reply import answers_below, visible_reply
from chalicelib.channels.email.sanitise import safe_html
from chalicelib.channels.email.tree import Part


@dataclass(frozen=True, slots=True)
class Texts:
    """`quote_at` is where the HTML's own structure says the quotation starts in `text`, -1 if it does not say."""

    text: str
    html: str
    quote_at: int


def read_texts(bodies: Bodies, notes: list[str]) -> Texts:
    """Plain text where there is any, else text made from the HTML; and the HTML, sanitised."""
    parts = {part.path: part for part in [*bodies.plain, *bodies.html]}
    sources = {path: part_text(part, notes) for path, part in parts.items()}
    chosen = [part for part in _readable(bodies, sources) if sources[part.path].strip()]
    pages = {part.path: html_text(sources[part.path]) for part in chosen if part.type == "text/html"}
    text = "\n".join(pages[part.path].text if part.path in pages else sources[part.path] for part in chosen).strip("\n")
    quote_at = pages[chosen[0].path].quote_at if chosen and chosen[0].path in pages else -1
    markup = "\n".join(sources[part.path] for part in bodies.html if part.type == "text/html")
    return Texts(text, _safe(markup, pages, notes), quote_at)


def read_reply(texts: Texts) -> Reply:
    """The visible part by the text's own marks, or by the HTML's where those cut earlier and nobody answers below them."""
    reply = visible_reply(texts.text)
    above, below = texts.text[: max(texts.quote_at, 0)], texts.text[max(texts.quote_at, 0) :]
    if not above.strip() or answers_below(below):
        return reply
    shorter = visible_reply(above)
    if len(shorter.visible) >= len(reply.visible):
        return reply
    return Reply(shorter.visible, quoted=True, marker="the HTML's own mark of a quotation")


def _readable(bodies: Bodies, sources: dict[str, str]) -> list[Part]:
    """The plain list, unless all of it is blank."""
    return bodies.plain if any(sources[part.path].strip() for part in bodies.plain) else bodies.html


def _safe(markup: str, pages: dict[str, HtmlText], notes: list[str]) -> str:
    if not markup.strip():
        return ""
    if len(markup) > MAX_HTML_CHARS:
        notes.append("more than 1 MB of HTML: the rest was not read")
    if _nesting(markup, pages) > MAX_NESTING:
        notes.append(f"HTML nested deeper than {MAX_NESTING} tags: kept as text only")
        return ""
    return safe_html(markup)


def _nesting(markup: str, pages: dict[str, HtmlText]) -> int:
    """How deep the tags go; pages with fewer tags than the cap need no look."""
    if markup.count("<") <= MAX_NESTING:
        return 0
    return max((page.deepest for page in pages.values()), default=-1) if pages else html_text(markup).deepest
