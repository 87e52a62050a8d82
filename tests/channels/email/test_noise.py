"""Bytes that nobody wrote."""

from datetime import UTC, datetime

from chalicelib.channels.email import read_mail
from infra.ses import Delivery, headers

NOISE = b"\x00\x01\xff\xfe\x80 garbage" + b"\x00\xfe" * 200


def test_noise_without_headers_is_unreadable():
    assert read_mail(NOISE).kind == "unreadable"


def test_noise_behind_the_headers_that_ses_put_there_is_unreadable_too():
    delivery = Delivery(
        "scanner@example.org", ("help@example.org",), "192.0.2.1", "x", datetime(2026, 3, 2, tzinfo=UTC)
    )
    assert read_mail(headers(delivery, "abc", "us-east-1") + NOISE).kind == "unreadable"


def test_words_behind_the_headers_that_ses_put_there_are_a_message():
    delivery = Delivery(
        "scanner@example.org", ("help@example.org",), "192.0.2.1", "x", datetime(2026, 3, 2, tzinfo=UTC)
    )
    assert read_mail(headers(delivery, "abc", "us-east-1") + b"\r\nWhen does the bus come?\r\n").kind == "message"
