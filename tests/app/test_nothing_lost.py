"""Nothing lost, nothing doubled: each script is played with every function killed just before and just after every one of
its AWS calls. The calls are counted by a botocore hook, so one added tomorrow is covered without touching this file."""

from collections import Counter
from collections.abc import Iterator

import pytest
from scenarios import SCRIPTS, Script
from builders import a_district
from world import Kill, World, a_world

from chalicelib.domain.words import Delivery

_SENDS = {"SendEmail", "Publish"}
_LIMBO = {Delivery.CLAIMED, Delivery.PENDING}


@pytest.fixture(scope="module")
def installation() -> Iterator[World]:
    with a_world(a_district()) as world:
        yield world


@pytest.mark.slow
@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.__name__)
def test_a_crash_at_any_call_changes_nothing(installation: World, script: Script) -> None:
    calm = _play(installation, script, None)
    assert calm.failures == []
    expected, sent = _story(calm), _sent(calm)
    for at in range(len(calm.calls)):
        for after in (False, True):
            world = _play(installation, script, Kill(at, after=after))
            where = f"{script.__name__}: killed {'after' if after else 'before'} call {at} {calm.calls[at]}"
            assert world.kill is None, f"{where}: it never came to that call"
            assert world.failures == [], where
            assert _story(world) == expected, where
            assert _sent(world) - sent <= _once_more(calm, at, after=after), where
            assert not sent - _sent(world), where


def _play(installation: World, script: Script, kill: Kill | None) -> World:
    world = installation.again()
    world.kill = kill
    script(world)
    return world


def _story(world: World) -> list[object]:
    """All that anybody could see, without ids and times."""
    return sorted((_chapter(world, reference) for reference in world.references()), key=repr)


def _chapter(world: World, reference: str) -> object:
    case = world.case(reference)
    inquiry = case.inquiry
    assert not [send for send in case.sends if send.status in _LIMBO], "a send is in limbo"
    return (
        (inquiry.status, inquiry.priority, inquiry.topic, inquiry.held, inquiry.dangers),
        inquiry.deadline and (inquiry.deadline.kind, inquiry.deadline.step, inquiry.deadline.missed),
        sorted((message.direction, message.channel, message.text, message.automatic) for message in case.messages),
        sorted(Counter(event.type for event in case.events).items()),
        sorted((send.template, send.recipient.value, send.status) for send in case.sends),
        [(page.step, page.acknowledged_by, page.exhausted, page.escalated) for page in case.pages],
    )


def _sent(world: World) -> Counter[str]:
    """What the providers took."""
    return Counter(operation for _, operation in world.done if operation in _SENDS)


def _once_more(calm: World, at: int, *, after: bool) -> Counter[str]:
    """A send may go out twice when its worker died between the provider's answer and our mark; never otherwise."""
    operation = calm.calls[at][1]
    if after and operation in _SENDS:
        return Counter({operation: 1})
    before = calm.calls[at - 1][1] if at else ""
    if not after and before in _SENDS and calm.calls[at][0] == calm.calls[at - 1][0]:
        return Counter({before: 1})
    return Counter()
