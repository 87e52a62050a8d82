"""The safety lexicon: dangers a message may name, found in linear time.

Text is folded (case, accents, curly apostrophes, digits that stand for letters) and cut into words, and so are the
phrases: what looks alike compares alike in every script. Each phrase is looked up by its first word. A softener (a negation, say) shortly before a hit lowers its tier by one step and never silences it.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from chalicelib.domain.words import Tier

_WORD = re.compile(r"[\w@$']+")
_LEET = str.maketrans("013457@$", "oieastas")
_ALIKE = str.maketrans(
    {"\u2018": "'", "\u2019": "'", "\u02bc": "'", "_": " "} | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff")
)
"""Apostrophes as phones type them; characters that take no room."""
_WITHIN = 4
_RANK = (Tier.NONE, Tier.URGENT, Tier.PAGE)


@dataclass(frozen=True, slots=True)
class Danger:
    """A phrase of the lexicon: words, `*` ends a stem (`suicid*`)."""

    phrase: str
    category: str
    language: str
    tier: Tier


@dataclass(frozen=True, slots=True)
class Hit:
    """A danger found. `matched` is the lexicon's phrase; `softened_by` the word that lowered it, or empty."""

    category: str
    language: str
    matched: str
    tier: Tier
    softened_by: str = ""


class Lexicon:
    """A lexicon made ready to scan; built once a configuration version."""

    def __init__(self, dangers: Iterable[Danger], softeners: Iterable[str] = ()) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], Danger]]] = {}
        self._stems: list[tuple[tuple[str, ...], Danger]] = []
        self._softeners = frozenset(word for phrase in softeners for word in folded(phrase))
        for danger in dangers:
            words = _phrase(danger.phrase)
            if words and words[0].endswith("*"):
                self._stems.append((words, danger))
            elif words:
                self._by_first.setdefault(words[0], []).append((words, danger))
        self._any_stem = tuple({words[0][:-1] for words, _ in self._stems})

    def scan(self, *texts: str) -> tuple[Hit, ...]:
        """Every danger in the texts, in order, once for each phrase."""
        hits: dict[str, Hit] = {}
        for text in texts:
            words = folded(text)
            candidates = {word: found for word in set(words) if (found := self._candidates(word))}
            for at, word in enumerate(words if candidates else ()):
                for phrase, danger in candidates.get(word, ()):
                    if _stands_at(phrase, words, at):
                        hit = self._hit(danger, words, at)
                        known = hits.get(danger.phrase)
                        if known is None or _RANK.index(known.tier) < _RANK.index(hit.tier):
                            hits[danger.phrase] = hit
        return tuple(hits.values())

    def _candidates(self, word: str) -> list[tuple[tuple[str, ...], Danger]]:
        known = self._by_first.get(word, [])
        if not word.startswith(self._any_stem):
            return known
        return known + [entry for entry in self._stems if word.startswith(entry[0][0][:-1])]

    def _hit(self, danger: Danger, words: list[str], at: int) -> Hit:
        softener = next((word for word in words[max(0, at - _WITHIN) : at] if word in self._softeners), "")
        tier = Tier.URGENT if softener and danger.tier is Tier.PAGE else danger.tier
        return Hit(danger.category, danger.language, danger.phrase, tier, softener)


def loudest(hits: Iterable[Hit]) -> Tier:
    """The highest tier among the hits."""
    return max((hit.tier for hit in hits), key=_RANK.index, default=Tier.NONE)


def folded(text: str) -> list[str]:
    """The words of a text as the lexicon compares them."""
    if not text.isascii():
        apart = unicodedata.normalize("NFKD", text)
        text = "".join(character for character in apart if not unicodedata.combining(character))
    words = _WORD.findall(text.translate(_ALIKE).casefold())
    plain = {word: _fold(word) for word in set(words)}
    return [found for word in words if (found := plain[word])]


def _fold(word: str) -> str:
    word = word.replace("'", "")
    return word if word.isdigit() else word.translate(_LEET)


def _phrase(phrase: str) -> tuple[str, ...]:
    """Its words, each stem still ending in `*`."""
    words: list[str] = []
    for part in phrase.split():
        words += folded(part)
        if part.endswith("*") and words:
            words[-1] += "*"
    return tuple(words)


def _stands_at(phrase: tuple[str, ...], words: list[str], at: int) -> bool:
    if at + len(phrase) > len(words):
        return False
    return all(
        word.startswith(part[:-1]) if part.endswith("*") else word == part
        for part, word in zip(phrase, words[at : at + len(phrase)], strict=True)
    )
