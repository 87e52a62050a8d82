"""From an OutboundMail to the bytes that SES sends: RFC 5322, multipart/alternative, seven bits throughout."""

from binascii import b2a_qp
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256

from chalicelib.channels.outbound.clean import one_line
from chalicelib.channels.outbound.headers import bracketed
from chalicelib.domain.errors import SendRefused
from chalicelib.domain.outbound import OutboundMail

_IDS = frozenset({"message-id", "in-reply-to", "references"})


def compose(mail: OutboundMail, *, sender: str, message_id: str, date: datetime) -> bytes:
    """`sender` is the bare From address, `message_id` comes with or without angle brackets, `date` is aware.

    No value can start a header of its own. Raises SendRefused for an address that needs SMTPUTF8 (RFC 6531), which SES
    does not speak.
    """
    message = EmailMessage(SMTP)
    message["From"] = _address(mail.from_name, sender)
    message["To"] = _address(mail.to_name, mail.to)
    if mail.reply_to:
        message["Reply-To"] = _address(mail.from_name, mail.reply_to)
    message["Subject"] = one_line(mail.subject)
    message["Date"] = format_datetime(date)
    for name, value in mail.headers.items():
        if name.lower() not in _IDS:
            message[name] = one_line(value)
    return _identifiers(mail, message_id) + message.as_bytes().rstrip(b"\r\n") + b"\r\n" + _alternatives(mail)


def _alternatives(mail: OutboundMail) -> bytes:
    """The same mail always has the same boundary, which no quoted-printable body can hold by chance."""
    boundary = sha256(f"{mail.text}\0{mail.html}".encode(errors="replace")).hexdigest()[:40]
    head = f'MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary="{boundary}"\r\n\r\n'
    parts = (_part("plain", mail.text), _part("html", mail.html))
    return "".join((head, *(f"--{boundary}\r\n{part}\r\n" for part in parts), f"--{boundary}--\r\n")).encode("ascii")


def _identifiers(mail: OutboundMail, message_id: str) -> bytes:
    """Written here and not by `email`, which folds a long Message-ID into encoded words that no program can match."""
    lines = [f"Message-ID: {bracketed(message_id)}"]
    for name, value in mail.headers.items():
        ids = [found for one in value.split() if (found := bracketed(one))]
        if name.lower() in _IDS and ids:
            lines.append(f"{name}: " + "\r\n ".join(ids))
    return ("\r\n".join(lines) + "\r\n").encode("ascii")


def _address(name: str, bare: str) -> Address:
    local, _, domain = one_line(bare).rpartition("@")
    try:
        ascii_domain = domain.encode("idna").decode() if not domain.isascii() else domain
        local.encode("ascii")
        return Address(display_name=one_line(name), username=local, domain=ascii_domain)
    except UnicodeError as error:
        raise SendRefused("the address needs SMTPUTF8, which the mail service does not speak") from error


def _part(subtype: str, body: str) -> str:
    """Quoted-printable by the C encoder: the `email` package's own takes ten times as long."""
    encoded = b2a_qp("\n".join(body.splitlines()).encode(errors="replace"), istext=True).decode("ascii")
    head = f'Content-Type: text/{subtype}; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
    return head + encoded.replace("\n", "\r\n")
