"""`inquiry assign|topic|priority|tag|note|wait|close|reopen`: the daily work at the desk, without a browser."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import click

from chalicelib.domain import wishes
from chalicelib.domain.inquiry import Inquiry
from chalicelib.domain.wishes import Wish
from chalicelib.domain.words import Priority
from chalicelib.usecases.handle import handle
from infra.operate import Open, installation
from infra.operate_decisions import acting, as_option, counter, decided, reference, stage_option
from infra.operate_matters import inquiry

_why = click.option("--why", default="", help="The reason, for the record.")


def _command(name: str, said: Callable[[Inquiry], str]) -> Callable[[Callable[..., Wish]], click.Command]:
    """A command that wants what the function gives; `said` tells what came of it."""

    def made(wish_of: Callable[..., Wish]) -> click.Command:
        @click.pass_obj
        def run(opened: Open | None, /, typed: str, *, staff: str, stage: str | None, **given: object) -> None:
            one = reference(typed)
            with decided():
                services = (opened or installation)(stage)
                found = handle(one, wish_of(**given), actor=acting(services, staff), at=counter(services))
            click.echo(f"{found.reference} {said(found)}")

        params = list(getattr(wish_of, "__click_params__", []))[::-1]
        run.__doc__ = wish_of.__doc__
        decorated = inquiry.command(name)(click.argument("typed", metavar="REFERENCE")(as_option(stage_option(run))))
        decorated.params += params
        return decorated

    return made


@_command("open", lambda one: f"is {one.status}")
def _see() -> Wish:
    """Somebody looks at it for the first time."""
    return wishes.See()


@_command("assign", lambda one: f"is with {one.assignee or one.team}")
@click.option("--to", default="", help="Somebody of the team, by the id in staff.yaml.")
@click.option("--team", default="", help="Another team; without --to it is with nobody there.")
@_why
def _assign(to: str, team: str, why: str) -> Wish:
    """Give it to a person or a team; with neither, to nobody. Its clocks run on."""
    return wishes.Assign(to, team, why)


@_command("topic", lambda one: f"is about {one.topic}, with {one.team}")
@click.option("--is", "topic", required=True, help="The topic, by the id in topics.yaml.")
@_why
def _retopic(topic: str, why: str) -> Wish:
    """Say what it is about; the topic's team gets it, and its deadlines are found anew."""
    return wishes.Retopic(topic, why)


@_command("priority", lambda one: f"is {one.priority}")
@click.option("--is", "priority", required=True, type=click.Choice([one.value for one in Priority]))
@_why
def _prioritise(priority: str, why: str) -> Wish:
    """Raise it, or lower it with --why."""
    return wishes.Prioritise(Priority(priority), why)


@_command("tag", lambda one: f"is tagged {', '.join(one.tags) or 'with nothing'}")
@click.option("--add", multiple=True)
@click.option("--remove", multiple=True)
def _tag(add: tuple[str, ...], remove: tuple[str, ...]) -> Wish:
    """Put tags on it, or take them off."""
    return wishes.Tag(add, remove)


@_command("note", lambda _one: "has the note")
@click.option("--text", required=True, help="@id calls somebody, who is told.")
def _note(text: str) -> Wish:
    """Write an internal note, which no family ever sees."""
    return wishes.Note(text, key=str(uuid4()))


@_command("wait", lambda one: f"waits{f' until {one.wakes_at:%Y-%m-%d %H:%M} UTC' if one.wakes_at else ''}")
@click.option("--days", type=click.IntRange(1, 90), help="It goes on by itself after so many.")
@_why
def _wait(days: int | None, why: str) -> Wish:
    """Wait for the family: its clocks stand still."""
    return wishes.Wait(why, datetime.now().astimezone() + timedelta(days=days) if days else None)


@_command("close", lambda one: f"is closed{f': {one.outcome}' if one.outcome else ''}")
@click.option("--outcome", default="", help="One of outcomes.yaml that fits its topic; a danger cannot close without.")
@_why
def _close(outcome: str, why: str) -> Wish:
    """Close it."""
    return wishes.Close(outcome, why)


@_command("reopen", lambda one: f"is {one.status}")
@_why
def _reopen(why: str) -> Wish:
    """Open it again, or go on with one that waits."""
    return wishes.Reopen(why)
