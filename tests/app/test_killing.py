"""The killing itself: every planned death is died, once, and what differs after one is noticed."""

from collections.abc import Iterator

import pytest
from builders import a_district
from killing import kill_at_every_call
from world import World, a_world


@pytest.fixture(scope="module")
def installation() -> Iterator[World]:
    with a_world(a_district()) as world:
        yield world


def told_to_stop(world: World) -> None:
    world.text("STOP")
    world.settle()


def died(world: World) -> bool:
    return world.dies is None


def test_what_an_interrupted_life_left_otherwise_is_noticed(installation: World) -> None:
    def once_more_after_a_death(world: World) -> None:
        told_to_stop(world)
        if died(world):
            world.text("Hello?", text_id="t-9")
            world.settle()

    with pytest.raises(AssertionError, match="killed before call 0"):
        kill_at_every_call(installation, once_more_after_a_death)


def test_what_an_interrupted_life_raises_is_told_with_its_place(installation: World) -> None:
    def lost_after_a_death(world: World) -> None:
        told_to_stop(world)
        if died(world) and len(world.calls) > 3:
            raise LookupError("nobody knows it")

    with pytest.raises(AssertionError, match=r"(?s)killed before call 0 .*LookupError: nobody knows it"):
        kill_at_every_call(installation, lost_after_a_death)


def test_a_failure_without_any_death_is_raised_as_it_is(installation: World) -> None:
    def never_well(world: World) -> None:
        told_to_stop(world)
        if not died(world):
            raise LookupError("nobody knows it")

    with pytest.raises(LookupError):
        kill_at_every_call(installation, never_well)
