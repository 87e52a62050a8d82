"""What happens to Earshot in a day, as scripts for the world. Each is played whole, and then its inputs come again."""

import json
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage

from world import DOMAIN, REGION, World

from chalicelib.domain.inquiry import Attachment
from chalicelib.usecases.reply import reply
from infra.ses import Delivery, headers

Script = Callable[[World], None]
PARENT = "parent@example.com"


def a_mail(text: str, *, subject: str = "Question", message_id: str = "<one@example.com>", **headers: str) -> bytes:
    mail = EmailMessage()
    given = {"From": f"A Parent <{PARENT}>", "To": f"help@{DOMAIN}", "Subject": subject, "Message-ID": message_id}
    for name, value in (given | {name.replace("_", "-"): value for name, value in headers.items()}).items():
        mail[name] = value
    mail.set_content(text)
    return mail.as_bytes()


def only(world: World) -> str:
    (reference,) = world.references()
    return reference


def a_new_mail(world: World) -> None:
    for key in ("raw/a", "raw/b"):  # the same mail, stored twice
        world.mail(a_mail("When does the bus come?"), key=key)
        world.settle()


def a_new_text(world: World) -> None:
    for _ in range(2):
        world.text("When does the bus come?")
        world.settle()


def a_new_form(world: World) -> None:
    form = {"message": "When does the bus come?", "email": PARENT, "phone": "(202) 555-0143"}
    first = world.post("/inquiries", form, key="form-key-1")
    world.settle()
    assert world.post("/inquiries", form, key="form-key-1")["reference"] == first["reference"]
    world.settle()


def a_message_on_the_page(world: World) -> None:
    asked_and_answered(world)
    signer = world.services("staff").keys.signer()
    path = f"/i/{signer.link(only(world), 1)}/messages"
    for _ in range(2):
        world.post(path, {"message": "And on Friday?"}, key="page-key-1")
        world.settle()


def a_danger_nobody_acknowledges(world: World) -> None:
    world.text("I want to kill myself")
    world.settle()


def a_danger_acknowledged(world: World) -> None:
    world.text("I want to kill myself")
    world.settle_until(lambda: any(page.step for page in world.case(only(world)).pages))
    (page,) = world.case(only(world)).pages
    world.acknowledge(page.reference, page.id, world.district.on_call.staff[0])
    world.settle()


def an_opt_out(world: World) -> None:
    world.text("STOP")
    world.settle()
    world.text("START", text_id="t-2")
    world.settle()


def staff_replies(world: World, files: tuple[Attachment, ...] = ()) -> None:
    """Not a function of the stack: a person, who would press the button again."""
    services = world.services("staff")
    reply(
        only(world),
        "At eight.",
        staff=world.district.teams[0].members[0],
        store=services.store,
        districts=services.districts,
        randomness=services.randomness,
        enclosed=files,
    )


def asked_by_mail(world: World) -> None:
    with world.earlier():
        world.mail(a_mail("When does the bus come?"))
        world.settle()


def asked_and_answered(world: World) -> None:
    asked_by_mail(world)
    with world.earlier():
        staff_replies(world)
        world.settle()


def a_reply(world: World) -> None:
    asked_by_mail(world)
    staff_replies(world)
    world.settle()


def an_answer_to_a_reply(world: World) -> None:
    asked_and_answered(world)
    token = world.services("staff").keys.signer().reply_token(only(world))
    answer = a_mail("And on Friday?", message_id="<two@example.com>", Delivered_To=f"reply+{token}@{DOMAIN}")
    for key in ("raw/c", "raw/d"):
        world.mail(answer, key=key)
        world.settle()


def a_bounced_reply(world: World) -> None:
    asked_and_answered(world)
    (sent,) = [send for send in world.case(only(world)).sends if send.template == "reply"]
    report = {"eventType": "Bounce", "mail": {"messageId": sent.provider_id}}
    for _ in range(2):
        world.deliver("feedback", json.dumps(report | {"bounce": {"bounceType": "Permanent"}}))
        world.settle()


def a_bounce_by_mail(world: World) -> None:
    """A mail server writes to us instead of to SES: it belongs beside the reply that it speaks of."""
    asked_and_answered(world)
    (sent,) = [send for send in world.case(only(world)).sends if send.template == "reply"]
    bounce = (
        "From: MAILER-DAEMON@mail.example.com\r\nTo: help@demo.example.org\r\nSubject: Undelivered Mail Returned to Sender\r\n"
        "Message-ID: <bounce@mail.example.com>\r\nAuto-Submitted: auto-replied\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nYour message could not be delivered.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mail.example.com\r\n\r\n"
        f"Final-Recipient: rfc822; {PARENT}\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
        f"--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <{sent.provider_id}@email.amazonses.com>\r\n"
        f"From: help@demo.example.org\r\nTo: {PARENT}\r\nSubject: Re\r\n\r\nAt eight.\r\n--b--\r\n"
    )
    for key in ("raw/bounce", "raw/bounce-again"):
        world.mail(bounce.encode(), key=key)
        world.settle()


def nobody_answers(world: World) -> None:
    asked_by_mail(world)
    for _ in range(6):
        world.pass_time(timedelta(hours=1))
        world.sweep()
        world.sweep()
        world.settle()


def an_unreadable_mail(world: World) -> None:
    for key in ("raw/a", "raw/a"):
        world.mail(b"\x00\xff\xfe" * 50, key=key)
        world.settle()


def an_out_of_office(world: World) -> None:
    asked_by_mail(world)
    away = a_mail(
        "I am away.", message_id="<away@example.com>", In_Reply_To="<one@example.com>", Auto_Submitted="auto-replied"
    )
    world.mail(away, key="raw/away")
    world.settle()


def a_spam_mail(world: World) -> None:
    delivery = Delivery(PARENT, (f"help@{DOMAIN}",), peer="192.0.2.1", helo="example.com", received=world.now)
    block = headers(delivery, "abc", REGION).replace(b"Spam-Verdict: PASS", b"Spam-Verdict: FAIL")
    world.mail(block + a_mail("Buy now"))
    world.settle()


def an_unreadable_text(world: World) -> None:
    for _ in range(2):
        world.deliver("sms", "{not json", message_id="odd")
        world.settle()


SCRIPTS: tuple[Script, ...] = (
    a_new_mail,
    a_new_text,
    a_new_form,
    a_message_on_the_page,
    a_danger_nobody_acknowledges,
    a_danger_acknowledged,
    an_opt_out,
    a_reply,
    an_answer_to_a_reply,
    a_bounced_reply,
    a_bounce_by_mail,
    nobody_answers,
    an_unreadable_mail,
    an_unreadable_text,
    an_out_of_office,
    a_spam_mail,
)
