"""`inquiry merge|split|link`: matters that are one, two, or akin."""

import click

from chalicelib.bootstrap import Services
from chalicelib.domain.errors import NotFound
from chalicelib.usecases import matters
from infra.operate import Open, installation
from infra.operate_decisions import decided, deciding, decision, reference


@click.group()
def inquiry() -> None:
    """Merge two inquiries, split a message off, link two."""


@inquiry.command("merge")
@click.argument("merged")
@click.argument("into")
@click.option("--together", is_flag=True, help="They come from different people, who may read each other.")
@decision
@click.pass_obj
def merge_inquiries(  # noqa: PLR0913 - one a word of the command line
    opened: Open | None, merged: str, into: str, *, together: bool, staff: str, why: str, stage: str | None
) -> None:
    """Let MERGED live on in INTO: its messages are shown there and answers to it go there."""
    one, other = reference(merged), reference(into)
    with decided():
        services = (opened or installation)(stage)
        survivor = matters.merge(
            one,
            other,
            together=together,
            **deciding(services, staff, why),
        )
    click.echo(f"{one} lives on in {survivor.reference}. See: python -m infra show {survivor.reference}")


@inquiry.command("split")
@click.argument("typed", metavar="REFERENCE")
@click.argument("number", type=click.IntRange(1))
@click.option("--topic", default="", help="The new inquiry's topic; without it, the rules choose.")
@decision
@click.pass_obj
def split_inquiry(  # noqa: PLR0913 - one a word of the command line
    opened: Open | None, typed: str, number: int, topic: str, *, staff: str, why: str, stage: str | None
) -> None:
    """Give the message with that NUMBER in `show` an inquiry of its own."""
    one = reference(typed)
    with decided():
        services = (opened or installation)(stage)
        fresh = matters.split(
            one,
            _message(services, one, number),
            topic=topic,
            **deciding(services, staff, why),
        )
    click.echo(f"message {number} of {one} is {fresh.reference} now. See: python -m infra show {fresh.reference}")


@inquiry.command("link")
@click.argument("first")
@click.argument("second")
@decision
@click.pass_obj
def link_inquiries(opened: Open | None, first: str, second: str, *, staff: str, why: str, stage: str | None) -> None:
    """Let two inquiries name each other; nothing else changes."""
    one, other = reference(first), reference(second)
    with decided():
        services = (opened or installation)(stage)
        matters.link(one, other, **deciding(services, staff, why))
    click.echo(f"{one} and {other} are linked")


def _message(services: Services, wanted: str, number: int) -> str:
    """The id of the message that `show` numbers so."""
    case = services.store.case(wanted)
    if case is None:
        raise NotFound(f"there is no inquiry {wanted}: `list` names the newest")
    if number > len(case.messages):
        raise NotFound(f"{wanted} has no message {number}: `show` numbers them")
    return case.messages[number - 1].id
