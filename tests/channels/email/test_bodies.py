"""Which part is the text, what HTML says, what is attached, and under which harmless name."""

import pytest
from channels.email.builders import a_multipart, a_part, an_email

from chalicelib.channels.email import attachment_bytes, read_mail, visible_reply
from chalicelib.channels.email.html import html_text


def names(raw: bytes) -> list[str]:
    return [item.name for item in read_mail(raw).attachments]


def html_mail(markup: str) -> bytes:
    return an_email(markup, content_type="text/html; charset=utf-8")


def test_plain_text_is_preferred_and_the_html_is_kept_sanitised():
    mail = read_mail(
        a_multipart(
            a_part("Plain"), a_part('<p onclick="x()">Rich<script>x()</script></p>', "text/html"), kind="alternative"
        )
    )
    assert (mail.text, mail.html) == ("Plain", "<p>Rich</p>")


def test_text_is_made_from_html_when_the_plain_part_is_blank():
    assert (
        read_mail(a_multipart(a_part(" \r\n"), a_part("<p>Rich</p>", "text/html"), kind="alternative")).text == "Rich"
    )


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("One<br>Two", "One\nTwo"),
        ("<div>One</div><div>Two</div>", "One\nTwo"),
        ("<ul><li>a<li>b</ul>", "- a\n- b"),
        ("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b"),
        ("<table><tr><td>Mon</td><td>Bus 12</td></tr><tr><td>Tue</td></tr></table>", "Mon Bus 12\nTue"),
        ('<div style="display:none">preview</div>Hello', "Hello"),
        ("<p hidden>no</p>Hello", "Hello"),
        ("<style>p{}</style><title>t</title>Hello<script>if(a<b){}</script>", "Hello"),
        ("Hello<style>p{", "Hellop{"),
        ("5 &lt; 6 &amp; more&nbsp;text", "5 < 6 & more text"),
        ("a<!-- no -->b", "ab"),
        ("a < b and c", "a < b and c"),
        ('<img src="x" alt="Bus map">', "Bus map"),
        ("<blockquote>old</blockquote>new", "> old\n\nnew"),
        ('<div style="display:none">all there is', "all there is"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ('<a title="a>b">x</a>', "x"),
    ],
)
def test_html_reads_as_a_person_sees_it(markup, text):
    assert html_text(markup).text == text


@pytest.mark.parametrize(
    "markup",
    [
        '<div>Yes, bus 12.</div><br><div class="gmail_quote"><div class="gmail_attr">On Wed, May 3, 2023 at 10:00 AM Desk &lt;<a href="mailto:desk@example.org">desk@example.org</a>&gt; wrote:<br></div><blockquote class="gmail_quote">Which bus?</blockquote></div>',
        '<p>Yes, bus 12.</p><hr><div id="divRplyFwdMsg"><b>From:</b> Desk &lt;desk@example.org&gt;<br><b>Sent:</b> Wednesday, May 3, 2023 10:00 AM<br><b>To:</b> Maria<br><b>Subject:</b> Bus</div><div>Which bus?</div>',
        'Yes, bus 12.<div><br><blockquote type="cite"><div>On May 3, 2023, at 10:00 AM, Desk &lt;desk@example.org&gt; wrote:</div><div>Which bus?</div></blockquote></div>',
        '<div>Yes, bus 12.</div><div class="yahoo_quoted"><div>Some words nobody knows</div><div>Which bus?</div></div>',
        '<div>Yes, bus 12.</div><div class="moz-cite-prefix">3 nn 2023 zz Desk qqq<br></div><blockquote type="cite">Which bus?</blockquote>',
    ],
)
def test_html_replies_are_cut_where_the_quotation_starts(markup):
    assert read_mail(html_mail(markup)).visible_text == "Yes, bus 12."


def test_an_answer_below_an_html_quotation_is_kept():
    markup = '<div>Hi,</div><blockquote type="cite">Which bus?</blockquote><div>Bus 12.</div>'
    assert "Bus 12." in read_mail(html_mail(markup)).visible_text


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="https://example.org/p.gif">',
        '<a href="javascript:x()">x</a>',
        '<svg onload="x()">',
        '<p style="background:url(https://example.org)">x</p>',
        "<iframe src=x></iframe>",
        '<form action="/x"><input></form>',
    ],
)
def test_nothing_unsafe_or_remote_survives(markup):
    html = read_mail(html_mail(markup)).html
    assert not any(bad in html for bad in ("example.org", "javascript", "onload", "style", "iframe", "<form", "<input"))


