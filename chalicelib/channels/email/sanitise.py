"""HTML that may be stored and shown inside the console: no script, no style, no remote content."""

from chalicelib.channels.email.html import MAX_HTML_CHARS

_TAGS = {
    "a",
    "abbr",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "div",
    "dl",
    "dt",
    "em",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "li",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "u",
    "ul",
}
_ATTRIBUTES = {
    "*": {"dir", "lang", "title"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start"},
    "td": {"colspan", "rowspan", "align", "valign"},
    "th": {"colspan", "rowspan", "align", "valign"},
}
_SCHEMES = {"http", "https", "mailto", "tel", "cid"}


def safe_html(source: str) -> str:
    """Sanitised markup. Images survive only as `cid:` references to the mail's own parts: nothing is fetched from afar."""
    import nh3  # noqa: PLC0415 - import time is counted, and texts and forms never need it

    return nh3.clean(
        source[:MAX_HTML_CHARS],
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        attribute_filter=_local_images,
        link_rel="noopener noreferrer nofollow",
    )


def _local_images(_tag: str, name: str, value: str) -> str | None:
    return None if name == "src" and not value.lower().startswith("cid:") else value
