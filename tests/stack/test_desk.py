"""The desk of the deployed stack: what is confidential is uncovered by two, and a translation is kept beside the words."""

import re
from html import unescape
from urllib.parse import urlencode

import pytest
from stack.at_the_pool import Browser, fields, sign_in
from stack.sending import FORM, send
from stack_services import services_of

from chalicelib.domain.events import EventType

pytestmark = pytest.mark.stack

ASKER, SECOND = "samuel.price@staff.example.org", "alicia.moreno@staff.example.org"


def written(stack, key, message, **more):
    """The reference of what a family sent by the form."""
    form = {
        "key": key,
        "message": message,
        "topic": "not_sure",
        "name": "Rosa Ejemplo",
        "email": "rosa.ejemplo@example.com",
    }
    status, headers, body = send(
        f"{stack.base_url}/inquiries", urlencode(form | more).encode(), FORM, Accept="text/html"
    )
    assert status == 303, body
    token = re.search(r"thanks/([0-9a-z]+)", headers["Location"])[1].upper()
    return f"{token[:4]}-{token[4:8]}"


def somebody(stack, mail):
    browser = Browser()
    sign_in(browser, stack, mail)
    return browser


def do(browser, stack, reference, deed, **given):
    """The page that the deed leads to."""
    page = f"{stack.base_url}/staff/i/{reference}"
    csrf = fields(browser.get(page)[1])["csrf"]
    return unescape(browser.post(f"{page}/{deed}", {"csrf": csrf} | given)[1])


def test_two_together_uncover_what_is_confidential_and_one_alone_does_not(stack):
    reference = written(stack, "stack-desk-0001", "Please keep my name to yourselves.")
    asker, second = somebody(stack, ASKER), somebody(stack, SECOND)
    hidden = do(asker, stack, reference, "conceal", why="she asked for it")
    assert "rosa.ejemplo@example.com" not in hidden
    assert "Rosa Ejemplo" not in hidden
    do(asker, stack, reference, "ask", why="somebody waits at her school")
    assert "rosa.ejemplo@example.com" not in do(asker, stack, reference, "reveal"), "nobody agrees with themselves"
    seen = do(second, stack, reference, "reveal")
    assert "rosa.ejemplo@example.com" in seen
    assert "Rosa Ejemplo" in unescape(asker.get(f"{stack.base_url}/staff/i/{reference}")[1])
    types = [one.type for one in services_of(stack).store.case(reference).events]
    assert [one for one in types if one in {EventType.REVEAL_ASKED, EventType.CONTACT_REVEALED}] == [
        EventType.REVEAL_ASKED,
        EventType.CONTACT_REVEALED,
    ]


def test_a_colleagues_translation_is_kept_beside_the_words_and_never_sent(stack):
    said = "¿A qué hora sale mañana el autobús de la escuela? Gracias por su ayuda."
    reference = written(stack, "stack-desk-0002", said, language="es")
    services = services_of(stack)
    (message,) = services.store.case(reference).messages
    assert message.language == "es"
    told = {"message": message.id, "language": "en", "text": "When does the school bus leave tomorrow?"}
    page = do(somebody(stack, ASKER), stack, reference, "translate", **told)
    assert "When does the school bus leave tomorrow?" in page
    case = services.store.case(reference)
    assert [(one.language, one.author) for one in case.messages[0].translations] == [("en", "samuel-price")]
    assert len(case.messages) == 1
