"""The rules of reading at their edges: what is just within a cap and just beyond it, and who may be believed."""

import pytest
from channels.email.builders import a_multipart, a_part, an_email

from chalicelib.channels.email import markers, read_mail, reader, visible_reply


def nested(depth: int) -> bytes:
    head = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(depth))
    return b"From: maria@example.net\r\nSubject: deep\r\n" + head + b"\r\nHello\r\n"


def page(markup: str) -> bytes:
    return an_email(markup, content_type="text/html")


def padded(size: int) -> bytes:
    """A mail whose own fields are followed by about so many bytes of others."""
    return an_email("Hello", headers={f"X-Pad-{number}": "y" * 984 for number in range(size // 1_000)})


CAPS = [
    pytest.param(padded, 60_000, 70_000, "more than 64 KB of headers", id="64-kb-of-headers"),
    pytest.param(
        lambda count: a_multipart(*[a_part("x", "image/png")] * count), 199, 200, "more than 200 parts", id="200-parts"
    ),
    pytest.param(nested, 20, 21, "nested deeper than 20", id="depth-20"),
    pytest.param(lambda size: page("word " * (size // 5)), 900_000, 1_100_000, "more than 1 MB", id="1-mb-of-html"),
    pytest.param(
        lambda depth: page("<b>" * depth + "x" + "</b>" * depth),
        1_000,
        1_001,
        "nested deeper than 1000",
        id="1000-tags",
    ),
]


@pytest.mark.parametrize(("build", "within", "beyond", "said"), CAPS)
def test_a_cap_is_where_it_is_said_to_be_and_past_it_what_can_be_read_is_read(build, within, beyond, said):
    whole, cut = read_mail(build(within)), read_mail(build(beyond))
    assert not [note for note in whole.notes if said in note]
    assert [note for note in cut.notes if said in note]
    assert cut.kind == "message"
    assert cut.text.strip() or cut.attachments


@pytest.mark.parametrize("error", [RecursionError, MemoryError, ValueError])
def test_a_reader_that_gives_up_still_shows_the_raw_text_to_a_person(monkeypatch, error):
    def give_up(*_):
        raise error

    monkeypatch.setattr(reader, "_read", give_up)
    mail = read_mail(an_email("Ana is ill today."))
    assert (mail.kind, "Ana is ill today." in mail.text) == ("unreadable", True)
    assert f"could not be read: {error.__name__}" in mail.notes


@pytest.mark.parametrize(
    ("label", "data", "text"),
    [
        pytest.param("iso-8859-1", "“niña” – 5 €".encode("cp1252"), "“niña” – 5 €", id="iso-8859-1-is-cp1252"),
        pytest.param("gb2312", "镕基来了".encode("gb18030"), "镕基来了", id="gb2312-is-gb18030"),
        pytest.param("ks_c_5601-1987", "뷁뷁 안녕".encode("cp949"), "뷁뷁 안녕", id="ks_c_5601-1987-is-cp949"),
        pytest.param("shift_jis", "①髙橋".encode("cp932"), "①髙橋", id="shift_jis-is-cp932"),
        pytest.param("utf-8", "niña".encode(), "niña", id="utf-8-as-declared"),
        pytest.param("us-ascii", "niña".encode(), "niña", id="utf-8-strict-when-the-label-does-not-fit"),
        pytest.param("us-ascii", "明日は休みます".encode("iso-2022-jp"), "明日は休みます", id="iso-2022-escapes"),
        pytest.param("x-none", b"caf\xe9 \x81", "café", id="cp1252-at-last"),
    ],
)
def test_the_charset_is_decided_in_the_order_of_the_rules(label, data, text):
    mail = read_mail(an_email(data, content_type=f"text/plain; charset={label}"))
    assert text in mail.text


def test_what_no_step_could_read_is_marked_lossy(monkeypatch):
    monkeypatch.setattr("chalicelib.channels.email.charsets._guess", lambda _data: "")
    mail = read_mail(an_email(b"caf\xe9 \x81 \xff", content_type="text/plain; charset=x-none"))
    assert mail.text.startswith("café")
    assert [note for note in mail.notes if "cp1252, lossy" in note]


@pytest.mark.parametrize("line", markers.OURS)
def test_our_own_line_cuts_in_every_language_it_is_written_in(line):
    reply = visible_reply(f"Yes, bus 12.\n\nAnything at all\n— {line} —\n\nDear family, which bus?\n")
    assert reply.visible.startswith("Yes, bus 12.")
    assert "which bus" not in reply.visible
    assert "own marker" in reply.marker


@pytest.mark.parametrize(
    "sender",
    [
        "MAILER-DAEMON@example.net",
        "mailer_daemon@example.net",
        "mail-daemon@example.net",
        "MDaemon@example.net",
        "Mail Delivery Subsystem <mailer-daemon@googlemail.example>",
        "postmaster@example.net",
        "Mail Delivery System <bounces@example.net>",
        "Mail Administrator <mailadm@example.net>",
        "Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@example.net>",
    ],
)
def test_a_failure_reported_by_the_mail_systems_family_of_senders_is_a_bounce(sender):
    said = "Your message could not be delivered.\n\ngone@example.net: 550 5.1.1 User unknown\n"
    mail = read_mail(an_email(said, sender=sender, subject="Undelivered mail"))
    assert (mail.kind, mail.bounce.recipients) == ("bounce", ("gone@example.net",))


def test_a_delivery_status_part_is_enough_without_the_reports_own_type_or_sender():
    status = (
        "Reporting-MTA: dns; mx\r\n\r\nFinal-Recipient: rfc822; gone@example.net\r\nAction: failed\r\nStatus: 5.1.1\r\n"
    )
    mail = read_mail(
        a_multipart(a_part("Sorry."), a_part(status, "message/delivery-status"), sender="gateway@example.net")
    )
    assert (mail.kind, mail.bounce.recipients) == ("bounce", ("gone@example.net",))
