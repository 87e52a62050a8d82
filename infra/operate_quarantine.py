"""`quarantine list|release|delete`: what is held, and a person's decision on it."""

import click

from chalicelib.channels.outbound.clean import one_line
from chalicelib.domain.inquiry import Inquiry
from chalicelib.usecases import quarantine as decisions
from infra.operate import Open, installation, told
from infra.operate_decisions import decided, deciding, decision, reference, stage_option


@click.group()
def quarantine() -> None:
    """What is held until a person releases or deletes it. Nothing of it is answered automatically."""


@quarantine.command("list")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 100), help="No more than this.")
@stage_option
@click.pass_obj
def list_held(opened: Open | None, limit: int, stage: str | None) -> None:
    """What is held and why, the longest held first."""
    with told():
        found = (opened or installation)(stage).store.held(limit=limit)
    for line in map(_line, found) if found else ("nothing is held",):
        click.echo(line)


@quarantine.command("release")
@click.argument("typed", metavar="REFERENCE")
@decision
@click.pass_obj
def release_held(opened: Open | None, typed: str, *, staff: str, why: str, stage: str | None) -> None:
    """Take it for what it says: it is routed, acknowledged and its clock starts, or it joins the thread it answers."""
    held = reference(typed)
    with decided():
        services = (opened or installation)(stage)
        inquiry = decisions.release(held, **deciding(services, staff, why))
    where = "" if inquiry.reference == held else f" and went to {inquiry.reference}, which it answers"
    click.echo(f"{held} is released{where}. See: python -m infra show {inquiry.reference}")


@quarantine.command("delete")
@click.argument("typed", metavar="REFERENCE")
@decision
@click.confirmation_option(prompt="What was said, its sender and the original will be gone. Delete?")
@click.pass_obj
def delete_held(opened: Open | None, typed: str, *, staff: str, why: str, stage: str | None) -> None:
    """Delete what was said, who said it and the original; that it was deleted, by whom and why stays on record."""
    held = reference(typed)
    with decided():
        services = (opened or installation)(stage)
        decisions.delete(held, **deciding(services, staff, why))
    click.echo(f"{held} is deleted; its timeline says so")


def _line(inquiry: Inquiry) -> str:
    sender = inquiry.participants[0].address.value if inquiry.participants else "no sender"
    subject = one_line(inquiry.subject)
    return (
        f"{inquiry.reference}  {inquiry.opened_at:%Y-%m-%d %H:%M} UTC  [{one_line(inquiry.held)}]  {sender}  {subject}"
    )
