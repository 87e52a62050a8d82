"""A header block (RFC 5322 section 2.2) read line by line: one bad header spoils no other."""

import re
from dataclasses import dataclass

from chalicelib.channels.email.charsets import decode
from chalicelib.channels.email.words import decode_words

MAX_HEADER_BYTES = 64 * 1024
_END = re.compile(rb"\n\r*\n")
_FIELD = re.compile(rb"([!-9;-~]{1,128})[ \t]*:")
_FROM_LINE = re.compile(rb">?From ")
_KNOWN = re.compile(
    rb"(?i)(?:to|cc|bcc|from|sender|subject|date|received|return-path|reply-to|message-id|in-reply-to|references"
    rb"|mime-version|content-[a-z-]{2,30}|x-[a-z0-9-]{2,60}|dkim-signature|delivered-to|authentication-results)[ \t]*:",
)


@dataclass(frozen=True, slots=True)
class Headers:
    """Fields in order: (name in lower case, raw value unfolded). Decoding happens on reading."""

    fields: tuple[tuple[str, bytes], ...]
    by_name: dict[str, list[bytes]]
    over_cap: bool = False

    def raw(self, name: str) -> bytes | None:
        """The first value of that name, undecoded."""
        values = self.by_name.get(name)
        return values[0] if values else None

    def raw_last(self, name: str) -> bytes:
        """The last value of that name, b"" when there is none: MIME fields repeated by a broken gateway end with the true one."""
        values = self.by_name.get(name)
        return values[-1] if values else b""

    def all_raw(self, name: str) -> list[bytes]:
        return self.by_name.get(name, [])

    def text(self, name: str) -> str:
        """The first value of that name as a clean line, "" when there is none."""
        value = self.raw(name)
        return "" if value is None else decode_words(value)

    def token(self, name: str) -> str:
        """The first value's first token in lower case: what a machine wrote for machines."""
        value = self.raw(name) or b""
        return value.decode("ascii", "ignore").partition(";")[0].strip().lower()

    def mended(self, charset: str) -> "Headers":
        """Raw 8-bit values that are no UTF-8, read in the charset that the body declares and kept as UTF-8."""
        if all(value.isascii() for _name, value in self.fields):
            return self
        return _headers([(name, [_as_utf8(value, charset)]) for name, value in self.fields], over_cap=self.over_cap)

    def __contains__(self, name: object) -> bool:
        return name in self.by_name


def read_headers(raw: bytes, start: int, end: int) -> tuple[Headers, int]:
    """The block that starts at `start`, and the offset of the body. Text without any header is all body."""
    blank, body = _block_end(raw, start, end)
    over_cap = blank - start > MAX_HEADER_BYTES
    block = raw[start : min(blank, start + MAX_HEADER_BYTES)]
    lines = block.split(b"\n")
    fields: list[tuple[str, list[bytes]]] = []
    offset = start
    broken_until = -1
    for index, line in enumerate(lines):
        bare = line.rstrip(b"\r")
        field = _FIELD.match(bare)
        if bare[:1] in (b" ", b"\t") and fields:
            fields[-1][1].append(bare)
        elif field:
            fields.append((field[1].decode("ascii").lower(), [bare[field.end() :]]))
        elif not (_FROM_LINE.match(bare) or not bare.strip() or index <= broken_until):
            broken_until = _last_known(lines, index)
            if broken_until < 0:
                return _headers(fields, over_cap=False), offset
            if fields:
                fields[-1][1].append(b" " + bare)
        offset += len(line) + 1
    return _headers(fields, over_cap=over_cap), body


def _block_end(raw: bytes, start: int, end: int) -> tuple[int, int]:
    """Where the fields stop, and where the body starts."""
    if raw[start : start + 1] == b"\n" or raw[start : start + 2] == b"\r\n":
        return start, min(end, raw.index(b"\n", start) + 1)
    found = _END.search(raw, start, end)
    return (found.start(), found.end()) if found else (end, end)


def _last_known(lines: list[bytes], index: int) -> int:
    """The line of the last well-known field after `index`, -1 if none: then the body began without a blank line."""
    return next((at for at in range(len(lines) - 1, index, -1) if _KNOWN.match(lines[at])), -1)


def _as_utf8(value: bytes, charset: str) -> bytes:
    try:
        value.decode("utf-8")
    except UnicodeDecodeError:
        return decode(value, charset)[0].encode("utf-8", "replace")
    return value


def _headers(fields: list[tuple[str, list[bytes]]], *, over_cap: bool) -> Headers:
    joined = tuple((name, b"".join(parts).strip()) for name, parts in fields)
    by_name: dict[str, list[bytes]] = {}
    for name, value in joined:
        by_name.setdefault(name, []).append(value)
    return Headers(joined, by_name, over_cap)
