"""How well the lexicon hears a labelled set: {id, text, tier} a line."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from chalicelib.domain.district import District
from chalicelib.domain.safety import loudest
from chalicelib.domain.words import Tier

SETS = Path(__file__).parents[1] / "tests" / "safety"


def rows(name: str = "*.jsonl") -> list[dict[str, Any]]:
    """Every labelled message of the repository, or those of one file."""
    return [json.loads(line) for path in sorted(SETS.glob(name)) for line in path.read_text("utf-8").splitlines()]


def measured(labelled: Iterable[Mapping[str, Any]], district: District) -> tuple[dict[str, float], list[str]]:
    """Percentages by measure, and a line for every message heard otherwise than labelled."""
    said = [(row, loudest(district.safety.scan(row["text"]))) for row in labelled]
    dangers = [tier for row, tier in said if row["tier"] != Tier.NONE]
    pages = [tier for row, tier in said if row["tier"] == Tier.PAGE]
    paged = [row for row, tier in said if tier is Tier.PAGE]
    figures = {
        "recall at any tier": _percent(tier is not Tier.NONE for tier in dangers),
        "recall of pages": _percent(tier is Tier.PAGE for tier in pages),
        "precision at paging": _percent(row["tier"] == Tier.PAGE for row in paged),
    }
    misses = [f"wanted {row['tier']}, heard {tier}: {row['text']}" for row, tier in said if row["tier"] != tier]
    return figures, misses


def _percent(held: Iterable[bool]) -> float:
    all_of_them = list(held)
    return 100 * sum(all_of_them) / max(1, len(all_of_them))
