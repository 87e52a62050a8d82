"""What must hold for any bytes: reading never raises, one mail has one fingerprint, text never becomes nothing."""

from channels.email.announcements import BLOCKS, WROTE, rows
from channels.email.builders import a_multipart, a_part, a_report, an_email, ses_block
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.channels.email import Mail, attachment_bytes, read_mail, visible_reply
from chalicelib.channels.email.html import html_text

SEEDS = [
    an_email(),
    an_email(trace=ses_block()),
    a_report(),
    a_multipart(a_part("Plain"), a_part("<p>Rich</p>", "text/html"), kind="alternative"),
    a_multipart(
        a_part("x"),
        a_part("aGVsbG8=", "image/png; name=a.png", Content_Transfer_Encoding="base64"),
        a_part(an_email(), "message/rfc822"),
    ),
    *(an_email(f"Yes.\n\n{lines}\n\n> old") for _, lines in rows(WROTE)[::9] + rows(BLOCKS)[::9]),
]
FRAGMENTS = st.sampled_from(
    [
        b"\r\n",
        b"\n\n",
        b"\r",
        b"--sep\r\n",
        b"--sep--",
        b"=?utf-8?q?=C3?=",
        b'"',
        b"<",
        b">",
        b"(",
        b";",
        b"\x00",
        b"\xff",
        b"\xe2\x80\xae",
        b"\x1b$B",
        b"Content-Type: multipart/mixed; boundary=sep\r\n",
        b"charset=utf-16",
        b"charset=utf-7",
        b"+2AA-",
        b"charset=hz",
        b"charset=idna",
        b"Content-Transfer-Encoding: base64\r\n",
        b"Date: Wed, 03 May 0000 99:99 -9999\r\n",
        b"From: <@>\r\n",
        b"&#1114112;",
        b"&#xd800;",
        b"<![CDATA[",
        b"</",
        b"=\xed\xa0\x80",
        b"> ",
    ],
)
SETTINGS = settings(
    max_examples=150, deadline=None, suppress_health_check=list(HealthCheck), database=None, derandomize=True
)


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    raw = bytearray(draw(st.sampled_from(SEEDS)))
    for _ in range(draw(st.integers(1, 8))):
        at = draw(st.integers(0, len(raw)))
        length = draw(st.sampled_from([0, 1, 5, 60]))
        raw[at : at + length] = draw(st.one_of(FRAGMENTS, st.binary(max_size=12)))
    return bytes(raw)


@SETTINGS
@given(st.one_of(mutated(), st.binary(max_size=600), st.lists(FRAGMENTS, max_size=40).map(b"".join)))
def test_reading_never_raises(raw):
    mail = read_mail(raw)
    assert isinstance(mail, Mail)
    assert mail.visible_text.strip() or not mail.text.strip()
    assert all(attachment_bytes(raw, item.part) is not None for item in mail.attachments)
    (mail.text + mail.subject + mail.html).encode("utf-8")


@SETTINGS
@given(mutated())
def test_the_fingerprint_does_not_see_trace_headers(raw):
    # In a mail whose first line is no header, a header put before it would make it one.
    traced = ses_block() + raw
    again = ses_block(spam="GRAY") + raw
    assert read_mail(traced).fingerprint == read_mail(again).fingerprint


LINES = st.sampled_from(
    [
        "On",
        "On Mon, May 3, 2023 at 10:00 AM a <a@example.org> wrote:",
        "> x",
        ">",
        "",
        "--",
        "-- ",
        "From: a@example.org",
        "Sent: today",
        "Subject: x",
        "text",
        "Sent from my iPhone",
        "____________________",
        "— reply above this line —",
        "| a",
        "wrote:",
        "-----Original Message-----",
        "Begin forwarded message:",
    ]
)


@SETTINGS
@given(st.one_of(st.lists(LINES, max_size=30).map("\n".join), st.text(max_size=300)))
def test_what_is_shown_is_never_empty_when_there_was_text(text):
    reply = visible_reply(text)
    assert bool(reply.visible.strip()) == bool(text.strip())
    assert reply.quoted == bool(reply.marker)


@SETTINGS
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<",
                ">",
                "<blockquote>",
                "</blockquote>",
                "<ul>",
                "<li>",
                "<ol>",
                "</ol>",
                "x",
                "&amp;",
                "<!--",
                "-->",
                "<style>",
                "</style>",
                "<p hidden>",
                '"',
                "<br/>",
                "<pre>",
                "<td>",
                "\ue000",
                "<div class=gmail_quote>",
            ]
        ),
        max_size=60,
    ).map("".join)
)
def test_html_of_any_shape_is_read(markup):
    assert isinstance(html_text(markup).text, str)
