"""The safety lexicon: dangers a message may name, found in linear time.

Texts are folded into words (safety_words) and phrases are looked up by their first word (safety_phrase). A softener
shortly before a hit lowers its tier by one step. Phrases of the tier `none` say where a word means no harm: under
`lowered` a hit they touch is lowered, under any other category it is none. Where the phrases do not page, learnt weights
(safety_weights) are asked about the words that no such phrase covers.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain

from chalicelib.domain.safety_phrase import Step, compiled, ends_at
from chalicelib.domain.safety_weights import Weights
from chalicelib.domain.safety_words import folded, sentences, variants
from chalicelib.domain.words import Tier

_WITHIN = 4
_MOST_MET = 20_000
_RANK = (Tier.NONE, Tier.URGENT, Tier.PAGE)
_LOWERED = "lowered"
_MISSPELT = "misspelt"
UNREAD = "unread"
"""The category of a message that the lexicon failed on: a person looks at it."""


@dataclass(frozen=True, slots=True)
class Danger:
    """A phrase of the lexicon, in the language of safety_phrase."""

    phrase: str
    category: str
    language: str
    tier: Tier


@dataclass(frozen=True, slots=True)
class Hit:
    """A danger found. `matched` is the message's words, folded; `softened_by` the words that lowered it, or empty."""

    category: str
    language: str
    matched: str
    tier: Tier
    softened_by: str = ""


