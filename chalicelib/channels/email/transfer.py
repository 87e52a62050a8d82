"""Content-Transfer-Encoding, undone without ever raising (RFC 2045 section 6, and what senders make of it)."""

import binascii
import re

_ALPHABET = bytes(sorted(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"))
_NOT_ALPHABET = bytes(sorted(set(range(256)) - set(_ALPHABET)))
_BLANKS = b" \t\r\n"
_PROSE = re.compile(rb"^[^\r\n]*(?:_{5,}|-{5,}|[A-Za-z,.] [A-Za-z])", re.MULTILINE)
_UU_BEGIN = re.compile(rb"^begin(?:-base64)? [0-7]{3,4} [^\r\n]{1,255}\r?\n", re.MULTILINE)


def decoded(data: bytes, encoding: str) -> bytes:
    """The bytes behind a part's transfer encoding; an unknown encoding, or text labelled base64, comes back as it is."""
    name = encoding.strip().lower()
    if name == "base64":
        return _coded_text(data)
    if name == "quoted-printable":
        return binascii.a2b_qp(data)
    if name in {"x-uuencode", "uuencode", "x-uue", "uue"}:
        return _uu(data)
    return data


def decoded_size(data: bytes, encoding: str) -> int:
    """Bytes after decoding; base64 is counted, not decoded."""
    name = encoding.strip().lower()
    if name != "base64":
        return len(decoded(data, name))
    length = len(data) - sum(data.count(blank) for blank in (b"\n", b"\r", b" ", b"\t"))
    padding = data[-16:].count(b"=")
    return (length - padding) * 3 // 4


def base64_bytes(data: bytes) -> bytes:
    """Base64 read as far as it goes: foreign characters skipped, padding mended, reading stops at the first padding."""
    body = data.partition(b"=")[0].translate(None, _NOT_ALPHABET)
    spare = len(body) % 4
    if spare == 1:
        body, spare = body[:-1], 0
    return binascii.a2b_base64(body + b"=" * (-spare % 4))


def _coded_text(data: bytes) -> bytes:
    """Base64 decoded; prose that a list appended below it (and did not encode) stays as it stands."""
    prose = _PROSE.search(data)
    if prose is None:
        return base64_bytes(data) if _is_base64(data) else data
    coded, rest = data[: prose.start()], data[prose.start() :]
    if len(coded.split()) and _is_base64(coded):
        return base64_bytes(coded) + b"\n" + rest
    return data


def _is_base64(data: bytes) -> bool:
    sample = data[:4096].partition(b"=")[0].translate(None, _BLANKS)
    foreign = len(sample.translate(None, _ALPHABET))
    words = data[:4096].partition(b"=")[0].strip().count(b" ")
    return foreign * 8 <= len(sample) and words * 20 <= len(sample)


def _uu(data: bytes) -> bytes:
    begin = _UU_BEGIN.search(data)
    lines = data[begin.end() if begin else 0 :].splitlines()
    out = []
    for line in lines:
        if line.strip() in {b"end", b"`", b""}:
            break
        try:
            out.append(binascii.a2b_uu(line))
        except binascii.Error:
            wanted = (((line[0] - 32) & 63) * 4 + 5) // 3
            try:
                out.append(binascii.a2b_uu(line[:wanted]))
            except binascii.Error:
                break
    return b"".join(out)
