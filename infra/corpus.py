"""`corpus DIR`: how well the reader does on a folder of messages with stated outcomes.

The folder holds `SOURCE.jsonl` files; each row is `{id, file, kind, expect}` and `file` is relative to the folder.
A row counts once under every measure that its `expect` states something about.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import click

from infra.corpus_checks import Row, checks

# Every measure, and the share of unseen mail that must hold for the reader to be good enough (no number: it is only watched).
_MEASURES = {
    "reply exact": 85,
    "reply acceptable": 93,
    "text kept": 98,
    "never empty": 100,
    "subject": 98,
    "sender": 98,
    "recipients": None,
    "ids": None,
    "body": 97,
    "attachments": 95,
    "no crash": 100,
    "bounce": 98,
    "bounce recipients": None,
    "bounce permanence": None,
    "automatic": 90,
    "complaint": None,
    "no false bounce": 100,
    "people are people": 100,
}


@click.command()
@click.argument("directory", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--misses", is_flag=True, help="List every miss with what was wanted and what came.")
def corpus(directory: Path, *, misses: bool) -> None:
    """Print hit rates by source for a folder of messages with stated outcomes."""
    tally: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for source, row, raw in rows(directory):
        for check in checks(row, raw):
            for name in (source, "all"):
                tally[name][check.measure][0] += check.held
                tally[name][check.measure][1] += 1
            if misses and not check.held:
                click.echo(
                    f"{row['id']}: {check.measure}: wanted {str(check.wanted)[:300]!r}, got {str(check.got)[:300]!r}"
                )
    click.echo(table(tally))


def table(tally: dict[str, dict[str, list[int]]]) -> str:
    """Measures down, sources across, the target and whether all sources together reach it last."""
    sources = [*sorted(name for name in tally if name != "all"), "all"]
    lines = [f"{'':<20}" + "".join(f"{name[:22]:>24}" for name in (*sources, "target"))]
    for measure, target in _MEASURES.items():
        cells = [tally[name].get(measure, [0, 0]) for name in sources]
        texts = [*(_cell(held, total) for held, total in cells), _verdict(cells[-1], target)]
        lines.append(f"{measure:<20}" + "".join(f"{text:>24}" for text in texts))
    return "\n".join(lines)


def _cell(held: int, total: int) -> str:
    return f"{held}/{total} {100 * held / total:.1f} %" if total else "–"


def _verdict(all_sources: list[int], target: int | None) -> str:
    held, total = all_sources
    if target is None or not total:
        return f"{target} %, no rows" if target else "–"
    return f"{target} % " + ("reached" if 100 * held >= target * total else "MISSED")


def rows(directory: Path) -> Iterator[tuple[str, Row, bytes]]:
    """(source, row, bytes) of every row whose file is there."""
    for listing in sorted(directory.glob("*.jsonl")):
        for line in listing.read_text("utf-8").splitlines():
            row = json.loads(line)
            file = directory / row["file"]
            if line.strip() and file.is_file():
                yield listing.stem, row, file.read_bytes()
