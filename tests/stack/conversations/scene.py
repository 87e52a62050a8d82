"""One conversation while it is played: its doors, what is stored of it, and the telling of it."""

import json
import smtplib
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any
from urllib.parse import urlsplit

from chalicelib.bootstrap import Services
from chalicelib.channels.links import page_link, private_link
from chalicelib.domain.inquiry import Case, Send
from chalicelib.domain.staff_tokens import BOX, Claim, named, staff_token
from infra.ses import Delivery as Envelope
from infra.ses import headers
from infra.up import MAIL_DOMAIN, SMS_NUMBER


@dataclass(frozen=True, slots=True)
class Ours:
    """A mail of ours as somebody got it. `wire_id` is SES's id of it, without a domain."""

    wire_id: str
    reply_to: str
    subject: str
    text: str


@dataclass
class Scene:
    """`cases` are the conversation's inquiries, the oldest first, as they were when the stack last came to rest."""

    number: int
    stack: Any
    services: Services
    people: tuple[str, ...]
    cases: list[Case] = field(default_factory=list)
    mails: Sequence[Mapping[str, Any]] = ()
    texts: Sequence[Mapping[str, Any]] = ()
    known: set[str] = field(default_factory=set)
    trouble: list[str] = field(default_factory=list)
    _serial: Any = field(default_factory=count)

    # --- what the steps need ------------------------------------------------------------------------------------------

    @property
    def writing(self) -> dict[str, Any]:
        return {"store": self.services.store, "randomness": self.services.randomness}

    @property
    def districts(self) -> Any:
        return self.services.districts

    @property
    def blobs(self) -> Any:
        return self.services.blobs

    def new_id(self) -> str:
        return f"{next(self._serial)}.{self.number}.{datetime.now(UTC):%H%M%S%f}@mail.example.org"

    def reference(self, on: int) -> str:
        return self.cases[on - 1].inquiry.reference

    def filled(self, text: str) -> str:
        """`{ref1}` is the first inquiry's reference; `{forged1}` a reply token for it that nobody signed."""
        for number, case in enumerate(self.cases, start=1):
            bare = case.inquiry.reference.replace("-", "").lower()
            text = text.replace(f"{{ref{number}}}", case.inquiry.reference)
            text = text.replace(f"{{forged{number}}}", f"{bare}{'a' * 16}")
        return text

    def sent(self, to: str, template: str) -> Send:
        """The newest such send that the provider took."""
        found = [
            one
            for case in self.cases
            for one in case.sends
            if one.recipient.value == to and one.template.startswith(template) and one.provider_id
        ]
        return max(found, key=lambda one: one.event_id)

    def heard(self, who: str, template: str) -> Ours:
        """The emulator keeps no headers; the reply address is the one that the signer gives."""
        send = self.sent(who, template)
        mail = next(one for one in self.mails if one["MessageId"] == send.provider_id)
        token = self.services.keys.signer().reply_token(send.reference)
        text = str(mail["BodyText"]).replace("\r\n", "\n")
        return Ours(send.provider_id, f"reply+{token}@{MAIL_DOMAIN}", str(mail["Subject"]), text)

    def heard_by_staff(self, who: str, template: str) -> Ours:
        """A notice to staff, with the reply address that it carries."""
        send = self.sent(who, template)
        mail = next(one for one in self.mails if one["MessageId"] == send.provider_id)
        inquiry = next(case.inquiry for case in self.cases if case.inquiry.reference == send.reference)
        named_as = named("person", send.staff) if send.staff else named("team", inquiry.team)
        page = send.event_id.partition("#")[0] if template == "page" else ""
        token = staff_token(self.services.keys.signer(), Claim(send.reference, named_as, send.at, page))
        text = str(mail["BodyText"]).replace("\r\n", "\n")
        return Ours(send.provider_id, f"{BOX}+{token}@{MAIL_DOMAIN}", str(mail["Subject"]), text)

    # --- the doors ----------------------------------------------------------------------------------------------------

    def post(self, raw: bytes, *, sender: str, to: str, verdicts: Mapping[str, str] | None = None) -> None:
        if verdicts:
            self._store_as_ses(raw, sender, to, verdicts)
            return
        with smtplib.SMTP(self.stack.smtp_host, self.stack.smtp_port, timeout=60) as door:
            door.sendmail(sender, [one.strip() for one in to.split(",")], raw)

    def _store_as_ses(self, raw: bytes, sender: str, to: str, verdicts: Mapping[str, str]) -> None:
        identifier = f"verdict-{self.number}-{next(self._serial)}"
        block = headers(
            Envelope(sender, (to,), "192.0.2.1", "mx.example.org", datetime.now(UTC)), identifier, "us-east-1"
        )
        for told, instead in verdicts.items():
            block = block.replace(told.encode(), instead.encode())
        self.stack.clients.s3.put_object(Bucket=self.stack.outputs.bucket, Key=f"raw/{identifier}", Body=block + raw)

    def text(self, number: str, said: str) -> None:
        payload = {
            "originationNumber": number,
            "destinationNumber": SMS_NUMBER,
            "messageKeyword": "KEYWORD_1",
            "messageBody": said,
            "inboundMessageId": f"conversation-{self.number}-{next(self._serial)}",
        }
        self.publish(self.stack.outputs.sms_topic, json.dumps(payload))

    def publish(self, topic: str, message: str) -> None:
        self.stack.clients.sns.publish(TopicArn=topic, Message=message)

    def form(self, fields: Mapping[str, Any]) -> None:
        self.known.add(self._ask("/inquiries", fields)["reference"])

    def page_message(self, said: str, on: int) -> None:
        link = private_link("", self.services.keys.signer(), self.cases[on - 1].inquiry)
        self._ask(f"{link}/messages", {"message": said})

    def acknowledge(self, staff: str) -> None:
        """By the very link that the person's mail has."""
        case = next(one for one in self.cases if one.pages)
        link = page_link(
            self.stack.base_url, self.services.keys.signer(), case.inquiry.reference, case.pages[0].id, staff
        )
        assert any(link in str(mail["BodyText"]) for mail in self.mails), "the page was never sent"
        self._open(urlsplit(link).path, b"", {"Content-Type": "application/x-www-form-urlencoded"})

    def _ask(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        key = f"conversation-{self.number}-{next(self._serial)}"
        sent = {"Content-Type": "application/json", "Accept": "application/json", "Idempotency-Key": key}
        return dict(json.loads(self._open(path, json.dumps(body).encode(), sent)))

    def _open(self, path: str, body: bytes, sent: Mapping[str, str]) -> bytes:
        request = urllib.request.Request(f"{self.stack.base_url}{path}", body, dict(sent))
        with urllib.request.urlopen(request, timeout=60) as answer:
            return bytes(answer.read())

    # --- what came of it ----------------------------------------------------------------------------------------------

    def words_to(self, who: str) -> str:
        mails = [f"{mail['Subject']}\n{mail['BodyText']}" for mail in self.mails if who in mail["To"]]
        return "\n".join(mails + [str(text["Message"]) for text in self.texts if text["PhoneNumber"] == who])
