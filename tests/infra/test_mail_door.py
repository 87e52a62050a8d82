"""The local mail door takes what SES would take: any bytes at all."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest

from infra.ses import Inbound

NESTED = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (at, at) for at in range(1_000))


def taken(content: bytes, sender: str = "ana@example.org") -> tuple[str, bytes]:
    """The door's answer, and the object it stored."""
    stored: list[bytes] = []
    s3 = SimpleNamespace(put_object=lambda **given: stored.append(given["Body"]))
    clients = SimpleNamespace(s3=s3, target=SimpleNamespace(region="us-east-1"))
    envelope = SimpleNamespace(mail_from=sender, rcpt_tos=["help@example.org"], original_content=content)
    session = SimpleNamespace(peer=("127.0.0.1", 1), host_name="phone")
    with ThreadPoolExecutor(1) as pool:  # another test's browser may hold this thread's event loop
        answer = pool.submit(lambda: asyncio.run(Inbound(clients, "bucket").handle_DATA(None, session, envelope)))
    return answer.result(), stored[0]


@pytest.mark.parametrize(
    "content",
    [b"", b"\n", b"\xff\x00" * 50, b"From: a@example.org\nMIME-Version: 1.0\n" + NESTED, b"From: " * 20_000],
    ids=["nothing", "a blank line", "noise", "a thousand multiparts with bare line feeds", "From without end"],
)
def test_any_mail_is_taken_as_it_came(content):
    answer, body = taken(content)
    assert answer.startswith("250 ")
    assert body.endswith(content)


@pytest.mark.parametrize("end", [b"\r\n", b"\n"])
def test_a_colleague_is_proved_with_either_line_end(end):
    _, body = taken(
        end.join([b"From: June <june.park@staff.example.org>", b"", b"At eight."]), "june.park@staff.example.org"
    )
    assert b"dmarc=pass" in body
