"""Content-Type and Content-Disposition (RFC 2045, 2183) with RFC 2231 parameters, encoded words and raw 8-bit."""

import re
from urllib.parse import unquote_to_bytes

from chalicelib.channels.email.charsets import decode
from chalicelib.channels.email.patterns import Lazy
from chalicelib.channels.email.words import decode_words

MAX_PARAMETERS = 64
_PARAMETER = re.compile(rb"([^\s=;\"]{1,128})\s{0,100}=\s{0,100}(\"(?:[^\"\\]|\\.){0,4000}\"?|[^;]{0,4000})", re.DOTALL)
_CONTINUED = Lazy(r"(.+?)\*(\d{1,2})(\*?)")
_TYPE = Lazy(r"[a-z0-9!#$&^_.+-]{1,100}/[a-z0-9!#$&^_.+-]{1,100}")


def parse(value: bytes) -> tuple[str, dict[str, bytes]]:
    """(first token in lower case, raw parameters by lower-case name). A repeated parameter keeps its first value."""
    head, _, rest = value.partition(b";")
    if b"=" in head and b"/" not in head:
        head, rest = b"", value
    found: dict[str, bytes] = {}
    at = 0
    while len(found) < MAX_PARAMETERS and (item := _PARAMETER.search(rest, at)) is not None:
        found.setdefault(item[1].decode("ascii", "ignore").lower(), _unquoted(item[2].strip()))
        at = max(item.end(), at + 1)
    return "".join(head.decode("ascii", "ignore").lower().split()), found


def media_type(token: str, default: str) -> str:
    """The type when it has the form of one, else the default (RFC 2045 section 5.2)."""
    return token if _TYPE.fullmatch(token) else {"text": "text/plain", "html": "text/html"}.get(token, default)


def text_of(parameters: dict[str, bytes], name: str) -> str:
    """A parameter as text: `name*=charset''…`, `name*0*=…` continuations, encoded words, or as it stands."""
    if f"{name}*" in parameters:
        return _extended(parameters[f"{name}*"])
    sections: dict[int, tuple[bytes, bool]] = {}
    for key, value in parameters.items():
        found = _CONTINUED.fullmatch(key)
        if found and found[1] == name:
            sections[int(found[2])] = (value, bool(found[3]))
    if not sections:
        return decode_words(parameters.get(name, b""))
    return _joined(sections)


def _joined(sections: dict[int, tuple[bytes, bool]]) -> str:
    ordered = [sections[index] for index in sorted(sections)]
    charset = ""
    out = []
    for index, (value, extended) in enumerate(ordered):
        text = value
        if extended:
            if index == 0 and value.count(b"'") >= 2:
                charset, text = _charset(value)
            text = unquote_to_bytes(text)
        out.append(text)
    data = b"".join(out)
    return decode(data, charset)[0] if charset or b"=?" not in data else decode_words(data)


def _extended(value: bytes) -> str:
    charset, text = _charset(value) if value.count(b"'") >= 2 else ("", value)
    return decode(unquote_to_bytes(text), charset)[0]


def _charset(value: bytes) -> tuple[str, bytes]:
    label, _language, text = value.split(b"'", 2)
    return label.decode("ascii", "ignore"), text


def _unquoted(value: bytes) -> bytes:
    if not value.startswith(b'"'):
        return value.strip().strip(b"'") if value[:1] == b"'" == value[-1:] else value.strip()
    inner = value[1:-1] if len(value) > 1 and value.endswith(b'"') else value[1:]
    return re.sub(rb"\\([\"\\])", rb"\1", inner) if b"\\" in inner else inner
