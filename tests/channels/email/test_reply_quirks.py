"""Oddities of single programs in the new part of a reply, each named by its quirk; and sentences that only resemble them."""

import pytest
from channels.email.builders import a_multipart, a_part, an_email

from chalicelib.channels.email import read_mail, visible_reply

ADDRESS = "desk@example.org"
ANSWER = "She left it in the gym."

ANNOUNCED = {
    "AOL's announcement wrapped before the address, run on into the quotation": f"On Wed, Mar 6, 2024 at 8:15 AM, Front Desk\n<{ADDRESS}> wrote: Where is it?\nTell us.",
    "a Chinese announcement wrapped after the address": f"Front Desk <{ADDRESS}>\n于2024年3月6日周三 08:15写道：\n\n> 水壶呢？",
    "a Taiwanese announcement wrapped before the hour": f"Front Desk <{ADDRESS}> 於 2024年3月6日 週三\n上午8:15寫道：\n\n> 水壺？",
    "a Turkish announcement wrapped after the hour": f"Front Desk <{ADDRESS}>, 6 Mar 2024 Çar, 08:15\ntarihinde şunu yazdı:\n\n> Matara?",
    "Tutanota's date with the month first": f"Mar 6, 2024, 08:15 by {ADDRESS}:\n\n> Bottle?",
    "QQ's ruler with blanks written as entities": f"--------&nbsp;原始邮件&nbsp;--------\n发件人: Desk <{ADDRESS}>\n发送时间: 2024年3月6日\n主题: 水壶\n\n水壶呢？",
    "a ruler in capitals with a dotted İ": f"-----Özgün İleti-----\nKimden: Desk <{ADDRESS}>\nKonu: Matara\n\nMatara?",
    "a ruler in a language without a table, above a header block": f"-----Asal Mesej-----\nFrom: Desk <{ADDRESS}>\nSubject: Botol\n\nBotol?",
}


@pytest.mark.parametrize("lines", ANNOUNCED.values(), ids=ANNOUNCED)
def test_an_announcement_goes_whole_with(lines):
    assert visible_reply(f"{ANSWER}\n\n{lines}\n").visible == ANSWER


@pytest.mark.parametrize(
    "line",
    ["Sent\u00a0from\u00a0my\u00a0iPhone", "\u2063Get BlueMail for Android \u200b", "Lähetetty puhelimesta"],
    ids=["unbreakable blanks", "letters of no width", "an inflected Finnish telephone"],
)
def test_a_device_signs_with(line):
    assert visible_reply(f"{ANSWER}\n\n{line}\n").visible == ANSWER


TOLD = {
    "who wrote what, with a date and an hour": "On Fri, Mar 8 at 2:40 PM the coach wrote a comment:\nno water before the race.\nIs that safe?",
    "a name that wrote something, above quoted lines": "Our neighbor wrote this warning:\n> ice on Elm Street\n\nWill the bus go round?",
    "what somebody wrote, in Spanish": "El entrenador escribió una nota:\n> sin agua\n\n¿Es seguro?",
    "what the teacher wrote, with a date and an hour": "On May 3, 2024 at 9:30 AM the teacher wrote:\nNo more recess.\nIs that fair?",
    "the same below a word of one's own": "Please read this.\nOn May 3, 2024 at 9:30 AM her new teacher wrote:\nNo more recess.\nIs that fair?",
    "what the teacher wrote, in Spanish, with an hour": "El 3 de mayo de 2024 a las 9:30 la maestra escribió:\nSin recreo.\n¿Es justo?",
    "a comparison with a sum at the end": "Is lunch free above this income?\n> $31,000 is what we have.",
    "a comparison alone on its line": "We need a van with room for\n> 7 children",
}


@pytest.mark.parametrize("text", TOLD.values(), ids=TOLD)
def test_no_quotation_begins_with(text):
    assert visible_reply(text).visible == text


def test_a_quotation_that_begins_with_a_number_is_still_a_quotation():
    text = f"{ANSWER}\n\nOn Wed, Mar 6, 2024 at 8:15 AM Desk <{ADDRESS}> wrote:\n> 8:30 in the gym?\n"
    assert visible_reply(text).visible == ANSWER
    assert visible_reply(f"{ANSWER}\n\n> 8:30 in the gym?\n> Or 9?\n").visible == ANSWER


def test_a_poem_in_a_blockquote_is_the_senders_own():
    html = (
        "<p>My daughter wrote this rhyme:</p><blockquote>bus, oh bus<br>why so late</blockquote><p>May she read it?</p>"
    )
    visible = read_mail(an_email(html, content_type="text/html; charset=utf-8")).visible_text
    assert "wrote this rhyme" in visible
    assert "why so late" in visible
    assert "May she read it?" in visible


def test_the_words_of_a_picture_message_come_as_an_attached_text():
    note = a_part("The stop sign is down.", Content_Disposition="attachment; filename=text_0.txt")
    photo = a_part("aGVsbG8=", "image/jpeg; name=a.jpg", Content_Transfer_Encoding="base64")
    mail = read_mail(a_multipart(note, photo))
    assert mail.visible_text == "The stop sign is down."
    assert [item.name for item in mail.attachments] == ["text_0.txt", "a.jpg"]


def test_an_attached_text_beside_a_letter_stays_an_attachment():
    note = a_part("draft of an essay", Content_Disposition="attachment; filename=essay.txt")
    assert read_mail(a_multipart(a_part("Please look."), note)).text == "Please look."
