"""What a family hears without a person, and what it never hears: from the doors to the providers."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from arrivals import arrives, raw_mails, to_the_family
from builders import a_district
from scenarios import PARENT, a_mail, only, staff_replies
from world import DOMAIN, World, a_world

from chalicelib.domain.events import EventType

PHONE = "+12025550143"


@pytest.fixture(scope="module")
def installation() -> Iterator[World]:
    with a_world(a_district(languages=("en", "es"))) as world:
        yield world


@pytest.fixture
def world(installation: World) -> World:
    return installation.again()


def test_an_acknowledgement_says_all_it_must_once_and_to_the_envelope_sender(world: World) -> None:
    before = len(raw_mails(world))
    arrives(world, a_mail("When does the bus come?"), sender="bounces+ana@example.com")
    arrives(world, a_mail("When does the bus come?"), sender="bounces+ana@example.com", key="raw/2")
    assert to_the_family(world) == [("acknowledgement", "bounces+ana@example.com")]
    mails = [message_from_bytes(raw, policy=default) for raw in raw_mails(world)[before:]]
    (mail,) = [one for one in mails if one["To"] and "bounces+ana" in one["To"]]
    body = mail.get_body(("plain",))
    assert body is not None
    text = body.get_content()
    for part in (only(world), "A person will reply to you by", "call 911", "988"):
        assert part in text, part
    assert "/i/" not in text, "whoever has the link reads and writes: it is for who wrote, not for another envelope"
    assert mail["Auto-Submitted"] == "auto-replied"
    assert mail["Precedence"] == "bulk"
    assert mail["X-Auto-Response-Suppress"] == "DR, RN, OOF, AutoReply"
    assert mail["In-Reply-To"] == "<one@example.com>"
    assert mail["References"] == "<one@example.com>"
    assert mail["X-Earshot-Loop"].startswith(only(world))
    assert mail["Reply-To"].addresses[0].username.startswith("reply+")


def test_it_is_in_the_familys_language(world: World) -> None:
    arrives(world, a_mail("¿A qué hora llega el autobús de la escuela mañana por la mañana? Muchas gracias."))
    assert world.case(only(world)).inquiry.language == "es"
    assert to_the_family(world) == [("acknowledgement", PARENT)]


@pytest.mark.parametrize(
    "unanswered",
    [
        a_mail("On sale", List_Id="<list.example.com>"),
        a_mail("On sale", Precedence="bulk"),
        a_mail("I am away", Auto_Submitted="auto-replied"),
        a_mail("Hello", From=f"help@{DOMAIN}"),
    ],
    ids=["a list", "bulk", "automatic", "our own address"],
)
def test_no_machine_is_answered(world: World, unanswered: bytes) -> None:
    arrives(world, unanswered)
    assert to_the_family(world) == []


def test_a_null_path_is_never_answered(world: World) -> None:
    arrives(world, a_mail("Hello"), sender="")
    assert to_the_family(world) == []


def test_after_five_automatic_mails_in_ten_minutes_it_stores_and_is_silent_and_says_so(world: World) -> None:
    for number in range(8):
        arrives(world, a_mail(f"Question {number}", message_id=f"<{number}@example.com>"), key=f"raw/{number}")
    assert len(world.references()) == 8
    assert to_the_family(world) == [("acknowledgement", PARENT)] * 5
    skipped = [
        event.detail["why"]
        for reference in world.references()
        for event in world.case(reference).events
        if event.type is EventType.SEND_SKIPPED
    ]
    assert skipped == ["too many automatic messages to this address lately"] * 3
    world.pass_time(timedelta(minutes=11))
    arrives(world, a_mail("Later", message_id="<later@example.com>"), key="raw/later")
    assert len(to_the_family(world)) == 6


def test_after_stop_no_text_of_any_kind_leaves_until_start(world: World) -> None:
    world.text("When does the bus come?")
    world.settle()
    reference = only(world)
    world.text(" Stop! ", text_id="t-2")
    world.text("STOP", text_id="t-3")
    world.text("help", text_id="t-4")
    world.text("And tomorrow?", text_id="t-5")
    world.settle()
    staff_replies(world)
    world.settle()
    assert Counter(to_the_family(world)) == {("acknowledgement", PHONE): 1, ("stop_confirmed", PHONE): 1}
    case = world.case(reference)
    assert len([one for one in case.messages if one.direction == "inbound"]) == 5, "every text is kept"
    assert case.messages[-1].notes == ("on the family's private page only: they opted out of texts",)
    world.text("yes", text_id="t-6")
    world.settle()
    assert Counter(to_the_family(world))["start_confirmed", PHONE] == 1


def test_words_that_only_begin_like_a_command_are_inquiries(world: World) -> None:
    world.text("Help my son is being bullied")
    world.text("Stop the bullying on bus 12", text_id="t-2", number="+12025550144")
    world.settle()
    assert [world.case(one).inquiry.status for one in world.references()] == ["new", "new"]
    assert {template.partition("_")[0] for template, _ in to_the_family(world)} == {"acknowledgement"}


def test_a_number_that_is_none_is_kept_as_it_came_and_not_texted(world: World) -> None:
    world.text("When does the bus come?", number="72345")
    world.settle()
    (person,) = world.case(only(world)).inquiry.participants
    assert (person.address.value, person.address.verified) == ("72345", False)
    assert to_the_family(world) == []
