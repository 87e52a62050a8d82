"""Address lists (RFC 5322 section 3.4) as people's programs write them. One pass, no recursion, never raises."""

import re
from collections.abc import Iterator

from chalicelib.channels.email.model import Address
from chalicelib.channels.email.words import decode_words

MAX_ADDRESSES = 1_000
_SPECIAL = re.compile(rb'[",;:<>()\[\]]')
# Tried at the beginning of a run of characters only: from each of them a long run without "@" would take the square of its length.
_PLAIN = re.compile(rb"(?<![^\s<>(),;:\"\[\]])[^\s<>(),;:\"\[\]]+@[^\s<>(),;:\"]+")


def addresses(value: bytes | None) -> tuple[Address, ...]:
    """Every address in the list that has an "@", in order; group names and comments are dropped, names decoded."""
    if not value:
        return ()
    found: list[Address] = []
    carried = b""
    for entry, terminator in _entries(value):
        name, address = _split(entry)
        if b"@" in address:
            found.append(_address(carried + name.lstrip(), address))
            carried = b""
        elif b"=?" in entry and (inner := _encoded_whole(entry)) is not None:
            found.append(inner)
            carried = b""
        else:
            carried = carried + entry.strip() + b", " if terminator == b"," and len(carried) < 200 else b""
        if len(found) >= MAX_ADDRESSES:
            break
    return tuple(found)


def first_name(value: bytes | None) -> str:
    """What stands in an address header that holds no address: a name at best."""
    return decode_words(value or b"").strip("<>\"' ")[:200]


def _entries(value: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Pieces between commas and semicolons outside quotes, comments and angle brackets."""
    at = begin = 0
    angle, comments = False, True
    quotes = value.count(b'"') % 2 == 0 or b'\\"' in value
    while (special := _SPECIAL.search(value, at)) is not None:
        char, at = special[0], special.end()
        if char == b'"' and quotes:
            close = _closing(value, at)
            quotes, at = close > 0, close if close > 0 else at
        elif char == b"(" and comments and not angle:
            close = _comment_end(value, at)
            comments, at = close > at, close
        elif char == b"[":
            close = value.find(b"]", at, at + 256)
            at = close + 1 if close >= 0 else at
        elif char in b"<>":
            angle = char == b"<"
        elif char == b":" and not angle and b"@" not in value[begin:at]:
            begin = at
        elif char in b",;" and not (angle and _still_inside(value, at)):
            yield value[begin : at - 1], char
            begin, angle = at, False
    yield value[begin:], b""


def _still_inside(value: bytes, at: int) -> bool:
    """Whether the open angle bracket closes before another one opens: then the comma belongs to a source route."""
    close, another = value.find(b">", at, at + 512), value.find(b"<", at, at + 512)
    return close >= 0 and (another < 0 or close < another)


def _closing(value: bytes, at: int) -> int:
    """The offset after the quote that closes a string opened before `at`, -1 if it never closes."""
    while (close := value.find(b'"', at)) >= 0:
        slashes = close - len(value[at:close].rstrip(b"\\")) - at
        if slashes % 2 == 0:
            return close + 1
        at = close + 1
    return -1


def _comment_end(value: bytes, at: int) -> int:
    """The offset after a comment opened before `at`; an unclosed one is ordinary text."""
    depth, limit = 1, min(len(value), at + 1024)
    for index in range(at, limit):
        depth += {40: 1, 41: -1}.get(value[index], 0)
        if depth == 0:
            return index + 1
    return at


def _split(entry: bytes) -> tuple[bytes, bytes]:
    """(display name, address) of one entry."""
    left = entry.rfind(b"<")
    if left >= 0:
        right = entry.find(b">", left)
        inside = entry[left + 1 : right if right >= 0 else len(entry)]
        if b"@" in inside:
            return entry[:left], _bare(inside)
    text, comment = _without_comments(entry)
    plain = _PLAIN.search(text)
    if plain is None:
        quoted = text.strip()
        return (comment, quoted) if b"@" in quoted and b" " not in quoted else (b"", b"")
    if (
        text[: plain.start()].strip().endswith(b'"') is False
        and b'"' in text[: plain.start()]
        and b'"' in text[plain.end() :]
    ):
        return b"", plain[0]
    return text[: plain.start()] or comment, plain[0]


def _bare(inside: bytes) -> bytes:
    """An addr-spec without its source route, mailto: and stray blanks."""
    text = inside.strip().strip(b"<>")
    if text.startswith(b"@") and b":" in text:
        text = text.rpartition(b":")[2]
    elif b'"' not in text:
        text = text.partition(b",")[0]
    if text[:7].lower() == b"mailto:":
        text = text[7:]
    if b'"' not in text:
        text = b"".join(_without_comments(text)[0].split())
    return text


def _without_comments(entry: bytes) -> tuple[bytes, bytes]:
    """The entry without (comments), and the first comment's text."""
    if b"(" not in entry:
        return entry, b""
    out, comment, at = [], b"", 0
    while (start := entry.find(b"(", at)) >= 0:
        end = _comment_end(entry, start + 1)
        if end == start + 1:
            break
        out.append(entry[at:start])
        comment = comment or entry[start + 1 : end - 1]
        at = end
    out.append(entry[at:])
    return b" ".join(out), comment


def _encoded_whole(entry: bytes) -> Address | None:
    """A sender that encoded the whole mailbox, brackets and all."""
    text = decode_words(entry).encode()
    name, address = _split(text) if b"=?" not in text else (b"", b"")
    return _address(name, address) if b"@" in address else None


def _address(name: bytes, address: bytes) -> Address:
    return Address(
        _name(name),
        decode_words(address.strip().strip(b"'\"") if address.startswith((b"'", b'"@')) else address.strip()),
    )


def _name(raw: bytes) -> str:
    bare = raw.strip().strip(b",")
    quoted = len(bare) > 2 and bare.startswith(b'"') and bare.endswith(b'"')  # what stands in quotes is no comment
    text = decode_words(bare if quoted else _without_comments(bare)[0].strip() or raw.strip(b"() "))
    if len(text) >= 2 and text[0] == text[-1] and text[0] in "\"'":
        text = text[1:-1]
    return text.replace('\\"', '"').replace("\\\\", "\\").replace('"', "").strip(" ,")
