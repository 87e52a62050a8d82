"""The inbox of the deployed stack follows what families write."""

import smtplib

import pytest
from stack_services import services_of

from infra.inbox import rebuild

pytestmark = pytest.mark.stack

MAIL = "From: Pat <pat.{n}@example.com>\r\nTo: help@earshot.example.org\r\nSubject: Inbox {n}\r\nMessage-ID: <inbox-{n}@example.com>\r\n\r\nHello.\r\n"


def rows(services):
    return {row.subject: row for shard in services.inbox.read() for row in shard.rows.values()}


def test_a_mail_is_in_the_inbox_and_a_rebuilt_inbox_says_the_same(stack):
    services = services_of(stack)
    for n in range(3):
        with smtplib.SMTP(stack.smtp_host, stack.smtp_port) as door:
            door.sendmail(f"pat.{n}@example.com", ["help@earshot.example.org"], MAIL.format(n=n).encode())
    stack.eventually(lambda: {"Inbox 0", "Inbox 1", "Inbox 2"} <= set(rows(services)))
    before = rows(services)
    for number in range(8):
        shard = services.inbox.shard(number)
        services.inbox.save(number, {}, version=shard.version)
    assert rebuild(services) >= 3
    assert {name: row.reference for name, row in rows(services).items() if name.startswith("Inbox")} == {
        name: row.reference for name, row in before.items() if name.startswith("Inbox")
    }
