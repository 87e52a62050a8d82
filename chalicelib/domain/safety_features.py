"""What a window of words holds that may have a weight: places in a table, found by adding up letters (CRC-32).

A word counts by itself, by every four letters in a row (its slips and other forms share most of them), by its beginning and
by its concepts. It counts together with the next word and its concepts, and concepts with those two words further on. What is
met more than once counts more than once.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple
from zlib import crc32

from chalicelib.domain.safety_concepts import Concepts

PLACES = 1 << 18
Many = Sequence[Sequence[int]]
_STEM = 4
_LETTERS = 4
_MIXED = (0x9E3779B1, 0x85EBCA6B)
"""By these a checksum is multiplied for each of its parts in a pair: two words, swapped, are not the same pair."""


class Token(NamedTuple):
    """A word's places by itself, and what is combined (exclusive or) to the place of two: `firsts` of the word and its concepts
    before another, `seconds` behind one, `befores` and `behinds` of its concepts alone."""

    alone: tuple[int, ...]
    firsts: tuple[int, ...]
    seconds: tuple[int, ...]
    befores: tuple[int, ...]
    behinds: tuple[int, ...]


class Features:
    """Tokens of words, each made once."""

    def __init__(self, concepts: Concepts) -> None:
        self._concepts = concepts

    def tokens(self, window: list[str]) -> list[str]:
        """The words, those that are one concept together as one."""
        return self._concepts.tokens(window)

    def token(self, said: str) -> Token:
        """What is known of one word, or of several that are one concept."""
        sums = [crc32(one.encode()) for one in (said, *concepts_of(said, self._concepts))]
        parts = [crc32(one.encode()) for one in _parts(said)]
        firsts, seconds = (tuple((one * by >> 14) % PLACES for one in sums) for by in _MIXED)
        return Token(tuple(one % PLACES for one in sums + parts), firsts, seconds, firsts[1:], seconds[1:])

    def of(self, window: list[str]) -> list[int]:
        """The places of all that a window holds."""
        tokens = list(map(self.token, self.tokens(window)))
        if not tokens:
            return []
        alone, firsts, seconds, befores, behinds = zip(*tokens, strict=True)
        return [place for places in alone for place in places] + together(firsts, seconds, befores, behinds)


def concepts_of(said: str, concepts: Concepts) -> Iterator[str]:
    """The names of its concepts, which no word has."""
    return (f"={one}" for one in concepts.of(said))


def together(firsts: Many, seconds: Many, befores: Many, behinds: Many) -> list[int]:
    """The places of what words in a row are together, of what is known of each (Token)."""
    neighbours = [
        one ^ other for ones, others in zip(firsts, seconds[1:], strict=False) for one in ones for other in others
    ]
    return neighbours + [
        one ^ other
        for ones, others in zip(befores, behinds[2:], strict=False)
        if ones and others
        for one in ones
        for other in others
    ]


def _parts(said: str) -> Iterator[str]:
    """Letters in a row, with the ends of the word marked, and the beginning of a long word."""
    if " " in said:
        return
    marked = f"<{said}>"
    if len(marked) > _LETTERS:
        yield from ("~" + marked[at : at + _LETTERS] for at in range(len(marked) - _LETTERS + 1))
    if len(said) > _STEM and said[0] < "\u2000":
        yield said[:_STEM] + "*"
