"""Forms that bring files (multipart/form-data, RFC 7578), as browsers write them."""

import re
from dataclasses import dataclass

FORM_TYPE = "multipart/form-data"
_BOUNDARY = re.compile(r"boundary=(?:\"([^\"]{1,70})\"|([^\s\";,]{1,70}))", re.IGNORECASE)
_PARAMETER = re.compile(r";\s*(name|filename)=\"([^\"]*)\"", re.IGNORECASE)
_ESCAPES = {"%22": '"', "%0D": "\r", "%0A": "\n", "%0d": "\r", "%0a": "\n"}
_ESCAPED = re.compile("|".join(_ESCAPES))
"""How browsers write these three in names: https://html.spec.whatwg.org/multipage/form-control-infrastructure.html"""
_MOST_PARTS = 320
"""The fields of all topics, and the files."""


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file of a form; the name and the type are the browser's claim."""

    field: str
    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Multipart:
    """Fields in their order, and the files that were chosen."""

    fields: tuple[tuple[str, str], ...] = ()
    files: tuple[SentFile, ...] = ()


def read_multipart(body: bytes, content_type: str) -> Multipart:
    """Raises ValueError for what is none: no boundary, no end, a part without a name, too many parts."""
    found = _BOUNDARY.search(content_type)
    if found is None:
        raise ValueError("no boundary")
    fields: list[tuple[str, str]] = []
    files: list[SentFile] = []
    for part in _parts(body, (found[1] or found[2]).encode("latin-1", "replace")):
        head, blank, content = part.partition(b"\r\n\r\n")
        headers = _headers(head)
        named = {key.lower(): _unescaped(value) for key, value in _PARAMETER.findall(headers["content-disposition"])}
        if not blank or "name" not in named:
            raise ValueError("a part without a name")
        if "filename" not in named:
            fields.append((named["name"], content.decode("utf-8", "replace")))
        elif named["filename"] or content:  # a field left empty comes as a nameless file of no bytes
            files.append(SentFile(named["name"], named["filename"], headers["content-type"], content))
    return Multipart(tuple(fields), tuple(files))


def _parts(body: bytes, boundary: bytes) -> list[bytes]:
    """What stands between the boundaries. Each begins behind a line's end and ends before one."""
    between = (b"\r\n" + body).split(b"\r\n--" + boundary, _MOST_PARTS + 2)
    if len(between) < 2 or not between[-1].startswith(b"--"):
        raise ValueError("no end, or too many parts")
    if any(not one.startswith(b"\r\n") for one in between[1:-1]):
        raise ValueError("a boundary inside a line")
    return [one[2:] for one in between[1:-1]]


def _headers(head: bytes) -> dict[str, str]:
    lines = (line.partition(":") for line in head.decode("utf-8", "replace").split("\r\n"))
    told = {name.strip().lower(): value.strip() for name, _, value in lines}
    return {"content-disposition": "", "content-type": ""} | told


def _unescaped(value: str) -> str:
    return _ESCAPED.sub(lambda found: _ESCAPES[found[0]], value)
