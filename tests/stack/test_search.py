"""The search index of the deployed stack follows what families write."""

import smtplib

import pytest
from stack_services import services_of

from chalicelib.domain.permissions import OPERATOR
from chalicelib.usecases.search import search
from infra.search import rebuild

pytestmark = pytest.mark.stack

MAIL = (
    "From: Zelda Quimby <zelda.quimby@example.com>\r\nTo: help@earshot.example.org\r\nSubject: A lost mitten\r\n"
    "Message-ID: <mitten@example.com>\r\n\r\nIt is turquoise, and was left at the gymnasium.\r\n"
)


def found(services, text):
    results = search(
        text, actor=OPERATOR, index=services.search, store=services.store, district=services.districts.current()
    )
    return [one.subject for one in results.inquiries]


def test_a_mail_is_found_by_its_words_and_again_after_a_rebuild(stack):
    services = services_of(stack)
    with smtplib.SMTP(stack.smtp_host, stack.smtp_port) as door:
        door.sendmail("zelda.quimby@example.com", ["help@earshot.example.org"], MAIL.encode())
    stack.eventually(lambda: found(services, "quimby turquoise gymnas") == ["A lost mitten"])
    assert found(services, "zelda.quimby@example.com") == ["A lost mitten"]
    (reference,) = [one.reference for one in services.store.inbox(limit=50) if one.subject == "A lost mitten"]
    known, _, _ = services.search.known(reference, ())
    services.search.change(known.place, put={}, drop=tuple(known.entries))
    assert found(services, "turquoise") == []
    assert rebuild(services) >= 1
    assert found(services, "turquoise") == ["A lost mitten"]
