"""A file's whole way: by SMTP into the bucket, out of the original, and back to the family as a download."""

import http.client
import smtplib
import urllib.request
from contextlib import closing
from email.message import EmailMessage
from urllib.parse import urlsplit

import pytest
from stack_services import cases_of, services_of

from chalicelib.channels.links import private_link
from chalicelib.domain.contact import Address, AddressKind
from chalicelib.domain.events import EventType
from chalicelib.domain.files import stored

pytestmark = pytest.mark.stack

SLIP = b"%PDF-1.7 " + bytes(range(256)) * 20


def a_mail_with_a_slip():
    mail = EmailMessage()
    mail["From"], mail["To"] = "Pat <pat@example.com>", "help@earshot.example.org"
    mail["Subject"], mail["Message-ID"] = "The slip", "<slip@example.com>"
    mail.set_content("Here is the slip.")
    mail.add_attachment(SLIP, maintype="application", subtype="pdf", filename="niño.pdf")
    return mail.as_bytes()


def test_a_file_that_came_by_mail_is_downloaded_from_the_private_page(stack):
    services = services_of(stack)
    with smtplib.SMTP(stack.smtp_host, stack.smtp_port) as door:
        door.sendmail("pat@example.com", ["help@earshot.example.org"], a_mail_with_a_slip())

    def taken_out():
        cases = cases_of(stack, Address(AddressKind.EMAIL, "pat@example.com"))
        return next((case for case in cases if any(one.type is EventType.FILES_STORED for one in case.events)), None)

    case = stack.eventually(taken_out)
    (message,) = case.messages
    (part,) = stored(case, message)
    page = urlsplit(private_link(stack.base_url, services.keys.signer(), case.inquiry))
    with closing(http.client.HTTPConnection(page.hostname, page.port, timeout=30)) as connection:
        connection.request("GET", f"{page.path}/files/{message.id}/{part}", headers={"Accept": "text/html"})
        answer = connection.getresponse()
        answer.read()
    assert answer.status == 303, stack.log()[-3000:]
    with urllib.request.urlopen(answer.getheader("Location"), timeout=30) as download:
        assert download.read() == SLIP
        assert download.headers["Content-Disposition"].startswith("attachment; ")
        assert download.headers["Content-Type"] == "application/pdf"
