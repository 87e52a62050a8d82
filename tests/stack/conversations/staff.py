"""What staff do in a conversation, through the use cases; each function gives a step to play."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from conversation import Step
from stack.conversations.scene import Scene

from chalicelib.channels.addresses import normal_mail
from chalicelib.domain.commit import Commit
from chalicelib.domain.files import NewFile
from chalicelib.domain.inquiry import Participant
from chalicelib.domain.permissions import OPERATOR, actor_of
from chalicelib.domain.wishes import Close
from chalicelib.usecases import matters, people, quarantine
from chalicelib.usecases.handle import Counter, handle
from chalicelib.usecases.reply import enclose, reply


def replies(staff: str, text: str, *, on: int = 1, files: tuple[str, ...] = ()) -> Step:
    def step(scene: Scene) -> None:
        enclosed = enclose([NewFile(name, name.encode(), "application/pdf") for name in files], blobs=scene.blobs)
        reply(scene.reference(on), text, staff=staff, enclosed=enclosed, districts=scene.districts, **scene.writing)

    return step


def admits(who: str, *, on: int = 1) -> Step:
    participant, why = Participant(normal_mail(who)), "they live in one home"
    return lambda scene: _done(people.admit(scene.reference(on), participant, why=why, **_deciding(scene)))


def refuses(who: str, *, on: int = 1) -> Step:
    address, why = normal_mail(who), "not their child"
    return lambda scene: _done(people.refuse(scene.reference(on), address, why=why, **_deciding(scene)))


def releases(*, on: int = 1) -> Step:
    return lambda scene: _done(quarantine.release(scene.reference(on), why="a parent", **_deciding(scene)))


def deletes(*, on: int = 1) -> Step:
    return lambda scene: _done(quarantine.delete(scene.reference(on), why="harmful", **_deciding(scene)))


def merges(one: int, *, into: int) -> Step:
    return lambda scene: _done(
        matters.merge(scene.reference(one), scene.reference(into), why="the same bus", **_deciding(scene))
    )


def splits(text: str, *, off: int = 1) -> Step:
    """The message with that text becomes an inquiry of its own."""

    def step(scene: Scene) -> None:
        message = next(one for one in scene.cases[off - 1].messages if text in one.text)
        matters.split(scene.reference(off), message.id, why="another matter", **_deciding(scene))

    return step


def closes(*, on: int = 1, days_ago: int = 0) -> Step:
    """By whoever has it. No test waits for two weeks to pass: the day is set back on the table."""

    def step(scene: Scene) -> None:
        at = Counter(districts=scene.districts, **scene.writing)
        by = actor_of(scene.cases[on - 1].inquiry.assignee, scene.districts.current(), at=datetime.now(UTC))
        inquiry = handle(scene.reference(on), Close(why="it is settled"), actor=by, at=at)
        if days_ago:
            closed_at = datetime.now(UTC) - timedelta(days=days_ago)
            earlier = replace(inquiry, version=inquiry.version + 1, closed_at=closed_at)
            at.store.commit(Commit(inquiry.reference, at.randomness.stamp(), inquiry=earlier))

    return step


def acknowledges_the_page(staff: str) -> Step:
    """The button behind the link that the person on call was sent."""
    return lambda scene: scene.acknowledge(staff)


def _deciding(scene: Scene) -> dict[str, Any]:
    at = Counter(districts=scene.districts, **scene.writing)
    return {"actor": OPERATOR, "at": at}


def _done(_result: object) -> None:
    """A step gives nothing back."""
