"""`config try DIR --last 30d`: what a draft of the configuration would have decided otherwise."""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click

from chalicelib.bootstrap import Services
from chalicelib.ports import Store
from infra.config import read
from infra.config_build import seconds
from infra.config_replay import Replayed, replay

_PAGE = 100
_LONGEST = 3650 * 86_400
"""Seconds that `--last` reaches back at most: ten years."""
Opened = Callable[[str | None], Services]


@click.command("try")
@click.argument("directory", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--overlay", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Laid over the folder.")
@click.option("--last", default="30d", show_default=True, help="How far back: 12h, 30d.")
@click.option(
    "--limit", default=500, show_default=True, type=click.IntRange(1, 10_000), help="No more inquiries than this."
)
@click.option("--stage", help="An installation on AWS; without it, the local stack.")
@click.option("--json", "as_json", is_flag=True, help="JSON instead of text.")
@click.pass_obj
def try_command(
    opened: Opened | None,
    /,
    directory: Path,
    overlay: Path | None,
    stage: str | None,
    *,
    as_json: bool,
    **window: Any,
) -> None:
    """Replay stored inquiries through a folder; list each that would be decided otherwise. Changes nothing."""
    from infra.commands import plainly  # noqa: PLC0415
    from infra.operate import installation  # noqa: PLC0415

    last, limit = window["last"], window["limit"]
    if not 0 < seconds(last) <= _LONGEST:
        raise click.UsageError(f"--last {last}: write a length of time such as 12h or 30d")
    draft = read(directory, overlay=overlay)
    with plainly():
        services = (opened or installation)(stage)
        since = services.clock().astimezone(UTC) - timedelta(seconds=seconds(last))
        looked = [replay(case, draft) for case in _cases(services.store, since, limit)]
    found = [one for one in looked if one and one.differences]
    if as_json:
        click.echo(
            json.dumps({"looked_at": len(looked), "changed": list(map(asdict, found))}, default=datetime.isoformat)
        )
        return
    for one in found:
        click.echo("\n".join(_lines(one)))
    routed = sum(one is not None for one in looked)
    click.echo(f"{len(found)} of {routed} inquiries would be decided otherwise")
    if len(looked) == limit:
        click.echo(f"looked at the newest {limit} only: --limit looks at more", err=True)


def _cases(store: Store, since: datetime, limit: int) -> Iterator[Any]:
    """Newest first: four index queries for each hundred, and one query for each inquiry."""
    before, left = "", limit
    while left:
        lines = store.inbox(limit=min(_PAGE, left), before=before)
        for line in lines:
            if line.opened_at < since:
                return
            case = store.case(line.reference)
            if case:
                left -= 1
                yield case
        if not lines:
            return
        before = f"{lines[-1].opened_at.isoformat()}#{lines[-1].reference}"


def _lines(one: Replayed) -> Iterator[str]:
    yield f"{one.reference}  {one.opened_at:%Y-%m-%d %H:%M} UTC  {' '.join(one.subject.split())[:70]}"
    for part in one.differences:
        what = part.what.replace("_", " ")
        yield f"    {what}: {part.before or 'nothing'} → {part.after or 'nothing'}"
    yield f"    because {one.why}"
