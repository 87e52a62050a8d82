"""Encoded words and charsets: what the label says, else what the bytes say, and it is told."""

import base64

import pytest
from channels.email.builders import an_email

from chalicelib.channels.email import read_mail


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"=?utf-8?q?Autob=C3=BAs?=", "Autobús"),
        (b"=?UTF-8?B?QXV0b2LDunM=?=", "Autobús"),
        (b"=?utf-8?B?QXV0b2LDunM?=", "Autobús"),
        (b"=?utf-8*es?q?Autob=C3=BAs?=", "Autobús"),
        (b"=?utf-8?q?Autob=C3?= =?utf-8?q?=BAs?=", "Autobús"),
        (b"=?utf-8?q?Autob\xc3\xbas?=", "Autobús"),
        (b"=?gb2312?b?" + base64.b64encode("镕基".encode("gbk")) + b"?=", "镕基"),
        (b"=?x-no-such?q?Autob=C3=BAs?=", "Autobús"),
        (b"Autob\xc3\xbas", "Autobús"),
        (b"Autob\xfas para la ni\xf1a", "Autobús para la niña"),
        ("Ausencia del niño mañana por la mañana".encode("cp1252"), "Ausencia del niño mañana por la mañana"),
        (b"=?utf-8?q?half", "=?utf-8?q?half"),
        (b"=?utf-8?q?two words?= and more", "two words and more"),
        (b"=?iso-2022-jp?B?GyRCJDMkcyRLJEEkTxsoQg==?=", "こんにちは"),
        (b"safe\xe2\x80\xaegnp.exe", "safegnp.exe"),
    ],
)
def test_encoded_words_are_decoded_at_byte_level(raw, text):
    assert read_mail(b"Subject: " + raw + b"\r\n\r\nx").subject == text


@pytest.mark.parametrize(
    ("charset", "data", "text"),
    [
        ("iso-8859-1", b"\x93quoted\x94 \x80 5", "“quoted” € 5"),
        ("gb2312", "镕".encode("gbk"), "镕"),
        ("ks_c_5601-1987", "뷁".encode("cp949"), "뷁"),
        ("shift_jis", "①".encode("cp932"), "①"),
        ("utf-8", "niña".encode(), "niña"),
        ("iso-8859-1", "niña y señor".encode(), "niña y señor"),
        ("us-ascii", "niña y señor".encode(), "niña y señor"),
        ("x-unknown", "niña y señor".encode(), "niña y señor"),
        ("unicode-1-1-utf-7", b"ni+APE-a", "niña"),
        ("hex", b"41", "41"),
        ("punycode", "niña".encode(), "niña"),
        ("", "こんにちは、先生".encode("iso-2022-jp"), "こんにちは、先生"),
        (
            "",
            "Добрый день, моя дочь сегодня не придёт в школу, она заболела.".encode("cp1251"),
            "Добрый день, моя дочь сегодня не придёт в школу, она заболела.",
        ),
        ("windows-1252", "niña".encode("cp1252") + b"\x81", None),
    ],
)
def test_charsets_are_read_by_label_then_by_bytes(charset, data, text):
    mail = read_mail(an_email(data, content_type=f"text/plain; charset={charset}" if charset else "text/plain"))
    assert mail.text == text if text else mail.text


def test_one_broken_byte_does_not_turn_a_page_into_noise():
    assert read_mail(an_email("año tras año ".encode() * 20 + b"\xc3")).text.startswith("año tras año")


def test_a_guess_is_told():
    mail = read_mail(an_email("Señor, mañana".encode("cp1252"), content_type="text/plain"))
    assert any("charset not declared" in note for note in mail.notes)
