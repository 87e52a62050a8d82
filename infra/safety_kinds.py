"""Of what danger a word speaks, and in which language: what a hit of the weights is called."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import log
from typing import Any

from chalicelib.domain.safety_concepts import Concepts
from chalicelib.domain.safety_features import concepts_of
from chalicelib.domain.safety_weights import digit
from chalicelib.domain.safety_words import folded
from chalicelib.domain.words import Tier

_SEEN = 3
_DOUBT = 3
_STEPS = 2
Row = Mapping[str, Any]


def kinds(rows: Iterable[Row], known: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """The categories, the usual first, and by language the words and concepts that several dangers hold; concepts have none.
    Before each stands a digit a category: how much more often the word is met there than in dangers at large, as a logarithm."""
    concepts = Concepts(known)
    met: dict[str, Counter[str]] = {}
    tongues: dict[str, Counter[str]] = {}
    usual: Counter[str] = Counter()
    for row in rows:
        if row["tier"] == Tier.NONE:
            continue
        usual[row["category"]] += 1
        for token in set(concepts.tokens(folded(row["text"]))):
            tongues.setdefault(token, Counter())[row["language"]] += 1
            for name in {token, *concepts_of(token, concepts)}:
                met.setdefault(name, Counter())[row["category"]] += 1
    categories = sorted(usual, key=lambda one: (-usual[one], one))
    shares = [usual[one] / usual.total() for one in categories]
    found: dict[str, list[str]] = {}
    for name, here in sorted(met.items()):
        if (count := here.total()) >= _SEEN:
            language = max(tongues[name].items(), key=lambda pair: (pair[1], pair[0]))[0] if name in tongues else ""
            pairs = zip(categories, shares, strict=True)
            more = (log((here[one] / share + _DOUBT) / (count + _DOUBT)) for one, share in pairs)
            found.setdefault(language, []).append("".join(digit(round(_STEPS * one)) for one in more) + name)
    return {"categories": categories, "words": {one: "|".join(names) for one, names in sorted(found.items())}}
