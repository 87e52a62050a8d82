"""The new part of a reply: one pass over the lines, windows of a few lines, nothing that backtracks across lines."""

from chalicelib.channels.email.lines import Line, Quote, meaningful, read_lines
from chalicelib.channels.email.model import Reply
from chalicelib.channels.email.patterns import Lazy
from chalicelib.channels.email.quotes import first_quote, skip_header_block
from chalicelib.channels.email.signature import speaks, without_signature

_WRAPS_AT = 60
_NUMBER = Lazy(r"\s{0,3}> ?[$€£]?\d")
_ROUNDS = 4  # an answer below a quotation below a quotation …; each round is linear


def visible_reply(text: str) -> Reply:
    """What the sender newly wrote. Never empty when the text is not; the whole text when no quotation is found."""
    lines = whole = read_lines(text)
    ours = next((at for at, line in enumerate(lines) if line.ours), -1)
    marker = ""
    if ours >= 0 and meaningful(_above_ours(lines, ours)):
        lines, marker = lines[:ours], "our own marker line"
    kept, why = _visible(lines)
    kept = without_signature(kept)
    visible = _joined(kept)
    if not visible:
        return Reply(text.strip(), quoted=False, marker="")
    shown = _count(kept)
    quoted = shown < _count(whole)
    return Reply(visible, quoted, (marker or why or "signature") if quoted else "")


def quotes_us(text: str) -> bool:
    """Whether our own marker line stands in it."""
    return any(line.ours for line in read_lines(text))


def answers_below(text: str) -> bool:
    """Whether somebody still speaks after the first quoted lines of `text`."""
    lines = read_lines(text)
    first = next((at for at, line in enumerate(lines) if line.quoted), len(lines))
    return _speaks(_after_first_quote(lines[first:]))


def _above_ours(lines: list[Line], ours: int) -> list[Line]:
    return without_signature(_visible(lines[:ours])[0]) if meaningful(lines[:ours]) else []


def _visible(lines: list[Line]) -> tuple[list[Line], str]:
    why = ""
    for _round in range(_ROUNDS):
        quote = first_quote(lines)
        if quote is None:
            break
        why = why or quote.why
        above, rest = lines[: quote.start], lines[quote.end :]
        if _is_interleaved(quote, rest):
            return _without_trailing_quote(_interleaved(above, rest)), f"{quote.why}, answered below or between"
        if speaks(above):
            return above, why
        if quote.kind != "wrote":
            return _forwarded(quote, lines), f"{why}: nothing above it, so what follows is shown"
        lines = rest
    answer = _below_the_only_quote(lines)
    if answer:
        return answer, why or "quoted lines at the top"
    cut = _without_trailing_quote(lines)
    if len(cut) < len(lines) and not why:
        why = "quoted lines at the end"
    return cut, why


def _forwarded(quote: Quote, lines: list[Line]) -> list[Line]:
    """A forward without a word of its own shows what was forwarded; a letter that merely begins From/Date/Subject stays whole."""
    if quote.kind == "separator":
        return skip_header_block(_unquoted(lines[quote.end :]))
    is_mail = any("@" in line.head for line in lines[quote.start : quote.end])
    below = lines[quote.end :]
    return below if is_mail and meaningful(below) else lines


def _unquoted(lines: list[Line]) -> list[Line]:
    """A forward that quotes every line loses that one level of it."""
    if not any(line.quoted for line in lines) or any(not (line.quoted or line.blank) for line in lines):
        return lines
    bare = (line.text.lstrip()[1:] for line in lines)
    return read_lines("\n".join(text.removeprefix(" ") for text in bare))


def _is_interleaved(quote: Quote, rest: list[Line]) -> bool:
    """Quoted lines follow the header, and after them somebody still speaks."""
    if quote.kind != "wrote" or not _starts_quoted(rest):
        return False
    return _speaks(_after_first_quote(rest))


def _speaks(lines: list[Line]) -> bool:
    return meaningful([line for line in without_signature(lines) if not line.quoted])


def _starts_quoted(rest: list[Line]) -> bool:
    first = next((line for line in rest if not line.blank), None)
    return first is not None and first.quoted


def _after_first_quote(rest: list[Line]) -> list[Line]:
    index = 0
    while index < len(rest) and (rest[index].quoted or rest[index].blank or _is_wrap(rest, index)):
        index += 1
    return rest[index:]


def _is_wrap(lines: list[Line], index: int) -> bool:
    """An unquoted line squeezed between two quoted ones is the tail of a line that was too long, if that one was long: below a
    short one it is an answer."""
    return (
        0 < index < len(lines) - 1
        and lines[index - 1].quoted
        and len(lines[index - 1].text.rstrip()) >= _WRAPS_AT
        and lines[index + 1].quoted
        and not lines[index - 1].empty_quote
    )


def _interleaved(above: list[Line], rest: list[Line]) -> list[Line]:
    """Answers stay in place. A lone quotation above a lone answer is what it answers, and may go."""
    after = _after_first_quote(rest)
    if not meaningful(above) and not any(line.quoted for line in after):
        return after
    return above + _without_headers(rest)


def _below_the_only_quote(lines: list[Line]) -> list[Line]:
    """The answer below a quotation above which nothing was said but a signature; empty when it is not so."""
    first = next((at for at, line in enumerate(lines) if line.quoted), 0)
    opens = not first and not any(line.ours for line in lines)
    if opens or speaks(lines[:first]):
        return []
    after = _after_first_quote(lines[first:])
    return after if speaks(after) and not any(line.quoted for line in after) else []


def _without_headers(lines: list[Line]) -> list[Line]:
    """Without the "On … wrote:" lines that announce inner quotations."""
    kept: list[Line] = []
    for _round in range(_ROUNDS):
        quote = first_quote(lines)
        if quote is None or quote.kind != "wrote":
            break
        kept += lines[: quote.start]
        lines = lines[quote.end :]
    return kept + lines


def _without_trailing_quote(lines: list[Line]) -> list[Line]:
    body = without_signature(lines)
    end = len(body)
    if end and _compares(body):
        return body
    while end and (body[end - 1].quoted or body[end - 1].blank):
        end -= 1
    return body[:end] if meaningful(body[:end]) else lines


def _compares(body: list[Line]) -> bool:
    """The only ">" in the text stands before a number: "> 40,000 a year", which is a comparison."""
    return body[-1].quoted and _NUMBER.match(body[-1].text) is not None and sum(line.quoted for line in body) == 1


def _joined(lines: list[Line]) -> str:
    return "\n".join(line.text for line in lines).replace("\ufeff", "").strip("\n \t\r")


def _count(lines: list[Line]) -> int:
    return sum(not line.blank for line in lines)
