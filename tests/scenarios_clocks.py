"""What time alone sets going, as scripts for the world: rungs that repeat, the end of a wait, a digest."""

from dataclasses import replace
from datetime import timedelta

from scenarios import Script, a_mail, asked_and_answered, asked_by_mail, only
from world import World

from chalicelib.domain import wishes
from chalicelib.domain.district import District, Rung
from chalicelib.domain.events import EventType
from chalicelib.domain.permissions import OPERATOR
from chalicelib.domain.staff import Shift
from chalicelib.domain.words import Delivery, Status
from chalicelib.usecases.handle import Counter, handle

_NIGHTS = tuple(Shift(day, *span) for day in range(7) for span in ((0, 420), (1_080, 1_440)))
_HOUR = timedelta(hours=1)


def _targets(district: District, **changes: int) -> District:
    topics = tuple(replace(one, targets=replace(one.targets, **changes)) for one in district.topics)
    return replace(district, version="v2", topics=topics)


def _a_while_later(world: World, span: timedelta) -> None:
    """The sweep of that minute, and a second one: what is found twice does nothing the second time."""
    world.pass_time(span)
    world.sweep()
    world.sweep()
    world.settle()


def _told(world: World, kind: EventType) -> list[object]:
    return [
        one.detail.get("rung", one.detail.get("kind")) for one in world.case(only(world)).events if one.type is kind
    ]


def a_rung_that_repeats(world: World) -> None:
    with world.earlier():
        ladder = (Rung("supervisor", repeat_seconds=7_200, times=2),)
        world.push(replace(world.district, version="v2", ladders={"standard": ladder}))
        asked_by_mail(world)
    for _ in range(3):
        _a_while_later(world, 2 * _HOUR)
    assert _told(world, EventType.ESCALATION_STEP_TAKEN) == ["supervisor"] * 2
    assert _told(world, EventType.LADDER_EXHAUSTED) == ["first_response"]


def a_wait_that_ends(world: World) -> None:
    with world.earlier():
        asked_and_answered(world)
        _handled(world, wishes.Wait(until=world.now + 3 * _HOUR))
    _a_while_later(world, 3 * _HOUR + timedelta(minutes=1))
    case = world.case(only(world))
    assert case.inquiry.status is Status.OPEN
    assert sum(one.type is EventType.INQUIRY_GOES_ON for one in case.events) == 1


def a_notice_that_waits_for_the_digest(world: World) -> None:
    """It comes at nine in the evening; the digest leaves at seven."""
    with world.earlier():
        calm = _targets(world.district, first_response=864_000)
        staff = tuple(replace(one, quiet=_NIGHTS) if one.id == "ines" else one for one in calm.staff)
        world.push(replace(calm, staff=staff))
        world.pass_time(11 * _HOUR)
    world.text("When does bus 12 come?")
    world.settle()
    assert _waiting(world) == 1
    _a_while_later(world, 11 * _HOUR)
    sends = world.case(only(world)).sends
    assert _waiting(world) == 0
    assert sum(one.template == "staff_digest" for one in sends) == 1


def a_matter_nobody_settles(world: World) -> None:
    """Four hours of work. They stand still while it waits for the family, which was answered at once, and while it is closed."""
    with world.earlier():
        world.push(_targets(world.district, first_response=7_200, next_response=864_000, resolution=14_400))
        asked_and_answered(world)
        _a_while_later(world, 15 * _HOUR)
        world.mail(
            a_mail("And on Friday?", message_id="<two@example.com>", In_Reply_To="<one@example.com>"), key="raw/2"
        )
        world.settle()
        _a_while_later(world, timedelta(minutes=170))
        assert not _climbed(world)
        _a_while_later(world, timedelta(minutes=20))
        assert _climbed(world) == ["warned resolution"]
        _handled(world, wishes.Close("resolved"))
        _a_while_later(world, 5 * _HOUR)
        _handled(world, wishes.Reopen("not yet"))
        _a_while_later(world, timedelta(minutes=30))
    assert _climbed(world) == ["warned resolution"]
    for _ in range(3):
        _a_while_later(world, timedelta(minutes=25))
    assert _climbed(world) == [
        "warned resolution",
        "missed resolution",
        *(f"resolution: {rung}" for rung in ("team", "supervisor", "leader")),
        "nobody left for resolution",
    ]


_WORDS = {
    EventType.DEADLINE_WARNED: "warned {kind}",
    EventType.DEADLINE_MISSED: "missed {kind}",
    EventType.ESCALATION_STEP_TAKEN: "{kind}: {rung}",
    EventType.LADDER_EXHAUSTED: "nobody left for {kind}",
}


def _climbed(world: World) -> list[str]:
    """Of all its clocks, in order."""
    return [_WORDS[one.type].format_map(one.detail) for one in world.case(only(world)).events if one.type in _WORDS]


def _waiting(world: World) -> int:
    return sum(send.status is Delivery.HELD for send in world.case(only(world)).sends)


def _handled(world: World, wish: wishes.Wish) -> None:
    services = world.services("staff")
    at = Counter(services.store, services.districts, services.randomness)
    handle(only(world), wish, actor=OPERATOR, at=at)
    world.settle()


CLOCKS: tuple[Script, ...] = (
    a_rung_that_repeats,
    a_wait_that_ends,
    a_notice_that_waits_for_the_digest,
    a_matter_nobody_settles,
)
