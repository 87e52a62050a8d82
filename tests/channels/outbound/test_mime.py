"""From a mail to its bytes, read back with the standard library."""

import email
from datetime import UTC, datetime
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.channels.outbound import automatic_headers, person_headers
from chalicelib.channels.outbound.mime import compose
from chalicelib.domain.errors import SendRefused
from chalicelib.domain.inquiry import Attachment
from chalicelib.domain.outbound import OutboundMail

AT = datetime(2026, 11, 23, 21, 0, tzinfo=UTC)
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029"), max_size=120)


def a_mail(**changes):
    given = {
        "to": "rosa@example.org",
        "to_name": "Rosa Ruiz",
        "from_name": "Maple Valley Schools",
        "reply_to": "reply+k7q29fhdaaaa@example.org",
        "subject": "Re: Bus 12",
        "text": "Hello\n\nBus 12 is back.\n",
        "html": "<p>Hello</p>\n<p>Bus 12 is back.</p>\n",
        "headers": {},
    }
    return OutboundMail(**(given | changes))


def composed(mail):
    return compose(mail, sender="help@example.org", message_id="one@example.org", date=AT)


def words(read, kind):
    return read.get_body((kind,)).get_content().replace("\r\n", "\n")


def read_back(mail):
    return email.message_from_bytes(composed(mail), policy=default)


def test_a_mail_reads_back_as_it_was_meant():
    read = read_back(a_mail(subject="¿Dónde está el autobús? 校车", to_name="Núñez, Rosa"))
    assert read["From"] == "Maple Valley Schools <help@example.org>"
    assert read["To"].addresses[0].display_name == "Núñez, Rosa"
    assert read["To"].addresses[0].addr_spec == "rosa@example.org"
    assert read["Reply-To"].addresses[0].addr_spec == "reply+k7q29fhdaaaa@example.org"
    assert read["Subject"] == "¿Dónde está el autobús? 校车"
    assert read["Message-ID"] == "<one@example.org>"
    assert read["Date"].datetime == AT
    assert [part.get_content_type() for part in read.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    assert words(read, "plain") == a_mail().text.rstrip("\n")
    assert not read.defects


@given(WORDS, WORDS, WORDS)
def test_every_body_survives_the_way(subject, text, html):
    read = read_back(a_mail(subject=subject, text=f"a\n{text}\n.\nFrom b", html=html, to_name=subject, from_name=text))
    assert words(read, "plain") == f"a\n{text}\n.\nFrom b"
    assert words(read, "html") == html
    assert (
        read["Subject"].split()
        == subject.translate(dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])).split()
    )


@given(st.text(max_size=200))
def test_no_value_starts_a_header_or_passes_a_mail_servers_limits(text):
    wicked = text + "\r\nBcc: victim@example.net\n\nX"
    headers = automatic_headers("replied", loop=wicked, in_reply_to=wicked, references=[wicked, "a@example.org"])
    raw = composed(a_mail(subject=wicked, to_name=wicked, from_name=wicked, headers=headers | {"X-More": wicked}))
    read = email.message_from_bytes(raw, policy=default)
    assert "Bcc" not in read
    assert {"Subject", "To", "From", "Date", "Reply-To", "MIME-Version"} <= set(read.keys())
    assert raw.isascii()
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))
    assert b"\n" not in raw.replace(b"\r\n", b"")


def test_long_message_ids_stay_whole():
    long = f"{'q' * 120}@mail.example.org"
    read = email.message_from_bytes(composed(a_mail(headers=person_headers(in_reply_to=long, references=["a@b.c"]))))
    assert read["In-Reply-To"] == f"<{long}>"
    assert read["References"].split() == ["<a@b.c>", f"<{long}>"]


def test_an_address_of_an_old_japanese_phone_is_written_as_it_is():
    assert b"<a..b.@example.org>" in composed(a_mail(to="a..b.@example.org"))


def test_a_domain_in_another_script_is_written_in_ascii():
    assert b"<rosa@xn--bcher-kva.example>" in composed(a_mail(to="rosa@bücher.example"))


def test_an_address_that_ses_cannot_write_to_is_refused():
    with pytest.raises(SendRefused):
        composed(a_mail(to="münchen@example.org"))


def test_the_same_mail_always_has_the_same_bytes():
    assert composed(a_mail()) == composed(a_mail())


def test_automatic_mail_says_so():
    headers = automatic_headers("replied", loop="K7Q2-9FHD.abc", in_reply_to="a@b.c", references=("x@y.z", "a@b.c"))
    assert headers == {
        "Auto-Submitted": "auto-replied",
        "Precedence": "bulk",
        "X-Auto-Response-Suppress": "DR, RN, OOF, AutoReply",
        "X-Earshot-Loop": "K7Q2-9FHD.abc",
        "In-Reply-To": "<a@b.c>",
        "References": "<x@y.z> <a@b.c>",
    }
    assert automatic_headers("generated", loop="x")["Auto-Submitted"] == "auto-generated"


def test_a_persons_mail_is_not_marked_as_a_machines():
    assert person_headers(in_reply_to="<a@b.c>", references=()) == {"In-Reply-To": "<a@b.c>", "References": "<a@b.c>"}
    assert person_headers() == {}


def test_a_long_chain_of_references_keeps_its_ends():
    chain = person_headers(in_reply_to="last@b.c", references=[f"{n}@b.c" for n in range(200)])["References"].split()
    assert len(chain) == 20
    assert (chain[0], chain[-2], chain[-1]) == ("<0@b.c>", "<199@b.c>", "<last@b.c>")


@pytest.mark.parametrize("broken", ["", "a b@c", "a@b\r\nBcc: x@y.z", "<a@b> <c@d>", "é@b.c"])
def test_an_id_that_cannot_stand_in_a_header_is_left_out(broken):
    assert person_headers(in_reply_to=broken, references=[broken]) == {}


# --- files ----------------------------------------------------------------------------------------------------------


def with_files(*files):
    given = [(Attachment(name, kind, len(content), "1"), content) for name, kind, content in files]
    raw = compose(a_mail(), sender="help@example.org", message_id="one@example.org", date=AT, files=given)
    return email.message_from_bytes(raw, policy=default)


def test_files_come_back_whole_beside_the_words():
    content = bytes(range(256)) * 40
    read = with_files(("niño slip.pdf", "application/pdf", content), ("b.txt", "text/plain", b"b"))
    assert read.get_content_type() == "multipart/mixed"
    assert words(read, "plain") == a_mail().text.rstrip("\n")
    first, second = read.iter_attachments()
    assert (first.get_content(), first.get_content_type()) == (content, "application/pdf")
    assert first.get_content_disposition() == "attachment"
    assert second.get_content_type() == "application/octet-stream"


@pytest.mark.parametrize("name", ['a"b.pdf', "a\r\nBcc: x@example.com", "niño.pdf", "", "\\\\x"])
def test_no_files_name_breaks_out_of_its_header(name):
    read = with_files((name, "application/pdf", b"x"))
    (file,) = read.iter_attachments()
    assert read["Bcc"] is None
    assert file["Bcc"] is None
    assert file.get_filename()
    assert file.get_content() == b"x"


def test_a_mail_with_files_is_seven_bits_and_short_lines():
    given = [(Attachment("é.pdf", "application/pdf", 9, "1"), b"\xff" * 5_000)]
    raw = compose(a_mail(), sender="help@example.org", message_id="one@example.org", date=AT, files=given)
    assert raw.isascii()
    assert max(map(len, raw.split(b"\r\n"))) < 998
    assert b"\n" not in raw.replace(b"\r\n", b"")
