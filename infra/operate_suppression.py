"""`suppression show|release`: addresses that nothing is sent to, and taking one back."""

import click

from chalicelib.channels.addresses import normal_mail
from chalicelib.channels.phones import normal_phone
from chalicelib.domain.contact import Address, AddressKind, Suppression, SuppressionReason
from chalicelib.domain.errors import Invalid, NotFound
from chalicelib.domain.permissions import OPERATOR
from chalicelib.usecases.administer import release_address
from infra.operate import Open, installation, told

_stage = click.option("--stage", help="An installation on AWS; without it, the local stack.")
_address = click.argument("address")
_REASONS = {
    SuppressionReason.BOUNCE: "mail to it bounced for good",
    SuppressionReason.COMPLAINT: "its owner called our mail spam",
    SuppressionReason.OPT_OUT: "its owner texted STOP",
}


@click.group()
def suppression() -> None:
    """Look at an address that nothing is sent to; take it back."""


@suppression.command("show")
@_address
@_stage
@click.pass_obj
def show_suppression(opened: Open | None, address: str, stage: str | None) -> None:
    """Say whether something may be sent to an address, and if not, why."""
    wanted = _parsed(address)
    with told():
        found = (opened or installation)(stage).store.suppression(wanted)
    click.echo(f"{wanted.value}: {_why(found) if found else 'not suppressed'}")


@suppression.command("release")
@_address
@_stage
@click.pass_obj
def release_suppression(opened: Open | None, address: str, stage: str | None) -> None:
    """Let mail go to an address again. An opt-out from texts is ended by its owner alone, who texts START."""
    wanted = _parsed(address)
    with told():
        services = (opened or installation)(stage)
        try:
            found = release_address(wanted, actor=OPERATOR, store=services.store, randomness=services.randomness)
        except NotFound:
            click.echo(f"{wanted.value} is not suppressed")
            return
        except Invalid as error:
            raise click.ClickException(
                f"{wanted.value}: its owner texted STOP; only their own START ends that"
            ) from error
    click.echo(f"{wanted.value} is released ({_why(found)})")
    if wanted.kind is AddressKind.EMAIL:
        click.echo(
            f"SES keeps a list of its own: aws sesv2 delete-suppressed-destination --email-address {wanted.value}"
        )


def _parsed(typed: str) -> Address:
    address = normal_mail(typed) if "@" in typed else normal_phone(typed)
    if not address.verified:
        raise click.ClickException(f"{typed!r} is neither a mail address nor a phone number such as +12025550143")
    return address


def _why(found: Suppression) -> str:
    detail = f" ({found.detail})" if found.detail else ""
    return f"{_REASONS[found.reason]} on {found.since:%Y-%m-%d}{detail}"
