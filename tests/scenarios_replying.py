"""Scripts about replies that must find another way, and about files; played like those of `scenarios`."""

import json
from email import message_from_bytes
from email.policy import default

from scenarios import PARENT, Script, a_mail, asked_by_mail, only, staff_replies
from world import World

from chalicelib.channels.addresses import normal_mail
from chalicelib.channels.phones import normal_phone
from chalicelib.domain.files import MOST_FILES, NewFile
from chalicelib.domain.submission import Source, Submission
from chalicelib.domain.words import Channel
from chalicelib.usecases.receive import receive
from chalicelib.usecases.reply import enclose


def a_mail_with_files(world: World) -> None:
    """The same slip twice, and another."""
    mail = message_from_bytes(a_mail("Here is the slip."), policy=default)
    for name in ("slip.pdf", "again.pdf", "other.pdf"):
        mail.add_attachment(b"%PDF-1.7 " + name[:1].encode() * 9, "application", "pdf", filename=name)
    for key in ("raw/a", "raw/b"):
        world.mail(mail.as_bytes(), key=key)
        world.settle()


def a_further_mail_with_too_many_files(world: World) -> None:
    asked_by_mail(world)
    mail = message_from_bytes(a_mail("Pictures.", message_id="<two@example.com>"), policy=default)
    mail["In-Reply-To"] = "<one@example.com>"
    for number in range(MOST_FILES + 1):
        mail.add_attachment(b"%PDF-1.7 the same", "application", "pdf", filename=f"{number}.pdf")
    for key in ("raw/c", "raw/d"):
        world.mail(mail.as_bytes(), key=key)
        world.settle()


def asked_by_form(world: World, *, texts: bool) -> None:
    """With a mail address and a phone number."""
    with world.earlier():
        addresses = (normal_mail(PARENT), normal_phone("+12025550143"))
        services = world.services("api")
        receive(
            Submission(
                source=Source("form:1", "f"),
                channel=Channel.FORM,
                received_at=world.now,
                text="When does the bus come?",
                addresses=addresses,
                language="en",
                texts_allowed=texts,
            ),
            store=services.store,
            districts=services.districts,
            randomness=services.randomness,
        )
        world.settle()


def a_reply_that_bounces_and_goes_on_by_text(world: World) -> None:
    asked_by_form(world, texts=True)
    with world.earlier():
        staff_replies(world)
        world.settle()
    (sent,) = [send for send in world.case(only(world)).sends if send.template == "reply"]
    report = {"eventType": "Bounce", "mail": {"messageId": sent.provider_id}}
    for _ in range(2):
        world.deliver("feedback", json.dumps(report | {"bounce": {"bounceType": "Permanent"}}))
        world.settle()


def a_reply_to_a_phone_that_stopped_meanwhile(world: World) -> None:
    """They opt out after the reply is written and before it leaves; nothing is left to send it by."""
    with world.earlier():
        world.text("When does the bus come?")
        world.settle()
    staff_replies(world)
    with world.earlier():
        world.text("STOP", text_id="t-2")
    world.settle()


def a_reply_with_a_file(world: World) -> None:
    asked_by_mail(world)
    with world.earlier():
        files = enclose([NewFile("slip.pdf", b"%PDF-1.7", "application/pdf")], blobs=world.services("staff").blobs)
    staff_replies(world, files)
    world.settle()


def a_text_that_no_carrier_takes(world: World) -> None:
    with world.earlier():
        world.text("When does the bus come?")
        world.settle()
        staff_replies(world)
        world.settle()
    (sent,) = [send for send in world.case(only(world)).sends if send.template == "reply"]
    detail = {"eventType": "TEXT_CARRIER_BLOCKED", "messageId": sent.provider_id, "isFinal": True}
    for _ in range(2):
        world.deliver("feedback", json.dumps({"source": "aws.sms-voice", "detail": detail}))
        world.settle()


REPLYING: tuple[Script, ...] = (
    a_mail_with_files,
    a_further_mail_with_too_many_files,
    a_reply_that_bounces_and_goes_on_by_text,
    a_reply_to_a_phone_that_stopped_meanwhile,
    a_reply_with_a_file,
    a_text_that_no_carrier_takes,
)
