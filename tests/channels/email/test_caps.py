"""Caps hold, say so, and the work grows in proportion to the input: counted in function calls, never timed."""

import sys

import pytest
from channels.email.builders import a_part, an_email

from chalicelib.channels.email import markers, read_mail, visible_reply
from chalicelib.channels.email.html import html_text


def nested(depth: int) -> bytes:
    head = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(depth))
    return b"From: maria@example.net\r\nSubject: deep\r\n" + head + b"\r\nHello\r\n"


def many_recipients(count: int) -> bytes:
    return an_email(to=",\r\n ".join(f"p{n}@example.org" for n in range(count)))


def page(markup: str) -> bytes:
    return an_email(markup, content_type="text/html")


LABELS = [label for labels in markers.LABELS.values() for label in labels]
TEXTS = {
    "On, on one line": lambda n: "On " * n,
    "On, a line each": lambda n: "On\n" * n,
    "On and a date, a line each": lambda n: "On Mon, May 3, 2023 at 10:00\n" * (n // 4),
    "wrote, a line each": lambda n: "he wrote:\n" * (n // 2),
    "newlines": lambda n: "\n" * (n * 10),
    "spaces": lambda n: " " * (n * 10),
    "From, on one line": lambda n: "From: " * n,
    "From, a line each": lambda n: "From: \n" * (n // 2),
    "hyphens": lambda n: "--\n" * (n // 2),
    "quotation marks": lambda n: ">" * n * 5,
    "quoted and blank lines": lambda n: "> a\n\n" * (n // 2),
    "GroupWise lines": lambda n: ">>> a 1 >>>\n" * (n // 4),
    "advertisements with links": lambda n: "virus-free.\nwww.example.org\n" * (n // 4),
    **{f"{verb}, a line each": lambda n, verb=verb: f"{verb}:\n" * (n // 2) for verb in markers.VERBS[::6]},
    **{f"{opener}, on one line": lambda n, opener=opener: f"{opener} 1 " * n for opener in markers.OPENERS[::4]},
    **{f"{label}, a line each": lambda n, label=label: f"{label}: \n" * (n // 2) for label in LABELS[::12]},
    "addresses and times": lambda n: "a@example.org 10:00:\n" * (n // 4),
}
PAGES = {
    "nested 100,000 deep": lambda n: "<div>" * n * 5 + "x",
    "open angle brackets": lambda n: "<" * n * 5,
    "unclosed tags": lambda n: "<a " * n,
    "unclosed quotes": lambda n: '<a ">' * n,
    "comments without end": lambda n: "<!-- " * n,
    "styles without end": lambda n: "<style>" * n,
    "hidden without end": lambda n: "<p hidden>x" * n,
    "quotations": lambda n: "<blockquote>x" * n,
}
MAILS = {
    "nested multiparts": lambda n: nested(n // 20),
    "addresses": many_recipients,
    "parentheses": lambda n: an_email(to="(" * n),
    "angle brackets": lambda n: an_email(to="<" * n),
    "encoded words in an address": lambda n: an_email(to="=?a?q?" * n),
    "quotes and slashes": lambda n: an_email(to='"\\' * n),
    "encoded words without end": lambda n: an_email(subject="=?a?q?" * (n // 4)),
    "soft breaks": lambda n: an_email("x \n" * n, content_type="text/plain; format=flowed; delsp=yes"),
    "parameters": lambda n: an_email(content_type="text/plain; " + 'a="' * n),
    "delimiters that are none": lambda n: an_email("--sepia\r\n" * n, content_type="multipart/mixed; boundary=sep"),
    "report lines": lambda n: an_email("failed a@example.org\n" * (n // 4), sender="mailer-daemon@example.net"),
}


def calls(function, argument) -> int:
    """Calls of Python and C functions while `function(argument)` runs."""
    count = 0

    def tick(_frame, event, _argument):
        nonlocal count
        count += event in ("call", "c_call")

    function(argument)  # patterns compile on first use
    sys.setprofile(tick)
    try:
        function(argument)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    ("function", "build"),
    [
        *(pytest.param(visible_reply, build, id=f"reply: {name}") for name, build in TEXTS.items()),
        *(pytest.param(html_text, build, id=f"html: {name}") for name, build in PAGES.items()),
        *(pytest.param(read_mail, build, id=f"mail: {name}") for name, build in MAILS.items()),
    ],
)
def test_twice_the_input_is_about_twice_the_work(function, build):
    once, twice = calls(function, build(2_000)), calls(function, build(4_000))
    assert twice <= 2.3 * once + 500


@pytest.mark.parametrize("name", ["On, on one line", "newlines", "spaces", "From, on one line"])
def test_the_reply_scanner_survives_the_full_size(name):
    assert read_mail(an_email(TEXTS[name](20_000))).kind == "message"


def test_html_nested_a_hundred_thousand_deep_is_text_only_and_says_so():
    mail = read_mail(page("<div>" * 100_000 + "hello"))
    assert (mail.text, mail.html) == ("hello", "")
    assert any("nested deeper" in note for note in mail.notes)


def test_a_thousand_nested_multiparts_are_read_to_the_cap_and_say_so():
    mail = read_mail(nested(1_000))
    assert "Hello" in mail.text
    assert any("nested deeper" in note for note in mail.notes)


def test_twenty_thousand_addresses_are_read_to_the_cap_and_say_so():
    mail = read_mail(many_recipients(20_000))
    assert 100 < len(mail.to) <= 1_000
    assert mail.text == "The bus was late."
    assert any("64 KB" in note for note in mail.notes)


def test_parts_beyond_two_hundred_are_left_and_say_so():
    raw = an_email(
        b"".join(b"--sep\r\n" + a_part("x", "image/png") + b"\r\n" for _ in range(300)),
        content_type="multipart/mixed; boundary=sep",
    )
    mail = read_mail(raw)
    assert len(mail.attachments) == 199
    assert any("200 parts" in note for note in mail.notes)


def test_a_text_beyond_a_megabyte_is_cut_and_says_so():
    mail = read_mail(an_email("long line\n" * 150_000))
    assert len(mail.text) <= 1_000_000
    assert any("1 MB" in note for note in mail.notes)


def test_a_page_cut_inside_a_tag_shows_no_half_of_it():
    assert read_mail(page("<i>bus</i>  " + "<span>" * 200_000)).text.strip() == "bus"
