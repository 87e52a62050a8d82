"""The concepts as written, made ready for the weights: folded, and without what is another word in another language."""

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from chalicelib.domain.safety_words import folded

WRITTEN = Path(__file__).parent / "safety" / "concepts.yaml"
_FEW = 3
Row = Mapping[str, Any]


def concepts(rows: Iterable[Row]) -> dict[str, list[str]]:
    """Words by concept. Folding makes the Vietnamese `mẹ` an English `me`: such a word, met more often in messages of other
    languages than in those of its own, is left out."""
    met = _met(rows)
    written = yaml.safe_load(WRITTEN.read_text("utf-8"))
    return {
        concept: sorted(entry for entry, of in _entries(languages).items() if _own(entry, of, met))
        for concept, languages in written.items()
    }


def _entries(languages: Mapping[str, str]) -> dict[str, set[str]]:
    """The languages of each entry."""
    found: dict[str, set[str]] = {}
    for language, words in languages.items():
        for written in words.split(","):
            star = "*" if written.strip().endswith("*") else ""
            if entry := " ".join(folded(written.replace("*", ""))):
                found.setdefault(entry + star, set()).add(language)
    return found


def _own(entry: str, languages: set[str], met: Mapping[str, Counter[str]]) -> bool:
    own = sum(count[entry] for language, count in met.items() if language in languages)
    others = sum(count[entry] for language, count in met.items() if language not in languages)
    return others < _FEW or others <= own


def _met(rows: Iterable[Row]) -> dict[str, Counter[str]]:
    """By language, how often each word and each beginning of a word (`beg*`) was met."""
    met: dict[str, Counter[str]] = {}
    for row in rows:
        count = met.setdefault(row["language"], Counter())
        for word in folded(row["text"]):
            count[word] += 1
            count.update(word[:end] + "*" for end in range(1, len(word) + 1))
    return met
