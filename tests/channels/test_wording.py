"""Every notice in words: whose language, which link, which headers."""

from dataclasses import replace
from email.utils import parseaddr

import pytest
from builders import (
    HOUR,
    NOW,
    REFERENCE,
    a_district,
    a_message,
    a_notice,
    a_signer,
    an_inquiry,
    mail_address,
    phone_number,
)

from chalicelib.channels.mail import own_addresses, submission_of
from chalicelib.channels.outbound import LOOP_HEADER, TEMPLATES
from chalicelib.channels.wording import Wording, message_id
from chalicelib.domain.files import MOST_FILES
from chalicelib.domain.inquiry import Attachment, Detail, Participant
from chalicelib.domain.ledger import Notice
from chalicelib.domain.outbound import Matter, OutboundMail, OutboundText
from chalicelib.domain.staff_tokens import Claim, named, read_staff_token
from chalicelib.domain.words import Channel, Direction
from chalicelib.usecases import notify

DOMAIN, SITE = "demo.example.org", "https://earshot.example.org"
SIGNER = a_signer()
FAMILY = ["acknowledgement", "acknowledgement_danger", "reply", "stop_confirmed", "start_confirmed", "help"]
FAMILY += ["page_code_unknown", "expected_moved", "files_left", "link_again"]
STAFF = sorted(set(TEMPLATES) - set(FAMILY))
PAGES = {"page", "page_kept", "page_taken", "page_yours", "page_late", "page_unanswered"}
WORDING = Wording(a_district(), SIGNER, site_url=SITE, domain=DOMAIN)
PRIVATE = f"{SITE}/i/{SIGNER.link(REFERENCE, 1)}"
MANY = tuple(Attachment(f"{number}.jpg", "image/jpeg", 9, str(number)) for number in range(MOST_FILES + 1))
EVERYTHING = {
    "told": "Ines Moreau",
    "rung": "supervisor",
    "why": "Permanent General",
    "holder": "Kai Brandt",
    "code": "4821",
}


def a_matter(inquiry=None, message=None, **changes):
    given = {
        "inquiry": inquiry or an_inquiry(dangers=("self-harm",), held="looks like spam", school="alder"),
        "message": message or a_message(attachments=MANY),
        "now": NOW + HOUR,
        "details": EVERYTHING,
    }
    return Matter(**(given | changes))


def a_family_notice(template="acknowledgement", **changes):
    return a_notice(template=template, **changes)


INES = mail_address("ines@schools.example.org")


def a_staff_notice(template, recipient=INES):
    return Notice(REFERENCE, "e-0", template, recipient, "staff", staff="ines")


@pytest.mark.parametrize("held", ["looks like spam", ""])
def test_staff_are_told_to_answer_by_mail_only_what_may_be_answered(held):
    said = WORDING(a_staff_notice("team_message"), a_matter(an_inquiry(held=held))).text
    assert ("To answer the family, reply" in said) is not bool(held)


def test_a_page_says_by_text_and_by_mail_how_it_is_acknowledged():
    for recipient in (INES, phone_number("+12025550101")):
        assert "OK 4821" in WORDING(a_staff_notice("page", recipient), a_page_matter()).text


def a_page_matter():
    return a_matter(page_id="p-1")


def test_the_table_of_templates_is_what_the_use_cases_ask_for():
    asked = {*notify._TEAM_TEMPLATES.values(), *notify._STAFF_TEMPLATES.values(), *notify._COMMAND_TEMPLATES.values()}
    asked |= {*notify._SOME_TEMPLATES.values()}
    others = {
        "acknowledgement",
        "acknowledgement_danger",
        "files_left",
        "expected_moved",
        "reply",
        "page",
        "link_again",
    }
    assert asked | others | PAGES == set(TEMPLATES)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("template", TEMPLATES)
def test_every_notice_can_be_said_as_mail_and_as_text(template, language):
    matter = a_page_matter() if template in PAGES else a_matter()
    wording = replace(WORDING, district=a_district(languages=(language,)))
    for recipient in (mail_address(), phone_number()):
        notice = (
            a_staff_notice(template, recipient) if template in STAFF else a_family_notice(template, recipient=recipient)
        )
        said = wording(notice, matter)
        assert isinstance(said, OutboundMail if recipient == mail_address() else OutboundText)
        assert "{" not in said.text


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_matter_with_nothing_but_its_inquiry_can_be_said_too(template):
    bare = an_inquiry(participants=(), deadline=None, expected_by=None, school="", topic="gone", team="gone")
    message = a_message(text="x", attachments=MANY) if template in {"reply", "files_left"} else None
    matter = Matter(bare, message, NOW, page_id="p-1" if template in PAGES else "")
    notice = a_staff_notice(template) if template in STAFF else a_family_notice(template)
    assert WORDING(notice, matter).subject


