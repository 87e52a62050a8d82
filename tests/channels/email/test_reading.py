"""Structure, headers and charsets as they come: every quirk is read, nothing is raised."""

import pytest
from channels.email.builders import a_multipart, a_part, an_email, ses_block

from chalicelib.channels.email import OwnAddresses, Verdicts, read_mail


@pytest.mark.parametrize(
    "lead", [b"\xef\xbb\xbf", b"\r\n\r\n", b"\n", b"From desk@example.org Wed May  3 10:00:00 2023\n"]
)
def test_what_stands_before_the_headers_is_skipped(lead):
    assert read_mail(lead + an_email()).subject == "Bus 12"


@pytest.mark.parametrize("eol", [b"\n", b"\r\n", b"\r", b"\r\r\n"])
def test_every_line_end_is_accepted(eol):
    mail = read_mail(an_email("One\r\nTwo").replace(b"\r\n", eol))
    assert (mail.subject, mail.text.split()) == ("Bus 12", ["One", "Two"])


@pytest.mark.parametrize("missing", ["sender", "to", "subject", "message_id", "content_type"])
def test_a_missing_header_is_ordinary(missing):
    mail = read_mail(an_email(**{missing: None}))
    assert (mail.kind, mail.text) == ("message", "The bus was late.")


@pytest.mark.parametrize(
    "bad",
    [
        'To: "',
        "To: a@[",
        "Message-ID: <>@x",
        "To: <<<>>>",
        "From: =?utf-8?q?=",
        "Cc: (((",
        "Date: 99",
        "Content-Type: ;;;",
        "Received: \x00",
    ],
)
def test_one_bad_header_spoils_no_other(bad):
    mail = read_mail(f"{bad}\r\n".encode() + an_email())
    assert (mail.subject, mail.text) == ("Bus 12", "The bus was late.")


@pytest.mark.parametrize(
    "raw", [b"", b"\n\n", b"\x00", b"\xff\xfe", b":", b"--", b"a" * 70_000, bytes(range(256)) * 40]
)
def test_bytes_that_are_no_mail_are_still_answered(raw):
    assert read_mail(raw).kind in ("unreadable", "message")


def test_a_text_without_headers_is_all_body():
    assert read_mail(b"Hello, the bus was late.\nIt is Maria.").text == "Hello, the bus was late.\nIt is Maria."


def test_a_header_folded_without_indentation_does_not_end_the_headers():
    mail = read_mail(b"Subject: a very long\nsubject line\nFrom: maria@example.net\n\nHello")
    assert (mail.sender.address, mail.text) == ("maria@example.net", "Hello")


def test_a_body_that_starts_without_a_blank_line_is_body():
    assert read_mail(b"From: maria@example.net\nHello there\nnothing else").text == "Hello there\nnothing else"


@pytest.mark.parametrize(
    "date",
    [
        "Wed, 03 May 3609 10:00:00 +0000",
        "nonsense",
        "Thu, 01 Jan 1970 00:00:00 +0000",
        "",
        "0",
        "Wed, 99 Foo 2023 99:99:99 +9999",
    ],
)
def test_an_absurd_date_is_no_date(date):
    assert read_mail(an_email(headers={"Date": date})).date is None


def test_a_date_is_aware():
    assert read_mail(an_email()).date.isoformat() == "2023-05-03T10:00:00-04:00"


def test_the_verdicts_of_ses_are_read():
    mail = read_mail(an_email(trace=ses_block(spam="GRAY", dmarc="fail (p=reject)")))
    assert mail.verdicts == Verdicts(
        spam="GRAY", virus="PASS", dmarc="FAIL", dmarc_policy="REJECT", spf="PASS", dkim="PASS"
    )


def test_forged_verdicts_below_the_first_block_are_ignored():
    forged = {
        "X-SES-Virus-Verdict": "PASS",
        "X-SES-Spam-Verdict": "PASS",
        "Authentication-Results": "amazonses.com; dmarc=pass",
    }
    assert (
        read_mail(an_email(trace=ses_block(spam="FAIL", virus="FAIL", dmarc="fail"), headers=forged)).verdicts.virus
        == "FAIL"
    )
    assert (
        read_mail(an_email(headers={"Return-Path": "<a@b>", "Received": "by mx.example.net", **forged})).verdicts
        == Verdicts()
    )


def test_a_mail_delivered_twice_has_one_fingerprint():
    first, second = an_email(trace=ses_block()), an_email(trace=ses_block(spam="GRAY") + b"X-Extra: 1\r\n")
    assert read_mail(first).fingerprint == read_mail(second).fingerprint
    assert read_mail(first).fingerprint != read_mail(an_email("Other.")).fingerprint


def test_reading_knows_nobody_of_ours_unless_told():
    assert read_mail(an_email(), own=OwnAddresses()).kind == "message"


def test_format_of_the_language_is_a_code():
    assert read_mail(an_email("Mi hija no llegó hoy a la escuela porque está enferma.")).language == "es"
    assert read_mail(an_email("ابنتي مريضة اليوم ولن تأتي إلى المدرسة")).language == "ar"
    assert read_mail(an_email("娘は今日、学校を休みます。")).language == "ja"
    assert (
        read_mail(an_email("Gabadhaydu maanta iskuulka ma iman karto sababtoo ah way xanuunsan tahay.")).language
        == "so"
    )
    assert read_mail(an_email("12345")).language == ""


def test_a_short_text_gives_a_hint_of_its_language_only():
    assert "language: a hint only, the text is short" in read_mail(an_email("Спасибо!")).notes


def test_a_missing_closing_boundary_loses_nothing():
    raw = a_multipart(
        a_part("Hello"),
        a_part("%PDF-1.4", "application/pdf", Content_Disposition="attachment; filename=note.pdf"),
        closed=False,
    )
    mail = read_mail(raw)
    assert (mail.text, [item.name for item in mail.attachments]) == ("Hello", ["note.pdf"])


def test_a_boundary_that_begins_like_another_is_another():
    raw = an_email(
        b"--sep\r\n\r\nHello\r\n--sepia\r\nstill the text\r\n--sep--\r\n",
        content_type='multipart/mixed; boundary="sep"',
    )
    assert "still the text" in read_mail(raw).text


def test_a_multipart_that_forgot_its_boundary_parameter_is_read_by_the_one_in_the_body():
    raw = an_email(b"--xyz\r\n\r\nHello\r\n--xyz--\r\n", content_type="multipart/mixed")
    assert read_mail(raw).text.strip() == "Hello"


def test_a_delimiter_that_closes_the_outer_part_and_opens_the_inner_one_opens_it():
    body = '--a\r\nContent-Type: multipart/mixed; boundary="a--"\r\n\r\n--a--\r\n\r\nHello\r\n--a----\r\n'
    assert read_mail(an_email(body, content_type='multipart/mixed; boundary="a"')).text == "Hello"


def test_a_mail_that_is_one_enriched_text_is_text():
    mail = read_mail(an_email("Hello", content_type="text/enriched"))
    assert (mail.text, mail.attachments) == ("Hello", ())
