"""How the safety lexicon compares words: what looks or sounds alike becomes the same word, in every script.

Phrases and texts are folded by the same rules. Chinese characters are words of their own, since nothing stands between them.
"""

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(
    r"[\u2e80-\u30ff\u3400-\u9fff]|[^\W\u2e80-\u30ff\u3400-\u9fff]+(?:[@$'!*]+[^\W\u2e80-\u30ff\u3400-\u9fff]+)*|[@$][a-z]\w+|[🔫🔪🗡💣]"
    r"|[.!?\n…。！？؟]+"
)
_END = frozenset(".!?\n…。！？؟")
_SPELLED = re.compile(r"(?<![\w'])(?:[^\W\d][ .\-_*]{1,2}){2,}[^\W\d](?![\w'])")
_REPEATED = re.compile(r"([^\W\d])\1{2,}")
_LATIN = re.compile(r"[a-z]")
_LEET = str.maketrans("013457@$!", "oieastasi", "*'")
_TWINS = str.maketrans("аеорсхіукмтвнαεορικτν", "aeopcxiykmtbhaeopiktv")
"""Cyrillic and Greek letters that pass for Latin ones inside a Latin word."""
_ALIKE = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u02bc": "'",
        "`": "'",
        "_": " ",
        "đ": "d",
        "Đ": "d",
        "ı": "i",
        "ٱ": "ا",
        "ى": "ي",
        "ة": "ه",
    }
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff\u0640")
)
"""Apostrophes as phones type them; letters that do not come apart; characters that take no room."""
_ARTICLES = ("وال", "بال", "لل", "ال", "و")


def folded(text: str) -> list[str]:
    """The words of a text as the lexicon compares them."""
    return [word for sentence in sentences(text) for word in sentence]


def sentences(text: str) -> list[list[str]]:
    """The same, a list for each sentence."""
    if not text.isascii():
        apart = unicodedata.normalize("NFKD", text)
        text = "".join(character for character in apart if not unicodedata.combining(character))
    text = _SPELLED.sub(_together, text.translate(_ALIKE).casefold())
    found: list[list[str]] = [[]]
    for word in _WORD.findall(text):
        if word[0] in _END:
            found.append([])
        elif plain := _fold(word):
            found[-1].append(plain)
    return [sentence for sentence in found if sentence]


def variants(word: str) -> set[str]:
    """Slips of the finger: one letter missing after the first, two neighbours swapped, one letter doubled."""
    missing = {word[:at] + word[at + 1 :] for at in range(1, len(word))}
    swapped = {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(1, len(word) - 1)}
    doubled = {word[:at] + word[at] + word[at:] for at in range(1, len(word))}
    return (missing | swapped | doubled) - {word}


def _together(spelled: re.Match[str]) -> str:
    return re.sub(r"[ .\-_*]", "", spelled[0])


@lru_cache(maxsize=16_384)
def _fold(word: str) -> str:
    if word.isdigit():
        return word
    word = word.translate(_LEET)
    if not word.isascii():
        if _LATIN.search(word):
            word = word.translate(_TWINS)
        for article in _ARTICLES:
            if word.startswith(article) and len(word) > len(article) + 2:
                return word[len(article) :]
    return _REPEATED.sub(r"\1", word)
