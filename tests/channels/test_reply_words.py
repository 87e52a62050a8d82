"""A person's reply in words: signed, with what it answers, by mail with its files, by text with the private link."""

import pytest
from builders import NOW, a_district, a_message, a_notice, a_signer, an_inquiry, mail_address, phone_number

from chalicelib.channels.links import private_link
from chalicelib.channels.outbound.segments import segments
from chalicelib.channels.wording import Wording
from chalicelib.domain.inquiry import Attachment, Participant
from chalicelib.domain.outbound import Matter
from chalicelib.domain.words import Direction

SITE = "https://earshot.example.org"
SLIP = Attachment("slip.pdf", "application/pdf", 9, "1", digest="ab" * 32)


def said(recipient, *, language="en", text="At eight.", **changes):
    inquiry = an_inquiry(language=language)
    message = a_message(direction=Direction.OUTBOUND, text=text, author_name="Ines Moreau", **changes)
    notice = a_notice(template="reply", recipient=recipient, repeatable=False)
    district = a_district(languages=("en", "es"))
    wording = Wording(district, a_signer(), site_url=SITE, domain="demo.example.org")
    return wording(notice, Matter(inquiry, message, NOW))


LINK = private_link(SITE, a_signer(), an_inquiry())


@pytest.mark.parametrize(("language", "quoting"), [("en", "You wrote:"), ("es", "Usted escribió:")])
def test_a_mail_is_signed_and_quotes_what_it_answers_in_the_familys_language(language, quoting):
    mail = said(mail_address(), language=language, quoted="When does the bus come?\nIt is cold.")
    assert "At eight.\n\nInes Moreau, " in mail.text
    assert f"{quoting}\n> When does the bus come?\n> It is cold." in mail.text
    assert "<blockquote" in mail.html


LUIS = Participant(mail_address("luis@example.net"), "Luis")


def shared(recipient, other=LUIS, **changes):
    """To one of two people who read the same inquiry."""
    inquiry = an_inquiry(participants=(Participant(mail_address(), "Ana"), other))
    message = a_message(direction=Direction.OUTBOUND, text="At eight.", author_name="Ines Moreau", **changes)
    wording = Wording(a_district(), a_signer(), site_url=SITE, domain="demo.example.org")
    return wording(a_notice(template="reply", recipient=recipient, repeatable=False), Matter(inquiry, message, NOW))


def test_nobody_is_told_that_they_wrote_what_somebody_else_may_have_written():
    said = shared(LUIS.address, quoted="When does the bus come?").text
    assert "You wrote:" not in said
    assert "The message before this one:\n> When does the bus come?" in said


def test_who_gave_an_address_and_a_number_is_one_person():
    said = shared(mail_address(), Participant(phone_number(), "Ana"), quoted="When does the bus come?").text
    assert "You wrote:" in said


def test_a_message_id_made_of_an_address_goes_to_its_owner_alone():
    trail = ("first@example.net", "Luis@example.net-7", "LUIS@example.net-8")
    assert shared(LUIS.address, mail_references=trail).headers["In-Reply-To"] == "<LUIS@example.net-8>"
    headers = shared(mail_address(), mail_references=trail).headers
    assert headers == {"References": "<first@example.net>"}


def test_without_a_question_it_quotes_nothing():
    assert "You wrote" not in said(mail_address()).text


def test_a_mail_carries_its_files_and_names_them():
    mail = said(mail_address(), attachments=(SLIP,))
    assert mail.files == (SLIP,)
    assert "Attached: slip.pdf." in mail.text


def test_files_of_what_a_family_wrote_go_to_nobody():
    notice = a_notice(template="team_message", audience="staff")
    wording = Wording(a_district(), a_signer(), site_url=SITE, domain="demo.example.org")
    assert wording(notice, Matter(an_inquiry(), a_message(attachments=(SLIP,)), NOW)).files == ()


def test_a_short_text_is_the_words_and_who_wrote_them():
    text = said(phone_number())
    assert text.text.startswith("At eight. ")
    assert "Ines Moreau" in text.text
    assert LINK not in text.text
    assert text.segments == segments(text.text) == 1


def test_a_text_with_files_leads_to_the_private_page():
    assert said(phone_number(), attachments=(SLIP,)).text.endswith(f"Files: {LINK}")


@pytest.mark.parametrize("words", ["x" * 600, "ñandú 校车 " * 40], ids=["GSM-7", "UCS-2"])
def test_a_reply_longer_than_three_segments_is_a_short_text_with_the_link(words):
    text = said(phone_number(), text=words)
    assert text.segments <= 3
    assert LINK in text.text
    assert words[:40] not in text.text
