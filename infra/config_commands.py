"""`config validate|push|show|versions|diff|try`: a district's configuration from a terminal."""

import getpass
import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chalicelib.adapters.codec import to_plain
from chalicelib.adapters.tallies import TableTallies
from chalicelib.domain.district import District
from chalicelib.domain.versions import Version
from infra.config import examine, push_folder, read, versions
from infra.config_diff import changes
from infra.config_layout import summary, told
from infra.config_read import read_folder
from infra.config_store import Pushed, Versions
from infra.config_try import try_command
from infra.follow import cause_of_push, follow, said, wait_option

if TYPE_CHECKING:
    from infra.clients import Clients
    from infra.outputs import Outputs

Open = Callable[[str | None], "tuple[Clients, Outputs]"]
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_folder = click.argument("directory", type=_FOLDER)
_overlay = click.option(
    "--overlay",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A YAML file to lay over the folder: mappings merge, all else replaces.",
)
_stage = click.option("--stage", help="An installation on AWS; without it, the local stack.")
_json = click.option("--json", "as_json", is_flag=True, help="JSON instead of text.")


@click.group()
def config() -> None:
    """Check, try, store and show the district's configuration."""


@config.command()
@_folder
@_overlay
def validate(directory: Path, overlay: Path | None) -> None:
    """Check a folder, without any connection. Says file, line and remedy of every problem."""
    for line in summary(read(directory, overlay=overlay)):
        click.echo(line)
    _warn(directory, overlay)
    click.echo("sound")


@config.command()
@click.argument("directory", type=_FOLDER, required=False)
@_overlay
@click.option("--version", help="Instead of a folder: an older version, to be in force again.")
@click.option("--by", default=getpass.getuser, metavar="NAME", help="Who pushes; the name of your account unless told.")
@click.option("--note", default="", help="What for, in a few words.")
@wait_option
@_stage
@click.pass_obj
def push(
    opened: Open | None,
    /,
    directory: Path | None,
    overlay: Path | None,
    version: str | None,
    stage: str | None,
    *,
    wait: bool,
    **who: str,
) -> None:
    """Check a folder and make it the newest version, or bring an older version back. Functions see it within a minute."""
    from infra.commands import plainly  # noqa: PLC0415 - validate works without boto3's help

    if bool(directory) == bool(version):
        raise click.UsageError("name either a folder or, with --version, an older version")
    with plainly():
        clients, outputs = (opened or _installation)(stage)
        where = versions(outputs, clients)
        before = where.newest()
        if directory:
            pushed = push_folder(directory, outputs, clients, overlay=overlay, pushed=Pushed(**who))
        else:
            back = Pushed(who["by"], who["note"] or f"as version {version}")
            pushed = where.push(where.stored(str(version)), now=datetime.now(UTC), pushed=back)
    if directory:
        _warn(directory, overlay)
    already = before is not None and pushed == before.version
    if already:
        click.echo(f"{pushed} is in force already, nothing was stored")
        return
    click.echo(f"{pushed} is in force within a minute")
    click.echo(_moved(where, pushed, wait=wait) if wait else f"open deadlines are found anew: `config moved {pushed}`")


@config.command()
@click.argument("version", required=False)
@wait_option
@_stage
@click.pass_obj
def moved(opened: Open | None, version: str | None, stage: str | None, *, wait: bool) -> None:
    """How many open deadlines a push moved; without VERSION, the newest."""
    where = _versions(opened, stage)
    _, record = _stored(where, version)
    if record is None:
        raise click.ClickException(f"no configuration version {version}: `config versions` lists them")
    click.echo(_moved(where, record.version, wait=wait))


def _moved(where: Versions, version: str, *, wait: bool) -> str:
    from infra.commands import plainly  # noqa: PLC0415

    tallies = TableTallies(where.dynamodb, where.table)
    with plainly():
        cause = cause_of_push(where.dynamodb, where.table, version)
        return said(follow(lambda: tallies.read(cause)) if wait else tallies.read(cause))


@config.command()
@click.option("--version", help="An older version; without it, the newest.")
@_json
@_stage
@click.pass_obj
def show(opened: Open | None, version: str | None, stage: str | None, *, as_json: bool) -> None:
    """Say what is in force."""
    where = _versions(opened, stage)
    district, record = _stored(where, version)
    if as_json:
        click.echo(json.dumps(to_plain(district), ensure_ascii=False, indent=1))
        return
    click.echo(told(record) if record else f"version {district.version}")
    for line in summary(district):
        click.echo(line)


@config.command("versions")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 500), help="No more than this.")
@_json
@_stage
@click.pass_obj
def versions_command(opened: Open | None, limit: int, stage: str | None, *, as_json: bool) -> None:
    """The versions, newest first: when, by whom, what for."""
    where = _versions(opened, stage)
    found = where.list(limit=limit)
    if as_json:
        click.echo(json.dumps([asdict(one) for one in found], ensure_ascii=False))
        return
    for one in found:
        click.echo(told(one))
    if not found:
        click.echo("nothing was ever pushed: run `python -m infra config push DIR`")


@config.command()
@_folder
@_overlay
@click.option("--version", help="Against an older version; without it, the one in force.")
@_json
@_stage
@click.pass_obj
def diff(
    opened: Open | None,
    directory: Path,
    overlay: Path | None,
    version: str | None,
    stage: str | None,
    *,
    as_json: bool,
) -> None:
    """Say what a push of this folder would change, in sentences."""
    drafted = read(directory, overlay=overlay)
    current, _ = _stored(_versions(opened, stage), version)
    found = changes(current, drafted)
    if as_json:
        click.echo(json.dumps([asdict(one) for one in found], ensure_ascii=False))
        return
    for line in map(str, found) if found else [f"nothing: {current.version} says the same"]:
        click.echo(line)


config.add_command(try_command)


def _versions(opened: Open | None, stage: str | None) -> Versions:
    from infra.commands import plainly  # noqa: PLC0415

    with plainly():
        clients, outputs = (opened or _installation)(stage)
        return versions(outputs, clients)


def _stored(where: Versions, version: str | None) -> tuple[District, Version | None]:
    from infra.commands import plainly  # noqa: PLC0415

    with plainly():
        record = where.record(version) if version else where.newest()
        if not version and record is None:
            raise LookupError("nothing was ever pushed: run `python -m infra config push DIR`")
        return where.stored(version or str(record and record.version)), record


def _installation(stage: str | None) -> "tuple[Clients, Outputs]":
    from infra import stack  # noqa: PLC0415
    from infra.clients import Clients, target  # noqa: PLC0415

    clients = Clients(target(stage))
    return clients, stack.read(clients)


def _warn(directory: Path, overlay: Path | None) -> None:
    document = read_folder(directory, overlay)
    examine(document)
    for warning in document.warnings:
        click.echo(f"warning: {warning}", err=True)
