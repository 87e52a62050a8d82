"""`explain`: how an inquiry's deadlines were found, in the words that the family and the team read."""

from collections.abc import Iterator

import click

from chalicelib.channels.outbound.deriving import derived
from chalicelib.domain.deadline import Deadline
from chalicelib.domain.district import District
from chalicelib.domain.inquiry import Inquiry
from infra.operate import Open, installation, told
from infra.operate_decisions import reference, stage_option


@click.command()
@click.argument("typed", metavar="REFERENCE")
@click.option("--language", help="As a reader of that language is told; without it, the district's first.")
@stage_option
@click.pass_obj
def explain(opened: Open | None, typed: str, language: str | None, stage: str | None) -> None:
    """Say in plain words when an answer is due and how that was found."""
    wanted = reference(typed)
    with told():
        services = (opened or installation)(stage)
        inquiry, district = services.store.inquiry(wanted), services.districts.current()
    if inquiry is None:
        raise click.ClickException(f"there is no inquiry {wanted}: `list` names the newest")
    for line in _lines(inquiry, district, district.language(language or "")):
        click.echo(line)


def _lines(inquiry: Inquiry, district: District, language: str) -> Iterator[str]:
    yield f"{inquiry.reference}: {inquiry.status}, {inquiry.priority}, {district.topic(inquiry.topic).id}"
    if not inquiry.clocks:
        yield "no deadline is running"
    for clock in inquiry.clocks:
        yield f"{clock.kind.replace('_', ' ')}: {derived(clock, language, district)}"
        yield from _standing(clock)
    if inquiry.priority == "critical":
        yield "critical inquiries are counted around the clock, whatever the calendar says"


def _standing(clock: Deadline) -> Iterator[str]:
    if clock.missed:
        yield "  it was missed"
    if clock.paused_at:
        yield "  it stands still until the family writes again"
