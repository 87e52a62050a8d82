"""What SES does to a mail it receives: a block of its own headers in front, and one object in the bucket."""

import asyncio
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from email.parser import BytesHeaderParser
from email.utils import format_datetime

from aiosmtpd.smtp import SMTP, Envelope, Session
from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.channels.email.addresses import addresses
from infra.clients import Clients

MAX_MAIL = 40 * 1024 * 1024
"""SES's own limit for a mail that goes to S3."""

VOUCHED = frozenset({"staff.example.org"})
"""The demo district's staff domain: the one whose mail this door can prove, as DMARC does by SPF, when the envelope's sender
and From are both of it. Else a local stack could never show what a proved mail of staff may do."""
MOST_HEADERS = 64 * 1024
"""Of a mail, where its From is looked for. What stands below is for the reader, which bears any structure."""
ALPHABET = "0123456789abcdefghijklmnopqrstuv"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One SMTP transaction as seen from inside: the envelope, and who spoke."""

    sender: str
    recipients: tuple[str, ...]
    peer: str
    helo: str
    received: datetime


@dataclass(frozen=True, slots=True)
class Inbound:
    """aiosmtpd's handler: 250 only once the object is stored, 451 (try again) when it is not."""

    clients: Clients
    bucket: str
    prefix: str = "raw/"

    async def handle_DATA(self, _server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 (aiosmtpd's name)
        identifier = "".join(secrets.choice(ALPHABET) for _ in range(40))
        delivery = Delivery(
            sender=envelope.mail_from or "",
            recipients=tuple(envelope.rcpt_tos),
            peer=str(session.peer[0]) if session.peer else "127.0.0.1",
            helo=str(session.host_name or "localhost"),
            received=datetime.now(UTC),
        )
        content = envelope.original_content or b""
        try:
            await asyncio.to_thread(
                self.clients.s3.put_object,
                Bucket=self.bucket,
                Key=f"{self.prefix}{identifier}",
                Body=headers(delivery, identifier, self.clients.target.region, written_from=_from(content)) + content,
            )
        except (BotoCoreError, ClientError):
            return "451 4.3.0 Could not be stored, try again later"
        return f"250 2.0.0 OK {identifier}"


def headers(delivery: Delivery, identifier: str, region: str, *, written_from: str = "") -> bytes:
    """The block that SES writes, in its order; the verdicts are those of an ordinary parent's mail.

    Nobody's SPF, DKIM or DMARC can be checked here, because every mail comes from this machine: the results say `none`, as
    they do for a sender whose domain publishes nothing; but see VOUCHED. `written_from` is the address in From.
    """
    domain = delivery.sender.rpartition("@")[2] or delivery.helo
    spf = (
        f"none (spfCheck: {delivery.peer} is neither permitted nor denied by domain of {domain})"
        f" client-ip={delivery.peer}; envelope-from={delivery.sender}; helo={delivery.helo};"
    )
    lines = [
        f"Return-Path: <{delivery.sender}>",
        f"Received: from {delivery.helo} ({delivery.helo} [{delivery.peer}])",
        f" by inbound-smtp.{region}.amazonaws.com with SMTP id {identifier}",
        f" for {delivery.recipients[0] if delivery.recipients else 'unknown'};",
        f" {format_datetime(delivery.received)} (UTC)",
        "X-SES-Spam-Verdict: PASS",
        "X-SES-Virus-Verdict: PASS",
        f"Received-SPF: {spf}",
        "Authentication-Results: amazonses.com;",
        f" spf={spf}",
        f" dmarc={_dmarc(domain, written_from)} header.from={written_from.rpartition('@')[2] or domain};",
    ]
    return "\r\n".join(lines).encode("utf-8", "surrogateescape") + b"\r\n"


def _dmarc(domain: str, written_from: str) -> str:
    claimed = written_from.rpartition("@")[2].lower()
    if claimed not in VOUCHED:
        return "none"
    return "pass" if claimed == domain.lower() else "fail (p=none)"


def _from(content: bytes) -> str:
    """The address in the From header; empty where there is none that can be read."""
    head = BytesHeaderParser().parsebytes(content[:MOST_HEADERS])
    found = addresses(str(head.get("From", "")).encode("utf-8", "replace"))
    return found[0].address if found else ""
