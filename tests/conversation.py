"""What families, machines and providers do in a scripted conversation. Each function names one act and gives a step to play.

A script is data: who says what on which channel in which mail program's style, and the timeline that must come of it.
Steps are played one after another; before each the stack has come to rest, so that the outcome is certain.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from stack.conversations.programs import HELP, Letter, Program, gmail
from stack.conversations.scene import Scene

Step = Callable[[Scene], None]


@dataclass(frozen=True, slots=True)
class Script:
    """`people` are the addresses that no other script has: what they wrote is this conversation's. `ends` is the
    timeline as `telling` tells it; `hears` and `never_hears` are words in what was sent to somebody."""

    name: str
    people: tuple[str, ...]
    steps: tuple[Step | tuple[Step, ...], ...]
    ends: str
    hears: tuple[tuple[str, str], ...] = ()
    never_hears: tuple[tuple[str, str], ...] = ()
    check: Callable[[Scene], None] | None = None


# --- by mail ----------------------------------------------------------------------------------------------------------


def writes(
    who: str,
    text: str,
    *,
    program: Program = gmail,
    subject: str = "",
    to: str = "",
    answers: str = "",
    heard_by: str = "",
    wire: str = "email",
    more: Mapping[str, str] | None = None,
    files: tuple[str, ...] = (),
    envelope: str | None = None,
    verdicts: Mapping[str, str] | None = None,
) -> Step:
    """A mail. `answers` is the template of ours that it answers (the newest that `heard_by`, or the sender, got), by its
    reply address unless `to` says another; `wire` is how SES's id stands in it. `verdicts` are what SES found wrong:
    the mail door of the local stack finds nothing, so such a mail is put into the bucket as SES would."""

    def step(scene: Scene) -> None:
        ours = scene.heard(heard_by or who, answers) if answers else None
        letter = Letter(
            sender=who,
            to=scene.filled(to) or (ours.reply_to if ours else HELP),
            subject=scene.filled(subject) or (f"Re: {ours.subject}" if ours else ""),
            text=text,
            message_id=scene.new_id(),
            answered=f"{ours.wire_id}@{wire}.amazonses.com" if ours else "",
            quoted=ours.text if ours else "",
            more=dict(more or {}),
            files=files,
        )
        scene.post(program(letter), sender=who if envelope is None else envelope, to=letter.to, verdicts=verdicts or {})

    return step


def sends_raw(who: str, raw: bytes) -> Step:
    return lambda scene: scene.post(raw, sender=who, to=HELP)


def sends_to_both(who: str, text: str, *, subject: str, addresses: tuple[str, str]) -> Step:
    """One mail that the server of the sender hands over once for each recipient."""

    def step(scene: Scene) -> None:
        letter = Letter(who, ", ".join(addresses), subject, text, scene.new_id())
        for address in addresses:
            scene.post(gmail(letter), sender=who, to=address)

    return step


def bounces_by_mail(who: str, *, template: str) -> Step:
    """The family's mail server tells us, not SES, that it has no such mailbox."""

    def step(scene: Scene) -> None:
        ours = scene.heard(who, template)
        report = (
            f"From: Mail Delivery System <MAILER-DAEMON@mx.example.org>\r\nTo: {HELP}\r\nMessage-ID: <{scene.new_id()}>\r\n"
            "Subject: Undelivered Mail Returned to Sender\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
            'Content-Type: multipart/report; report-type=delivery-status; boundary="=_b"\r\n\r\n'
            "--=_b\r\nContent-Type: text/plain\r\n\r\nYour message could not be delivered: no such mailbox.\r\n"
            "--=_b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.org\r\n\r\n"
            f"Final-Recipient: rfc822; {who}\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
            f"--=_b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{ours.wire_id}@email.amazonses.com>\r\n"
            f"Subject: {ours.subject}\r\n\r\n--=_b--\r\n"
        )
        scene.post(report.encode(), sender="", to=HELP)

    return step


# --- by text and on the web -------------------------------------------------------------------------------------------


def texts(number: str, said: str) -> Step:
    return lambda scene: scene.text(number, scene.filled(said))


def fills_the_form(**fields: Any) -> Step:
    """As a program sends it; the answer's link is kept as the link of that inquiry."""
    return lambda scene: scene.form(fields)


def writes_on_page(said: str, *, on: int = 1) -> Step:
    return lambda scene: scene.page_message(said, on)


def pays_no_heed(_scene: Scene) -> None:
    """A round passes."""


# --- what the providers report ----------------------------------------------------------------------------------------


def reported(kind: str, *, to: str, template: str = "reply", **detail: Any) -> Step:
    """SES's report of the newest such send, over the feedback topic: `Delivery`, `Bounce`, `Complaint`."""

    def step(scene: Scene) -> None:
        wire_id = scene.sent(to, template).provider_id
        report = {"eventType": kind, "mail": {"messageId": wire_id}} | detail
        scene.publish(scene.stack.outputs.feedback_topic, json.dumps(report))

    return step


def hard_bounce(to: str) -> Step:
    return reported("Bounce", to=to, bounce={"bounceType": "Permanent", "bounceSubType": "NoEmail"})


def complaint(to: str) -> Step:
    return reported("Complaint", to=to, complaint={"complaintFeedbackType": "abuse"})
