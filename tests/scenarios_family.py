"""What families do with the forms of their pages, as scripts for the world. A browser whose form got no answer sends it again."""

from collections.abc import Mapping
from urllib.parse import urlencode

from scenarios import PARENT, Script, asked_by_mail, only
from steps_multipart import a_multipart
from world import Killed, World, site_of

from chalicelib.domain.permissions import OPERATOR
from chalicelib.domain.wishes import Close
from chalicelib.usecases.handle import Counter, handle

FORM = "application/x-www-form-urlencoded"
PHOTO = b"\xff\xd8\xff" + b"photo" * 50


def send(world: World, path: str, body: bytes, kind: str = FORM) -> None:
    """Until it is answered; the answer leads on."""
    headers = {"Content-Type": kind, "Accept": "text/html"}
    for _ in range(5):
        try:
            with world.process("api", path.rpartition("/")[2]) as services:
                answer = site_of(services).post(path, headers=headers, body=body)
        except Killed:
            continue
        if answer.status_code < 500:
            assert answer.status_code == 303, answer.body
            return
    raise AssertionError(f"{path} never answered")


def submit(world: World, path: str, fields: Mapping[str, str]) -> None:
    send(world, path, urlencode(fields).encode())


def link(world: World) -> str:
    return f"/i/{world.services('staff').keys.signer().link(only(world), 1)}"


def closed(world: World) -> None:
    asked_by_mail(world)
    with world.earlier():
        services = world.services("staff")
        desk = Counter(services.store, services.districts, services.randomness)
        handle(only(world), Close(outcome="answered"), actor=OPERATOR, at=desk)
        world.settle()


def a_link_asked_for_again(world: World) -> None:
    asked_by_mail(world)
    for _ in range(2):
        submit(world, "/find/link", {"address": PARENT})
        world.settle()


def a_form_with_a_file(world: World) -> None:
    fields = [("key", "form-key-7"), ("message", "See the photo."), ("email", PARENT)]
    body, kind = a_multipart(fields, [("files", "bus.jpg", "image/jpeg", PHOTO)])
    for _ in range(2):
        send(world, "/inquiries", body, kind)
        world.settle()


def a_family_says_that_it_is_not_solved(world: World) -> None:
    closed(world)
    for _ in range(2):
        submit(world, f"{link(world)}/unsolved", {"key": "page-key-7", "missing": "The bus is late again."})
        world.settle()


def a_family_rates_and_chooses(world: World) -> None:
    closed(world)
    for _ in range(2):
        submit(world, f"{link(world)}/rating", {"score": "8", "comment": "Quick."})
        submit(world, f"{link(world)}/choices", {"answer_language": "es"})
        world.settle()


FAMILY: tuple[Script, ...] = (
    a_link_asked_for_again,
    a_form_with_a_file,
    a_family_says_that_it_is_not_solved,
    a_family_rates_and_chooses,
)
