"""`config validate|push|show|diff`: a district's folder of YAML, checked as a whole and stored as one version."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chalicelib.adapters.codec import to_plain
from chalicelib.domain.clock import spoken
from chalicelib.domain.district import District
from infra import config_store
from infra.config_build import build
from infra.config_check import check_meaning
from infra.config_read import Document, Problem, read_folder
from infra.config_schema import check_shape

if TYPE_CHECKING:
    from infra.clients import Clients
    from infra.outputs import Outputs

Open = Callable[[str | None], "tuple[Clients, Outputs]"]
_folder = click.argument("directory", type=click.Path(exists=True, file_okay=False, path_type=Path))
_overlay = click.option(
    "--overlay",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A YAML file to lay over the folder: mappings merge, all else replaces.",
)
_stage = click.option("--stage", help="An installation on AWS; without it, the local stack.")


class UnsoundDistrict(click.ClickException):
    """The folder has problems; the message is one line for each. Nothing was stored."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(problems)
        count = f"{len(problems)} problem{'s' if len(problems) > 1 else ''}; nothing was stored"
        super().__init__("\n".join([*map(str, problems), count]))

    def format_message(self) -> str:
        return "the district's configuration is not sound\n" + self.message


def read(directory: Path, *, overlay: Path | None = None, version: str = "draft") -> District:
    """The district that the folder describes. Raises UnsoundDistrict with every problem, in order of file and line."""
    document = read_folder(directory, overlay)
    problems = examine(document)
    if problems:
        raise UnsoundDistrict(problems)
    return build(document.data, version)


def examine(document: Document, *, now: datetime | None = None) -> list[Problem]:
    """Every problem of the document, in order of file and line; `now` tells which absences are past."""
    check_shape(document)
    check_meaning(document, build(document.data, "draft"), now or datetime.now(UTC))
    return sorted(set(document.problems))


def push_folder(
    directory: Path, outputs: "Outputs", clients: "Clients", *, overlay: Path | None = None, now: datetime | None = None
) -> str:
    """Checks the folder, stores it as the newest version of that installation, and returns the version. An unchanged
    district keeps its version. Raises UnsoundDistrict, PushedMeanwhile."""
    return config_store.push(
        read(directory, overlay=overlay),
        s3=clients.s3,
        dynamodb=clients.dynamodb,
        bucket=outputs.bucket,
        table=outputs.table,
        now=now or datetime.now(UTC),
    )


@click.group()
def config() -> None:
    """Check, store and show the district's configuration."""


@config.command()
@_folder
@_overlay
def validate(directory: Path, overlay: Path | None) -> None:
    """Check a folder, without any connection. Says file, line and remedy of every problem."""
    for line in _summary(read(directory, overlay=overlay)):
        click.echo(line)
    click.echo("sound")


@config.command()
@_folder
@_overlay
@_stage
@click.pass_obj
def push(opened: Open | None, directory: Path, overlay: Path | None, stage: str | None) -> None:
    """Check a folder and make it the newest version. Functions see it within a minute."""
    from infra.commands import plainly  # noqa: PLC0415 - validate works without boto3's help

    with plainly():
        clients, outputs = (opened or _installation)(stage)
        before = config_store.pointer(clients.dynamodb, outputs.table).get("version", "")
        version = push_folder(directory, outputs, clients, overlay=overlay)
    click.echo(f"{version} is in force already" if version == before else f"{version} is in force within a minute")


@config.command()
@click.option("--version", help="An older version; without it, the newest.")
@click.option("--json", "as_json", is_flag=True, help="The whole document.")
@_stage
@click.pass_obj
def show(opened: Open | None, version: str | None, stage: str | None, *, as_json: bool) -> None:
    """Say what is in force."""
    district, pushed_at = _stored(version, opened or _installation, stage)
    if as_json:
        click.echo(json.dumps(to_plain(district), ensure_ascii=False, indent=1))
        return
    click.echo(f"version {district.version}{pushed_at}")
    for line in _summary(district):
        click.echo(line)


@config.command()
@_folder
@_overlay
@_stage
@click.pass_obj
def diff(opened: Open | None, directory: Path, overlay: Path | None, stage: str | None) -> None:
    """Say what a push of this folder would change."""
    drafted = read(directory, overlay=overlay)
    current, _ = _stored(None, opened or _installation, stage)
    before, after = (_lines(one) for one in (current, drafted))
    changes = list(unified_diff(before, after, current.version, str(directory), n=2, lineterm=""))
    click.echo("\n".join(changes) if changes else f"nothing: {current.version} says the same")


def _stored(version: str | None, opened: Open, stage: str | None) -> tuple[District, str]:
    from infra.commands import plainly  # noqa: PLC0415

    with plainly():
        clients, outputs = opened(stage)
        newest = config_store.pointer(clients.dynamodb, outputs.table)
        if not version and not newest:
            raise LookupError("nothing was ever pushed: run `python -m infra config push DIR`")
        wanted = version or str(newest["version"])
        pushed_at = f", pushed {newest['pushed_at']}" if wanted == newest.get("version") else ""
        return config_store.stored(wanted, s3=clients.s3, bucket=outputs.bucket), pushed_at


def _installation(stage: str | None) -> "tuple[Clients, Outputs]":
    from infra import stack  # noqa: PLC0415
    from infra.clients import Clients, target  # noqa: PLC0415

    clients = Clients(target(stage))
    return clients, stack.read(clients)


def _summary(district: District) -> Iterator[str]:
    """A district in a dozen lines."""
    yield f"{district.name} ({district.time_zone}; writes {', '.join(district.languages)})"
    yield f"{len(district.schools)} schools, {len(district.teams)} teams, {len(district.staff)} people"
    for topic in district.topics:
        first = spoken(topic.targets.first_response)
        yield f"  {topic.id:<20} {district.team(topic.team).name:<28} first answer in {first}"
    on_call = ", ".join(district.on_call.staff)
    yield f"on call: {on_call}; the lexicon has {len(district.lexicon)} phrases"


def _lines(district: District) -> list[str]:
    plain = {key: value for key, value in to_plain(district).items() if key != "version"}
    return json.dumps(plain, ensure_ascii=False, indent=1).splitlines()
