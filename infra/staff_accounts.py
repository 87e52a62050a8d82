"""`staff accounts|sign-out|views`: who may sign in at the desk, and who looked at what. Accounts are the pool's; a district that signs in through its own
identity provider needs none of them (docs/operations.md)."""

from zoneinfo import ZoneInfo

import click

from chalicelib.adapters.sessions import TableSessions
from chalicelib.usecases.attend import looks
from infra import stack
from infra.clients import Clients, target
from infra.collaborators import services_of
from infra.commands import plainly
from infra.operate import Open, installation, told
from infra.operate_decisions import acting, as_option, counter, reference
from infra.staff_pool import LOCAL_PASSWORD, bring_in_line

_stage = click.option("--stage", help="An installation on AWS; without it, the local stack.")


@click.group()
def staff() -> None:
    """Look after who may sign in at the desk."""


@staff.command("accounts")
@_stage
def accounts_command(stage: str | None) -> None:
    """Make an account for everybody in the district's staff list who has a role and none yet; Cognito mails each an
    invitation. Groups are brought in line with the roles. Nobody's account is deleted: without a role in the configuration it
    opens nothing."""
    with plainly(), told():
        clients = Clients(target(stage))
        outputs = stack.read(clients)
        if not outputs.staff_pool:
            raise click.ClickException(
                "this stack has no sign-in: deploy it with SiteUrl=https://… first (docs/operations.md)"
            )
        district = services_of(outputs, clients, name="staff").districts.current()
        local = clients.target.is_local
        made = bring_in_line(clients.cognito, outputs.staff_pool, district, password=LOCAL_PASSWORD if local else "")
    for person in made:
        click.echo(f"{person.mail}  {', '.join(person.roles)}")
    click.echo(f"{len(made)} new accounts")
    if local and made:
        click.echo(f"password, on this machine only: {LOCAL_PASSWORD}")


@staff.command("sign-out")
@click.argument("person")
@_stage
def sign_out_command(person: str, stage: str | None) -> None:
    """End every session of PERSON, an id of staff.yaml, at once."""
    with plainly(), told():
        clients = Clients(target(stage))
        ended = TableSessions(clients.dynamodb, stack.read(clients).table).end_all(person)
    click.echo(f"{person}: {ended} session{'' if ended == 1 else 's'} ended")


@staff.command("views")
@click.argument("typed", metavar="REFERENCE")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 200), help="No more than this.")
@as_option
@_stage
@click.pass_obj
def views_command(opened: Open | None, typed: str, limit: int, staff: str, stage: str | None) -> None:
    """Who of the staff had the page of REFERENCE, once for each hour, the latest first."""
    wanted = reference(typed)
    with told():
        services = (opened or installation)(stage)
        actor, at = acting(services, staff), counter(services)
        found = looks(wanted, actor=actor, attendances=services.attendances, at=at)[:limit]
        district = services.districts.current()
    for one in found:
        person = district.person(one.staff)
        moment = one.at.astimezone(ZoneInfo(district.time_zone))
        click.echo(f"{moment:%Y-%m-%d %H:%M}  {person.name if person else one.staff}")
    if not found:
        click.echo("nobody of the staff had its page")
