"""The second ear: what was learnt from labelled messages, for dangers that no phrase names.

A message is heard a window of sentences at a time. Whatever the window holds (safety_features) has a weight towards `page` and
one towards any danger; the sums, evened out by how much there is, are judged together (safety_judged) and compared with two
thresholds. The loudest window counts, so one sentence is heard in a long mail, and many ordinary ones do not add up.
"""

import json
import sys
import zlib
from array import array
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from math import sqrt
from pathlib import Path
from typing import Any

from chalicelib.domain.safety_concepts import Concepts
from chalicelib.domain.safety_features import Features, concepts_of, together
from chalicelib.domain.safety_judged import FULL, judged, parts
from chalicelib.domain.safety_kept import Kept
from chalicelib.domain.words import Tier

WINDOW = FULL
"""How many words are weighed together."""
LEAST = 4
"""Of fewer words nothing can be said that their chance likeness to a danger would not say as well: those are the phrases' own."""
FAR = -0.8
"""Windows whose words, each by itself, speak so far against a danger are not weighed further: held out, two in five of the
ordinary ones, and of a thousand dangers that would be heard one, none of them as a page."""
SCALE = 100
_NAMED = 4
_MIDDLE = ord("m")
_APART = 1 << 24
_COUNTED = 1 << 56
"""Both weights of places and how many those are add up as one number: multiples of these are the page's weights and the count."""
_SIGNS = bytes(128) + b"\xff" * 128
Known = tuple[int, tuple[int, ...], tuple[int, ...], tuple[int, ...], tuple[int, ...]]
"""A token, with what it weighs by itself in the place of its places."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the loudest window says: of how many words it is, which weighed most (`matched`), and the logarithms of the odds
    that it is a page and any danger, in hundredths."""

    tier: Tier
    category: str = ""
    language: str = ""
    matched: str = ""
    page: int = 0
    any: int = 0
    words: int = 0


def windows(sentences: list[list[str]], size: int = WINDOW) -> Iterator[list[str]]:
    """Sentences in their order, as many as fit together; one longer than a window is cut."""
    window: list[str] = []
    for sentence in sentences:
        if window and len(window) + len(sentence) > size:
            yield window
            window = []
        window = window + sentence
        while len(window) > size:
            yield window[:size]
            window = window[size:]
    if window:
        yield window


def both(page: int, some: int) -> int:
    """Two numbers as one."""
    return page * _APART + some


