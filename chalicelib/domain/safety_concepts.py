"""What words have in common: `pistol`, `fusca` and 手枪 are all a weapon. Learnt weights know concepts as well as words.

Several words that stand for one concept become one token, the longest first; `toog*` stands for every word it begins.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise

_MOST = 20_000


class Concepts:
    """Concepts by word; made of `{"weapon": ["gun", "box cutter", "toog*"]}`, folded already."""

    def __init__(self, known: Mapping[str, Sequence[str]]) -> None:
        self._exact: dict[str, tuple[str, ...]] = {}
        self._stems: dict[str, tuple[str, ...]] = {}
        self._rows: dict[str, list[tuple[str, ...]]] = {}
        self._met: dict[str, tuple[str, ...]] = {}
        for concept in sorted(known):
            for entry in known[concept]:
                self._add(entry, concept)
        for several in self._rows.values():
            several.sort(key=lambda row: (-len(row), row))
        rows = [row for several in self._rows.values() for row in several]
        self._begin = frozenset(row[:2] for row in rows)
        self._stemmed = {
            row[0]: tuple({one[1][:-1] for one in self._rows[row[0]] if one[1].endswith("*")})
            for row in rows
            if row[1].endswith("*")
        }
        self._longest = max(map(len, self._stems), default=0)

    def _add(self, entry: str, concept: str) -> None:
        words = tuple(entry.split())
        if len(words) > 1:
            self._exact[entry] = (*self._exact.get(entry, ()), concept)
            rows = self._rows.setdefault(words[0], [])
            if words not in rows:
                rows.append(words)
        elif entry.endswith("*"):
            self._stems[entry[:-1]] = (*self._stems.get(entry[:-1], ()), concept)
        else:
            self._exact[entry] = (*self._exact.get(entry, ()), concept)

    def of(self, token: str) -> tuple[str, ...]:
        """The concepts of a token, each once."""
        found = self._met.get(token)
        if found is None:
            found = self._found(token)
            if len(self._met) < _MOST:
                self._met[token] = found
        return found

    def _found(self, token: str) -> tuple[str, ...]:
        found = dict.fromkeys(self._exact.get(token, ()))
        for end in range(2, min(len(token), self._longest) + 1):
            found |= dict.fromkeys(self._stems.get(token[:end], ()))
        return tuple(found)

    def tokens(self, words: list[str]) -> list[str]:
        """The words, those that are one concept together as one."""
        begin, stemmed = self._begin, self._stemmed
        starts = [
            at
            for at, (one, other) in enumerate(pairwise(words))
            if (one, other) in begin or (one in stemmed and other.startswith(stemmed[one]))
        ]
        if not starts:
            return words
        tokens: list[str] = []
        past = 0
        for at in starts:
            if at >= past and (row := self._row(words, at)):
                tokens += words[past:at]
                tokens.append(" ".join(row))
                past = at + len(row)
        return tokens + words[past:]

    def _row(self, words: list[str], at: int) -> tuple[str, ...] | None:
        for row in self._rows[words[at]]:
            if row[1:] == tuple(words[at + 1 : at + len(row)]) or _begins(row, words[at : at + len(row)]):
                return row
        return None


def _begins(row: tuple[str, ...], words: list[str]) -> bool:
    """Whether the words are the row's, the last of which is a stem."""
    *whole, stem = row
    return stem.endswith("*") and len(words) == len(row) and whole == words[:-1] and words[-1].startswith(stem[:-1])
