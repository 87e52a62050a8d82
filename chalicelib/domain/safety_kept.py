"""Answers kept for the next time the same is asked: a text's words are mostly those of the texts before."""

from collections.abc import Callable
from typing import TypeVar

_MOST_KEPT = 10_000
K = TypeVar("K")
V = TypeVar("V")


class Kept(dict[K, V]):
    """Answers of a function that gives the same again; it starts anew when there are too many."""

    def __init__(self, ask: Callable[[K], V]) -> None:
        super().__init__()
        self._ask = ask

    def __missing__(self, key: K) -> V:
        answer = self._ask(key)
        if len(self) >= _MOST_KEPT:
            self.clear()
        self[key] = answer
        return answer
