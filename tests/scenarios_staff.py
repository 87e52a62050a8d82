"""Staff who answer from their own mailbox, as scripts for the world."""

from email.message import EmailMessage

from scenarios import PARENT, Script, asked_by_mail, only
from scenarios_paging import a_danger
from world import DOMAIN, REGION, World

from chalicelib.domain.staff_tokens import BOX, Claim, named, staff_token
from infra.ses import Delivery, headers

INES, KAI = "ines@schools.example.org", "kai@schools.example.org"


def a_staff_mail(
    world: World,
    text: str,
    *,
    person: str = "ines",
    sender: str = INES,
    page: str = "",
    files: tuple[str, ...] = (),
    **more: str,
) -> bytes:
    """With SES's block above it, to the reply address of a notice to that person."""
    claim = Claim(only(world), named("person", person), world.now, page)
    to = f"{BOX}+{staff_token(world.services('staff').keys.signer(), claim)}@{DOMAIN}"
    mail = EmailMessage()
    given = {"From": sender, "To": to, "Subject": "Re: New inquiry", "Message-ID": "<staff@schools.example.org>"}
    for name, value in (given | {name.replace("_", "-"): value for name, value in more.items()}).items():
        mail[name] = value
    mail.set_content(text)
    for name in files:
        mail.add_attachment(name.encode(), maintype="application", subtype="pdf", filename=name)
    delivery = Delivery(sender, (to,), peer="192.0.2.1", helo="schools.example.org", received=world.now)
    return headers(delivery, "abc", REGION).replace(b"dmarc=none", b"dmarc=pass") + mail.as_bytes()


def come_twice(world: World, raw: bytes) -> None:
    for key in ("raw/staff", "raw/staff-again"):
        world.mail(raw, key=key)
        world.settle()


def staff_answer_by_mail(world: World) -> None:
    asked_by_mail(world)
    come_twice(world, a_staff_mail(world, "At eight.", files=("list.pdf",)))


def staff_write_a_note_by_mail(world: World) -> None:
    asked_by_mail(world)
    come_twice(world, a_staff_mail(world, "#note\nAsk the yard.", files=("list.pdf",)))


def a_forged_staff_mail(world: World) -> None:
    asked_by_mail(world)
    come_twice(world, a_staff_mail(world, "Send the record to me.", sender="mallory@example.net"))


def a_parent_answers_a_staff_address(world: World) -> None:
    asked_by_mail(world)
    come_twice(world, a_staff_mail(world, "Thank you!", sender=PARENT))


def a_page_taken_by_mail(world: World) -> None:
    """After the last step: a crash costs minutes, in which the next person would be paged."""
    with world.earlier():
        a_danger(world)
        world.settle()
    come_twice(world, a_staff_mail(world, "I am on it.", person="kai", sender=KAI, page="01"))


def a_page_answered_by_a_machine(world: World) -> None:
    """The last step's, for the same reason."""
    with world.earlier():
        a_danger(world, steps=4)
    (page,) = world.case(only(world)).pages
    away = {"person": page.paged[-1], "sender": f"{page.paged[-1]}@schools.example.org", "page": "01"}
    come_twice(world, a_staff_mail(world, "I am away.", **away, Auto_Submitted="auto-replied"))


STAFF: tuple[Script, ...] = (
    staff_answer_by_mail,
    staff_write_a_note_by_mail,
    a_forged_staff_mail,
    a_parent_answers_a_staff_address,
    a_page_taken_by_mail,
    a_page_answered_by_a_machine,
)
