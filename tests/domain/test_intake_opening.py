"""What a first message does."""

from datetime import timedelta

import pytest
from builders import (
    LEXICON,
    NOW,
    REFERENCE,
    a_contact,
    a_district,
    a_form,
    a_stamp,
    a_submission,
    a_text,
    mail_address,
    phone_number,
)

from chalicelib.domain.events import EventType
from chalicelib.domain.intake import intake
from chalicelib.domain.safety import Danger
from chalicelib.domain.submission import Kind
from chalicelib.domain.threads import Found
from chalicelib.domain.words import Channel, Direction, Priority, Status, Tier

AUTOMATIC = [Kind.AUTO_REPLY, Kind.BOUNCE, Kind.COMPLAINT, Kind.LOOP]


def take(submission, found=None, *, district=None):
    plan = intake(submission, found or Found(), district or a_district(), stamp=a_stamp(), new_reference=REFERENCE)
    assert plan.commit.inquiry is not None
    return plan


def events(plan):
    return [event.type for event in plan.commit.events]


def detail(plan, kind):
    (event,) = (event for event in plan.commit.events if event.type is kind)
    return event.detail


def test_a_message_opens_an_inquiry_with_its_message_its_source_and_its_contact():
    submission = a_submission()
    plan = take(submission)
    commit = plan.commit
    assert plan.opened
    assert (commit.reference, commit.inquiry.reference, commit.inquiry.version) == (REFERENCE, REFERENCE, 1)
    assert (commit.message.text, commit.message.direction) == (submission.text, Direction.INBOUND)
    assert commit.source == submission.source
    assert commit.contact.addresses == submission.addresses
    assert events(plan) == [EventType.INQUIRY_OPENED, EventType.DEADLINE_SET]


def test_ids_of_events_sort_in_their_order():
    ids = [event.id for event in take(a_submission(text="I will kill myself")).commit.events]
    assert ids == sorted(set(ids))


def test_it_goes_to_the_topic_the_family_chose_and_says_why():
    plan = take(a_form(topic="wellbeing"))
    assert (plan.commit.inquiry.topic, plan.commit.inquiry.team) == ("wellbeing", "care")
    assert detail(plan, EventType.INQUIRY_OPENED)["why"] == "chosen by the family"


def test_it_promises_the_topics_own_time():
    inquiry = take(a_form(topic="bus")).commit.inquiry
    assert inquiry.expected_by == inquiry.deadline.due_at == NOW + timedelta(hours=2)
    assert inquiry.decided_under == "v1"


def test_an_anonymous_message_is_kept_without_a_contact_and_not_acknowledged():
    plan = take(a_form(addresses=(), name=""))
    assert plan.commit.inquiry.anonymous
    assert plan.commit.contact is None
    assert detail(plan, EventType.INQUIRY_OPENED)["acknowledge"] is False


def test_bulk_mail_is_an_inquiry_that_is_not_answered_automatically():
    plan = take(a_submission(automatic_ok=False))
    assert detail(plan, EventType.INQUIRY_OPENED)["acknowledge"] is False
    assert plan.commit.inquiry.deadline is not None


def test_a_mail_nobody_can_read_is_still_an_inquiry_for_a_person():
    plan = take(a_submission(kind=Kind.UNREADABLE, addresses=(), automatic_ok=False))
    assert (plan.commit.inquiry.held, plan.commit.inquiry.deadline is None) == ("", False)


@pytest.mark.parametrize("kind", AUTOMATIC)
def test_automatic_mail_is_held_without_clock_answer_or_contact(kind):
    plan = take(a_submission(kind=kind))
    assert events(plan) == [EventType.INQUIRY_HELD]
    assert detail(plan, EventType.INQUIRY_HELD)["automatic"] == kind
    assert plan.commit.inquiry.held
    assert plan.commit.inquiry.deadline is None
    assert plan.commit.contact is None
    assert plan.commit.message.automatic


def test_held_mail_is_never_acknowledged_and_waits_for_a_person():
    plan = take(a_submission(held="virus found"))
    assert events(plan) == [EventType.INQUIRY_HELD]
    assert detail(plan, EventType.INQUIRY_HELD)["held"] == "virus found"
    assert (plan.commit.inquiry.deadline, plan.commit.contact) == (None, None)


# --- danger ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "how",
    [{}, {"addresses": ()}, {"held": "looks like spam"}, {"topic": "wellbeing"}, {"automatic_ok": False}]
    + [{"kind": kind} for kind in Kind],
)
def test_a_danger_is_critical_and_pages_whoever_says_it_and_however(how):
    plan = take(a_submission(text="I will kill myself", **how))
    assert plan.commit.inquiry.priority is Priority.CRITICAL
    assert plan.commit.inquiry.dangers == ("self-harm",)
    assert detail(plan, EventType.DANGER_FOUND) == {
        "message": a_stamp().id,
        "hits": ["self-harm (en)"],
        "config": "v1",
    }


def test_a_danger_named_in_the_subject_only_pages_too():
    assert EventType.DANGER_FOUND in events(take(a_submission(subject="suicidal", text="see attachment")))


def test_a_danger_in_a_quoted_part_pages_too():
    plan = take(a_submission(text="see below\n> I will kill myself", visible="see below"))
    assert EventType.DANGER_FOUND in events(plan)


