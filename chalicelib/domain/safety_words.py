"""How the safety lexicon compares words: what looks or sounds alike becomes the same word, in every script.

Phrases and texts are folded by the same rules. Chinese characters are words of their own, since nothing stands between them.
"""

import re
import unicodedata

from chalicelib.domain.safety_kept import Kept

ENDS = re.compile(r"[.!?\n…。！？؟]+")
"""Where sentences end."""
_WORD = re.compile(
    r"[\u2e80-\u30ff\u3400-\u9fff]|[^\W\u2e80-\u30ff\u3400-\u9fff]+(?:[@$'!*]+[^\W\u2e80-\u30ff\u3400-\u9fff]+)*|[@$][a-z]\w+|[🔫🔪🗡💣]"
    rf"|{ENDS.pattern}"
)
_ASCII_WORD = re.compile(r"[a-z0-9]+(?:[@$'!*]+[a-z0-9]+)*|[@$][a-z][a-z0-9]+|[.!?\n]+")
"""The same, of a text without any other letters."""
_TRICKY = re.compile(r"[@$!*][@$!*']*(?:[a-z]|(?<! [@$!*])[0-9])")
"""Signs that may be letters of a word; in a text of ASCII without them, words are what stands between blanks."""
_BLANKS = str.maketrans(
    {chr(code): " " for code in range(128) if not chr(code).isalnum()}
    | dict.fromkeys(".!?", "\n")
    | {"\n": "\n", "'": None}
)
_SPELLED = re.compile(r"(?<![\w'])(?:[^\W\d][ .\-_*]{1,2}){2,}[^\W\d](?![\w'])")
_SPELLED_END = re.compile(r"[ .\-_*][^\W\d][ .\-_*]{1,2}[^\W\d](?![\w'])")
"""Every spelled word ends so; most texts hold none, and this is found out faster."""
_REPEATED = re.compile(r"([^\W\d])\1{2,}")
_LATIN = re.compile(r"[a-z]")
_LEET = str.maketrans("013457@$!", "oieastasi", "*")
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
    | dict.fromkeys("\u201c\u201d\u201e\u2013\u2014\u2022\u00b7\u00a1\u00bf\u00ab\u00bb\u00a0", " ")
)
"""Apostrophes as phones type them; letters that do not come apart; characters that take no room; what only stands between words."""
_BROKEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xfe\xde\xff\xf0\xd0\ufffd]")
"""Control characters, the replacement character, and letters that stand for bytes which hardly any language here uses."""
_NOISE = 20
"""Not more than one in so many."""
_STOP = "\n"
_ARTICLES = ("وال", "بال", "لل", "ال", "و")


def legible(text: str) -> bool:
    """Whether people can have written it: what a wrong charset or a broken gateway makes of bytes is no language's, and
    whatever is learnt from people says nothing about it."""
    return _NOISE * len(_BROKEN.findall(text)) <= len(text)


def folded(text: str) -> list[str]:
    """The words of a text as the lexicon compares them."""
    return [word for sentence in sentences(text) for word in sentence]


def sentences(text: str) -> list[list[str]]:
    """The same, a list for each sentence."""
    plain = text.isascii()
    text = text.replace("`", "'").replace("_", " ").lower() if plain else text.translate(_PLAIN).casefold()
    if _SPELLED_END.search(text):
        text = _SPELLED.sub(_together, text)
    plain = plain or text.isascii()
    if plain and not _TRICKY.search(text):
        between = text.translate(_BLANKS).split("\n")
        return [list(map(_FOLDED.__getitem__, words)) for one in between if (words := one.split())]
    words = list(map(_FOLDED.__getitem__, (_ASCII_WORD if plain else _WORD).findall(text)))
    if "" in words:
        words = list(filter(None, words))
    stops = [at for at, word in enumerate(words) if word == _STOP]
    cuts = zip([-1, *stops], [*stops, len(words)], strict=True)
    return [words[last + 1 : stop] for last, stop in cuts if stop > last + 1]


def variants(word: str) -> set[str]:
    """Slips of the finger: one letter missing after the first, two neighbours swapped, one letter doubled."""
    missing = {word[:at] + word[at + 1 :] for at in range(1, len(word))}
    swapped = {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(1, len(word) - 1)}
    doubled = {word[:at] + word[at] + word[at:] for at in range(1, len(word))}
    return (missing | swapped | doubled) - {word}


def _together(spelled: re.Match[str]) -> str:
    return re.sub(r"[ .\-_*]", "", spelled[0])


def _plain(code: int) -> str:
    """A character without what distinguishes those alike: composed ones come apart, accents and tones go."""
    apart = unicodedata.normalize("NFKD", chr(code))
    return "".join(one for one in apart if not unicodedata.combining(one)).translate(_ALIKE)


def _fold(word: str) -> str:
    """The word as it is compared; the end of a sentence is `_STOP`."""
    if ENDS.match(word):
        return _STOP
    word = word.replace("'", "")
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


_PLAIN, _FOLDED = Kept(_plain), Kept(_fold)
