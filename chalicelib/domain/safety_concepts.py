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
        for rows in self._rows.values():
            rows.sort(key=lambda row: (-len(row), row))
        self._begin = frozenset(row[:2] for rows in self._rows.values() for row in rows)
        self._stemmed = frozenset(row[0] for rows in self._rows.values() for row in rows if row[1].endswith("*"))
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
        pairs = self._begin.intersection(pairwise(words))
        if not pairs and self._stemmed.isdisjoint(words):
            return words
        begin = self._stemmed | {first for first, _ in pairs}
        tokens: list[str] = []
        at, end = 0, len(words)
        while at < end:
            word = words[at]
            row = self._row(self._rows[word], words, at) if word in begin else None
            tokens.append(" ".join(row) if row else word)
            at += len(row) if row else 1
        return tokens

    def _row(self, rows: list[tuple[str, ...]], words: list[str], at: int) -> tuple[str, ...] | None:
        for row in rows:
            if at + len(row) <= len(words) and all(map(_takes, row[1:], words[at + 1 :])):
                return row
        return None


def _takes(wanted: str, word: str) -> bool:
    return word == wanted or (wanted.endswith("*") and word.startswith(wanted[:-1]))
