"""`staff accounts|sign-out`: who may sign in at the desk. Accounts are the pool's; a district that signs in through its own
identity provider needs none of them (docs/operations.md)."""

import click

from chalicelib.adapters.sessions import TableSessions
from infra import stack
from infra.clients import Clients, target
from infra.collaborators import services_of
from infra.commands import plainly
from infra.operate import told
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
