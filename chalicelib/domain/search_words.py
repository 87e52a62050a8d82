"""The words that something is found by: folded, without the commonest, as many as are worth their cost.

Case, accents and apostrophes do not count. A telephone number is one word however it is written, and so are a reference and a
mail address. Scripts without blanks between words (Chinese, Japanese, Thai) give pairs of neighbouring characters.
"""

import re
from collections.abc import Iterable, Iterator
from unicodedata import category, normalize

from chalicelib.domain.contact import Address, AddressKind
from chalicelib.domain.reference import parse_reference

LONGEST = 40
"""Characters of a word that count."""
_SPACELESS = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_REFERENCE = re.compile(r"(?<!\w)([0-9a-z]{4})[-\u2010\u2011\u2013]([0-9a-z]{4})(?!\w)")
PHONE = re.compile(
    r"(?<!\w)(?:\+[1-9][\d ().-]{5,18}\d|(?:1[ .-]?)?(?:\(\d{3}\) ?|\d{3}[ .-]?)\d{3}[ .-]?\d{4}|\d{3}[.-]\d{4}|\d{7,15})(?!\w)"
)
_MAIL = re.compile(r"[\w.+-]+@[\w.-]*\w")
_WORD = re.compile(rf"[{_SPACELESS}]+|[^\W_{_SPACELESS}]+")
_APOSTROPHES = str.maketrans("", "", "'\u2018\u2019\u02bc`\u00b4")
_NANP = 11
NUMBER_ENDS = (10, 7, 4)
"""Digits from its end that a number is asked for by."""

COMMON = frozenset(
    [
        "a",
        "about",
        "after",
        "all",
        "also",
        "am",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "because",
        "been",
        "before",
        "but",
        "by",
        "can",
        "could",
        "dear",
        "did",
        "do",
        "does",
        "for",
        "from",
        "get",
        "good",
        "had",
        "has",
        "have",
        "he",
        "hello",
        "her",
        "hi",
        "him",
        "his",
        "how",
        "i",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "just",
        "know",
        "like",
        "me",
        "morning",
        "my",
        "no",
        "not",
        "of",
        "on",
        "or",
        "our",
        "out",
        "please",
        "regards",
        "she",
        "so",
        "some",
        "thank",
        "thanks",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "this",
        "to",
        "up",
        "us",
        "was",
        "we",
        "were",
        "what",
        "when",
        "where",
        "which",
        "who",
        "why",
        "will",
        "with",
        "would",
        "you",
        "your",
        "al",
        "algo",
        "como",
        "con",
        "cuando",
        "de",
        "del",
        "desde",
        "donde",
        "e",
        "el",
        "ella",
        "ellos",
        "en",
        "era",
        "es",
        "esa",
        "ese",
        "eso",
        "esta",
        "estan",
        "estas",
        "este",
        "esto",
        "estoy",
        "fue",
        "gracias",
        "ha",
        "hasta",
        "hay",
        "hola",
        "la",
        "las",
        "le",
        "les",
        "lo",
        "los",
        "mas",
        "me",
        "mi",
        "mis",
        "muy",
        "ni",
        "nos",
        "nuestra",
        "nuestro",
        "o",
        "para",
        "pero",
        "por",
        "porque",
        "que",
        "quien",
        "saludos",
        "se",
        "ser",
        "si",
        "sin",
        "sobre",
        "su",
        "sus",
        "tambien",
        "te",
        "tiene",
        "tu",
        "un",
        "una",
        "usted",
        "ustedes",
        "y",
        "ya",
        "yo",
    ]
)
"""What nearly every message says, in English and Spanish: nobody is helped by finding it."""


def words_in(text: str) -> tuple[str, ...]:
    """Each word once, in the order of the text."""
    return tuple(dict.fromkeys(word for word in _all(folded(text)) if word not in COMMON))


def words_of_address(address: Address) -> Iterator[str]:
    """A mail address whole, and the words of its first half; a number whole, and by its last digits."""
    if address.kind is AddressKind.EMAIL:
        yield from words_in(address.value)
        return
    yield from _ended(address.value)


def words_of_number(written: str) -> Iterable[str]:
    """Of a number however it is written: whole, and by its last digits."""
    return _ended(written)


def folded(text: str) -> str:
    """Lower case without accents: `Peña` and `PENA` are the same."""
    plain = "".join(one for one in normalize("NFKD", text) if category(one) != "Mn")
    return plain.casefold().translate(_APOSTROPHES)


def _all(text: str) -> Iterator[str]:
    rest = text
    for pattern, kind in ((_MAIL, _mail), (_REFERENCE, _reference), (PHONE, _phone)):
        for found in pattern.finditer(rest):
            yield from kind(found)
        rest = pattern.sub(" ", rest)
    for word in _WORD.findall(rest):
        if re.match(f"[{_SPACELESS}]", word):
            yield from _pairs(word)
        elif len(word) > 1 or word.isdecimal():
            yield word[:LONGEST]


def _mail(found: re.Match[str]) -> Iterable[str]:
    """With the words before the `@`: what stands behind it, thousands share."""
    local = [one for one in _WORD.findall(found[0].partition("@")[0]) if len(one) > 1]
    return (found[0][:LONGEST], *local)


def _reference(found: re.Match[str]) -> Iterable[str]:
    """`part-time` is two words."""
    known = parse_reference(found[0])
    return (known.replace("-", "").casefold(),) if known else found.groups()


def _phone(found: re.Match[str]) -> Iterable[str]:
    return _ended(found[0])


def _ended(number: str) -> Iterable[str]:
    """Without the country's code where it is ours, which people leave out; then its last digits."""
    digits = re.sub(r"\D", "", number)
    whole = digits[1:] if len(digits) == _NANP and digits[0] == "1" else digits
    return (whole, *(whole[-length:] for length in NUMBER_ENDS if len(whole) > length))


def _pairs(run: str) -> Iterable[str]:
    return (run[at : at + 2] for at in range(max(1, len(run) - 1)))
