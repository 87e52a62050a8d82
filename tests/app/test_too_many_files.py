"""A family that mails more than we take hears of it kindly, by mail, in its language; machines and strangers do not."""

from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default

import pytest
from arrivals import arrives, raw_mails, to_the_family
from builders import a_district
from scenarios import PARENT, a_mail, only
from world import DOMAIN, World, a_world

from chalicelib.domain.files import MOST_BYTES, MOST_FILES

SPANISH = "¿A qué hora llega el autobús de la escuela mañana por la mañana? Aquí están las fotos."


@pytest.fixture(scope="module")
def installation() -> Iterator[World]:
    with a_world(a_district(languages=("en", "es"))) as world:
        yield world


@pytest.fixture
def world(installation: World) -> World:
    return installation.again()


def with_files(raw: bytes, *, count: int = MOST_FILES + 1, size: int = 9) -> bytes:
    mail = message_from_bytes(raw, policy=default)
    for number in range(count):
        mail.add_attachment(b"%PDF-1.7 " + b"x" * (size - 9), "application", "pdf", filename=f"{number}.pdf")
    mail.set_boundary("sep")
    return mail.as_bytes()


def last_to(world: World, recipient: str) -> tuple[str, dict[str, str]]:
    """The text of the newest mail to them, and its headers."""
    mails = [message_from_bytes(raw, policy=default) for raw in raw_mails(world)]
    mail = [one for one in mails if recipient in str(one["To"])][-1]
    body = mail.get_body(("plain",))
    assert body is not None
    return body.get_content(), dict(mail.items())


def answers(world: World, text: str, number: int, *, sender: str = PARENT, **more: str) -> None:
    token = world.services("staff").keys.signer().reply_token(only(world))
    raw = a_mail(text, message_id=f"<{number}@example.com>", Delivered_To=f"reply+{token}@{DOMAIN}", **more)
    arrives(world, with_files(raw), sender=sender, key=f"raw/{number}")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("Here are the pictures.", "up to 25 files in one e-mail, each up to 25 MB", id="english"),
        pytest.param(SPANISH, "hasta 25 archivos en un correo, cada uno de hasta 25 MB", id="spanish"),
        pytest.param("I want to kill myself", "up to 25 files in one e-mail", id="in danger"),
    ],
)
def test_the_acknowledgement_of_a_mail_with_too_many_files_says_so(world: World, text: str, said: str) -> None:
    arrives(world, with_files(a_mail(text)))
    told, _ = last_to(world, PARENT)
    assert said in " ".join(told.split())
    assert len([one for one in to_the_family(world) if one[1] == PARENT]) == 1, "in one mail, not in two"


def test_so_does_that_of_a_mail_with_one_file_that_is_too_large(world: World) -> None:
    arrives(world, with_files(a_mail("Our film."), count=1, size=MOST_BYTES + 1))
    assert "each up to 25 MB" in last_to(world, PARENT)[0]


def test_a_mail_within_the_limits_hears_nothing_of_files(world: World) -> None:
    arrives(world, with_files(a_mail("Here are the pictures."), count=MOST_FILES))
    assert "each up to" not in last_to(world, PARENT)[0]


def test_a_further_mail_with_too_many_files_is_told_once_in_a_notice(world: World) -> None:
    arrives(world, a_mail("When does the bus come?"))
    for _ in range(2):
        answers(world, "Here are the pictures.", 2)
    assert to_the_family(world) == [("acknowledgement", PARENT), ("files_left", PARENT)]
    told, headers = last_to(world, PARENT)
    assert "up to 25 files in one e-mail" in " ".join(told.split())
    assert headers["Auto-Submitted"] == "auto-replied"
    assert (headers["Precedence"], headers["In-Reply-To"]) == ("bulk", "<2@example.com>")
    assert headers["X-Earshot-Loop"].startswith(only(world))


def test_the_notice_goes_to_the_envelope_sender_without_the_private_link_of_somebody_else(world: World) -> None:
    arrives(world, a_mail("When does the bus come?"))
    answers(world, "Here are the pictures.", 2, sender="bounces+ana@example.com")
    assert to_the_family(world)[-1] == ("files_left", "bounces+ana@example.com")
    assert "/i/" not in last_to(world, "bounces+ana@example.com")[0]


@pytest.mark.parametrize(
    ("more", "sender"),
    [
        pytest.param({"Precedence": "bulk"}, PARENT, id="bulk"),
        pytest.param({"Auto_Submitted": "auto-replied"}, PARENT, id="automatic"),
        pytest.param({}, "", id="null path"),
        pytest.param({"From": "stranger@example.net"}, "stranger@example.net", id="waits to be let in"),
    ],
)
def test_machines_lists_and_strangers_are_told_nothing(world: World, more: dict[str, str], sender: str) -> None:
    arrives(world, a_mail("When does the bus come?"))
    answers(world, "Here are the pictures.", 2, sender=sender, **more)
    assert to_the_family(world) == [("acknowledgement", PARENT)]


def test_the_notice_counts_among_the_automatic_mails_to_an_address(world: World) -> None:
    arrives(world, a_mail("When does the bus come?"))
    for number in range(2, 9):
        answers(world, f"Picture {number}", number)
    assert len(to_the_family(world)) == 5