def apart(added: int) -> tuple[int, int]:
    """The two numbers in one, however many places were counted beside them."""
    weight = (added + _COUNTED // 2) % _COUNTED - _COUNTED // 2
    some = (weight + _APART // 2) % _APART - _APART // 2
    return (weight - some) // _APART, some


class Weights:
    """Learnt weights made ready to weigh: `learnt` is what `python -m infra safety learn` writes."""

    def __init__(self, learnt: Mapping[str, Any]) -> None:
        self._concepts = Concepts(learnt["concepts"])
        self._features = Features(self._concepts)
        self._table = _table(learnt["table"])
        self._categories: list[str] = learnt["categories"]
        self._kinds = _kinds(learnt["words"], len(self._categories))
        self._known = Kept(self._meet)
        self._spoken = Kept(self._speak)
        self.page_from, self.any_from = learnt["page_from"], learnt["any_from"]
        self._bias, self._units, self._curves = learnt["bias"], learnt["units"], learnt["curves"]

    def weigh(self, sentences: list[list[str]]) -> Weighed:
        """The loudest window of the text; one that pages is louder than any that does not."""
        loudest: tuple[tuple[bool, int], Weighed, list[str]] | None = None
        for window in windows(sentences):
            if len(window) < LEAST or self._far_from_any(window):
                continue
            tokens = self._features.tokens(window)
            page, some = self._judged(tokens, len(window))
            loudness = page >= self.page_from, max(page - self.page_from, some - self.any_from)
            if loudest is None or loudness > loudest[0]:
                loudest = loudness, Weighed(Tier.NONE, page=page, any=some, words=len(window)), tokens
        return self._said(*loudest[1:]) if loudest else Weighed(Tier.NONE)

    def _far_from_any(self, window: list[str]) -> bool:
        """Whether what each word says by itself already speaks against a danger."""
        added = sum([known[0] for known in map(self._known.__getitem__, window)])
        return bool(self._evened(added)[1] * self._units[1] < FAR)

    def _judged(self, tokens: list[str], words: int) -> tuple[int, int]:
        """The logarithms of the odds, in hundredths."""
        page, some = (one * unit for one, unit in zip(self._sums(tokens), self._units, strict=True))
        known = parts(page, some, words)
        return round(SCALE * judged(self._curves[0], known)), round(SCALE * judged(self._curves[1], known))

    def _sums(self, window: list[str]) -> tuple[int, int]:
        """What the words of a window weigh towards a page and towards any danger."""
        alone, firsts, seconds, befores, behinds = zip(*map(self._known.__getitem__, window), strict=True)
        return self._evened(sum(alone) + self._added(together(firsts, seconds, befores, behinds)))

    def _evened(self, added: int) -> tuple[int, int]:
        even = sqrt((added + _COUNTED // 2) // _COUNTED)
        page, some = apart(added)
        return round(SCALE * page / even) + self._bias[0], round(SCALE * some / even) + self._bias[1]

    def _meet(self, said: str) -> Known:
        token = self._features.token(said)
        return self._added(token.alone), *token[1:]

    def _added(self, places: Sequence[int]) -> int:
        """What they weigh, and how many they are."""
        return sum(map(self._table.__getitem__, places)) + len(places) * _COUNTED

    def _said(self, loudest: Weighed, tokens: list[str]) -> Weighed:
        if loudest.page < self.page_from and loudest.any < self.any_from:
            return loudest
        category, language = self._kind(tokens)
        return replace(
            loudest,
            tier=Tier.PAGE if loudest.page >= self.page_from else Tier.URGENT,
            category=category,
            language=language,
            matched=" ".join(self._loudest_words(tokens)),
        )

    def _kind(self, tokens: list[str]) -> tuple[str, str]:
        """The category that the words and their concepts speak for most, and the language of most words."""
        said: dict[str, tuple[str, bytes]] = {}
        for token in tokens:
            said |= self._spoken[token]
        votes = (sum(digits) for digits in zip(*(digits for _, digits in said.values()), strict=True))
        loudness = dict.fromkeys(self._categories, 0) | dict(zip(self._categories, votes, strict=False))
        tongues = Counter([language for language, _ in said.values() if language])
        loudest = max(loudness, key=loudness.__getitem__, default="")
        return loudest, max(sorted(tongues), key=tongues.__getitem__, default="")

    def _speak(self, token: str) -> dict[str, tuple[str, bytes]]:
        """What a word and its concepts say of language and categories, by name."""
        names = (token, *concepts_of(token, self._concepts))
        known = {name: self._kinds[name] for name in names if name in self._kinds}
        return {name: (language, digits.encode()) for name, (language, digits) in known.items()}

    def _loudest_words(self, tokens: list[str]) -> list[str]:
        """The words that speak most for a danger, in their order: each with half of what it is worth beside its neighbours."""
        known = [self._known[said] for said in tokens]
        beside = [
            self._added([one ^ other for one in first[1] for other in second[2]]) for first, second in pairwise(known)
        ]
        weights = {
            said: apart(2 * known[at][0] + sum(beside[max(0, at - 1) : at + 1]))[1] for at, said in enumerate(tokens)
        }
        named = sorted(weights, key=lambda token: (-weights[token], token))[:_NAMED]
        return [token for token in weights if token in named and (weights[token] > 0 or token == named[0])]


def digit(one: int) -> str:
    """A small number as a letter, `m` for 0."""
    return chr(_MIDDLE + max(-9, min(9, one)))


def written(pages: Sequence[int], dangers: Sequence[int]) -> str:
    """The weights of every place as the file has them: numbers of four bytes, first all the lowest bytes, then all the highest.
    Those between only say the sign of the lowest."""
    numbers = array("i", map(both, pages, dangers))
    if sys.byteorder == "big":
        numbers.byteswap()
    every = numbers.tobytes()
    return b64encode(zlib.compress(every[::4] + every[3::4], 9)).decode()


def _table(packed: str) -> Sequence[int]:
    """The weights of every place, each two as one number."""
    bytes_of = zlib.decompress(b64decode(packed))
    half = len(bytes_of) // 2
    every = bytearray(4 * half)
    every[::4], every[3::4] = bytes_of[:half], bytes_of[half:]
    every[1::4] = every[2::4] = bytes_of[:half].translate(_SIGNS)
    numbers = array("i", bytes(every))
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def _kinds(written: Mapping[str, str], count: int) -> dict[str, tuple[str, str]]:
    """By word and by concept: its language, and a digit for each category."""
    return {
        entry[count:]: (language, entry[:count])
        for language, entries in written.items()
        for entry in entries.split("|")
    }


@cache
def shipped() -> Weights:
    """The weights that come with the code, read when first asked for."""
    return Weights(json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8")))
