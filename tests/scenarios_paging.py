"""What becomes of a page, as scripts for the world: answered by text, handed over because a step failed or a machine
answered, a channel that was busy."""

import json

from scenarios import Script, only
from world import World

KAIS_PHONE, MIAS_PHONE = "+12025550105", "+12025550106"


def a_danger(world: World, *, steps: int = 1) -> None:
    world.text("I want to kill myself")
    world.settle_until(lambda: any(page.step >= steps for page in world.case(only(world)).pages))


def code_of(world: World) -> str:
    (page,) = world.case(only(world)).pages
    return str(page.code)


def a_page_taken_by_text(world: World) -> None:
    """After the last step: a crash costs minutes, in which the next person would be paged."""
    with world.earlier():
        a_danger(world)
        world.settle()
    for text_id, number in (("t-2", KAIS_PHONE), ("t-2", KAIS_PHONE), ("t-3", MIAS_PHONE)):
        world.text(f"OK {code_of(world)}", number=number, text_id=text_id)
        world.settle()


def a_code_that_no_page_goes_by(world: World) -> None:
    for _ in range(2):
        world.text("OK 4821", number=KAIS_PHONE)
        world.settle()


def a_second_danger(world: World) -> None:
    with world.earlier():
        a_danger(world)
    world.text("I have the pills to kill myself", text_id="t-2")
    world.settle()


def a_page_that_failed_on_both_channels(world: World) -> None:
    """The last step, for the same reason."""
    with world.earlier():
        a_danger(world, steps=4)
    sends = [send for send in world.case(only(world)).sends if send.event_id == "01#3"]
    for send in sends:
        report = {"eventType": "Bounce", "mail": {"messageId": send.provider_id}}
        world.deliver("feedback", json.dumps(report | {"bounce": {"bounceType": "Permanent"}}))
    world.settle()


PAGING: tuple[Script, ...] = (
    a_page_taken_by_text,
    a_code_that_no_page_goes_by,
    a_second_danger,
    a_page_that_failed_on_both_channels,
)
