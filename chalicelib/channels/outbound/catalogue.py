"""The sentences Earshot writes, by language. A district's own come before the built-in ones."""

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from chalicelib.domain.district import District

PLACEHOLDER = re.compile(r"\{([a-z][a-z_]*)\}")
_HOME = Path(__file__).parent
_LAST_RESORT = "en"


@cache
def built_in(language: str) -> Mapping[str, str]:
    """Sentences by key; empty for a language that Earshot does not bring along."""
    if language not in built_in_languages():
        return {}
    found: dict[str, str] = json.loads((_HOME / f"{language}.json").read_text(encoding="utf-8"))
    return found


@cache
def built_in_languages() -> frozenset[str]:
    return frozenset(path.stem for path in _HOME.glob("*.json"))


def sentence(key: str, language: str, district: District | None = None) -> str:
    """The district's words, else the built-in ones, else the same in the district's first language, else in English.

    Raises KeyError for a key that no catalogue knows.
    """
    first = district.languages[0] if district else _LAST_RESORT
    for one in dict.fromkeys((language, first, _LAST_RESORT)):
        own = district.texts.get(one, {}) if district else {}
        found = own.get(key) or built_in(one).get(key)
        if found:
            return found
    raise KeyError(key)


def placeholders(text: str) -> frozenset[str]:
    """The names in braces."""
    return frozenset(PLACEHOLDER.findall(text))


def filled(text: str, values: Mapping[str, str]) -> str:
    """Each `{name}` replaced by its value, once and literally; unknown names become nothing. A value that ends in a full
    stop takes the place of the sentence's own."""

    def value(match: re.Match[str]) -> str:
        said = values.get(match[1], "")
        return said if match[2] and said.endswith(".") else said + match[2]

    return _WITH_STOP.sub(value, text)


_WITH_STOP = re.compile(PLACEHOLDER.pattern + r"(\.?)")
