"""Patterns compiled when first used: the long ones would cost more at import than the whole rest of the reader."""

import re
from collections.abc import Iterable, Iterator


class Lazy:
    """A regular expression over text that compiles itself on first use."""

    __slots__ = ("_compiled", "_flags", "_source")

    def __init__(self, source: str, flags: re.RegexFlag = re.NOFLAG) -> None:
        self._source = source
        self._flags = flags
        self._compiled: re.Pattern[str] | None = None

    def get(self) -> re.Pattern[str]:
        if self._compiled is None:
            self._compiled = re.compile(self._source, self._flags)
        return self._compiled

    def search(self, text: str) -> re.Match[str] | None:
        return self.get().search(text)

    def match(self, text: str) -> re.Match[str] | None:
        return self.get().match(text)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        return self.get().fullmatch(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        return self.get().finditer(text)

    def findall(self, text: str) -> list[str]:
        return self.get().findall(text)

    def sub(self, replacement: str, text: str) -> str:
        return self.get().sub(replacement, text)


def alternatives(phrases: Iterable[str]) -> str:
    """`a|b|c`, escaped, the longest first so that no phrase hides behind its own beginning."""
    return "|".join(re.escape(phrase) for phrase in sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase)))
