"""An ordinary mail of 20 KB: plain text and HTML, a quotation, a signature, a small picture."""

from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP

from infra.ses import Delivery, headers

PARENT = "parent@example.com"
_ORDINARY = """
the and our bus this morning school was late again children waited in rain nobody told us office called twice no answer
teacher said she would write but form is still missing my daughter needs her lunch account changed because money did not
arrive please tell me when you will look at it we moved to another street last month driver does know where stop now
could somebody explain why grades are shown online son has an appointment on friday at ten who picks him up after class
homework too much for one evening gym shoes were lost locker room coach friendly thank you very glad about new library
meeting next week parents want safer crossing cars drive fast winter snow ice road closed building heating cold windows
"""
_WORDS = _ORDINARY.split()
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
        mail.set_content("Thank you. And the stop at Alder Street on Friday?\r\n")
    else:
        _body(mail, size)
    delivery = Delivery(PARENT, (to,), "192.0.2.10", "mail.example.com", datetime(2026, 3, 2, 14, 0, tzinfo=UTC))
    return headers(delivery, "0" * 40, "us-east-1") + mail.as_bytes()


def _body(mail: EmailMessage, size: int) -> None:
    paragraphs = [_paragraph(number) for number in range(max(1, (size - 7_000) // 750))]
    quoted = "\r\n".join(f"> {line}" for line in ("Hello,", "we wrote about this last week.", "Dana"))
    text = "\r\n\r\n".join(paragraphs) + "\r\n\r\n-- \r\nDana Example\r\n202-555-0143\r\n"
    mail.set_content(f"{text}\r\nOn Mon, 2 Mar 2026 at 08:00, Front Desk <help@example.org> wrote:\r\n{quoted}\r\n")
    html = "".join(f'<p style="margin:0">{one}</p>' for one in paragraphs)
    mail.add_alternative(f"<html><body><div>{html}</div></body></html>", subtype="html")
    mail.add_attachment(_PICTURE, maintype="image", subtype="png", filename="stop.png")
    mail.set_boundary("mixed-boundary-of-the-bench")


def _paragraph(number: int) -> str:
    """About 300 characters as people write them, begun at another word each time: words in no order are no ordinary mail."""
    return " ".join(_WORDS[(number * 37 + step) % len(_WORDS)] for step in range(60)) + "."
