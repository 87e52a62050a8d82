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

_MEASURES = (
    *(
        "reply exact",
        "reply acceptable",
        "text kept",
        "never empty",
        "subject",
        "sender",
        "recipients",
        "ids",
        "body",
        "attachments",
        "no crash",
    ),
    *("bounce", "bounce recipients", "bounce permanence", "no false bounce", "automatic"),
)


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
    """Measures down, sources across."""
    sources = [*sorted(name for name in tally if name != "all"), "all"]
    lines = [f"{'':<20}" + "".join(f"{name[:22]:>24}" for name in sources)]
    for measure in _MEASURES:
        cells = [tally[name].get(measure, [0, 0]) for name in sources]
        if any(total for _, total in cells):
            lines.append(f"{measure:<20}" + "".join(f"{_cell(held, total):>24}" for held, total in cells))
    return "\n".join(lines)


def _cell(held: int, total: int) -> str:
    return f"{held}/{total} {100 * held / total:.1f} %" if total else "–"


def rows(directory: Path) -> Iterator[tuple[str, Row, bytes]]:
    """(source, row, bytes) of every row whose file is there."""
    for listing in sorted(directory.glob("*.jsonl")):
        for line in listing.read_text("utf-8").splitlines():
            row = json.loads(line)
            file = directory / row["file"]
            if line.strip() and file.is_file():
                yield listing.stem, row, file.read_bytes()
