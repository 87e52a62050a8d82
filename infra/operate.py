"""`list`, `show`, `reply`: what arrived, and an answer to it, without a browser."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from mimetypes import guess_type
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from chalicelib.bootstrap import Services
from chalicelib.domain.district import District
from chalicelib.domain.errors import Invalid, NotAllowed, NotFound, Transient
from chalicelib.domain.files import PLAIN, REPLY_BYTES, REPLY_FILES, NewFile
from chalicelib.domain.inquiry import Case
from chalicelib.domain.reference import parse_reference
from chalicelib.domain.replying import delivery_of
from chalicelib.domain.words import Direction
from infra import stack
from infra.clients import Clients, target
from infra.collaborators import services_of
from infra.commands import plainly
from infra.operate_layout import case_lines, list_lines

_stage = click.option("--stage", help="An installation on AWS; without it, the local stack.")
_json = click.option("--json", "as_json", is_flag=True, help="JSON instead of text.")
_MOST = 500
_WHY = {
    "empty": "there is nothing to send: give --text, or pipe the words to --text -",
    "too_long": "the reply is too long: 20,000 characters at most",
    "unknown": "the district has no such person: --as takes an id of staff.yaml",
    "too_many_files": f"too many files: {REPLY_FILES} at most",
    "files_too_large": f"the files are too large to go by mail: {REPLY_BYTES // 1_000_000} MB together at most",
    "empty_file": "a file is empty",
    "quarantined": "it is held: `quarantine release` it first, then answer",
    "deleted": "it was deleted: nobody is there to be answered",
}

_FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)

Open = Callable[[str | None], Services]


@click.command("list")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, _MOST), help="No more than this.")
@_stage
@_json
@click.pass_obj
def list_command(opened: Open | None, limit: int, stage: str | None, *, as_json: bool) -> None:
    """The newest inquiries, newest first."""
    with told():
        services = (opened or installation)(stage)
        found = services.store.inbox(limit=limit)
        district = _district(services)
    if as_json:
        click.echo(json.dumps([asdict(one) for one in found], default=_moment, ensure_ascii=False))
        return
    for line in list_lines(found, zone=_zone(district)) if found else ("nothing has arrived yet",):
        click.echo(line)


@click.command()
@click.argument("reference")
@_stage
@_json
@click.pass_obj
def show(opened: Open | None, reference: str, stage: str | None, *, as_json: bool) -> None:
    """All that is stored of one inquiry: messages, timeline, sends, pages, the deadline and how it was found."""
    wanted = _parsed(reference)
    with told():
        services = (opened or installation)(stage)
        case = services.store.case(wanted)
        if case is None:
            raise _unknown(wanted)
        district = _district(services)
    if as_json:
        click.echo(json.dumps(case_json(case), default=_moment, ensure_ascii=False))
        return
    for line in case_lines(case, district=district, zone=_zone(district)):
        click.echo(line)


@click.command()
@click.argument("reference")
@click.option("--as", "staff", required=True, metavar="STAFF", help="Who answers: an id of staff.yaml.")
@click.option("--text", required=True, help="The words; - reads them from standard input.")
@click.option(
    "--file", "paths", multiple=True, type=_FILE, help="Goes along with a mail, or behind the link of a text."
)
@_stage
@click.pass_obj
def reply(
    opened: Open | None, reference: str, staff: str, text: str, paths: tuple[Path, ...], stage: str | None
) -> None:
    """Answer the family, on the channel it chose, or on the one that is left."""
    from chalicelib.usecases.reply import enclose  # noqa: PLC0415
    from chalicelib.usecases.reply import reply as answer  # noqa: PLC0415 - shares the command's name

    wanted = _parsed(reference)
    words = sys.stdin.read() if text == "-" else text
    with told():
        services = (opened or installation)(stage)
        if services.store.inquiry(wanted) is None:
            raise _unknown(wanted)
        message = answer(
            wanted,
            words,
            staff=staff,
            store=services.store,
            districts=services.districts,
            randomness=services.randomness,
            enclosed=enclose([_new_file(path) for path in paths], blobs=services.blobs) if paths else (),
        )
    where = "is on the family's page, and nothing is sent" if message.channel == "web" else f"goes by {message.channel}"
    why = "".join(f" ({note})" for note in message.notes)
    click.echo(f"stored; it {where}{why}. See: python -m infra show {wanted}")


def _new_file(path: Path) -> NewFile:
    """Its type by its name, which its owner chose; it is never shown by that type alone."""
    return NewFile(path.name, path.read_bytes(), guess_type(path.name)[0] or PLAIN)


def installation(stage: str | None) -> Services:
    """The store and configuration of a deployed stack, or of the local one. Raises LookupError when there is none."""
    clients = Clients(target(stage))
    said = stack.read(clients)
    return services_of(said, clients, name="operate")


def case_json(case: Case) -> dict[str, Any]:
    """One object: the inquiry's fields, `deadline` (of its `clocks` the answer that is owed), then `messages` (ours with their `delivery`), `events`, `sends` and `pages`, each
    oldest first. What is kept of a passphrase stays where it is."""
    whole = asdict(case)
    inquiry: dict[str, Any] = whole.pop("inquiry")
    inquiry.pop("seal")
    for shown, message in zip(whole["messages"], case.messages, strict=True):
        if message.direction is Direction.OUTBOUND:
            shown["delivery"] = asdict(delivery_of(message, case.sends))
    owed = case.inquiry.deadline
    return inquiry | {"deadline": asdict(owed) if owed else None} | whole


@contextmanager
def told() -> Iterator[None]:
    """Failures as one sentence that says what to do."""
    try:
        with plainly():
            yield
    except Invalid as error:
        raise click.ClickException("; ".join(_WHY.get(why, why) for why in error.fields.values())) from error
    except NotFound as error:
        raise click.ClickException(str(error)) from error
    except NotAllowed as error:
        raise click.ClickException(f"whoever decides here may not do that with it: {error.act}") from error
    except Transient as error:
        raise click.ClickException(f"{error}: nothing was changed, try again") from error


def _unknown(reference: str) -> NotFound:
    return NotFound(f"there is no inquiry {reference}: `list` names the newest")


def _parsed(typed: str) -> str:
    reference = parse_reference(typed)
    if reference is None:
        raise click.ClickException(
            f"{typed!r} is no reference: eight letters and digits such as K7Q2-9FH4, of which the last checks the others."
            " Compare it with the message it came from."
        )
    return reference


def _district(services: Services) -> District | None:
    try:
        return services.districts.current()
    except NotFound:
        return None


def _zone(district: District | None) -> ZoneInfo:
    return ZoneInfo(district.time_zone if district else "UTC")


def _moment(value: object) -> str:
    assert isinstance(value, datetime)
    return value.isoformat()
