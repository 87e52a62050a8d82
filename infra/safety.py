"""`safety scan`: what the lexicon says of messages; nothing is sent anywhere."""

import json
import sys
from collections.abc import Mapping
from operator import attrgetter
from pathlib import Path
from typing import Any, TextIO

import click

from chalicelib.domain.district import District
from chalicelib.domain.safety import heard, loudest
from infra.config_build import build
from infra.config_read import read_folder
from infra.safety_check import figures, held_out, measured, rows
from infra.safety_learn import HARD, SHIPPED, ship

_DISTRICT = Path(__file__).parent / "district"


@click.group()
def safety() -> None:
    """Ask the safety lexicon."""


@safety.command()
@click.argument("file", type=click.File("r", encoding="utf-8", errors="replace"))
@click.option("--district", type=click.Path(exists=True, file_okay=False, path_type=Path), default=_DISTRICT)
def scan(file: TextIO, district: Path) -> None:
    """FILE holds a JSON line {"id", "text"} for each message, - reads standard input. Ends with 1 when a line was none."""
    made = build(read_folder(district).data, "")
    bad = 0
    for number, line in enumerate(file, 1):
        if not line.strip():
            continue
        try:
            row = _row(line)
        except ValueError as error:
            bad += 1
            click.echo(f'line {number}: {error}: write {{"id": "1", "text": "…"}}', err=True)
            continue
        click.echo(json.dumps(judged(row, made), ensure_ascii=False))
    sys.exit(1 if bad else 0)


@safety.command()
@click.option("--district", type=click.Path(exists=True, file_okay=False, path_type=Path), default=_DISTRICT)
def check(district: Path) -> None:
    """How well the labelled messages in tests/safety are heard, with every miss, and how well unseen ones would be."""
    made = build(read_folder(district).data, "")
    seen, misses = measured(rows(), made.safety)
    for line in misses:
        click.echo(line)
    held = held_out(made)
    click.echo(f"as shipped, {len(rows())} messages of tests/safety, learnt from among others: {_percentages(seen)}")
    hard = [one for one in held if one[0]["id"].startswith(HARD)]
    usual = [one for one in held if not one[0]["id"].startswith(HARD)]
    for language in sorted({row["language"] for row, _ in held}):
        those = [(row, tier) for row, tier in usual if row["language"] == language]
        click.echo(f"held out, {language}, {len(those)} messages: {_percentages(figures(those))}")
    click.echo(f"held out, {len(hard)} messages that differ in little but their tier: {_percentages(figures(hard))}")
    click.echo(
        f"held out, the {len(usual)} others, each heard by weights learnt without it: {_percentages(figures(usual))}"
    )


@safety.command()
def learn() -> None:
    """Learn the weights anew from the labelled messages in infra/safety and tests/safety, and write them."""
    count = ship()
    click.echo(f"{SHIPPED.name}: {SHIPPED.stat().st_size:,} bytes, learnt from {count} messages")


def _percentages(figures: Mapping[str, float]) -> str:
    return ", ".join(f"{name} {value:.1f} %" for name, value in figures.items())


def judged(row: dict[str, Any], district: District) -> dict[str, Any]:
    """`id`, the loudest `tier` and every hit, each once: several phrases of a lexicon may hear the same words."""
    hits = heard(lambda: district.safety, row["text"])
    names = ("category", "language", "matched", "softened_by")
    return {
        "id": row["id"],
        "tier": loudest(hits),
        "hits": [dict(zip(names, told, strict=True)) for told in dict.fromkeys(map(attrgetter(*names), hits))],
    }


def _row(line: str) -> dict[str, Any]:
    row = json.loads(line)
    if not isinstance(row, dict) or not isinstance(row.get("text"), str) or "id" not in row:
        raise ValueError("not an object with an id and a text")
    return row
