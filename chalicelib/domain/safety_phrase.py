"""The language of the lexicon's phrases.

`kill*` takes every ending; `(dad|step dad)` is one of several; `(really)?` may be missing; `..3` skips up to three words.
A phrase becomes sequences of steps; each is looked for where its first word stands.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from chalicelib.domain.safety_words import folded

_PART = re.compile(r"\([^()]*\)\??|\.\.[1-9]|[^\s()]+")
_MOST = 400
_SHORTEST_RUN = 8


@dataclass(frozen=True, slots=True)
class Step:
    """One word of those, or of those stems; up to `gap` other words may stand before it."""

    words: frozenset[str]
    stems: tuple[str, ...]
    gap: int = 0


Steps = tuple[Step, ...]


def compiled(phrase: str) -> list[Steps]:
    """Each way to say the phrase. Raises ValueError with what is wrong with it."""
    rows: list[list[tuple[Step, ...]]] = []
    gap = 0
    for part in _parts(phrase):
        if part.startswith(".."):
            gap = int(part[2:])
            continue
        rows.append(_choices(part, gap))
        gap = 0
    if gap or not rows:
        raise ValueError("ends or consists of a gap")
    ways = [tuple(step for piece in way for step in piece) for way in product(*rows)]
    if len(ways) > _MOST or not all(ways):
        raise ValueError("can be said in no words, or in too many ways")
    return ways + [run for way in ways if (run := _run_together(way))]


def ends_at(rest: Sequence[tuple[int, int]], taken: Sequence[frozenset[int]], at: int, step: int = 0) -> int:
    """Where the steps that follow the one at `at` end, -1 when they do not: each has a number and the gap allowed before it,
    and `taken` are the numbers of the steps that take each word. Gaps are bounded, so is the work."""
    if step == len(rest):
        return at + 1
    number, gap = rest[step]
    for place, numbers in enumerate(taken[at + 1 : at + 2 + gap], at + 1):
        if number in numbers and (end := ends_at(rest, taken, place, step + 1)) > 0:
            return end
    return -1


def _parts(phrase: str) -> list[str]:
    parts = _PART.findall(phrase)
    if sum(map(phrase.count, "()")) != 2 * sum(part.startswith("(") for part in parts):
        raise ValueError("has a bracket too many or one too few")
    return parts


def _choices(part: str, gap: int) -> list[tuple[Step, ...]]:
    maybe = part.endswith("?") and part.startswith("(")
    said = part.rstrip("?").strip("()").split("|")
    single: set[str] = set()
    stems: set[str] = set()
    found: list[tuple[Step, ...]] = []
    for one in said:
        words = _words(one)
        if not words:
            raise ValueError("holds a choice without a letter")
        if len(words) > 1:
            found.append(tuple(_step({word}, gap if at == 0 else 0) for at, word in enumerate(words)))
        elif words[0].endswith("*"):
            stems.add(words[0][:-1])
        else:
            single.add(words[0])
    if single or stems:
        found.append((Step(frozenset(single), tuple(sorted(stems)), gap),))
    return [*found, ()] if maybe else found


def _step(words: set[str], gap: int) -> Step:
    (word,) = words
    return Step(frozenset(), (word[:-1],), gap) if word.endswith("*") else Step(frozenset(words), (), gap)


@lru_cache(maxsize=8_192)
def _words(phrase: str) -> tuple[str, ...]:
    """Kept: the same words stand in many phrases, and a lexicon is made ready while somebody's first message waits."""
    words: list[str] = []
    for part in phrase.split():
        if set(part) & set("-.,;:/?!"):
            raise ValueError("holds punctuation")
        words += folded(part.rstrip("*"))
        if part.endswith("*") and words:
            words[-1] += "*"
    return tuple(words)


def _run_together(way: Steps) -> Steps:
    """The same without blanks (`killmyself`), when each word is certain."""
    if not 2 <= len(way) <= 3 or any(step.stems or step.gap or len(step.words) > 12 for step in way):
        return ()
    runs = {"".join(words) for words in product(*(step.words for step in way))}
    long = frozenset(run for run in runs if len(run) >= _SHORTEST_RUN and run.isascii())
    return (Step(long, ()),) if long else ()
