"""One deed for many inquiries, as scripts for the world. The order is a person's; who carries it out may die at any of its calls,
and yet each inquiry has it once. Closing and assigning go the way of tagging."""

from scenarios import Script, a_mail
from scenarios_decided import decided
from world import World

from chalicelib.adapters.randomness import SystemRandomness
from chalicelib.domain.bulk import DONE, Deed, Order, State
from chalicelib.domain.permissions import actor_of
from chalicelib.domain.reference import reference_from
from chalicelib.usecases.bulk import begin, plan, watch

ORDERED_BY = "lena"
"""A leader: both inquiries are hers to decide."""


class ByTheClock(SystemRandomness):
    """The same references each time: in how many parts of the inbox two of them lie says how many calls `fold` makes."""

    def reference(self) -> str:
        return reference_from(int(self.clock().timestamp() * 1000).to_bytes(8, "big"))


def many_are_tagged(world: World) -> None:
    ordered(world, Order(Deed.TAG, tags=("snow",)))
    assert [world.case(one).inquiry.tags for one in world.references()] == [("snow",)] * 2


def many_are_answered(world: World) -> None:
    ordered(world, Order(Deed.REPLY, text="The buses run again at eight."))


def ordered(world: World, order: Order) -> None:
    """Two families wrote; the order is given, and given again by somebody whose page did not answer."""
    with world.earlier():
        door = world.services("email")
        door.randomness = ByTheClock(door.clock)
        for number in ("one", "two"):
            mail = a_mail(f"Where is bus {number}?", message_id=f"<{number}@example.com>")
            world.mail(mail, key=f"raw/{number}")
            world.settle()
    jobs, at = world.services("staff").jobs, decided(world)["at"]
    actor = actor_of(ORDERED_BY, world.district, at=world.now)
    wanted = plan(order, world.references(), actor=actor, at=at)
    assert len(wanted.doable) == 2, wanted.results
    job = begin(wanted, key="k", actor=actor, jobs=jobs, at=at)
    world.settle()
    assert begin(wanted, key="k", actor=actor, jobs=jobs, at=at).id == job.id
    world.settle()
    done = watch(job.id, actor=actor, jobs=jobs)
    assert (done.state, dict(done.results)) == (State.DONE, dict.fromkeys(world.references(), DONE))


BULK: tuple[Script, ...] = (many_are_tagged, many_are_answered)