def test_inline_images_stay_as_references_to_parts():
    raw = a_multipart(
        a_part('<img src="cid:map" alt="Map">', "text/html"),
        a_part(b"\x89PNG\r\n\x1a\n123", "image/png", Content_ID="<map>"),
        kind="related",
    )
    mail = read_mail(raw)
    assert 'src="cid:map"' in mail.html
    assert [(item.content_id, item.inline, item.part) for item in mail.attachments] == [("map", True, "2")]


def test_a_mail_that_is_one_image_has_one_attachment():
    mail = read_mail(an_email("/9j/4AAQ", content_type="image/jpeg; name=photo.jpg", encoding="base64"))
    assert [(item.name, item.content_type, item.part) for item in mail.attachments] == [
        ("photo.jpg", "image/jpeg", "1")
    ]


def test_an_attached_mail_is_an_attachment_and_its_text_is_not_the_senders():
    mail = read_mail(a_multipart(a_part("See below."), a_part(an_email("Not mine."), "message/rfc822")))
    assert (mail.text, len(mail.attachments)) == ("See below.", 1)


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ('attachment; filename="../../etc/passwd"', "passwd"),
        ('attachment; filename="C:\\\\Users\\\\m\\\\note.pdf"', "note.pdf"),
        ("attachment; filename*=utf-8''ni%C3%B1a.pdf", "niña.pdf"),
        ("attachment; filename*0*=utf-8''ni%C3%B1; filename*1=a.pdf", "niña.pdf"),
        ('attachment; filename="=?utf-8?q?ni=C3=B1a=2Epdf?="', "niña.pdf"),
        ('attachment; filename="niña.pdf"', "niña.pdf"),
        ('attachment; filename="\u202egpj.exe"', "gpj.exe"),
        ('attachment; filename="a\x01b.pdf"', "a b.pdf"),
        ("attachment; filename=note one.pdf", "note one.pdf"),
        ('attachment; filename="unclosed.pdf', "unclosed.pdf"),
        ('attachment; filename=".."', ""),
        ("attachment", ""),
    ],
)
def test_attachment_names_are_made_harmless(disposition, name):
    raw = a_multipart(a_part("x"), a_part("data", "application/octet-stream", Content_Disposition=disposition))
    assert names(raw) == [name]


@pytest.mark.parametrize(
    ("data", "declared", "derived"),
    [
        (b"MZ\x90\x00", "image/png", "application/vnd.microsoft.portable-executable"),
        (b"%PDF-1.7", "application/octet-stream", "application/pdf"),
        (b"\xff\xd8\xff\xe0", "text/html", "image/jpeg"),
        (b"PK\x03\x04", "application/x-anything", "application/zip"),
        (b"<html><script>", "image/png", "application/octet-stream"),
        (b"<svg><script>", "image/svg+xml", "application/octet-stream"),
        (b"nothing known", "text/csv", "text/csv"),
    ],
)
def test_content_types_are_derived_from_the_bytes(data, declared, derived):
    raw = a_multipart(a_part("x"), a_part(data, declared, Content_Disposition="attachment; filename=a.bin"))
    assert read_mail(raw).attachments[0].content_type == derived


def test_attachment_bytes_come_by_path():
    raw = a_multipart(
        a_part("x"),
        a_part(
            "aGVsbG8=", "application/octet-stream", Content_Transfer_Encoding="base64", Content_Disposition="attachment"
        ),
    )
    item = read_mail(raw).attachments[0]
    assert (item.part, item.size, attachment_bytes(raw, item.part)) == ("2", 5, b"hello")
    assert attachment_bytes(raw, "7") is None


@pytest.mark.parametrize(
    ("encoding", "data", "text"),
    [
        ("base64", "SGVsbG8", "Hello"),
        ("base64", "SGVs\r\nbG8=\r\n-- \r\nfooter", "Hello"),
        ("base64", "This is no base64 at all, is it?", "This is no base64 at all, is it?"),
        ("quoted-printable", "ni=C3=B1a=\r\n ok =ZZ", "niña ok =ZZ"),
        ("QUOTED-PRINTABLE", "a=3Db", "a=b"),
        ("x-uuencode", "begin 644 a.txt\r\n%2&5L;&\\\r\n`\r\nend\r\n", "Hello"),
        ("nonsense", "Hello", "Hello"),
    ],
)
def test_transfer_encodings_are_undone_tolerantly(encoding, data, text):
    assert read_mail(an_email(data, encoding=encoding)).text == text


def test_visible_text_of_html_never_empties():
    assert visible_reply(read_mail(html_mail("<blockquote>only this</blockquote>")).text).visible
