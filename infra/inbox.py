"""`inbox rebuild`: the staff's inbox made anew from the inquiries themselves."""

from collections.abc import Iterator, Sequence

import click

from chalicelib.adapters import keys
from chalicelib.bootstrap import Services
from chalicelib.domain.errors import Conflict
from chalicelib.domain.inquiry import Inquiry
from chalicelib.domain.words import Status
from chalicelib.usecases.fold import fold
from infra.operate import Open, installation, told

_AT_ONCE = 100


@click.group()
def inbox() -> None:
    """Look after the staff's inbox."""


@inbox.command("rebuild")
@click.option("--stage", help="An installation on AWS; without it, the local stack.")
@click.pass_obj
def rebuild_command(opened: Open | None, stage: str | None) -> None:
    """Make the inbox anew from every inquiry that is not closed. Safe to repeat, and while families write."""
    with told():
        count = rebuild((opened or installation)(stage))
    click.echo(f"{count} inquiries are in the inbox")


def rebuild(services: Services) -> int:
    """How many rows there are now. Reads the index of all inquiries page by page, and the open ones themselves. Raises Conflict
    when `fold` was busy with the same items all the time."""
    for inquiries in _known(services):
        left = fold(inquiries, shard_of=keys.inbox_item, inbox=services.inbox, metrics=services.metrics)
        if left:
            raise Conflict("inbox")
    return sum(len(shard.rows) for shard in services.inbox.read())


def _known(services: Services) -> Iterator[Sequence[Inquiry]]:
    """What the inbox lists already, as it stands now, then all that is open."""
    listed = [reference for shard in services.inbox.read() for reference in shard.rows]
    for start in range(0, len(listed), _AT_ONCE):
        yield services.store.inquiries_named(listed[start : start + _AT_ONCE])
    before = ""
    while page := services.store.inbox(limit=_AT_ONCE, before=before):
        before = f"{page[-1].opened_at.isoformat()}#{page[-1].reference}"
        yield services.store.inquiries_named([one.reference for one in page if one.status != Status.CLOSED])
