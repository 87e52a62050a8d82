"""Encoded words (RFC 2047) and raw 8-bit in headers, decoded at byte level: a character may be cut between two words."""

import binascii
import re

from chalicelib.channels.email.charsets import decode
from chalicelib.channels.email.transfer import base64_bytes

_START = re.compile(rb"=\?([^?\s=]{1,64})\?([bBqQ])\?")
_CONTROLS: dict[int, str | None] = dict.fromkeys([*range(32), 127], " ")
_CONTROLS.update(dict.fromkeys([0, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF]))


def decode_words(value: bytes) -> str:
    """A header's value as one clean line: words decoded, folds and controls to blanks, direction overrides gone."""
    if b"=?" not in value:
        text = decode(value)[0]
    else:
        text = "".join(decode(data, charset)[0] for data, charset in _merge(_pieces(value)))
    return text.strip() if text.isprintable() else " ".join(text.translate(_CONTROLS).split())


def _pieces(value: bytes) -> list[tuple[bytes, str, bool]]:
    """(bytes, charset, is a word) in order; blanks between two words are dropped. One pass: no end means no more words."""
    found: list[tuple[bytes, str, bool]] = []
    at = 0
    while (start := _START.search(value, at)) is not None:
        end = value.find(b"?=", start.end())
        if end < 0:
            break
        between = value[at : start.start()]
        if between.strip() or not (found and found[-1][2]):
            found.append((between, "", False))
        charset = start[1].decode("ascii", "replace").partition("*")[0]
        found.append((_payload(start[2], value[start.end() : end]), charset, True))
        at = end + 2
    found.append((value[at:], "", False))
    return found


def _payload(encoding: bytes, text: bytes) -> bytes:
    if encoding in b"qQ":
        return binascii.a2b_qp(text, header=True)
    return base64_bytes(text)


def _merge(pieces: list[tuple[bytes, str, bool]]) -> list[tuple[bytes, str]]:
    """Neighbouring words of one charset become one run of bytes."""
    runs: list[tuple[bytes, str]] = []
    last_word = False
    for data, charset, word in pieces:
        if word and last_word and runs[-1][1].lower() == charset.lower():
            runs[-1] = (runs[-1][0] + data, charset)
        else:
            runs.append((data, charset))
        last_word = word
    return runs
