"""An ordinary mail of 20 KB: plain text and HTML, a quotation, a signature, a small picture."""

from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP

from infra.ses import Delivery, headers

PARENT = "parent@example.com"
_SENTENCE = "The bus for route 12 did not stop at Alder Street this morning, and the children walked in the rain. "
_PICTURE = bytes(range(256)) * 16


def a_mail(
    *, to: str, message_id: str, size: int = 20_000, subject: str = "Bus 12 did not stop", reply_to: str = ""
) -> bytes:
    """As SES stores it. `size` is what it comes to, within a few per cent; below 7,000 it is plain text alone."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = f"Dana Example <{PARENT}>"
    mail["To"] = to
    mail["Subject"] = subject
    mail["Date"] = "Mon, 02 Mar 2026 09:00:00 -0500"
    mail["Message-ID"] = message_id
    if reply_to:
        mail["In-Reply-To"] = mail["References"] = reply_to
    if size < 7_000:
        mail.set_content("Thank you. And on Friday?\r\n")
    else:
        _body(mail, size)
    delivery = Delivery(PARENT, (to,), "192.0.2.10", "mail.example.com", datetime(2026, 3, 2, 14, 0, tzinfo=UTC))
    return headers(delivery, "0" * 40, "us-east-1") + mail.as_bytes()


def _body(mail: EmailMessage, size: int) -> None:
    paragraphs = [_SENTENCE * 3] * max(1, (size - 7_000) // (6 * len(_SENTENCE) + 60))
    quoted = "\r\n".join(f"> {line}" for line in ("Hello,", "we wrote about this last week.", "Dana"))
    text = "\r\n\r\n".join(paragraphs) + "\r\n\r\n-- \r\nDana Example\r\n202-555-0143\r\n"
    mail.set_content(f"{text}\r\nOn Mon, 2 Mar 2026 at 08:00, Front Desk <help@example.org> wrote:\r\n{quoted}\r\n")
    html = "".join(f'<p style="margin:0">{one}</p>' for one in paragraphs)
    mail.add_alternative(f"<html><body><div>{html}</div></body></html>", subtype="html")
    mail.add_attachment(_PICTURE, maintype="image", subtype="png", filename="stop.png")
    mail.set_boundary("mixed-boundary-of-the-bench")
