"""Senders, recipients and thread ids as programs write them."""

import pytest
from channels.email.builders import an_email, ses_block

from chalicelib.channels.email import Address, read_mail


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Lopez, Maria <maria@example.net>", Address("Lopez, Maria", "maria@example.net")),
        ('"Lopez, Maria" <maria@example.net>', Address("Lopez, Maria", "maria@example.net")),
        ('"Lopez, Maria (Parent)" <maria@example.net>', Address("Lopez, Maria (Parent)", "maria@example.net")),
        ("Maria (Parent) <maria@example.net>", Address("Maria", "maria@example.net")),
        ("maria@example.net (Maria Lopez)", Address("Maria Lopez", "maria@example.net")),
        ("maria@example.net", Address("", "maria@example.net")),
        ("<maria@example.net>", Address("", "maria@example.net")),
        ("Maria <mailto:maria@example.net>", Address("Maria", "maria@example.net")),
        ("Maria <@relay.example,@b.example:maria@example.net>", Address("Maria", "maria@example.net")),
        ("Maria <maria@example.net", Address("Maria", "maria@example.net")),
        ("=?utf-8?q?Mar=C3=ADa?= <maria@example.net>", Address("María", "maria@example.net")),
        ("=?utf-8?q?=22Mar=C3=ADa=22_=3Cmaria=40example=2Enet=3E?=", Address("María", "maria@example.net")),
        ('"maria@example.net" <maria@example.net>', Address("maria@example.net", "maria@example.net")),
        ("'Maria' <maria@example.net>", Address("Maria", "maria@example.net")),
        ("Family: maria@example.net, jose@example.net;", Address("", "maria@example.net")),
        ("Maria Lopez maria@example.net", Address("Maria Lopez", "maria@example.net")),
    ],
)
def test_senders_are_read_as_programs_write_them(value, expected):
    assert read_mail(an_email(sender=value)).sender == expected


def test_recipients_hold_every_address_that_may_carry_a_token():
    raw = an_email(
        trace=ses_block(),
        headers={
            "Cc": "Aunt <aunt@example.net>",
            "Delivered-To": "Desk+Abc@example.org",
            "X-Original-To": "x@example.org",
            "X-Forwarded-To": "y@example.org",
        },
    )
    assert read_mail(raw).recipients == (
        "desk+token@example.org",
        "desk@example.org",
        "aunt@example.net",
        "desk+abc@example.org",
        "x@example.org",
        "y@example.org",
    )


def test_undisclosed_recipients_are_nobody():
    assert read_mail(an_email(to="undisclosed-recipients:;")).to == ()


def test_without_from_the_return_path_speaks():
    mail = read_mail(an_email(sender=None, headers={"Return-Path": "<maria@example.net>"}))
    assert mail.sender == Address("", "maria@example.net")


@pytest.mark.parametrize(("value", "envelope"), [("<>", ""), ("<a@example.net>", "a@example.net"), (None, None)])
def test_the_return_path_tells_null_from_none(value, envelope):
    assert read_mail(an_email(headers={"Return-Path": value})).envelope_sender == envelope


def test_thread_ids_lose_brackets_and_folds():
    mail = read_mail(
        an_email(headers={"In-Reply-To": "Your message of Wed <a@x>", "References": "<a@x>\r\n\t<b@\r\n y> c@z junk"})
    )
    assert (mail.in_reply_to, mail.references) == (("a@x",), ("a@x", "b@y", "c@z"))
