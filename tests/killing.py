"""How nothing lost, nothing doubled is shown: each script is played with every function killed between every two of its AWS calls,
before the first and after the last. The calls are counted by a botocore hook, so one added tomorrow is covered without touching this file.

The script is played once without a death. At each call a copy of the process dies there and plays on to the script's end (forking.py):
what comes before the call is the same for all deaths and is not played again for each."""

import gc
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from forking import Ways
from scenarios import Script
from world import World

from chalicelib.domain.consequences import COUNTED
from chalicelib.domain.inbox import row_of
from chalicelib.domain.words import Delivery

_SENDS = {"SendEmail", "Publish"}
_LIMBO = {Delivery.CLAIMED, Delivery.PENDING}

Death = tuple[int, bool]
"""At which call, from 0, and whether after it."""


@dataclass(frozen=True)
class Life:
    """What became of a script: all that anybody could see, what the providers took, and by reference which sends (template, attempts)
    nobody can confirm and how often the team was told so."""

    story: list[Any]
    sent: Counter[str]
    unconfirmed: dict[str, list[tuple[str, int]]]
    team_told: int


def kill_at_every_call(installation: World, script: Script) -> None:
    world = installation.again()
    ways: Ways[Death, Life] = Ways()
    world.dies = lambda after: (
        (len(world.calls) - 1, after) in _deaths(world) and ways.other((len(world.calls) - 1, after))
    )
    with _cheap_copies():
        calm = ways.live(lambda: _life(world, script))
    assert {*ways.told, *ways.failed} == set(_deaths(world))
    for at, after in _deaths(world):
        where = f"{script.__name__}: killed {'after' if after else 'before'} call {at} {world.calls[at]}"
        assert (at, after) not in ways.failed, f"{where}\n{ways.failed[at, after]}"
        life = ways.told[at, after]
        if life.unconfirmed:
            _assert_only_a_person_may_settle_it(life, calm, where)
            continue
        assert life.story == calm.story, where
        assert life.sent - calm.sent <= _once_more(world, at, after=after), where
        assert not calm.sent - life.sent, where


def _deaths(world: World) -> list[Death]:
    """Of the calls begun so far, the first of each kind: the same function doing the same with its fifth notice as with its fourth dies
    the same death. Just before the call, and just after. What dies before its second call leaves behind exactly what it leaves behind
    when it dies after its first: nothing outside the process changes in between, so that death is died once."""
    first: dict[tuple[str, str, int, str], int] = {}
    for at, kind in enumerate(world.kinds):
        first.setdefault(kind, at)
    return [(at, after) for (_, _, number, _), at in first.items() for after in (False, True) if after or number == 0]


@contextmanager
def _cheap_copies() -> Iterator[None]:
    """The collector looks only at what is new: what it looks at is copied."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _life(world: World, script: Script) -> Life:
    script(world)
    assert world.failures == []
    assert Counter(_ringing(world)) <= world.counted, "an alarm was lost"
    sends = {name: world.case(name).sends for name in world.references()}
    lost = {
        name: [(one.template, one.attempts) for one in made if one.status is Delivery.UNCONFIRMED]
        for name, made in sends.items()
    }
    return Life(
        story=_story(world),
        sent=Counter(operation for _, operation in world.done if operation in _SENDS),
        unconfirmed={name: found for name, found in lost.items() if found},
        team_told=sum(one.template == "team_unconfirmed" for made in sends.values() for one in made),
    )


def _ringing(world: World) -> list[str]:
    """What is stored and alarms look at."""
    return [one.type for name in world.references() for one in world.case(name).events if one.type in COUNTED]


def _story(world: World) -> list[Any]:
    """All that anybody could see, without ids and times."""
    _assert_the_inbox_knows(world)
    return sorted((_chapter(world, reference) for reference in world.references()), key=repr)


def _assert_the_inbox_knows(world: World) -> None:
    listed = {row for shard in world.services("look").inbox.read() for row in shard.rows.values()}
    told = (row_of(world.case(reference).inquiry) for reference in world.references())
    assert {(row.reference, row.version) for row in listed} == {(row.reference, row.version) for row in told if row}


def _chapter(world: World, reference: str) -> Any:
    case = world.case(reference)
    inquiry = case.inquiry
    assert not [send for send in case.sends if send.status in _LIMBO], "a send is in limbo"
    return (
        (inquiry.status, inquiry.priority, inquiry.topic, inquiry.held, inquiry.dangers),
        inquiry.deadline and (inquiry.deadline.kind, inquiry.deadline.step, inquiry.deadline.missed),
        sorted((one.direction, one.channel, _without_codes(one.text, case), one.automatic) for one in case.messages),
        sorted(Counter(event.type for event in case.events).items()),
        sorted((send.template, send.recipient.value, send.status) for send in case.sends),
        [(page.step, page.acknowledged_by, page.exhausted, page.escalated) for page in case.pages],
    )


def _without_codes(text: str, case: Any) -> str:
    """A page's code is drawn by lot."""
    for page in case.pages:
        text = text.replace(page.code, "CODE")
    return text


def _assert_only_a_person_may_settle_it(life: Life, calm: Life, where: str) -> None:
    """A person's reply whose worker died is never repeated by itself: it is shown as unconfirmed, the team is told once,
    and nothing else differs."""
    assert [one for some in life.unconfirmed.values() for one in some] == [("reply", 1)], where
    assert life.team_told == 1, where
    assert life.sent.total() in {calm.sent.total(), calm.sent.total() + 1}, where
    assert [one[:3] for one in life.story] == [one[:3] for one in calm.story], where


def _once_more(calm: World, at: int, *, after: bool) -> Counter[str]:
    """A send may go out twice when its worker died between the provider's answer and our mark; never otherwise."""
    operation = calm.calls[at][1]
    if after and operation in _SENDS:
        return Counter({operation: 1})
    before = calm.calls[at - 1][1] if at else ""
    if not after and before in _SENDS and calm.calls[at][0] == calm.calls[at - 1][0]:
        return Counter({before: 1})
    return Counter()