# --- whose language -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "said"), [("es", "es"), ("so", "en"), ("", "en")])
def test_a_family_reads_its_language_where_the_district_writes_it(language, said):
    mail = WORDING(a_family_notice(), a_matter(an_inquiry(language=language)))
    assert f'lang="{said}"' in mail.html


def test_staff_read_the_districts_first_language():
    mail = WORDING(a_staff_notice("team_new"), a_matter(an_inquiry(language="es")))
    assert 'lang="en"' in mail.html


def test_staff_read_the_answers_to_the_topic_s_fields_below_the_message_they_came_with():
    details = (Detail("bus", "route", "12"), Detail("bus", "day", "2026-03-02"), Detail("bus", "daily", "no"))
    matter = a_matter(an_inquiry(language="es", details=details))
    mail = WORDING(a_staff_notice("team_new"), matter)
    for line in ("Route: 12", "Which day? March 2, 2026", "Does she ride every day? No"):
        assert line in mail.text
    later = a_matter(an_inquiry(details=details), a_message(at=NOW + HOUR))
    assert "Route" not in WORDING(a_staff_notice("team_new"), later).text


# --- links ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("template", ["acknowledgement", "acknowledgement_danger", "reply"])
def test_the_familys_mail_carries_its_private_link(template):
    mail = WORDING(a_family_notice(template), a_matter())
    assert PRIVATE in mail.text
    assert PRIVATE in mail.html


@pytest.mark.parametrize("template", STAFF)
@pytest.mark.parametrize("recipient", [mail_address("ines@schools.example.org"), phone_number("+12025550101")])
def test_no_notice_to_staff_carries_the_familys_link_whatever_the_districts_own_sentences_say(template, recipient):
    texts = {"en": dict.fromkeys((f"{template}.line", f"{template}.text", "staff.topic", "page.ask"), "Open {link}")}
    wording = replace(WORDING, district=a_district(texts=texts))
    matter = a_page_matter() if template in PAGES else a_matter()
    said = wording(a_staff_notice(template, recipient), matter)
    assert SIGNER.link(REFERENCE, 1) not in str(said)


@pytest.mark.parametrize("template", STAFF)
def test_no_notice_to_staff_shows_the_familys_address(template):
    matter = a_page_matter() if template in PAGES else a_matter()
    said = str(WORDING(a_staff_notice(template), matter))
    assert "ana@example.com" not in said


def test_a_page_carries_where_this_very_person_acknowledges():
    mine = WORDING(a_staff_notice("page"), a_page_matter()).text
    theirs = WORDING(replace(a_staff_notice("page"), staff="omar"), a_page_matter()).text
    assert f"{SITE}/pages/" in mine
    assert mine != theirs


@pytest.mark.parametrize(
    ("message", "who"),
    [
        pytest.param({"author_name": "Rosa Diaz", "sender": mail_address("rosa@example.net")}, "Rosa Diaz", id="named"),
        pytest.param({"sender": mail_address()}, "Ana Diaz", id="known-by-address"),
        pytest.param({"sender": mail_address("leo@example.net")}, "someone who gave no name", id="nameless"),
        pytest.param({"sender": None, "channel": Channel.WEB}, "someone who has the private link", id="private-page"),
    ],
)
def test_staff_read_who_said_what_is_quoted_not_who_asked_first(message, who):
    mail = WORDING(a_staff_notice("team_message"), a_matter(message=a_message(**message)))
    assert f"From: {who}\n" in mail.text


# --- addresses and headers ------------------------------------------------------------------------------------------


def test_a_familys_answer_comes_back_to_the_inquiry():
    mail = WORDING(a_family_notice(), a_matter())
    box, domain = mail.reply_to.split("@")
    assert SIGNER.reference_of_reply(box.removeprefix("reply+")) == REFERENCE
    assert domain == DOMAIN


@pytest.mark.parametrize(("staff", "who"), [("ines", named("person", "ines")), ("", named("team", "transport"))])
def test_staff_answer_to_an_address_of_this_notice_and_person_or_team(staff, who):
    mail = WORDING(replace(a_staff_notice("team_new"), staff=staff), a_matter())
    box, domain = mail.reply_to.split("@")
    assert domain == DOMAIN
    assert read_staff_token(SIGNER, box.removeprefix("staff+")) == Claim(REFERENCE, who, NOW + HOUR)


def test_the_answer_to_a_page_names_the_page():
    box = WORDING(a_staff_notice("page"), a_matter(page_id="01")).reply_to.partition("@")[0]
    assert read_staff_token(SIGNER, box.removeprefix("staff+")).page == "01"


