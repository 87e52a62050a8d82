"""What staff do in a conversation, through the use cases; each function gives a step to play."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from conversation import Step
from stack.conversations.scene import Scene

from chalicelib.channels.addresses import normal_mail
from chalicelib.domain.commit import Commit, Outcome, numbered
from chalicelib.domain.events import EventType
from chalicelib.domain.files import NewFile
from chalicelib.domain.inquiry import Participant
from chalicelib.domain.splitting import Wish
from chalicelib.domain.words import Status
from chalicelib.usecases import matters, people, quarantine
from chalicelib.usecases.reply import enclose, reply

ACTOR = "grace-kim"


def replies(staff: str, text: str, *, on: int = 1, files: tuple[str, ...] = ()) -> Step:
    def step(scene: Scene) -> None:
        enclosed = enclose([NewFile(name, name.encode(), "application/pdf") for name in files], blobs=scene.blobs)
        reply(scene.reference(on), text, staff=staff, enclosed=enclosed, districts=scene.districts, **scene.writing)

    return step


def admits(who: str, *, on: int = 1) -> Step:
    participant, why = Participant(normal_mail(who)), "they live in one home"
    return lambda scene: _done(people.admit(scene.reference(on), participant, actor=ACTOR, why=why, **scene.writing))


def refuses(who: str, *, on: int = 1) -> Step:
    address, why = normal_mail(who), "not their child"
    return lambda scene: _done(people.refuse(scene.reference(on), address, actor=ACTOR, why=why, **scene.writing))


def releases(*, on: int = 1) -> Step:
    return lambda scene: _done(
        quarantine.release(scene.reference(on), actor=ACTOR, why="a parent", districts=scene.districts, **scene.writing)
    )


def deletes(*, on: int = 1) -> Step:
    return lambda scene: _done(quarantine.delete(scene.reference(on), actor=ACTOR, why="harmful", **scene.writing))


def merges(one: int, *, into: int) -> Step:
    return lambda scene: _done(
        matters.merge(scene.reference(one), scene.reference(into), wish=Wish(ACTOR, "the same bus"), **scene.writing)
    )


def splits(text: str, *, off: int = 1) -> Step:
    """The message with that text becomes an inquiry of its own."""

    def step(scene: Scene) -> None:
        message = next(one for one in scene.cases[off - 1].messages if text in one.text)
        wish = Wish(ACTOR, "another matter")
        matters.split(scene.reference(off), message.id, wish=wish, districts=scene.districts, **scene.writing)

    return step


def closes(*, on: int = 1, days_ago: int = 0) -> Step:
    """Straight through the store: nobody closes by a use case yet, and no test waits for two weeks to pass."""

    def step(scene: Scene) -> None:
        inquiry = scene.cases[on - 1].inquiry
        stamp, closed_at = scene.services.randomness.stamp(), datetime.now(UTC) - timedelta(days=days_ago)
        closed = replace(inquiry, version=inquiry.version + 1, status=Status.CLOSED, closed_at=closed_at, deadline=None)
        events = numbered(inquiry.reference, stamp, [Outcome(EventType.INQUIRY_CLOSED, {}, ACTOR)])
        scene.services.store.commit(Commit(inquiry.reference, stamp, inquiry=closed, events=events))

    return step


def acknowledges_the_page(staff: str) -> Step:
    """The button behind the link that the person on call was sent."""
    return lambda scene: scene.acknowledge(staff)


def _done(_result: object) -> None:
    """A step gives nothing back."""
