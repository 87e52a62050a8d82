"""How nothing lost, nothing doubled is shown: each script is played with every function killed between every two of its AWS calls,
before the first and after the last. The calls are counted by a botocore hook, so one added tomorrow is covered without touching this file."""

from collections import Counter
from typing import Any

from scenarios import Script
from world import Kill, World

from chalicelib.domain.consequences import COUNTED
from chalicelib.domain.inbox import row_of
from chalicelib.domain.words import Delivery

_SENDS = {"SendEmail", "Publish"}
_LIMBO = {Delivery.CLAIMED, Delivery.PENDING}


def kill_at_every_call(installation: World, script: Script) -> None:
    calm = _play(installation, script, None)
    assert calm.failures == []
    expected, sent = _story(calm), _sent(calm)
    for at in _one_of_each_kind(calm):
        for after in _deaths(calm, at):
            world = _play(installation, script, Kill(at, after=after))
            where = f"{script.__name__}: killed {'after' if after else 'before'} call {at} {calm.calls[at]}"
            assert world.kill is None, f"{where}: it never came to that call"
            assert world.failures == [], where
            assert Counter(_ringing(world)) <= world.counted, f"{where}: an alarm was lost"
            if _unconfirmed(world):
                _assert_only_a_person_may_settle_it(world, expected, sent, where)
                continue
            assert _story(world) == expected, where
            assert _sent(world) - sent <= _once_more(calm, at, after=after), where
            assert not sent - _sent(world), where


def _one_of_each_kind(calm: World) -> list[int]:
    """The first call of each kind: the same function doing the same with its fifth notice as with its fourth dies the
    same death."""
    first: dict[object, int] = {}
    for at, kind in enumerate(calm.kinds):
        first.setdefault(kind, at)
    return sorted(first.values())


def _deaths(calm: World, at: int) -> tuple[bool, ...]:
    """Just before the call, and just after. What dies before its second call leaves behind exactly what it leaves behind when it dies
    after its first: nothing outside the process changes in between, so that death is died once."""
    _, _, number, _ = calm.kinds[at]
    return (False, True) if number == 0 else (True,)


def _play(installation: World, script: Script, kill: Kill | None) -> World:
    world = installation.again()
    world.kill = kill
    script(world)
    return world


def _story(world: World) -> list[object]:
    """All that anybody could see, without ids and times."""
    _assert_the_inbox_knows(world)
    return sorted((_chapter(world, reference) for reference in world.references()), key=repr)


def _assert_the_inbox_knows(world: World) -> None:
    listed = {row for shard in world.services("look").inbox.read() for row in shard.rows.values()}
    told = (row_of(world.case(reference).inquiry) for reference in world.references())
    assert {(row.reference, row.version) for row in listed} == {(row.reference, row.version) for row in told if row}


def _chapter(world: World, reference: str) -> object:
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


def _ringing(world: World) -> list[str]:
    """What is stored and alarms look at."""
    return [one.type for name in world.references() for one in world.case(name).events if one.type in COUNTED]


def _unconfirmed(world: World) -> bool:
    return any(send.status is Delivery.UNCONFIRMED for name in world.references() for send in world.case(name).sends)


def _assert_only_a_person_may_settle_it(world: World, expected: list[object], sent: Counter[str], where: str) -> None:
    """A person's reply whose worker died is never repeated by itself: it is shown as unconfirmed, the team is told once,
    and nothing else differs."""
    sends = [send for name in world.references() for send in world.case(name).sends]
    (lost,) = [send for send in sends if send.status is Delivery.UNCONFIRMED]
    assert (lost.template, lost.attempts) == ("reply", 1), where
    assert sum(send.template == "team_unconfirmed" for send in sends) == 1, where
    assert _sent(world).total() in {sent.total(), sent.total() + 1}, where
    mine, theirs = _story(world), expected
    assert [one[:3] for one in mine] == [one[:3] for one in theirs], where  # type: ignore[index]


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
