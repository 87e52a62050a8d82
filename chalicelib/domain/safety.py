"""The safety lexicon: dangers a message may name, found in linear time.

Texts are folded into words (safety_words) and phrases are looked up by their first word (safety_phrase). A softener
shortly before a hit lowers its tier by one step. Phrases of the tier `none` say where a word means no harm: under
`lowered` a hit they touch is lowered, under any other category it is none.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from chalicelib.domain.safety_phrase import Step, Steps, compiled, ends_at
from chalicelib.domain.safety_words import folded, variants
from chalicelib.domain.words import Tier

_WITHIN = 4
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
    """One way to say a danger; `needs` are the numbers of the steps after its first."""

    steps: Steps
    danger: Danger
    needs: frozenset[int]


class Lexicon:
    """A lexicon made ready to scan; built once a configuration version."""

    def __init__(self, dangers: Iterable[Danger], softeners: Iterable[str] = ()) -> None:
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
        self._any_stem = frozenset({*self._by_stem, *self._stem_takers})
        self._longest_stem = max(map(len, self._any_stem), default=0)

    def _add(self, danger: Danger) -> None:
        for steps in compiled(danger.phrase):
            way = _Way(steps, danger, frozenset(map(self._number, steps[1:])))
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

    def scan(self, *texts: str) -> tuple[Hit, ...]:
        """Every danger in the texts, in order, once for each phrase."""
        hits: dict[Danger, Hit] = {}
        for text in texts:
            words = [self._meant.get(word, word) for word in folded(text)]
            found = self._found(words)
            harmless = [one for one in found if one.danger.tier is Tier.NONE]
            for one in found:
                hit = self._hit(one, words, harmless) if one.danger.tier is not Tier.NONE else None
                if hit and (one.danger not in hits or _louder(hit, hits[one.danger])):
                    hits[one.danger] = hit
        return tuple(hits.values())

    def _found(self, words: list[str]) -> list[_Found]:
        begun = {word: self._begun(word) for word in set(words)}
        taken = {number for word in begun for number in self._takers.get(word, ())}
        taken.update(number for ways in begun.values() for stem in ways for number in self._stem_takers.get(stem, ()))
        candidates = {word: known for word in begun if (known := self._candidates(word, begun[word], taken))}
        return [
            _Found(way.danger, at, end)
            for at, word in enumerate(words if candidates else ())
            for way in candidates.get(word, ())
            if (end := ends_at(way.steps, words, at)) > 0
        ]

    def _begun(self, word: str) -> list[str]:
        """The stems of the lexicon that the word begins with."""
        ends = range(1, min(len(word), self._longest_stem) + 1)
        return [stem for end in ends if (stem := word[:end]) in self._any_stem]

    def _candidates(self, word: str, begun: list[str], taken: set[int]) -> list[_Way]:
        """Ways that may start with the word, none of whose other steps is wanting anywhere in the text."""
        known = [way for way in self._by_first.get(word, ()) if way.needs <= taken]
        return known + [way for stem in begun for way in self._by_stem.get(stem, ()) if way.needs <= taken]

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


def _louder(hit: Hit, known: Hit) -> bool:
    return _RANK.index(hit.tier) > _RANK.index(known.tier)


def loudest(hits: Iterable[Hit]) -> Tier:
    """The highest tier among the hits."""
    return max((hit.tier for hit in hits), key=_RANK.index, default=Tier.NONE)


def heard(lexicon: Callable[[], Lexicon], *texts: str) -> tuple[Hit, ...]:
    """The hits. A lexicon that cannot be made ready or fails on the texts is a hit too: a person looks at the message."""
    try:
        return lexicon().scan(*texts)
    except (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError) as error:
        return (Hit(UNREAD, "", type(error).__name__, Tier.URGENT),)
