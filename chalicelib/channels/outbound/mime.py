"""From an OutboundMail to the bytes that SES sends: RFC 5322, multipart/alternative (with files, inside multipart/mixed), seven bits throughout."""

from base64 import encodebytes
from binascii import b2a_qp
from collections.abc import Iterable
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256
from urllib.parse import quote

from chalicelib.channels.outbound.clean import one_line
from chalicelib.channels.outbound.headers import bracketed
from chalicelib.domain.errors import SendRefused
from chalicelib.domain.files import safe_type
from chalicelib.domain.inquiry import Attachment
from chalicelib.domain.outbound import OutboundMail

File = tuple[Attachment, bytes]
_IDS = frozenset({"message-id", "in-reply-to", "references"})


def compose(mail: OutboundMail, *, sender: str, message_id: str, date: datetime, files: Iterable[File] = ()) -> bytes:
    """`sender` is the bare From address, `message_id` comes with or without angle brackets, `date` is aware, `files` are
    the mail's own with their content.

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
    return _identifiers(mail, message_id) + message.as_bytes().rstrip(b"\r\n") + b"\r\n" + _body(mail, tuple(files))


def _body(mail: OutboundMail, files: tuple[File, ...]) -> bytes:
    """The same mail always has the same boundaries, which no encoded body can hold by chance."""
    boundary = sha256(f"{mail.text}\0{mail.html}".encode(errors="replace")).hexdigest()[:40]
    words = _multipart("alternative", boundary, (_part("plain", mail.text), _part("html", mail.html)))
    whole = _multipart("mixed", f"{boundary}-files", (words, *map(_attached, files))) if files else words
    return f"MIME-Version: 1.0\r\n{whole}".encode("ascii")


def _multipart(subtype: str, boundary: str, parts: Iterable[str]) -> str:
    head = f'Content-Type: multipart/{subtype}; boundary="{boundary}"\r\n\r\n'
    return "".join((head, *(f"--{boundary}\r\n{part}\r\n" for part in parts), f"--{boundary}--\r\n"))


def _attached(file: File) -> str:
    """A download, never shown in the mail; its name in both forms that programs read (RFC 2183, RFC 2231)."""
    attachment, content = file
    name = one_line(attachment.name) or "file"
    plain = "".join(one if " " <= one <= "~" and one not in '"\\' else "_" for one in name)
    lines = (
        f"Content-Type: {safe_type(attachment.content_type)}",
        "Content-Transfer-Encoding: base64",
        f"Content-Disposition: attachment; filename=\"{plain}\";\r\n filename*=UTF-8''{quote(name, safe='', errors='replace')}",
    )
    return "\r\n".join((*lines, "", encodebytes(content).decode("ascii").rstrip("\n").replace("\n", "\r\n")))


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
