"""The safety lexicon: dangers a message may name, found in linear time.

Texts are folded into words (safety_words) and phrases are looked up by the words they need (safety_lookup). A softener
shortly before a hit lowers its tier by one step. Phrases of the tier `none` say where a word means no harm: under
`lowered` a hit they touch is lowered, under any other category it is none. Where the phrases do not page, learnt weights
(safety_weights) are asked about the words that no such phrase covers.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chalicelib.domain.safety_lookup import Found, Lookup
from chalicelib.domain.safety_words import folded, legible, sentences, variants
from chalicelib.domain.words import Tier

if TYPE_CHECKING:
    from chalicelib.domain.safety_weights import Weights

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


class Lexicon:
    """A lexicon made ready to scan; built once a configuration version."""

    def __init__(
        self, dangers: Iterable[Danger], softeners: Iterable[str] = (), weights: "Callable[[], Weights] | None" = None
    ) -> None:
        self._weights = weights
        self._softeners = frozenset(word for phrase in softeners for word in folded(phrase))
        known = []
        self._meant: dict[str, str] = {}
        for danger in dangers:
            if danger.category == _MISSPELT:
                (word,) = folded(danger.phrase)
                self._meant |= dict.fromkeys(variants(word), word)
            else:
                known.append((danger.phrase, danger))
        for word in set(self._meant.values()):
            self._meant.pop(word, None)
        self._phrases = Lookup(known)

    def scan(self, *texts: str, weighed: bool = True) -> tuple[Hit, ...]:
        """Every danger in the texts, in order, once for each phrase; weights are asked of what is legible, unless `weighed` is off."""
        hits: dict[Danger, Hit] = {}
        learnt: list[Hit] = []
        for text in texts:
            said = sentences(text)
            words = [word for sentence in said for word in sentence]
            if not self._meant.keys().isdisjoint(words):
                words = [self._meant.get(word, word) for word in words]
            found = self._phrases.found(words)
            harmless = [one for one in found if one.what.tier is Tier.NONE]
            for one in found:
                hit = self._hit(one, words, harmless) if one.what.tier is not Tier.NONE else None
                if hit and (one.what not in hits or _louder(hit, hits[one.what])):
                    hits[one.what] = hit
            if self._weights and weighed and loudest(hits.values()) is not Tier.PAGE and legible(text):
                told = self._weights().weigh(_uncovered(said, harmless))
                learnt += [Hit(told.category, told.language, told.matched, told.tier)]
        return (*hits.values(), *_telling(learnt, loudest(hits.values())))

    def _hit(self, one: Found[Danger], words: list[str], harmless: list[Found[Danger]]) -> Hit | None:
        softener = next(
            (word for word in words[max(0, one.start - _WITHIN) : one.start] if word in self._softeners), ""
        )
        for other in harmless:
            if other.start < one.end and one.start < other.end:
                inside = other.start <= one.start and one.end <= other.end
                if inside and other.what.category != _LOWERED:
                    return None
                softener = softener or " ".join(words[other.start : other.end])
        danger = one.what
        tier = Tier.URGENT if softener and danger.tier is Tier.PAGE else danger.tier
        return Hit(danger.category, danger.language, " ".join(words[one.start : one.end]), tier, softener)


def _uncovered(said: list[list[str]], harmless: list[Found[Danger]]) -> list[list[str]]:
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
