"""`key show|rotate`: the secret that signs family links, reply addresses and the loop header."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import click

from infra import stack
from infra.clients import Clients, target
from infra.commands import plainly

LEAST_AGE = timedelta(days=90)
"""Nobody answers a mail for longer: what the key before this one signed has served by then."""
_BYTES = 32
Open = Callable[[str | None], tuple[Any, str]]
"""A client of Secrets Manager and the secret's ARN, for a stage."""
_CURRENT, _PREVIOUS = "AWSCURRENT", "AWSPREVIOUS"


@dataclass(frozen=True, slots=True)
class Standing:
    """Since when the current key signs, and whether the one before it is still accepted."""

    since: datetime
    previous: bool


@click.group()
def key() -> None:
    """Look at the signing key; replace it."""


@key.command("show")
@click.option("--stage", help="An installation on AWS; without it, the local stack.")
@click.pass_obj
def show_key(opened: Open | None, stage: str | None) -> None:
    """Say how old the key is. The key itself is shown to nobody."""
    with plainly():
        standing = standing_of(*(opened or _secret)(stage))
    click.echo(_sentence(standing, datetime.now(UTC)))


@key.command("rotate")
@click.option("--stage", help="An installation on AWS; without it, the local stack.")
@click.option("--now", is_flag=True, help="Though the last one is younger than 90 days: the links it replaced end.")
@click.confirmation_option(prompt="Replace the signing key?")
@click.pass_obj
def rotate_key(opened: Open | None, stage: str | None, *, now: bool) -> None:
    """Sign with a new key from now on. What the key before it signed goes on being accepted; what the one before that
    signed is not."""
    with plainly():
        client, arn = (opened or _secret)(stage)
        before = standing_of(client, arn)
        young = before.previous and datetime.now(UTC) - before.since < LEAST_AGE
        if young and not now:
            raise LookupError(
                f"{_sentence(before, datetime.now(UTC))}. Another one now ends the links and reply addresses that families got"
                " before that. Wait, or say --now to end them (after a leak, rotate twice)."
            )
        client.put_secret_value(SecretId=arn, SecretString=secrets.token_hex(_BYTES))
    click.echo("replaced; functions sign with the new key within five minutes, and go on accepting the one before it")


def standing_of(client: Any, arn: str) -> Standing:
    """Raises LookupError for a secret without a value."""
    named = client.describe_secret(SecretId=arn).get("VersionIdsToStages", {})
    stages = {stage for some in named.values() for stage in some}
    if _CURRENT not in stages:
        raise LookupError("the secret has no value: deploy first")
    made = client.get_secret_value(SecretId=arn, VersionStage=_CURRENT)["CreatedDate"]
    return Standing(made.astimezone(UTC), _PREVIOUS in stages)


def _secret(stage: str | None) -> tuple[Any, str]:
    clients = Clients(target(stage))
    return clients.secrets, stack.read(clients).signing_key


def _sentence(standing: Standing, now: datetime) -> str:
    days = (now - standing.since).days
    also = "; the one before it is accepted too" if standing.previous else ""
    return f"the key signs since {standing.since:%Y-%m-%d %H:%M} UTC ({days} days){also}"