@dataclass(frozen=True, slots=True)
class _Found:
    danger: Danger
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to say a danger; `rest` are the numbers of the steps after its first, each with its gap."""

    danger: Danger
    rest: tuple[tuple[int, int], ...]
    needs: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Met:
    """What a word may begin, and the numbers of the steps that take it."""

    begins: tuple[_Way, ...]
    takes: frozenset[int]


class Lexicon:
    """A lexicon made ready to scan; built once a configuration version."""

    def __init__(
        self, dangers: Iterable[Danger], softeners: Iterable[str] = (), weights: Callable[[], Weights] | None = None
    ) -> None:
        self._weights = weights
        self._by_first: dict[str, list[_Way]] = {}
        self._by_stem: dict[str, list[_Way]] = {}
        self._numbers: dict[Step, int] = {}
        self._takers: dict[str, list[int]] = {}
        self._stem_takers: dict[str, list[int]] = {}
        self._meant: dict[str, str] = {}
        self._softeners = frozenset(word for phrase in softeners for word in folded(phrase))
        for danger in dangers:
            if danger.category == _MISSPELT:
                (word,) = folded(danger.phrase)
                self._meant |= dict.fromkeys(variants(word), word)
            else:
                self._add(danger)
        for word in set(self._meant.values()):
            self._meant.pop(word, None)
        self._longest_stem = max(map(len, {*self._by_stem, *self._stem_takers}), default=0)
        self._met: dict[str, _Met] = {}

    def _add(self, danger: Danger) -> None:
        for steps in compiled(danger.phrase):
            rest = tuple((self._number(step), step.gap) for step in steps[1:])
            way = _Way(danger, rest, frozenset(number for number, _ in rest))
            for word in steps[0].words:
                self._by_first.setdefault(word, []).append(way)
            for stem in steps[0].stems:
                self._by_stem.setdefault(stem, []).append(way)

    def _number(self, step: Step) -> int:
        if step not in self._numbers:
            number = self._numbers[step] = len(self._numbers)
            for word in step.words:
                self._takers.setdefault(word, []).append(number)
            for stem in step.stems:
                self._stem_takers.setdefault(stem, []).append(number)
        return self._numbers[step]

    def scan(self, *texts: str, weighed: bool = True) -> tuple[Hit, ...]:
        """Every danger in the texts, in order, once for each phrase; the weights are asked unless `weighed` is off."""
        hits: dict[Danger, Hit] = {}
        learnt: list[Hit] = []
        for text in texts:
            said = sentences(text)
            words = [self._meant.get(word, word) for sentence in said for word in sentence]
            found = self._found(words)
            harmless = [one for one in found if one.danger.tier is Tier.NONE]
            for one in found:
                hit = self._hit(one, words, harmless) if one.danger.tier is not Tier.NONE else None
                if hit and (one.danger not in hits or _louder(hit, hits[one.danger])):
                    hits[one.danger] = hit
            if self._weights and weighed and loudest(hits.values()) is not Tier.PAGE:
                told = self._weights().weigh(_uncovered(said, harmless))
                learnt += [Hit(told.category, told.language, told.matched, told.tier)]
        return (*hits.values(), *_telling(learnt, loudest(hits.values())))

    def _found(self, words: list[str]) -> list[_Found]:
        met = {word: self._meet(word) for word in set(words)}
        taken = set(chain.from_iterable(one.takes for one in met.values()))
        candidates = {
            word: known for word, one in met.items() if (known := [way for way in one.begins if way.needs <= taken])
        }
        if not candidates:
            return []
        steps = [met[word].takes for word in words]
        return [
            _Found(way.danger, at, end)
            for at, word in enumerate(words)
            if word in candidates
            for way in candidates[word]
            if (end := ends_at(way.rest, steps, at)) > 0
        ]

    def _meet(self, word: str) -> _Met:
        found = self._met.get(word)
        if found is None:
            stems = [word[:end] for end in range(1, min(len(word), self._longest_stem) + 1)]
            ways = [*self._by_first.get(word, ()), *(way for stem in stems for way in self._by_stem.get(stem, ()))]
            steps = {*self._takers.get(word, ()), *(one for stem in stems for one in self._stem_takers.get(stem, ()))}
            found = _Met(tuple(ways), frozenset(steps))
            if len(self._met) < _MOST_MET:
                self._met[word] = found
        return found

    def _hit(self, one: _Found, words: list[str], harmless: list[_Found]) -> Hit | None:
        softener = next(
            (word for word in words[max(0, one.start - _WITHIN) : one.start] if word in self._softeners), ""
        )
        for other in harmless:
            if other.start < one.end and one.start < other.end:
                inside = other.start <= one.start and one.end <= other.end
                if inside and other.danger.category != _LOWERED:
                    return None
                softener = softener or " ".join(words[other.start : other.end])
        danger = one.danger
        tier = Tier.URGENT if softener and danger.tier is Tier.PAGE else danger.tier
        return Hit(danger.category, danger.language, " ".join(words[one.start : one.end]), tier, softener)


def _uncovered(said: list[list[str]], harmless: list[_Found]) -> list[list[str]]:
    """The sentences without the words that a harmless phrase covers."""
    if not harmless:
        return said
    covered = {at for one in harmless for at in range(one.start, one.end)}
    numbered = iter(range(sum(map(len, said))))
    return [[word for word in sentence if next(numbered) not in covered] for sentence in said]


def _telling(learnt: list[Hit], known: Tier) -> list[Hit]:
    """Of what the weights say, the loudest, where it says more than the phrases."""
    most = max(learnt, key=lambda hit: _RANK.index(hit.tier), default=None)
    return [most] if most and _RANK.index(most.tier) > _RANK.index(known) else []


def _louder(hit: Hit, known: Hit) -> bool:
    return _RANK.index(hit.tier) > _RANK.index(known.tier)


def loudest(hits: Iterable[Hit]) -> Tier:
    """The highest tier among the hits."""
    return max((hit.tier for hit in hits), key=_RANK.index, default=Tier.NONE)


def heard(lexicon: Callable[[], Lexicon], *texts: str, weighed: bool = True) -> tuple[Hit, ...]:
    """The hits. A lexicon that cannot be made ready or fails on the texts is a hit too: a person looks at the message."""
    try:
        return lexicon().scan(*texts, weighed=weighed)
    except (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError) as error:
        return (Hit(UNREAD, "", type(error).__name__, Tier.URGENT),)
