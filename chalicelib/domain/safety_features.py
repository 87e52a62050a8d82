"""What a window of words holds that may have a weight: places in a table, found by adding up letters (CRC-32).

A word counts by itself, by every four letters in a row (its slips and other forms share most of them), by its beginning and
by its concepts. It counts together with the next word and its concepts, with the word after that, and concepts with those up
to three words further on. What is met more than once counts more than once.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from zlib import crc32

from chalicelib.domain.safety_concepts import Concepts

PLACES = 1 << 18
DISTANCES = (1, 2, 3)
"""How many words further on another is looked at."""
_STEM = 4
_LETTERS = 4
_MIXED = (0x9E3779B1, 0x85EBCA6B, 0xC2B2AE35)
"""By these a checksum is multiplied for each of its parts in a pair: two words, swapped, are not the same pair."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word's places by itself, and what is combined (exclusive or) to the place of two: `before` of the first word and its
    concepts, `behind` of the second and its concepts, `apart` of the second when one stands between. The word's own is the first."""

    alone: tuple[int, ...]
    before: tuple[int, ...]
    behind: tuple[int, ...]
    apart: int


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
        before, behind, apart = (tuple((one * by >> 14) % PLACES for one in sums) for by in _MIXED)
        return Token(tuple(one % PLACES for one in sums + parts), before, behind, apart[0])

    def of(self, window: list[str]) -> list[int]:
        """The places of all that a window holds."""
        tokens = list(map(self.token, self.tokens(window)))
        found = [place for token in tokens for place in token.alone]
        for distance in DISTANCES:
            for first, second in zip(tokens, tokens[distance:], strict=False):
                found += together(first, second, distance)
        return found


def concepts_of(said: str, concepts: Concepts) -> Iterator[str]:
    """The names of its concepts, which no word has."""
    return (f"={one}" for one in concepts.of(said))


def together(first: Token, second: Token, distance: int) -> list[int]:
    """The places of what two words are together, the second so many words further on."""
    if distance == 1:
        return [one ^ other for one in first.before for other in second.behind]
    found = [one ^ other for one in first.before[1:] for other in second.behind[1:]]
    return [first.before[0] ^ second.apart, *found] if distance == 2 else found


def _parts(said: str) -> Iterator[str]:
    """Letters in a row, with the ends of the word marked, and the beginning of a long word."""
    if " " in said:
        return
    marked = f"<{said}>"
    if len(marked) > _LETTERS:
        yield from ("~" + marked[at : at + _LETTERS] for at in range(len(marked) - _LETTERS + 1))
    if len(said) > _STEM and said[0] < "\u2000":
        yield said[:_STEM] + "*"
