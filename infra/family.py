"""A family at the other end of the local stack: the texts of its phone, and whatever it was sent."""

import json
import re
import urllib.request
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import click

from chalicelib.channels.phones import normal_phone
from infra import stack
from infra.clients import Clients, target
from infra.commands import plainly
from infra.local import HOST, LocalFailed, ports
from infra.outputs import Outputs
from infra.up import SMS_NUMBER

_LONGEST = 1_600
"""Characters; phones send no longer text."""
_MOST = 200


@dataclass(frozen=True, slots=True)
class Outbox:
    """What the emulator's SES and SNS took."""

    port: int

    def mails(self) -> list[dict[str, Any]]:
        found = self._ask("ses/messages")["messages"]
        return [mail for account in found.values() for mail in account]

    def texts(self) -> list[dict[str, Any]]:
        found = self._ask("sns/sms-messages")["sms_messages"]
        return [text for number in found.values() for text in number]

    def words_to(self, recipient: str) -> list[str]:
        """What that address or number was sent, oldest first."""
        mails = [str(mail["BodyText"]) for mail in self.mails() if recipient in mail["To"]]
        return mails + [str(text["Message"]) for text in self.texts() if text["PhoneNumber"] == recipient]

    def _ask(self, what: str) -> Any:
        try:
            with urllib.request.urlopen(f"http://{HOST}:{self.port}/_ministack/{what}", timeout=30) as answer:
                return json.load(answer)
        except OSError as error:
            raise LocalFailed(f"no local stack answers on port {self.port}: make up, or make demo") from error


def send_text(clients: Clients, outputs: Outputs, said: str, *, number: str, serial: str) -> None:
    """As AWS hands a text over: on the topic of the district's number."""
    payload = {
        "originationNumber": number,
        "destinationNumber": SMS_NUMBER,
        "messageKeyword": "KEYWORD_1",
        "messageBody": said,
        "inboundMessageId": serial,
    }
    clients.sns.publish(TopicArn=outputs.sms_topic, Message=json.dumps(payload))


@click.command("text")
@click.argument("number")
@click.argument("words", nargs=-1, required=True)
def text_command(number: str, words: tuple[str, ...]) -> None:
    """Send a text to the local stack as if it came from NUMBER: `text +12025550177 Is school open?`"""
    phone, said = normal_phone(number), " ".join(words).strip()
    if not phone.verified:
        raise click.ClickException(f"{number!r} is no phone number: write it like +12025550177")
    if not said or len(said) > _LONGEST:
        raise click.ClickException(f"a text has 1 to {_LONGEST} characters; this one has {len(said)}")
    with plainly():
        clients = Clients(target(None))
        send_text(clients, stack.read(clients), said, number=phone.value, serial=f"text-{uuid.uuid4()}")
    click.echo(f"sent from {phone.value}; `outbox {phone.value}` shows what is answered")


@click.command("outbox")
@click.argument("recipient", default="")
@click.option(
    "--limit", default=10, show_default=True, type=click.IntRange(1, _MOST), help="No more of each than this."
)
def outbox_command(recipient: str, limit: int) -> None:
    """What the local stack sent, newest last: to everybody, or to one RECIPIENT (an address or a number)."""
    wanted = normal_phone(recipient).value if re.fullmatch(r"[+\d() .-]+", recipient) else recipient.casefold()
    with plainly():
        sent = Outbox(ports().aws)
        mails = [one for one in sent.mails() if not wanted or wanted in map(str.casefold, one["To"])]
        texts = [one for one in sent.texts() if wanted in {"", one["PhoneNumber"]}]
    shown = [*map(_mail, mails[-limit:]), *map(_text, texts[-limit:])]
    click.echo("\n\n".join(shown) or (f"nothing was sent to {wanted}" if wanted else "nothing was sent yet"))


def _mail(mail: dict[str, Any]) -> str:
    return _shown(f"mail to {', '.join(mail['To'])}: {mail['Subject']}", mail["BodyText"].splitlines())


def _text(text: dict[str, Any]) -> str:
    return _shown(f"text to {text['PhoneNumber']}", text["Message"].splitlines())


def _shown(head: str, lines: Iterable[str]) -> str:
    return "\n".join([head, *(f"    {line}".rstrip() for line in lines)])
