"""`queue list|peek|redrive`: what waits, what failed, and trying it again."""

import json
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

import click

from chalicelib.adapters.health import SqsHealth
from infra import stack
from infra.clients import Clients, target
from infra.collaborators import services_of
from infra.commands import plainly
from infra.inbox import rebuild
from infra.messages import look, release, shown, take
from infra.operate_decisions import reference
from infra.outputs import LANES, STREAMED, Outputs
from infra.republish import republish, republish_inquiry
from infra.search import rebuild as rebuild_search

stage_option = click.option("--stage", help="An installation on AWS; without it, the local stack.")
json_option = click.option("--json", "as_json", is_flag=True, help="One JSON document instead of text.")


@dataclass(frozen=True, slots=True)
class Moved:
    """The outcome of a redrive: how many went, what stayed and why."""

    lane: str
    moved: int
    stayed: tuple[str, ...] = ()


@click.group()
def queue() -> None:
    """Look at the lanes and their dead letters; send dead letters round again."""


@queue.command("list")
@stage_option
@json_option
def list_lanes(stage: str | None, *, as_json: bool) -> None:
    """What waits in each lane, what is being worked on, what is dead."""
    with plainly():
        clients = Clients(target(stage))
        outputs = stack.read(clients)
        lanes = SqsHealth(clients.sqs, outputs.queues, outputs.dead_letters)()
    if as_json:
        click.echo(json.dumps([asdict(lane) for lane in lanes]))
        return
    click.echo(f"{'lane':<14}{'waiting':>9}{'in flight':>11}{'dead':>7}")
    for lane in lanes:
        waiting, in_flight = ("-" if value is None else str(value) for value in (lane.waiting, lane.in_flight))
        click.echo(f"{lane.name:<14}{waiting:>9}{in_flight:>11}{lane.dead:>7}")


@queue.command("peek")
@click.argument("name", type=click.Choice([*LANES, *STREAMED]))
@click.option("--dlq", is_flag=True, help="The dead letters instead of the lane.")
@click.option("--most", default=20, show_default=True, help="Look at no more than this.")
@stage_option
@json_option
def peek_lane(name: str, most: int, stage: str | None, *, dlq: bool, as_json: bool) -> None:
    """Show messages and leave them where they are.

    Looking at a lane that is not dead counts as one of a message's deliveries; looking at dead letters costs nothing.
    """
    if name in STREAMED and not dlq:
        raise click.UsageError(f"{name} reads the table's stream, not a queue: use --dlq for what it could not handle")
    with plainly():
        clients = Clients(target(stage))
        outputs = stack.read(clients)
        url = outputs.dead_letters[name] if dlq else outputs.queues[name]
        found = [shown(message) for message in look(clients, url, most)]
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    for message in found:
        click.echo(f"{message['id']}  sent {message['sent']}  tried {message['tries']} times\n{message['body']}\n")
    click.echo(f"{len(found)} shown", err=True)


@queue.command("redrive")
@click.argument("name", type=click.Choice([*LANES, *STREAMED]))
@stage_option
@json_option
def redrive_lane(name: str, stage: str | None, *, as_json: bool) -> None:
    """Send dead letters round again. Ends with 1 when some could not be."""
    with plainly():
        clients = Clients(target(stage))
        outcome = redrive(clients, stack.read(clients), name)
    if as_json:
        click.echo(json.dumps(asdict(outcome)))
    else:
        click.echo(f"{outcome.moved} of {name}'s dead letters went round again")
        for reason in outcome.stayed:
            click.echo(f"stayed: {reason}")
    if outcome.stayed:
        sys.exit(1)


@queue.command("republish")
@click.argument("typed", metavar="REFERENCE")
@click.option("--since", type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M"]), help="UTC; without it, from the first.")
@stage_option
def republish_events(typed: str, since: datetime | None, stage: str | None) -> None:
    """Publish an inquiry's events again from the table, for when the stream no longer has them.

    What was sent, paged or taken out of a mail because of them is not done again; the district's bus hears them twice.
    """
    with plainly():
        clients = Clients(target(stage))
        begin = since.replace(tzinfo=UTC) if since else None
        number = republish_inquiry(clients, stack.read(clients), reference(typed), since=begin)
    click.echo(f"{number} steps of the timeline were published again")


def redrive(clients: Clients, outputs: Outputs, name: str) -> Moved:
    """Each dead letter of the lane is sent first and deleted after: a crash between the two doubles it, which the
    functions can bear, and never loses it. One that comes back dead while we work is left for the next time.
    """
    dead = outputs.dead_letters[name]
    moved = 0
    stayed: list[str] = []
    kept: list[Any] = []
    again: set[str] = set()
    send = _resend(clients, outputs, name)
    for message in take(clients, dead, stop=lambda found: found["MessageId"] in again):
        try:
            again.add(send(message))
        except LookupError as error:
            stayed.append(str(error.args[0]))
            kept.append(message)
            continue
        clients.sqs.delete_message(QueueUrl=dead, ReceiptHandle=message["ReceiptHandle"])
        moved += 1
    release(clients, dead, kept)
    return Moved(name, moved, tuple(stayed))


def _resend(clients: Clients, outputs: Outputs, name: str) -> Callable[[Any], str]:
    """How one dead letter of the lane is tried again; it returns the new message's id, or raises LookupError with why not."""
    if name == "publish":
        return lambda message: republish(clients, outputs.functions["publish"], message["Body"])
    if name == "fold":
        services = services_of(outputs, clients, name="fold")
        rebuild(services)
        rebuild_search(services)
        return lambda _message: "folded"
    url = outputs.queues[name]

    def send(message: Any) -> str:
        attributes = message.get("MessageAttributes", {})
        sent = clients.sqs.send_message(QueueUrl=url, MessageBody=message["Body"], MessageAttributes=attributes)
        return sent["MessageId"]

    return send
