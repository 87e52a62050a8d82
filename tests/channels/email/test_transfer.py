"""Transfer encodings as gateways leave them, and bytes that hardly fit their label."""

import base64

import pytest
from channels.email.builders import an_email

from chalicelib.channels.email import read_mail

LETTER = "Our new address is 12 Elm Street, second floor."
CODED = base64.b64encode(LETTER.encode()).decode()


def test_a_list_footer_below_an_encoded_body_is_not_decoded_with_it():
    unpadded = base64.b64encode(LETTER[:-2].encode()).decode()
    mail = read_mail(an_email(f"{unpadded}\r\n____________\r\nParents of room 4\r\n", encoding="base64"))
    assert mail.text.startswith(LETTER[:-2])
    assert "Parents of room 4" in mail.text


def test_stray_marks_inside_an_encoded_body_are_skipped():
    mail = read_mail(an_email(f"{CODED[:20]}\r\n!!\r\n{CODED[20:]}\r\n", encoding="base64"))
    assert mail.text == LETTER


@pytest.mark.parametrize("text", [LETTER, "Sí, mañana.", "请假一天"])
def test_plain_words_labelled_as_encoded_stay_words(text):
    assert read_mail(an_email(text + "\r\n", encoding="base64")).text.strip() == text


def test_an_encoded_body_of_a_megabyte_with_a_footer_is_read_in_one_pass():
    body = base64.encodebytes(b"word " * 150_000).decode() + "_____\r\nlist\r\n"
    assert read_mail(an_email(body, encoding="base64")).text.count("word") == 150_000


@pytest.mark.parametrize(
    ("charset", "data", "text"),
    [
        ("utf-8", "La niña está en casa".encode() + b" \xc3", "La niña está en casa \ufffd"),
        ("utf-8", "Señal \xe9 y niña".encode() + b"\xff", "Señal é y niña\ufffd"),
        ("us-ascii", b"Ana\x92s coat \x96 the blue one\x85", "Ana’s coat – the blue one…"),
        ("us-ascii", "завтра".encode("cp1251") * 8, "завтра" * 8),
    ],
    ids=["cut inside the last letter", "one broken byte", "curly quotes of Windows", "Cyrillic without a label"],
)
def test_bytes_that_hardly_fit_their_label(charset, data, text):
    assert read_mail(an_email(data, content_type=f"text/plain; charset={charset}")).text == text


def test_raw_chinese_headers_are_read_in_the_charset_of_the_body():
    raw = an_email("您好".encode("gbk"), sender=None, subject=None, content_type="text/plain; charset=gbk")
    head = "From: 王小明 <wang@example.net>\r\nSubject: 关于家长会的时间\r\n".encode("gbk")
    mail = read_mail(head + raw)
    assert mail.subject == "关于家长会的时间"
    assert mail.sender is not None
    assert (mail.sender.name, mail.sender.address) == ("王小明", "wang@example.net")


def test_raw_utf_8_headers_stay_utf_8_whatever_the_body_is():
    raw = an_email("Добрый день".encode("koi8-r"), subject="Автобус", content_type="text/plain; charset=koi8-r")
    assert read_mail(raw).subject == "Автобус"
