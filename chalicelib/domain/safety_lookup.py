"""Where phrases stand in a text, without trying each: a way to say one is looked for only around the rarest word that it needs,
and only if the text holds all its others."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from chalicelib.domain.safety_kept import Kept
from chalicelib.domain.safety_phrase import Step, compiled, ends_at

_OFTEN = (400, 400, 300, 100, 20, 4)
"""How often words of that many letters are met, roughly; longer ones are rare."""
_BEYOND = [frozenset[int]()] * 10
"""What stands before the first word and behind the last, as far as the widest gap."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A phrase that means `what`, from the word at `start` to the one before `end`."""

    what: T
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Way(Generic[T]):
    """One way to say it: the numbers of its steps, each after the first with its gap; how many words at most lie between its
    first and its rarest; and which step stands `beside` its rarest, how many words further on (or back) it can be."""

    what: T
    first: int
    rest: tuple[tuple[int, int], ...]
    needs: frozenset[int]
    rarest: int
    reach: int
    beside: int
    offsets: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Met(Generic[T]):
    """The numbers of the steps that take a word, and the ways of which one of those is the rarest."""

    takes: frozenset[int]
    turning: tuple[_Way[T], ...]


class Lookup(Generic[T]):
    """Phrases, each with what it means, by the steps that have to be taken."""

    def __init__(self, phrases: Iterable[tuple[str, T]]) -> None:
        self._numbers: dict[Step, int] = {}
        self._takers: dict[str, list[int]] = {}
        self._stem_takers: dict[str, list[int]] = {}
        spoken = [
            ([self._number(step) for step in steps], steps, what)
            for phrase, what in phrases
            for steps in compiled(phrase)
        ]
        usual = [sum(map(_often, (*step.words, *step.stems))) for step in self._numbers]
        self._by_rarest: dict[int, list[_Way[T]]] = {}
        for numbers, steps, what in spoken:
            way = _way(numbers, [step.gap for step in steps], what, usual)
            self._by_rarest.setdefault(way.rarest, []).append(way)
        self._longest_stem = max(map(len, self._stem_takers), default=0)
        self._met: Kept[str, _Met[T]] = Kept(self._meet)

    def _number(self, step: Step) -> int:
        step = Step(step.words, step.stems)
        if step not in self._numbers:
            number = self._numbers[step] = len(self._numbers)
            for word in step.words:
                self._takers.setdefault(word, []).append(number)
            for stem in step.stems:
                self._stem_takers.setdefault(stem, []).append(number)
        return self._numbers[step]

    def found(self, words: list[str]) -> list[Found[T]]:
        """Every phrase in the words, in the order in which they begin."""
        met = self._met
        distinct = set(words)
        known = dict(zip(distinct, map(met.__getitem__, distinct), strict=True))
        taken = frozenset().union(*[one.takes for one in known.values()])
        possible = {
            word: ways
            for word, one in known.items()
            if one.turning and (ways := [way for way in one.turning if way.needs <= taken])
        }
        if not possible:
            return []
        steps = [*(known[word].takes for word in words), *_BEYOND]
        near = [
            (at, way)
            for at, word in enumerate(words)
            if word in possible
            for way in possible[word]
            for offset in way.offsets
            if way.beside in steps[at + offset]
        ]
        found = [
            Found(way.what, start, end)
            for at, way in near
            for start in range(at - way.reach if at > way.reach else 0, at + 1)
            if way.first in steps[start] and (end := ends_at(way.rest, steps, start)) > 0
        ]
        return sorted(dict.fromkeys(found), key=lambda one: (one.start, one.end))

    def _meet(self, word: str) -> _Met[T]:
        stems = [word[:end] for end in range(1, min(len(word), self._longest_stem) + 1)]
        by_stem = (number for stem in stems for number in self._stem_takers.get(stem, ()))
        takes = frozenset((*self._takers.get(word, ()), *by_stem))
        return _Met(takes, tuple(way for rarest in sorted(takes) for way in self._by_rarest.get(rarest, ())))


def _way(numbers: list[int], gaps: list[int], what: T, usual: list[int]) -> _Way[T]:
    rarest = min(range(len(numbers)), key=lambda at: usual[numbers[at]])
    rest = tuple(zip(numbers[1:], gaps[1:], strict=True))
    reach = rarest + sum(gaps[1 : rarest + 1])
    beside, offsets = _beside(numbers, gaps, rarest)
    return _Way(what, numbers[0], rest, frozenset(numbers), numbers[rarest], reach, beside, offsets)


def _beside(numbers: list[int], gaps: list[int], rarest: int) -> tuple[int, tuple[int, ...]]:
    """The number of the step before or behind the rarest, whichever has the smaller gap, and where it can stand."""
    before = gaps[rarest] if rarest else len(_BEYOND)
    behind = gaps[rarest + 1] if rarest + 1 < len(numbers) else len(_BEYOND)
    if len(numbers) == 1:
        return numbers[rarest], (0,)
    if before < behind:
        return numbers[rarest - 1], tuple(range(-1, -2 - before, -1))
    return numbers[rarest + 1], tuple(range(1, 2 + behind))


def _often(word: str) -> int:
    return _OFTEN[len(word)] if len(word) < len(_OFTEN) else 1