def test_the_answer_to_a_note_is_known_as_one():
    box = WORDING(a_staff_notice("staff_called"), a_matter()).reply_to.partition("@")[0]
    assert read_staff_token(SIGNER, box.removeprefix("staff+")).note


def test_a_staff_address_stands_in_no_message_id():
    mail = WORDING(a_staff_notice("team_new"), a_matter())
    assert message_id(mail, word="w", domain=DOMAIN) == f"w@{DOMAIN}"


def test_a_mail_is_addressed_to_its_recipient_by_the_recipients_own_name():
    both = (Participant(mail_address(), "Ana Diaz"), Participant(mail_address("grandma@example.net"), "Rosa Diaz"))
    inquiry = an_inquiry(participants=both)
    mails = [
        WORDING(a_family_notice("reply", recipient=address), a_matter(inquiry))
        for address in (mail_address(), mail_address("grandma@example.net"), mail_address("envelope@example.net"))
    ]
    assert [mail.to_name for mail in mails] == ["Ana Diaz", "Rosa Diaz", ""]
    assert WORDING(a_staff_notice("team_new"), a_matter(inquiry)).to_name == ""


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("template", ["acknowledgement", "acknowledgement_danger", "files_left"])
def test_an_envelope_sender_who_is_not_who_wrote_gets_no_private_link(template, language):
    notice = a_family_notice(template, recipient=mail_address("envelope@example.net"))
    mail = WORDING(notice, a_matter(an_inquiry(language=language)))
    assert REFERENCE in mail.subject
    for said in (mail.text, mail.html):
        assert "/i/" not in said
        assert not any(word in said for word in ("private", "privado", "that page", "esa página"))
    assert PRIVATE in WORDING(replace(notice, recipient=mail_address()), a_matter(an_inquiry())).text


def test_an_acknowledgement_says_that_it_is_automatic_and_what_it_answers():
    headers = WORDING(a_family_notice(), a_matter(message=a_message(mail_references=("older@example.com",)))).headers
    assert headers["Auto-Submitted"] == "auto-replied"
    assert headers["Precedence"] == "bulk"
    assert headers["X-Auto-Response-Suppress"] == "DR, RN, OOF, AutoReply"
    assert headers["In-Reply-To"] == "<first@mail.example.com>"
    assert headers["References"] == "<older@example.com> <first@mail.example.com>"


def test_a_notice_to_staff_is_automatic_and_answers_nothing():
    headers = WORDING(a_staff_notice("team_new"), a_matter()).headers
    assert headers["Auto-Submitted"] == "auto-generated"
    assert "In-Reply-To" not in headers


def test_our_automatic_mail_is_known_when_it_comes_back():
    headers = WORDING(a_family_notice(), a_matter()).headers
    raw = f"From: mallory@example.net\r\n{LOOP_HEADER}: {headers[LOOP_HEADER]}\r\n\r\nhello".encode()
    own = own_addresses(domain=DOMAIN, addresses=(), signer=SIGNER)
    back = submission_of(raw, key="raw/1", received_at=NOW, own=own, signer=SIGNER)
    assert back.held == "our own mail came back"


def test_a_persons_reply_carries_no_sign_of_a_machine_and_keeps_the_thread():
    written = a_message(
        direction=Direction.OUTBOUND,
        author_name="Ines Moreau",
        text="It comes at eight.",
        mail_references=("first@mail.example.com", "second@mail.example.com"),
    )
    mail = WORDING(a_family_notice("reply", repeatable=False), a_matter(message=written))
    assert mail.headers == {
        "In-Reply-To": "<second@mail.example.com>",
        "References": "<first@mail.example.com> <second@mail.example.com>",
    }
    assert "It comes at eight." in mail.text
    assert "Ines Moreau" in mail.text


def test_a_reply_to_what_was_no_mail_starts_its_own_thread():
    written = a_message(direction=Direction.OUTBOUND, text="Yes.", channel=Channel.EMAIL)
    assert WORDING(a_family_notice("reply", repeatable=False), a_matter(message=written)).headers == {}


def test_a_name_that_looks_like_a_header_stays_a_name():
    inquiry = an_inquiry(participants=(Participant(mail_address(), "Ana\r\nBcc: all@example.com"),))
    mail = WORDING(a_family_notice(), a_matter(inquiry))
    assert "\n" not in mail.subject
    assert parseaddr(mail.to) == ("", "ana@example.com")


def test_a_text_is_counted_in_segments():
    said = WORDING(a_family_notice(recipient=phone_number()), a_matter())
    assert 1 <= said.segments <= 3
    assert PRIVATE in said.text


def test_the_familys_waiting_time_counts_the_days():
    matter = a_matter(an_inquiry(opened_at=NOW - 50 * HOUR))
    assert "2 days 3 hours" in WORDING(a_staff_notice("staff_warning"), matter).text
