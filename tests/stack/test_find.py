"""A family finds its page again on the deployed stack, by the code of its acknowledgement and by a link sent again; and decides there."""

import http.client
import re
from contextlib import closing
from urllib.parse import urlencode, urlsplit

import pytest
from stack_services import services_of

from chalicelib.domain.permissions import OPERATOR
from chalicelib.domain.wishes import Close
from chalicelib.domain.words import Status
from chalicelib.usecases.handle import Counter, handle
from infra.family import Outbox

pytestmark = pytest.mark.stack

ADDRESS = "rosa.ruiz@example.com"


def send(stack, path, fields):
    """(status, Location) of a form."""
    to = urlsplit(stack.base_url)
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "text/html"}
    with closing(http.client.HTTPConnection(to.hostname, to.port, timeout=30)) as connection:
        connection.request("POST", path, urlencode(fields).encode(), headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status, answer.getheader("Location") or ""


def mails(stack, address):
    return Outbox(stack.local.ports.aws).words_to(address)


def test_a_family_finds_its_page_by_code_and_by_mail_and_decides_there(stack):
    form = {"key": "find-key-0001", "message": "When does the bus come?", "topic": "not_sure", "email": ADDRESS}
    status, thanks = send(stack, "/inquiries", form)
    assert status == 303, stack.log()[-2000:]
    token = thanks.rpartition("/")[2]
    reference = f"{token[:4]}-{token[4:8]}".upper()

    said = stack.eventually(lambda: next((one for one in mails(stack, ADDRESS) if "/find" in one), None))
    code = re.search(r"[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3}", said)[0]
    assert send(stack, "/find", {"reference": reference, "secret": code}) == (303, f"i/{token}")
    assert send(stack, "/find", {"reference": reference, "secret": "wrong"}) == (422, "")

    assert send(stack, "/find/link", {"address": ADDRESS})[0] == 303
    assert send(stack, "/find/link", {"address": "nobody@example.net"})[0] == 303
    stack.eventually(
        lambda: [one for one in mails(stack, ADDRESS) if "asked us to send the link" in one and token in one]
    )
    assert mails(stack, "nobody@example.net") == []

    services = services_of(stack)
    desk = Counter(services.store, services.districts, services.randomness)
    handle(reference, Close(outcome="answered"), actor=OPERATOR, at=desk)
    assert send(stack, f"/i/{token}/rating", {"score": "9", "comment": "Quick."})[0] == 303
    assert send(stack, f"/i/{token}/choices", {"answer_language": "es"})[0] == 303
    assert send(stack, f"/i/{token}/unsolved", {"key": "find-key-0002", "missing": ""})[0] == 303
    inquiry = services.store.inquiry(reference)
    assert (inquiry.rating.score, inquiry.language, inquiry.status) == (9, "es", Status.OPEN)
