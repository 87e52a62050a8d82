"""Which inquiry a submission belongs to (the order: reply address, messages answered, reference named, last text)."""

from datetime import timedelta

import pytest
from builders import (
    DAY,
    NOW,
    OTHER_REFERENCE,
    REFERENCE,
    a_closed_inquiry,
    a_contact,
    a_form,
    a_submission,
    a_text,
    an_inquiry,
    mail_address,
    phone_number,
)

from chalicelib.domain.contact import LastText
from chalicelib.domain.inquiry import Participant
from chalicelib.domain.submission import ThreadHints, mail_key, ses_key
from chalicelib.domain.threads import Found, Thread, thread
from chalicelib.domain.words import Channel

STRANGER = mail_address("stranger@example.net")
BY_PHONE = (Participant(phone_number()),)
TOKEN = ThreadHints(reference=REFERENCE)
NAMED = ThreadHints(mentioned=(REFERENCE,))
ANSWER = ThreadHints(mail_ids=("ses:1",))


def known(*inquiries, **more):
    return Found(
        inquiries={one.reference: one for one in inquiries or (an_inquiry(),)}, threads={"ses:1": REFERENCE}, **more
    )


def test_a_first_message_belongs_to_nothing():
    assert thread(a_submission(), Found(), NOW) == Thread()


@pytest.mark.parametrize("hints", [TOKEN, ANSWER, NAMED])
def test_whoever_is_on_it_continues_it_by_any_sign(hints):
    found = thread(a_submission(thread=hints), known(), NOW)
    assert (found.inquiry, found.pending, found.linked) == (an_inquiry(), False, "")


def test_the_reply_address_is_stronger_than_the_mail_it_answers_and_that_than_a_name_in_the_subject():
    other = an_inquiry(reference=OTHER_REFERENCE)
    both = ThreadHints(reference=OTHER_REFERENCE, mail_ids=("ses:1",), mentioned=(REFERENCE,))
    assert thread(a_submission(thread=both), known(an_inquiry(), other), NOW).inquiry == other
    answered = ThreadHints(mail_ids=("ses:1",), mentioned=(OTHER_REFERENCE,))
    assert thread(a_submission(thread=answered), known(an_inquiry(), other), NOW).inquiry == an_inquiry()


def test_the_nearest_message_answered_decides():
    other = an_inquiry(reference=OTHER_REFERENCE)
    found = Found(
        inquiries={REFERENCE: an_inquiry(), OTHER_REFERENCE: other},
        threads={"ses:near": OTHER_REFERENCE, "ses:far": REFERENCE},
    )
    hints = ThreadHints(mail_ids=("ses:unknown", "ses:near", "ses:far"))
    assert thread(a_submission(thread=hints), found, NOW).inquiry == other


@pytest.mark.parametrize(
    "on_the_wire",
    ["<0100-abc@email.amazonses.com>", "0100-abc@us-west-2.amazonses.com", " <0100-abc@amazonses.com> "],
)
def test_ses_names_one_mail_in_three_ways_and_all_lead_to_it(on_the_wire):
    assert mail_key(on_the_wire) == ses_key("0100-abc")


def test_an_id_that_merely_ends_like_ses_is_somebody_elses():
    assert mail_key("<0100-abc@notamazonses.com>") != ses_key("0100-abc")


def test_a_stranger_with_the_reply_address_waits_to_be_admitted():
    found = thread(a_submission(addresses=(STRANGER,), thread=TOKEN), known(), NOW)
    assert (found.inquiry, found.pending) == (an_inquiry(), True)


@pytest.mark.parametrize("hints", [ANSWER, NAMED])
def test_a_stranger_without_it_starts_a_new_inquiry_linked_to_the_old(hints):
    found = thread(a_submission(addresses=(STRANGER,), thread=hints), known(), NOW)
    assert (found.inquiry, found.linked) == (None, REFERENCE)
    assert "not on it" in found.why


@pytest.mark.parametrize("hints", [ANSWER, NAMED])
def test_who_still_waits_to_be_admitted_is_as_strange_as_before(hints):
    waiting = an_inquiry(participants=(*an_inquiry().participants, Participant(STRANGER, admitted=False)))
    assert thread(a_submission(addresses=(STRANGER,), thread=hints), known(waiting), NOW).linked == REFERENCE
    assert thread(a_submission(addresses=(STRANGER,), thread=TOKEN), known(waiting), NOW).pending


def test_whom_a_person_refused_starts_a_matter_of_their_own_whatever_they_hold():
    refused = an_inquiry(participants=(*an_inquiry().participants, Participant(STRANGER, admitted=False, refused=True)))
    for hints in (TOKEN, ANSWER, NAMED):
        found = thread(a_submission(addresses=(STRANGER,), thread=hints), known(refused), NOW)
        assert (found.inquiry, found.linked, found.pending) == (None, REFERENCE, False)


def test_nobody_without_an_address_joins_by_naming_a_reference():
    assert thread(a_form(addresses=(), thread=NAMED), known(), NOW).linked == REFERENCE


def test_the_familys_own_page_needs_no_address():
    page = a_form(addresses=(), thread=TOKEN, channel=Channel.WEB)
    assert thread(page, known(), NOW) == Thread(inquiry=an_inquiry(), why="reply address")


def test_what_was_closed_for_longer_than_two_weeks_starts_anew_linked():
    closed = a_closed_inquiry(closed_at=NOW)
    for hints in (TOKEN, ANSWER, NAMED):
        late = thread(a_submission(thread=hints), known(closed), NOW + 14 * DAY + timedelta(seconds=1))
        assert (late.inquiry, late.linked) == (None, REFERENCE)
        assert thread(a_submission(thread=hints), known(closed), NOW + 14 * DAY).inquiry == closed


def test_a_merged_inquirys_survivor_takes_what_was_meant_for_it():
    survivor = an_inquiry(reference=OTHER_REFERENCE)
    found = Found(inquiries={REFERENCE: survivor})
    assert thread(a_submission(thread=TOKEN), found, NOW).inquiry == survivor


def a_last_text(days=0):
    return a_contact(addresses=(phone_number(),), last_text=LastText(REFERENCE, NOW - days * DAY))


def test_a_text_answers_our_last_text_for_a_week():
    inquiry = an_inquiry(participants=BY_PHONE)
    assert thread(a_text(), known(inquiry, contact=a_last_text(days=7)), NOW).inquiry == inquiry
    late = NOW + timedelta(seconds=1)
    assert thread(a_text(), known(inquiry, contact=a_last_text(days=7)), late) == Thread()


def test_a_text_that_names_a_reference_goes_there_instead():
    other = an_inquiry(reference=OTHER_REFERENCE, participants=BY_PHONE)
    text = a_text(thread=ThreadHints(mentioned=(OTHER_REFERENCE,)))
    found = known(an_inquiry(participants=BY_PHONE), other, contact=a_last_text())
    assert thread(text, found, NOW).inquiry == other


def test_a_text_from_a_number_that_is_not_on_it_starts_anew():
    assert thread(a_text(), known(an_inquiry(), contact=a_last_text()), NOW).linked == REFERENCE


def test_a_text_to_somebody_never_texted_starts_anew():
    assert thread(a_text(), known(contact=a_contact()), NOW) == Thread()
    assert thread(a_text(), Found(contact=a_last_text()), NOW) == Thread()


def test_mail_does_not_follow_the_last_text():
    assert thread(a_submission(), known(contact=a_last_text()), NOW) == Thread()
