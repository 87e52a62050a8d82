"""What the commands share by which a person decides something: who decides, why, and what cannot be."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import click

from chalicelib.bootstrap import Services
from chalicelib.channels.addresses import normal_mail
from chalicelib.channels.phones import normal_phone
from chalicelib.domain.contact import Address
from chalicelib.domain.errors import Invalid
from chalicelib.domain.permissions import OPERATOR, Actor, actor_of
from chalicelib.domain.reference import parse_reference
from chalicelib.usecases.handle import Counter
from infra.operate import told

F = TypeVar("F", bound=Callable[..., object])

REFUSED = {
    "anonymous": "one of them is anonymous, and its private link is all that its writer has: `inquiry link` them instead",
    "deleted": "it was deleted: nothing is left of it but its reference and its timeline",
    "danger": "a danger was found in it and nobody has acknowledged the page yet",
    "closed": "it is closed: `inquiry reopen` it first",
    "empty": "there is nothing in it",
    "held": "one of them is held: `quarantine release` or `delete` it first",
    "itself": "that is one and the same",
    "in_the_past": "that moment has passed",
    "last": "nobody else is on it: an inquiry keeps at least one participant",
    "merged": "one of them was merged into another before: `show` names it",
    "not_by_text": "one family allowed no texts and the other inquiry is answered by text: `inquiry link` them instead",
    "not_held": "it is not held: it was released or deleted before, or it never was",
    "not_said": "only what a person of the family said can be split off",
    "not_of_team": "that person is not of the team that has it: name the --team, too",
    "only": "it is the only message: the inquiry is its own already; `show` numbers the messages",
    "other_people": "they come from different people, who would read each other: `inquiry link` them, or say --together",
    "outcome_needed": "a danger was found in it, or it is critical: say the --outcome",
    "outcome_unknown": "no such outcome fits its topic; only those marked critical in outcomes.yaml close what is critical",
    "say_why": "say --why: the reason stays on the record",
    "team_unknown": "the district has no such team",
    "too_long": "that is too long: 20,000 characters at most",
    "too_many_tags": "that is too many tags, or too long a one: 20 of 40 characters at most",
    "too_many": "that would be too many: 8 inquiries in one, 50 links, 20 addresses",
    "topic_unknown": "the district has no such topic",
    "unknown": "nobody by that address is on it or waits to be: `show` lists them",
}

stage_option = click.option("--stage", help="An installation on AWS; without it, the local stack.")
as_option = click.option(
    "--as", "staff", default="", metavar="STAFF", help="Who decides, with their permissions; the operator without it."
)
_why = click.option("--why", required=True, help="The reason, for the record.")


def decision(command: F) -> F:
    """The options of every decision: `staff`, `why`, `stage`."""
    return as_option(_why(stage_option(command)))


@contextmanager
def decided() -> Iterator[None]:
    """Failures as one sentence that says what to do."""
    with told():
        try:
            yield
        except Invalid as error:
            raise click.ClickException("; ".join(REFUSED.get(why, why) for why in error.fields.values())) from error


def acting(services: Services, staff: str) -> Actor:
    """The person, with what they may do; without one, the operator of the installation. Raises NotFound."""
    return actor_of(staff, services.districts.current(), at=services.clock()) if staff else OPERATOR


def counter(services: Services) -> Counter:
    return Counter(services.store, services.districts, services.randomness)


def deciding(services: Services, staff: str, why: str) -> dict[str, Any]:
    """Who decides, why and where, as the use cases take it. Raises ClickException without a reason, NotFound for a
    stranger."""
    if not why.strip():
        raise click.ClickException("say why: the reason stays on the record")
    return {"actor": acting(services, staff), "why": why, "at": counter(services)}


def address(typed: str) -> Address:
    """Raises ClickException for what is neither a mail address nor a phone number."""
    found = normal_mail(typed) if "@" in typed else normal_phone(typed)
    if not found.verified:
        raise click.ClickException(f"{typed!r} is neither a mail address nor a phone number such as +12025550143")
    return found


def reference(typed: str) -> str:
    """Raises ClickException for what is none."""
    found = parse_reference(typed)
    if found is None:
        raise click.ClickException(f"{typed!r} is no reference: compare it with what `list` shows")
    return found
