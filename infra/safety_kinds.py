"""Of what danger a word speaks most often, and in which language: what a hit of the weights is called."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from chalicelib.domain.safety_concepts import Concepts
from chalicelib.domain.safety_features import concepts_of
from chalicelib.domain.safety_words import folded
from chalicelib.domain.words import Tier

_SEEN = 2
_USUAL = 20
Row = Mapping[str, Any]


def kinds(rows: Iterable[Row], known: Mapping[str, Sequence[str]]) -> dict[str, dict[str, str]]:
    """By category and by language, the words met in several messages and the concepts; those have no language."""
    concepts = Concepts(known)
    dangers: dict[str, Counter[str]] = {}
    tongues: dict[str, Counter[str]] = {}
    usual: Counter[str] = Counter()
    for row in rows:
        danger = row["category"] if row["tier"] != Tier.NONE else ""
        usual[danger] += 1
        for token in set(concepts.tokens(folded(row["text"]))):
            tongues.setdefault(token, Counter())[row["language"]] += 1
            for name in (token, *concepts_of(token, concepts)):
                dangers.setdefault(name, Counter())[danger] += 1
    found: dict[str, dict[str, list[str]]] = {}
    for name, met in sorted(dangers.items()):
        if met.total() >= _SEEN:
            category = max(
                (one for one in met if one), key=lambda one: (met[one] / (usual[one] + _USUAL), one), default=""
            )
            language = max(tongues[name].items(), key=lambda pair: (pair[1], pair[0]))[0] if name in tongues else ""
            found.setdefault(category, {}).setdefault(language, []).append(name)
    return {
        category: {one: "|".join(names) for one, names in sorted(by.items())} for category, by in sorted(found.items())
    }
