"""What words have in common: `pistol`, `fusca` and 手枪 are all a weapon. Learnt weights know concepts as well as words.

Several words that stand for one concept become one token, the longest first; `toog*` stands for every word it begins.
"""

from collections.abc import Mapping, Sequence
from operator import add

from chalicelib.domain.safety_kept import Kept

_MANY = 1 << 20
"""More than there are words that can be the second of several."""


class Concepts:
    """Concepts by word; made of `{"weapon": ["gun", "box cutter", "toog*"]}`, folded already."""

    def __init__(self, known: Mapping[str, Sequence[str]]) -> None:
        self._exact: dict[str, tuple[str, ...]] = {}
        self._stems: dict[str, tuple[str, ...]] = {}
        self._rows: dict[tuple[str, str], list[tuple[str, ...]]] = {}
        self._ended: dict[str, tuple[str, ...]] = {}
        self._met: Kept[str, tuple[str, ...]] = Kept(self._found)
        self._places: Kept[str, tuple[int, int]] = Kept(self._place)
        for concept in sorted(known):
            for entry in known[concept]:
                self._add(entry, concept)
        for several in self._rows.values():
            several.sort(key=lambda row: (-len(row), row))
        self._longest = max(map(len, self._stems), default=0)
        self._before: dict[str, list[str]] = {}
        for first, second in self._rows:
            self._before.setdefault(second, []).append(first)
        firsts = dict.fromkeys((*(first for first, _ in self._rows), *self._ended))
        self._firsts = {first: _MANY * at for at, first in enumerate(firsts, 1)}
        self._behind = tuple({stem for stems in self._ended.values() for stem in stems})
        self._numbers: dict[tuple[str, tuple[str, ...]], int] = {("", ()): 0}
        self._joined: set[int] = set()

    def _add(self, entry: str, concept: str) -> None:
        words = tuple(entry.split())
        if len(words) > 1:
            self._exact[entry] = (*self._exact.get(entry, ()), concept)
            if len(words) == 2 and entry.endswith("*"):
                self._ended[words[0]] = tuple(dict.fromkeys((*self._ended.get(words[0], ()), words[1][:-1])))
            elif words not in (rows := self._rows.setdefault((words[0], words[1]), [])):
                rows.append(words)
        elif entry.endswith("*"):
            self._stems[entry[:-1]] = (*self._stems.get(entry[:-1], ()), concept)
        else:
            self._exact[entry] = (*self._exact.get(entry, ()), concept)

    def of(self, token: str) -> tuple[str, ...]:
        """The concepts of a token, each once."""
        return self._met[token]

    def _found(self, token: str) -> tuple[str, ...]:
        found = dict.fromkeys(self._exact.get(token, ()))
        for end in range(2, min(len(token), self._longest) + 1):
            found |= dict.fromkeys(self._stems.get(token[:end], ()))
        return tuple(found)

    def tokens(self, words: list[str]) -> list[str]:
        """The words, those that are one concept together as one."""
        if not words:
            return []
        first, second = zip(*map(self._places.__getitem__, words), strict=True)
        tokens: list[str] = []
        past = 0
        for at in [at for at, pair in enumerate(map(add, first, second[1:])) if pair in self._joined]:
            if at >= past and (row := self._row(words, at)):
                tokens += words[past:at]
                tokens.append(" ".join(row))
                past = at + len(row)
        return tokens + words[past:]

    def _place(self, word: str) -> tuple[int, int]:
        """The word's number as the first of several and as the second; the sums of those that belong together are `_joined`."""
        ended: tuple[str, ...] = ()
        if word.startswith(self._behind):
            ended = tuple(first for first, stems in self._ended.items() if word.startswith(stems))
        before = (*self._before.get(word, ()), *ended)
        known_by = word if word in self._before else "", ended
        number = self._numbers.setdefault(known_by, len(self._numbers))
        self._joined |= {self._firsts[first] + number for first in before}
        return self._firsts.get(word, 0), number

    def _row(self, words: list[str], at: int) -> tuple[str, ...] | None:
        for row in self._rows.get((words[at], words[at + 1]), ()):
            if len(row) == 2 or _are(row[2:], words[at + 2 : at + len(row)]):
                return row
        ends = (stem for stem in self._ended.get(words[at], ()) if words[at + 1].startswith(stem))
        return next(((words[at], stem + "*") for stem in ends), None)


def _are(row: tuple[str, ...], words: list[str]) -> bool:
    """Whether the words are the row's, the last of which may be a stem."""
    if len(words) < len(row):
        return False
    *whole, last = row
    return whole == words[:-1] and (words[-1] == last or (last[-1] == "*" and words[-1].startswith(last[:-1])))
