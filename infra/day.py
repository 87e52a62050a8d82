"""A small school day: what families and staff do in the demo, through the doors that they would use."""

import json
import re
import smtplib
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import make_msgid

from infra.doors import Doors
from infra.family import send_text
from infra.up import MAIL_DOMAIN, Local

PARENT = "rosa.parent@example.org"
HELP = f"help@{MAIL_DOMAIN}"
PHONE, WORRIED = "+12025550151", "+12025550152"
_PAGE = re.compile(r"https?://\S+/pages/\S+")
Moment = Callable[["Day"], None]


@dataclass
class Day:
    """The doors, and what was said so far."""

    local: Local
    doors: Doors
    run: str
    mail_id: str = ""
    mail: bytes = b""

    # --- the web form -----------------------------------------------------------------------------------------------

    def post_form(self) -> None:
        """A parent fills in the page, as a browser would send it."""
        fields = {
            "topic": "not_sure",
            "school": "",
            "name": "Sam Carter",
            "email": "sam.carter@example.org",
            "phone": "(202) 555-0153",
            "texts": "on",
            "language": "en",
            "message": "The lunch menu lists peanuts on Thursday. My son is allergic. What will he get instead?",
            "key": f"demo-form-{self.run}",
        }
        self._post("/inquiries", urllib.parse.urlencode(fields).encode(), "application/x-www-form-urlencoded")

    def post_json(self) -> None:
        """Another parent's phone app sends the same form as JSON, in Spanish. Nobody will answer it."""
        body = {
            "message": "¿Cuándo empieza la inscripción para el kínder? Nadie contesta el teléfono.",
            "name": "Lucía Prado",
            "email": "lucia.prado@example.org",
            "language": "es",
        }
        headers = {"Idempotency-Key": f"demo-json-{self.run}"}
        self._post("/inquiries", json.dumps(body).encode(), "application/json", headers)

    def write_on_page(self, link: str) -> None:
        """The parent adds a message on the private page."""
        path = urllib.parse.urlsplit(link).path
        fields = {
            "message": "Thank you! Please tell the kitchen at Cedar Elementary too.",
            "key": f"demo-page-{self.run}",
        }
        self._post(f"{path}/messages", urllib.parse.urlencode(fields).encode(), "application/x-www-form-urlencoded")

    def acknowledge(self, notices: list[str]) -> None:
        """The person on call presses the button on the page that the notice links to."""
        link = next(match.group().rstrip(".") for said in notices if (match := _PAGE.search(said)))
        self._post(urllib.parse.urlsplit(link).path, b"", "application/x-www-form-urlencoded")

    # --- mail -------------------------------------------------------------------------------------------------------

    def send_mail(self) -> None:
        """A parent's mail program: plain text and HTML, and a photo."""
        mail = EmailMessage()
        self.mail_id = make_msgid(domain="mail.example.org")
        mail["From"], mail["To"] = f"Rosa Delgado <{PARENT}>", HELP
        mail["Subject"], mail["Message-ID"] = "Bus 12 did not come again", self.mail_id
        mail.set_content(
            "Bus 12 did not come again today.\n\nWhere can my daughter wait? Here is a photo of the stop.\n"
        )
        mail.add_alternative("<p>Bus 12 did not come <b>again</b> today.</p>", subtype="html")
        mail.add_attachment(b"\xff\xd8\xff\xe0 a small picture", maintype="image", subtype="jpeg", filename="stop.jpg")
        self.mail = mail.as_bytes()
        self._smtp(PARENT, self.mail)

    def send_the_same_mail_again(self) -> None:
        """As mail servers do when they did not hear our answer: byte for byte."""
        self._smtp(PARENT, self.mail)

    def answer_mail(self, wire_id: str) -> None:
        """The parent answers our mail; her program quotes it. `wire_id` is the id that SES gave ours."""
        mail = EmailMessage()
        mail["From"], mail["To"] = f"Rosa Delgado <{PARENT}>", HELP
        mail["Subject"], mail["Message-ID"] = "Re: Bus 12 did not come again", make_msgid(domain="mail.example.org")
        mail["In-Reply-To"], mail["References"] = f"<{wire_id}>", f"{self.mail_id} <{wire_id}>"
        mail.set_content(
            "Tomorrow at seven is fine.\n\nOn Mon, Nov 23, 2026 at 9:01 AM Earshot wrote:\n> We are on it.\n"
        )
        self._smtp(PARENT, mail.as_bytes())

    def send_unreadable_mail(self) -> None:
        """Bytes that no mail program would write."""
        self._smtp("scanner@example.org", b"\x00\x01\xff\xfe\x80 garbage " + self.run.encode() + b"\x00\xfe" * 200)

    # --- texts ------------------------------------------------------------------------------------------------------

    def send_text(self, said: str, *, number: str, serial: str) -> None:
        """From a family's phone."""
        send_text(self.local.clients, self.local.outputs, said, number=number, serial=f"demo-{self.run}-{serial}")

    # --- the wires --------------------------------------------------------------------------------------------------

    def _smtp(self, sender: str, raw: bytes) -> None:
        with smtplib.SMTP(self.doors.smtp_host, self.doors.smtp_port, timeout=30) as server:
            server.sendmail(sender, [HELP], raw)

    def _post(self, path: str, body: bytes, kind: str, headers: Mapping[str, str] | None = None) -> None:
        sent = {"Content-Type": kind, "Accept": "text/html" if "form" in kind else "application/json"} | dict(
            headers or {}
        )
        request = urllib.request.Request(f"{self.doors.site_url}{path}", data=body, headers=sent)  # noqa: S310  (our own address)
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
            answer.read()
