"""How well the lexicon and the weights hear labelled messages: {id, text, language, category, tier} a line."""

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from chalicelib.domain.district import District
from chalicelib.domain.safety import Lexicon, loudest
from chalicelib.domain.safety_weights import Weights
from chalicelib.domain.words import Tier
from infra.safety_concepts import concepts
from infra.safety_learn import FOLDS, labelled, shipped_judgement, without_each

SETS = Path(__file__).parents[1] / "tests" / "safety"
Said = list[tuple[Mapping[str, Any], Tier]]


def rows(name: str = "*.jsonl") -> list[dict[str, Any]]:
    """Every labelled message of the repository, or those of one file."""
    return [json.loads(line) for path in sorted(SETS.glob(name)) for line in path.read_text("utf-8").splitlines()]


def measured(labelled: Iterable[Mapping[str, Any]], lexicon: Lexicon) -> tuple[dict[str, float], list[str]]:
    """Percentages by measure, and a line for every message heard otherwise than labelled."""
    said = [(row, loudest(lexicon.scan(row["text"]))) for row in labelled]
    return figures(said), [
        f"wanted {row['tier']}, heard {tier}: {row['text']}" for row, tier in said if row["tier"] != tier
    ]


def held_out(district: District, *, times: int = FOLDS) -> Said:
    """Every labelled message, heard with weights that were learnt without it; with fewer `times`, so many fifths of them."""
    rows = labelled()
    known, said = concepts(rows), []
    for made, held in without_each(rows, known, times):
        weights = Weights(made | shipped_judgement())
        lexicon = Lexicon(district.lexicon, district.softeners, _always(weights))
        said += [(row, loudest(lexicon.scan(row["text"]))) for row in held]
    return said


def _always(weights: Weights) -> Callable[[], Weights]:
    return lambda: weights


def figures(said: Said) -> dict[str, float]:
    """How much of the dangers is heard, and how much of what is heard is none."""
    return {
        "recall at any tier": _percent(tier is not Tier.NONE for row, tier in said if row["tier"] != Tier.NONE),
        "recall of pages": _percent(tier is Tier.PAGE for row, tier in said if row["tier"] == Tier.PAGE),
        "precision at paging": _percent(row["tier"] == Tier.PAGE for row, tier in said if tier is Tier.PAGE),
        "ordinary messages heard as a danger": _percent(
            tier is not Tier.NONE for row, tier in said if row["tier"] == Tier.NONE
        ),
    }


def _percent(held: Iterable[bool]) -> float:
    all_of_them = list(held)
    return 100 * sum(all_of_them) / max(1, len(all_of_them))
