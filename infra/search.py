"""`search rebuild`: the search index made anew from the inquiries and their messages."""

from collections.abc import Callable

import click

from chalicelib.bootstrap import Services
from chalicelib.usecases.index import refresh
from infra.operate import Open, installation, told

_AT_ONCE = 50
Say = Callable[[str], None]


@click.group()
def search() -> None:
    """Look after the search index."""


@search.command("rebuild")
@click.option("--before", default="", help="Go on from where an earlier run said it was.")
@click.option("--stage", help="An installation on AWS; without it, the local stack.")
@click.pass_obj
def rebuild_command(opened: Open | None, before: str, stage: str | None) -> None:
    """Write the entries of every inquiry anew, the newest first. Safe to repeat, and while families write."""
    with told():
        count = rebuild((opened or installation)(stage), before=before, say=click.echo)
    click.echo(f"{count} inquiries are found by their words")


def rebuild(services: Services, *, before: str = "", say: Say = lambda _line: None) -> int:
    """How many inquiries there were. Page by page: one query a shard for each 50, then one read and one query for each inquiry, and
    its entries. `say` hears after each page where it is. Raises Busy."""
    count = 0
    while page := services.store.inbox(limit=_AT_ONCE, before=before):
        for one in page:
            refresh(one.reference, (), index=services.search, store=services.store, whole=True, anew=True)
        count += len(page)
        before = f"{page[-1].opened_at.isoformat()}#{page[-1].reference}"
        say(f"{count} so far; to go on from here: --before {before}")
    return count
