"""`contact show|merge|move`, `participant admit|refuse`: who is who, and who is on an inquiry."""

from collections.abc import Iterator, Sequence

import click

from chalicelib.bootstrap import Services
from chalicelib.channels.outbound.clean import one_line
from chalicelib.domain.contact import Address, Contact
from chalicelib.domain.errors import NotFound
from chalicelib.domain.events import Event
from chalicelib.domain.inquiry import Participant
from chalicelib.usecases import people
from infra.operate import Open, installation, told
from infra.operate_decisions import address, decided, deciding, decision, reference, stage_option


@click.group()
def contact() -> None:
    """A person across addresses and numbers."""


@contact.command("show")
@click.argument("typed", metavar="ADDRESS")
@stage_option
@click.pass_obj
def show_contact(opened: Open | None, typed: str, stage: str | None) -> None:
    """Whom a mail address or a phone number belongs to, and what was done about that."""
    with told():
        services = (opened or installation)(stage)
        found = _known(services, address(typed))
        events = services.store.contact_events(found.id)
    for line in _lines(found, events):
        click.echo(line)


@contact.command("merge")
@click.argument("gone", metavar="ADDRESS")
@click.argument("kept", metavar="INTO")
@decision
@click.pass_obj
def merge_contact(opened: Open | None, gone: str, kept: str, *, staff: str, why: str, stage: str | None) -> None:
    """Whoever has ADDRESS is the person who has INTO: all addresses become theirs."""
    with decided():
        services = (opened or installation)(stage)
        one, into = _known(services, address(gone)), _known(services, address(kept))
        if one.id == into.id:
            click.echo("they are one person already")
            return
        survivor = people.merge_contacts(one.id, into.id, **deciding(services, staff, why))
    click.echo(f"one person: {', '.join(one.value for one in survivor.addresses)}")


@contact.command("move")
@click.argument("typed", metavar="ADDRESS")
@click.option("--to", "owner", required=True, help="An address of the person whom it belongs to.")
@decision
@click.pass_obj
def move_contact(opened: Open | None, typed: str, owner: str, *, staff: str, why: str, stage: str | None) -> None:
    """ADDRESS belongs to somebody else: move it there. Messages stay where they are."""
    with decided():
        services = (opened or installation)(stage)
        to = _known(services, address(owner))
        taken = people.move_address(address(typed), to.id, **deciding(services, staff, why))
    click.echo(f"{one_line(taken.name) or 'their'} addresses: {', '.join(one.value for one in taken.addresses)}")


@click.group()
def participant() -> None:
    """Who is on an inquiry: let somebody in who waits, or not."""


@participant.command("admit")
@click.argument("typed", metavar="REFERENCE")
@click.argument("who", metavar="ADDRESS")
@click.option("--name", default="", help="Their name, where no message told it.")
@decision
@click.pass_obj
def admit_participant(  # noqa: PLR0913 - one a word of the command line
    opened: Open | None, typed: str, who: str, name: str, *, staff: str, why: str, stage: str | None
) -> None:
    """Let ADDRESS in: they read what was said and are written to from now on. Works for people copied on a mail too."""
    with decided():
        services = (opened or installation)(stage)
        fresh = Participant(address(who), name)
        people.admit(reference(typed), fresh, **deciding(services, staff, why))
    click.echo(f"{fresh.address.value} is on {reference(typed)}")


@participant.command("refuse")
@click.argument("typed", metavar="REFERENCE")
@click.argument("who", metavar="ADDRESS")
@decision
@click.pass_obj
def refuse_participant(opened: Open | None, typed: str, who: str, *, staff: str, why: str, stage: str | None) -> None:
    """Keep ADDRESS off, or take them off: what they write becomes an inquiry of their own."""
    with decided():
        services = (opened or installation)(stage)
        people.refuse(reference(typed), address(who), **deciding(services, staff, why))
    click.echo(f"{address(who).value} is not on {reference(typed)}")


def _known(services: Services, one: Address) -> Contact:
    found = services.store.contact_of(one)
    if found is None:
        raise NotFound(f"nobody is known by {one.value}")
    return found


def _lines(found: Contact, events: Sequence[Event]) -> Iterator[str]:
    yield f"{one_line(found.name) or 'no name'}  {found.language}".rstrip()
    for one in found.addresses:
        yield f"  {one.value}"
    yield f"  texts: {'allowed' if found.texts_allowed else 'not allowed'}"
    if found.recent:
        yield f"  inquiries: {', '.join(found.recent)}"
    for event in events:
        yield f"  {event.at:%Y-%m-%d %H:%M} UTC  {event.type} by {event.actor}: {one_line(str(event.detail['why']))}"
