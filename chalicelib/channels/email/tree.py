"""The MIME tree as offsets into the raw bytes: nothing is copied, nothing recurses, every cap is counted here.

The standard library's parser builds the whole tree before a caller can count, and its cost grows with depth times
lines; 1,000 nested multiparts overflow it. So the walk is our own (decision: docs/decisions/reading-mail.md).
"""

import re
from dataclasses import dataclass, field

from chalicelib.channels.email import params
from chalicelib.channels.email.headers import Headers, read_headers
from chalicelib.channels.email.transfer import decoded, decoded_size

MAX_PARTS = 200
MAX_DEPTH = 20
_TEXTS = frozenset(
    ["text/enriched", "text/richtext", "text/markdown", "text/x-markdown", "text/x-plain", "text/unknown"]
)
_GUESSED_BOUNDARY = re.compile(rb"^--([^\s-][^\r\n]{0,69}?)[ \t]*\r?$", re.MULTILINE)
_GUESS_WINDOW = 16 * 1024
_HEADER_WINDOW = 2 * 1024


@dataclass(slots=True)
class Part:
    """`start` and `end` bound the body in the raw bytes; `children` is empty for leaves; `path` is IMAP-style."""

    raw: bytes
    path: str
    headers: Headers
    start: int
    end: int
    type: str
    parameters: dict[str, bytes]
    depth: int
    children: list["Part"] = field(default_factory=list)
    disposition: str = ""
    disposition_parameters: dict[str, bytes] = field(default_factory=dict)

    @property
    def encoding(self) -> str:
        return (
            self.headers.raw_last("content-transfer-encoding")
            .decode("ascii", "ignore")
            .partition(";")[0]
            .strip()
            .lower()
        )

    @property
    def size(self) -> int:
        return decoded_size(self.raw[self.start : self.end], self.encoding)

    @property
    def declared_charset(self) -> str:
        """The first charset that a text part of it names: programs that write raw 8-bit headers write them in that."""
        labels = (part.parameters.get("charset", b"") for part in self.leaves() if part.type.startswith("text/"))
        return next((label.decode("ascii", "ignore") for label in labels if label), "")

    def body(self, limit: int | None = None) -> bytes:
        """The decoded bytes, of the first `limit` raw bytes when given."""
        end = self.end if limit is None else min(self.end, self.start + limit)
        return decoded(self.raw[self.start : end], self.encoding)

    def leaves(self) -> list["Part"]:
        """The parts without children, in order. (The depth is capped, the loop is not recursive.)"""
        found, stack = [], [self]
        while stack:
            part = stack.pop()
            if part.children:
                stack.extend(reversed(part.children))
            else:
                found.append(part)
        return found


def read_tree(raw: bytes, start: int, notes: list[str]) -> Part:
    """The tree of the message whose headers begin at `start`. What a cap leaves unread is named in `notes`."""
    root = _part(raw, (start, len(raw)), path="", depth=0, default="text/plain")
    if root.headers.over_cap:
        notes.append("more than 64 KB of headers: the rest of them was not read")
    queue, count = [root], 1
    for part in queue:
        if not part.type.startswith("multipart/"):
            continue
        if part.depth >= MAX_DEPTH:
            notes.append(f"parts nested deeper than {MAX_DEPTH}: read as text")
            part.type = "text/plain"
            continue
        spans, complete = _spans(part, MAX_PARTS - count)
        if not complete:
            notes.append(f"more than {MAX_PARTS} parts: the rest was not read")
        part.children = _children(part, spans)
        count += len(part.children)
        queue.extend(part.children)
        if not part.children and part.depth < MAX_DEPTH:
            notes.append("a multipart without a boundary in its body: read as text")
            part.type = "text/plain"
    if not root.children:
        root.path = "1"
        if root.type in _TEXTS:
            root.type = "text/plain"
    return root


def _part(raw: bytes, span: tuple[int, int], *, path: str, depth: int, default: str) -> Part:
    headers, body = read_headers(raw, *span)
    token, parameters = params.parse(headers.raw_last("content-type"))
    disposition, more = params.parse(headers.raw_last("content-disposition"))
    return Part(
        raw=raw,
        path=path,
        headers=headers,
        start=min(body, span[1]),
        end=span[1],
        type=params.media_type(token, default),
        parameters=parameters,
        depth=depth,
        disposition=disposition,
        disposition_parameters=more,
    )


def _children(part: Part, spans: list[tuple[int, int]]) -> list[Part]:
    default = "message/rfc822" if part.type == "multipart/digest" else "text/plain"
    prefix = f"{part.path}." if part.path else ""
    return [
        _part(part.raw, span, path=f"{prefix}{index}", depth=part.depth + 1, default=default)
        for index, span in enumerate(spans, 1)
    ]


def _spans(part: Part, room: int) -> tuple[list[tuple[int, int]], bool]:
    """(start, end) of every part between the delimiters, and whether all of them were taken."""
    boundary = part.parameters.get("boundary") or params.text_of(part.parameters, "boundary").encode("utf-8", "replace")
    boundary = boundary.rstrip()
    if not boundary or part.raw.find(b"--" + boundary, part.start, part.end) < 0:
        guess = _GUESSED_BOUNDARY.search(part.raw, part.start, min(part.end, part.start + _GUESS_WINDOW))
        if guess is None:
            return [], True
        boundary = guess[1]
    return _split(part, b"--" + boundary, room)


def _split(part: Part, delimiter: bytes, room: int) -> tuple[list[tuple[int, int]], bool]:
    spans: list[tuple[int, int]] = []
    opened = -1
    for line_start, next_line, closes in _delimiters(part, delimiter):
        if (
            closes
            and opened >= 0
            and delimiter[2:] + b"--" in part.raw[opened : min(line_start, opened + _HEADER_WINDOW)]
        ):
            continue  # the part that stands open declares this very line as its own first delimiter
        if opened >= 0:
            if len(spans) >= room:
                return spans, False
            spans.append((opened, max(opened, line_start)))
        opened = -1 if closes else next_line
        if closes:
            break
    if 0 <= opened < part.end:
        if len(spans) >= room:
            return spans, False
        spans.append((opened, part.end))
    return spans, True


def _delimiters(part: Part, delimiter: bytes) -> list[tuple[int, int, bool]]:
    """(end of the content before, start of the next line, is the closing one) of each delimiter line."""
    raw, found = part.raw, []
    at = raw.find(delimiter, part.start, part.end)
    while at >= 0:
        after = at + len(delimiter)
        eol = raw.find(b"\n", after, min(part.end, after + 256))
        line_end = eol if eol >= 0 else min(part.end, after + 256)
        rest = raw[after:line_end].strip()
        if (at == part.start or raw[at - 1 : at] == b"\n") and rest in (b"", b"--"):
            before = at - 1 if at > part.start else at
            if before > part.start and raw[before - 1 : before] == b"\r":
                before -= 1
            found.append((before, line_end + 1, rest == b"--"))
            if len(found) > MAX_PARTS * 2:
                break
        at = raw.find(delimiter, after, part.end)
    return found
