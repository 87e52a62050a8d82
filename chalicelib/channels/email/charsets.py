"""Bytes to text when the label cannot be trusted. Every step is strict until the last, which is marked lossy."""

import codecs
import re

from chalicelib.channels.email.patterns import Lazy

_ALIASES = {
    "": "ascii",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "iso_8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "l1": "cp1252",
    "us-ascii": "ascii",
    "usascii": "ascii",
    "ansi_x3.4-1968": "ascii",
    "ansi": "cp1252",
    "win-1252": "cp1252",
    "x-cp1252": "cp1252",
    "x-ansi": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "windows-874": "cp874",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-6-i": "iso-8859-6",
    "gb2312": "gb18030",
    "gb_2312-80": "gb18030",
    "gb2312-80": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "cp936": "gb18030",
    "big5": "cp950",
    "big-5": "cp950",
    "x-x-big5": "cp950",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601": "cp949",
    "ks_c_5601-1989": "cp949",
    "ksc5601": "cp949",
    "euc-kr": "cp949",
    "windows-949": "cp949",
    "x-windows-949": "cp949",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "x-euc-jp": "euc-jp",
    "iso-2022-jp": "iso2022_jp_ext",
    "cp50220": "iso2022_jp_ext",
    "cp50221": "iso2022_jp_ext",
    "utf8": "utf-8",
    "utf-8-mac": "utf-8",
    "utf8mb4": "utf-8",
    "unicode-1-1-utf-7": "utf-7",
    "unicode-1-1-utf-8": "utf-8",
    "x-mac-roman": "mac-roman",
    "macintosh": "mac-roman",
    "x-mac-cyrillic": "mac-cyrillic",
    "koi8r": "koi8-r",
    "koi8u": "koi8-u",
}
_NOT_TEXT = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "charmap", "mbcs", "oem"}
_MULTIBYTE = {"utf-8", "gb18030", "cp932", "cp949", "cp950", "euc_jp", "big5hkscs", "iso2022_jp_ext", "iso2022_kr"}
_CAN_HIDE_ESCAPES = {"", "ascii", "utf-8", "cp1252"}
_LABEL = Lazy(r"[a-z0-9][a-z0-9_.:-]{0,39}")
_ESCAPES = ((b"\x1b$)C", "iso2022_kr"), (b"\x1b$", "iso2022_jp_ext"), (b"\x1b(", "iso2022_jp_ext"))
# Guesses that are nearly always wrong: no mail program of a parent writes these, and short Western names look like them.
_UNLIKELY = {
    "iso-8859-3",
    "iso-8859-4",
    "iso-8859-10",
    "iso-8859-13",
    "iso-8859-14",
    "iso-8859-16",
    "mac-centraleurope",
}
_GUESS_WINDOW = 64 * 1024
_HIGH_RUNS = re.compile(rb"[\x80-\xff]+")
_TYPOGRAPHY = frozenset(b"\x80\x85\x91\x92\x93\x94\x95\x96\x97\x99")  # €, dots, quotes, bullet, dashes, ™ in cp1252


def decode(data: bytes, declared: str = "") -> tuple[str, str]:
    """The text, and the step that decided ("" for plain ASCII or a label that was simply right)."""
    if data.isascii() and b"\x1b" not in data and not _needs_codec(declared):
        return data.decode("ascii"), ""
    codec = codec_for(declared)
    if b"\x1b" in data and codec in _CAN_HIDE_ESCAPES:
        escaped = _by_escapes(data, "escapes")
        if escaped is not None:
            return escaped
    if codec == "cp1252" and (text := _try(data, "utf-8")) is not None:
        return text, f"charset {declared!r} does not fit the bytes: read as utf-8"
    if codec:
        text = _try(data, codec)
        if text is not None:
            return text, ""
    return _undeclared(data, declared, codec)


def codec_for(label: str) -> str:
    """The Python codec for a mail's charset label, "" when it names none that yields text."""
    name = label.strip().strip("'\"").lower()
    name = _ALIASES.get(name, name)
    if not _LABEL.fullmatch(name):
        return ""
    try:
        found = codecs.lookup(name).name
        b"".decode(name)
    except (LookupError, ValueError):
        return ""
    return "" if found in _NOT_TEXT or name.replace("-", "_") in _NOT_TEXT else name


def _needs_codec(label: str) -> bool:
    low = label.lower()
    return "utf-16" in low or "utf-7" in low or "utf-32" in low or "ebcdic" in low or "hz" in low or "cp037" in low


def _try(data: bytes, codec: str) -> str | None:
    """Strict, but a multi-byte label survives a few broken bytes: one bad byte must not turn a page into noise."""
    try:
        return _without_surrogates(data.decode(codec))
    except UnicodeDecodeError:
        pass
    except (UnicodeError, LookupError, ValueError):
        return None
    name = codecs.lookup(codec).name
    if name not in _MULTIBYTE and codec not in _MULTIBYTE:
        return None
    text = data.decode(codec, "replace")
    broken = text.count("\ufffd")
    foreign = len(text) - len(text.encode("ascii", "ignore"))
    # UTF-8 proves itself: one whole character weighs as much as one broken byte.
    return text if broken * (2 if name == "utf-8" else 5) <= foreign else None


def _without_surrogates(text: str) -> str:
    """UTF-7 and UTF-16 can smuggle halves of characters in, which no store takes."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _undeclared(data: bytes, declared: str, codec: str) -> tuple[str, str]:
    label = (
        f"charset {declared!r} " + ("does not fit the bytes" if codec else "is unknown")
        if declared
        else "charset not declared"
    )
    text = _try(data, "utf-8")
    if text is not None:
        return text, f"{label}: read as utf-8"
    escaped = _by_escapes(data, label)
    if escaped is not None:
        return escaped
    guess = "cp1252" if _only_typography(data) else _guess(data)
    text = _try(data, guess) if guess else None
    if text is not None:
        return text, f"{label}: guessed {guess}"
    return data.decode("cp1252", "replace"), f"{label}: read as cp1252, lossy"


def _by_escapes(data: bytes, label: str) -> tuple[str, str] | None:
    for escape, name in _ESCAPES:
        if escape in data:
            text = _try(data, name)
            if text is not None:
                return text, f"{label}: read as {name} by its escapes"
    return None


def _only_typography(data: bytes) -> bool:
    """Nothing but single curly quotes, dashes and the like between ASCII: what Windows wrote into plain English."""
    return all(len(run[0]) == 1 and run[0][0] in _TYPOGRAPHY for run in _HIGH_RUNS.finditer(data[:_GUESS_WINDOW]))


def _guess(data: bytes) -> str:
    import cchardet  # noqa: PLC0415 - import time is counted, and most mail never gets here

    found = cchardet.detect(data[:_GUESS_WINDOW])
    name = str(found.get("encoding") or "").lower()
    return "cp1252" if name in _UNLIKELY else codec_for(name)