def test_an_urgent_word_raises_the_priority_and_wakes_nobody():
    plan = take(a_submission(text="Help my son is being bullied", subject=""))
    assert plan.commit.inquiry.priority is Priority.HIGH
    assert plan.commit.inquiry.dangers == ("bullying",)
    assert EventType.DANGER_FOUND not in events(plan)


def test_no_event_carries_an_address_or_the_words_of_the_family():
    plan = take(a_submission(text="I will kill myself because Bus 12"))
    said = str([event.detail for event in plan.commit.events])
    assert "ana@" not in said
    assert "Bus 12" not in said


# --- texts ----------------------------------------------------------------------------------------------------------


def test_a_text_opens_an_inquiry_and_its_number_may_be_texted():
    plan = take(a_text("The bus is late"))
    assert plan.commit.contact.texts_allowed
    assert plan.commit.inquiry.channel is Channel.SMS


def test_help_with_a_sentence_is_an_inquiry():
    plan = take(a_text("Help my son is being bullied"))
    assert events(plan) == [EventType.INQUIRY_OPENED, EventType.DEADLINE_SET]


def test_stop_opts_out_and_asks_nobody_to_answer():
    plan = take(a_text("STOP"))
    assert events(plan) == [EventType.MESSAGE_RECEIVED, EventType.TEXTS_STOPPED]
    assert plan.commit.suppression.address == phone_number()
    assert not plan.commit.contact.texts_allowed
    assert (plan.commit.inquiry.status, plan.commit.inquiry.deadline) == (Status.CLOSED, None)
    assert detail(plan, EventType.MESSAGE_RECEIVED)["automatic"] == "keyword"


def test_a_second_stop_is_kept_and_not_confirmed_again():
    plan = take(a_text("STOP"), Found(opted_out=True))
    assert events(plan) == [EventType.MESSAGE_RECEIVED]
    assert plan.commit.suppression is not None


def test_start_after_a_stop_brings_the_number_back():
    plan = take(a_text("START"), Found(opted_out=True))
    assert events(plan) == [EventType.MESSAGE_RECEIVED, EventType.TEXTS_RESUMED]
    assert plan.commit.release == phone_number()


def test_yes_without_a_stop_is_a_message():
    plan = take(a_text("YES"))
    assert EventType.INQUIRY_OPENED in events(plan)
    assert plan.commit.release is None


def test_help_alone_is_answered_with_help():
    assert events(take(a_text("HELP"))) == [EventType.MESSAGE_RECEIVED, EventType.HELP_ASKED]


def test_the_word_stop_in_a_mail_is_a_message():
    assert EventType.INQUIRY_OPENED in events(take(a_submission(text="STOP")))


def test_a_command_is_scanned_like_any_text():
    danger = a_district(lexicon=(*LEXICON, Danger("help", "distress", "en", Tier.PAGE)))
    assert EventType.DANGER_FOUND in events(take(a_text("HELP"), district=danger))


# --- contact --------------------------------------------------------------------------------------------------------


def test_a_known_contact_keeps_its_name_and_language_and_gains_the_new_address():
    known = a_contact(language="es", recent=("AAAA-AAAA",))
    plan = take(
        a_form(addresses=(mail_address(), phone_number()), name="Somebody", language="en"), Found(contact=known)
    )
    contact = plan.commit.contact
    assert (contact.id, contact.version, contact.name) == (known.id, 2, known.name)
    assert contact.recent == (REFERENCE, "AAAA-AAAA")
    assert plan.commit.points == (phone_number(),), "only what does not lead there yet"
    assert plan.commit.inquiry.language == "es"


def test_a_few_words_name_a_language_for_now_and_a_letter_one_to_remember():
    short = take(a_text("Hola", language="es", language_hint=True))
    assert short.commit.inquiry.language == "es"
    assert short.commit.contact.language == ""
    letter = take(a_text("El bus no llega.", language="es"), Found(contact=a_contact(language="")))
    assert letter.commit.contact.language == "es"


def test_both_addresses_of_a_new_contact_lead_to_it():
    plan = take(a_form(addresses=(mail_address(), phone_number())))
    assert plan.commit.contact.id == mail_address().key
    assert plan.commit.points == (phone_number(),)


def test_only_the_ten_newest_inquiries_are_remembered():
    many = tuple(f"{number:04}-0000" for number in range(10))
    plan = take(a_submission(), Found(contact=a_contact(recent=many)))
    assert plan.commit.contact.recent == (REFERENCE, *many[:9])


# --- the line in the inbox ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "subject"),
    [
        ({"subject": "Bus 12\n\tis   late"}, "Bus 12 is late"),
        ({"subject": "", "text": "No bus came", "visible": ""}, "No bus came"),
        ({"subject": "", "text": "No bus\n> quoted", "visible": "No bus"}, "No bus"),
        ({"subject": "", "text": ""}, ""),
        ({"subject": "x" * 300}, "x" * 119 + "…"),
    ],
)
def test_the_subject_is_one_short_line(given, subject):
    assert take(a_submission(**given)).commit.inquiry.subject == subject


def test_the_visible_part_is_stored_only_where_it_differs():
    assert take(a_submission(visible=a_submission().text)).commit.message.visible == ""
    message = take(a_submission(visible="short")).commit.message
    assert (message.visible, message.shown) == ("short", "short")
