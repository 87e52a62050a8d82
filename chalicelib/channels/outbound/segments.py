"""How many segments a text takes on the air.

Source: 3GPP TS 23.038 (GSM 03.38), section 6.2.1: the default alphabet and its extension table; TS 23.040 section
9.2.3.24.1 for the header that joined segments carry: 160 or 153 septets, 70 or 67 UTF-16 code units. A character of
the extension table takes two septets, one beyond the BMP two code units; neither is ever split between segments.
"""

import unicodedata
from collections.abc import Iterable

_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENSION = frozenset("\f^{}\\[~]|€")
_PLAIN = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u201a": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u201e": '"',
        "\u00ab": '"',
        "\u00bb": '"',
        "\u2010": "-",
        "\u2011": "-",
        "\u2013": "-",
        "\u2014": "-",
        "\u2212": "-",
        "\u2026": "...",
        "\u2022": "-",
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
        "\u200b": None,
        "\ufeff": None,
        "\t": " ",
    }
)


def is_gsm(text: str) -> bool:
    """Whether the default alphabet with its extension table can say it."""
    return all(character in _GSM or character in _EXTENSION for character in text)


def segments(text: str) -> int:
    """Segments the text is sent and charged as; an empty text takes one."""
    if is_gsm(text):
        return _count((2 if character in _EXTENSION else 1 for character in text), single=160, joined=153)
    return _count((2 if ord(character) > 0xFFFF else 1 for character in text), single=70, joined=67)


def shortened(text: str, most: int) -> str:
    """The same words in fewer segments: typographic punctuation becomes plain where that alone makes it GSM-7. Letters
    keep their accents while the text fits `most` segments; beyond, they lose those that GSM-7 lacks, if that helps."""
    plain = text.translate(_PLAIN)
    if is_gsm(plain):
        return plain
    if segments(text) <= most:
        return text
    bare = "".join(character if character in _GSM else _bare(character) for character in plain)
    return bare if is_gsm(bare) else text


def _count(sizes: Iterable[int], *, single: int, joined: int) -> int:
    whole = list(sizes)
    if sum(whole) <= single:
        return 1
    count, room = 1, joined
    for size in whole:
        if size > room:
            count, room = count + 1, joined
        room -= size
    return count


def _bare(character: str) -> str:
    decomposed = unicodedata.normalize("NFKD", character)
    return "".join(one for one in decomposed if not unicodedata.combining(one)) or character
