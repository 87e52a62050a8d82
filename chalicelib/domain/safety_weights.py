"""The second ear: what was learnt from labelled messages, for dangers that no phrase names.

A message is heard a window of sentences at a time. Every word, beginning of a word, neighbouring pair of words, concept
and pair of concepts that the window holds has a weight towards `page` and one towards any danger; the sums are compared with
two thresholds. The loudest window counts, so one sentence is heard in a long mail, and many ordinary ones do not add up.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

from chalicelib.domain.safety_concepts import Concepts
from chalicelib.domain.words import Tier

WINDOW = 32
"""How many words are weighed together."""
_STEM = 4
_NAMED = 4
_APART = 1 << 24
"""Both weights of a feature are added up as one number: the page's are multiples of this."""
_MOST = 20_000
Feature = str | tuple[str, str]


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the loudest window says. `matched` are the words that weighed most."""

    tier: Tier
    category: str = ""
    language: str = ""
    matched: str = ""
    page: int = 0
    any: int = 0


@dataclass(frozen=True, slots=True)
class Weight:
    """How much a feature speaks for a page and for any danger, and of what it speaks most often, in which language."""

    page: int
    any: int
    category: str
    language: str


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


class Features:
    """What a window holds that may have a weight, as names."""

    def __init__(self, concepts: Concepts) -> None:
        self._concepts = concepts

    def of(self, window: list[str]) -> set[Feature]:
        tokens = self._concepts.tokens(window)
        found: set[Feature] = set(pairwise(tokens))
        held: set[str] = set()
        for token in tokens:
            found.add(token)
            found.update(beginning(token))
            held.update(self._concepts.of(token))
        found |= {f"={one}" for one in held}
        found |= {(f"={one}", f"={other}") for one in held for other in held if one < other}
        return found


def apart(both: int) -> tuple[int, int]:
    """The two sums in one number."""
    some = (both + _APART // 2) % _APART - _APART // 2
    return (both - some) // _APART, some


def beginning(token: str) -> tuple[str, ...]:
    """The first letters of a long word, which its other forms and slips share."""
    return (token[:_STEM] + "*",) if len(token) > _STEM and token[0] < "\u2000" and " " not in token else ()


class Weights:
    """Learnt weights made ready to weigh: `learnt` is what `python -m infra safety learn` writes."""

    def __init__(self, learnt: Mapping[str, Any]) -> None:
        self._concepts = Concepts(learnt["concepts"])
        self._known: dict[Feature, Weight] = dict(_weights(learnt["weights"]))
        self._both = {feature: weight.page * _APART + weight.any for feature, weight in self._known.items()}
        self._neighbours = frozenset(one for one in self._known if isinstance(one, tuple) and one[0][0] != "=")
        self._partners: dict[str, dict[str, int]] = {}
        for one, both in self._both.items():
            if isinstance(one, tuple) and one[0][0] == "=":
                self._partners.setdefault(one[0], {})[one[1]] = both
        self._paired = frozenset({*self._partners, *(one for row in self._partners.values() for one in row)})
        self._alone: dict[str, tuple[str, ...]] = {}
        self.page_from, self.any_from = learnt["page_from"], learnt["any_from"]
        self._bias = learnt["bias"][0] * _APART + learnt["bias"][1]

    def weigh(self, sentences: list[list[str]]) -> Weighed:
        """The loudest window of the text."""
        loudest: tuple[int, int, int, list[str]] | None = None
        for window in windows(sentences):
            tokens = self._concepts.tokens(window)
            page, some = apart(self._sum(tokens))
            loudness = max(page - self.page_from, some - self.any_from)
            if loudest is None or loudness > loudest[0]:
                loudest = loudness, page, some, tokens
        return self._said(*loudest[1:]) if loudest else Weighed(Tier.NONE)

    def page_of(self, features: Collection[Feature]) -> int:
        """What they weigh together towards a page."""
        return apart(self._bias + sum(self._both.get(one, 0) for one in features))[0]

    def _sum(self, tokens: list[str]) -> int:
        """Of the weights of all that the tokens hold."""
        alone = set(chain.from_iterable(map(self._of, set(tokens))))
        both = self._both.__getitem__
        total = sum(map(both, self._neighbours.intersection(pairwise(tokens))), sum(map(both, alone)) + self._bias)
        held = alone & self._paired
        for one in held & self._partners.keys():
            row = self._partners[one]
            total += sum(map(row.__getitem__, row.keys() & held))
        return total

    def _of(self, token: str) -> tuple[str, ...]:
        """The features of a token by itself that have a weight."""
        found = self._alone.get(token)
        if found is None:
            names = (token, *beginning(token), *(f"={one}" for one in self._concepts.of(token)))
            found = tuple(name for name in names if name in self._known)
            if len(self._alone) < _MOST:
                self._alone[token] = found
        return found

    def _said(self, page: int, some: int, tokens: list[str]) -> Weighed:
        if page >= self.page_from:
            tier = Tier.PAGE
        elif some >= self.any_from:
            tier = Tier.URGENT
        else:
            return Weighed(Tier.NONE, page=page, any=some)
        matched = self._loudest_words(tokens)
        alone = {one for token in tokens for one in self._of(token)}
        return Weighed(tier, self._category(alone), self._language(tokens), " ".join(matched), page, some)

    def _loudest_words(self, tokens: list[str]) -> list[str]:
        """The words that speak most for a danger, in their order."""
        weights: dict[str, float] = {}
        for at, token in enumerate(tokens):
            mine = sum(self._known[one].any for one in self._of(token))
            beside = self._neighbours.intersection(pairwise(tokens[max(0, at - 1) : at + 2]))
            weights[token] = mine + sum(self._known[pair].any for pair in beside) / 2
        named = sorted(weights, key=lambda token: (-weights[token], token))[:_NAMED]
        return [token for token in weights if token in named and (weights[token] > 0 or token == named[0])]

    def _category(self, alone: Collection[str]) -> str:
        """That for which the features speak most."""
        votes: Counter[str] = Counter()
        for one in alone:
            votes[self._known[one].category] += max(0, self._known[one].any)
        return _first(votes)

    def _language(self, tokens: list[str]) -> str:
        """That of most words."""
        return _first(Counter(self._known[one].language for one in tokens if one in self._known))


def _first(votes: Counter[str]) -> str:
    """The one with the most votes, of several the last by the alphabet; empty without any."""
    return max((name for name in votes if name), key=lambda name: (votes[name], name), default="")


def _weights(learnt: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[Feature, Weight]]:
    for category, languages in learnt.items():
        for language, rows in languages.items():
            for row in rows.split("|"):
                name, page, some = row.rsplit("\t", 2)
                one, _, other = name.partition("\t")
                yield (one, other) if other else one, Weight(int(page), int(some), category, language)


@cache
def shipped() -> Weights:
    """The weights that come with the code, read when first asked for."""
    return Weights(json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8")))
