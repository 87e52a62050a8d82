"""Delivery reports, with and without the standard's part; whom they are about; whether for good."""

import pytest
from channels.email.builders import a_multipart, a_part, a_report, an_email

from chalicelib.channels.email import read_mail

SHAPES = {
    "exim": "This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  gone@example.net\n    host mx.example.net [192.0.2.7]: 550 no such user\n\n------ This is a copy of the message, including all the headers. ------\n\nReturn-path: <desk@example.org>\nMessage-ID: <out-7@example.org>\nTo: other@example.net\n",
    "qmail": "Hi. This is the qmail-send program at example.net.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<gone@example.net>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy of the message.\n\nReturn-Path: <desk@example.org>\nMessage-ID: <out-7@example.org>\n",
    "postfix": "This is the mail system at host mx.example.net.\n\nI'm sorry to have to inform you that your message could not\nbe delivered to one or more recipients.\n\n<gone@example.net>: host mx.example.net said: 550 5.1.1 User unknown\n\nMessage-ID: <out-7@example.org>\n",
    "sendmail": "The original message was received at Wed, 3 May 2023\n\n   ----- The following addresses had permanent fatal errors -----\n<gone@example.net>\n    (reason: 550 5.1.1 User unknown)\n\n   ----- Original message follows -----\nMessage-ID: <out-7@example.org>\n",
    "exchange": "Delivery has failed to these recipients or groups:\n\ngone@example.net\nThe email address you entered couldn't be found.\n\nOriginal message headers:\nMessage-ID: <out-7@example.org>\n",
    "gmail": "** Address not found **\n\nYour message wasn't delivered to gone@example.net because the address couldn't be found.\n\nMessage-ID: <out-7@example.org>\n",
    "spanish": "No se ha podido entregar su mensaje a los siguientes destinatarios:\n\ngone@example.net (550 5.1.1 usuario desconocido)\n\nMessage-ID: <out-7@example.org>\n",
    "german": "Ihre Nachricht konnte nicht zugestellt werden an:\n\n  gone@example.net\n\n550 5.1.1 unbekannt\n\nMessage-ID: <out-7@example.org>\n",
}


def test_the_standard_report_names_recipient_and_message():
    mail = read_mail(a_report())
    assert mail.kind == "bounce"
    assert (mail.bounce.recipients, mail.bounce.permanent, mail.bounce.original_message_id) == (
        ("gone@example.net",),
        True,
        "out-7@example.org",
    )


def test_a_delay_is_a_bounce_that_is_no_failure():
    mail = read_mail(a_report(action="delayed", status="4.4.1", subject="Delayed Mail (still being retried)"))
    assert (mail.kind, mail.bounce.permanent) == ("bounce", False)


def test_a_report_of_success_is_automatic_and_no_bounce():
    mail = read_mail(a_report(action="delivered", status="2.0.0", sender="mx@example.net", subject="Delivered"))
    assert (mail.kind, mail.bounce) == ("auto_reply", None)


@pytest.mark.parametrize("program", SHAPES)
@pytest.mark.parametrize("sender", ["MAILER-DAEMON@example.net", "Postmaster <postmaster@example.net>"])
def test_reports_without_the_standard_part_are_known_by_sender_and_shape(program, sender):
    mail = read_mail(an_email(SHAPES[program], sender=sender, subject="Delivery failure"))
    assert mail.kind == "bounce"
    assert (mail.bounce.recipients, mail.bounce.permanent, mail.bounce.original_message_id) == (
        ("gone@example.net",),
        True,
        "out-7@example.org",
    )


@pytest.mark.parametrize("program", SHAPES)
def test_a_null_return_path_with_the_shape_of_a_report_is_a_bounce(program):
    mail = read_mail(
        an_email(
            SHAPES[program],
            sender="gateway@example.net",
            subject="Undeliverable: Bus 12",
            headers={"Return-Path": "<>"},
        )
    )
    assert mail.kind == "bounce"


def test_failed_recipients_in_a_header_are_enough():
    mail = read_mail(an_email(sender="x@example.net", headers={"X-Failed-Recipients": "a@example.net, b@example.net"}))
    assert (mail.kind, mail.bounce.recipients) == ("bounce", ("a@example.net", "b@example.net"))


@pytest.mark.parametrize(
    "mail",
    [
        {"sender": "Postmaster <postmaster@example.net>", "body": "Our new mail server is up, please test it."},
        {"subject": "Undeliverable letters", "body": "My letters to the school come back. What is the address?"},
        {
            "subject": "Re: Undeliverable: Bus 12",
            "body": "I got this. Is gone@example.net wrong?\n\n> could not be delivered to gone@example.net\n> 550 5.1.1 User unknown",
            "headers": {"In-Reply-To": "<9@example.org>"},
        },
        {"subject": "Fwd: Mail delivery failed: returning message to sender", "body": SHAPES["exim"]},
        {
            "sender": "Anne Admin <administrator@example.net>",
            "subject": "Re: lunch",
            "body": "Thanks.\n\n> it could not be delivered",
        },
        {"sender": "PTA <mailer@example.net>", "subject": "Newsletter", "body": "Hello families."},
        {"subject": "Fwd: Undeliverable: Bus 12", "body": "Your message could not be delivered to\ngone@example.net\n"},
        {"subject": "user unknown", "body": "What does this mean?"},
    ],
)
def test_a_person_writing_about_bounces_is_a_person(mail):
    assert read_mail(an_email(**mail)).kind == "message"


def test_a_person_forwarding_a_report_as_an_attachment_is_a_person():
    raw = a_multipart(a_part("What is this?"), a_part(a_report(), "message/rfc822"), subject="Fwd: failed")
    assert read_mail(raw).kind == "message"


def test_the_recipient_we_wrote_to_counts_more_than_where_it_was_forwarded():
    raw = a_report().replace(b"Final-Recipient:", b"Original-Recipient: rfc822; asked@example.net\r\nFinal-Recipient:")
    assert read_mail(raw).bounce.recipients == ("asked@example.net",)
