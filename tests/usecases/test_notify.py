"""What is sent to whom, each once."""

import pytest
from builders import (
    NOW,
    REFERENCE,
    a_consequence,
    a_message,
    an_event,
    an_inquiry,
    mail_address,
    phone_number,
)
from fakes import Office

from chalicelib.domain.consequences import Action
from chalicelib.domain.contact import Suppression, SuppressionReason
from chalicelib.domain.errors import Busy, NotFound, NotSent, SendRefused
from chalicelib.domain.events import EventType
from chalicelib.domain.inquiry import Participant
from chalicelib.domain.words import Channel, Delivery, Direction
from chalicelib.usecases.notify import notify

MESSAGE = a_message()
BY_PHONE = (Participant(phone_number()),)


@pytest.fixture
def office():
    fresh = Office()
    fresh.store.keep(an_inquiry(), MESSAGE)
    return fresh


def ask(office, action, kind=EventType.INQUIRY_OPENED, *, event_id="e-0", **detail):
    event = an_event(kind, id=event_id, detail={"message": MESSAGE.id} | detail)
    notify(a_consequence(action, event=event), desk=office.desk)


def subjects(office):
    return [mail.subject for mail in office.mailer.sent]


# --- acknowledgements -----------------------------------------------------------------------------------------------


def test_a_family_is_acknowledged_once_however_often_it_is_asked(office):
    for _ in range(3):
        ask(office, Action.ACKNOWLEDGE)
    assert office.mailer.to == ["ana@example.com"]
    assert office.store.timeline(REFERENCE) == [EventType.ACKNOWLEDGEMENT_SENT]


def test_it_is_written_in_the_familys_language(office):
    office.store.keep(an_inquiry(language="es"))
    ask(office, Action.ACKNOWLEDGE)
    assert subjects(office) == [f"acknowledgement {REFERENCE} es"]


def test_it_goes_to_the_envelope_sender(office):
    office.store.keep(a_message(envelope=mail_address("envelope@example.net")))
    ask(office, Action.ACKNOWLEDGE)
    assert office.mailer.to == ["envelope@example.net"]


def test_a_form_is_acknowledged_to_the_address_it_gives(office):
    office.store.keep(an_inquiry(channel=Channel.FORM), a_message(envelope=mail_address("forged@example.net")))
    ask(office, Action.ACKNOWLEDGE)
    assert office.mailer.to == ["ana@example.com"]


def test_a_text_is_acknowledged_by_text(office):
    office.store.keep(an_inquiry(channel=Channel.SMS, participants=BY_PHONE))
    ask(office, Action.ACKNOWLEDGE)
    assert office.texter.to == [phone_number().value]
    assert office.mailer.sent == []


def test_in_danger_it_says_where_help_is(office):
    office.store.keep(an_inquiry(dangers=("self-harm",)))
    ask(office, Action.ACKNOWLEDGE)
    assert subjects(office) == [f"acknowledgement_danger {REFERENCE} en"]
    assert office.store.timeline(REFERENCE) == [EventType.ACKNOWLEDGEMENT_SENT]


def test_a_flood_from_one_address_is_acknowledged_five_times_and_then_kept_in_silence(office):
    for number in range(9):
        ask(office, Action.ACKNOWLEDGE, event_id=f"e-{number}")
    assert len(office.mailer.sent) == 5
    assert len(office.store.told(REFERENCE, EventType.SEND_SKIPPED)) == 4


def test_nobody_to_answer_is_no_error(office):
    office.store.keep(an_inquiry(participants=()))
    ask(office, Action.ACKNOWLEDGE)
    assert office.mailer.sent == []


def test_an_inquiry_that_does_not_exist_is_told(office):
    with pytest.raises(NotFound):
        notify(a_consequence(event=an_event(reference="0000-0000")), desk=office.desk)


# --- the team -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "template"),
    [
        (EventType.INQUIRY_OPENED, "team_new"),
        (EventType.INQUIRY_HELD, "team_held"),
        (EventType.MESSAGE_RECEIVED, "team_message"),
        (EventType.MESSAGE_BOUNCED, "team_bounced"),
        (EventType.DELIVERY_UNCONFIRMED, "team_unconfirmed"),
    ],
)
def test_the_team_is_told_what_happened(office, kind, template):
    ask(office, Action.TELL_TEAM, kind)
    assert subjects(office) == [f"{template} {REFERENCE} en"] * 2
    assert office.mailer.to == ["ines@schools.example.org", "omar@schools.example.org"]
    told = office.store.told(REFERENCE, EventType.NOTIFICATION_SENT)
    assert [event.detail["staff"] for event in told] == ["ines", "omar"]


def test_what_is_shared_out_is_told_to_the_team_however_soon_somebody_has_it(office):
    office.store.keep(an_inquiry(assignee="ines"))
    ask(office, Action.TELL_TEAM, EventType.INQUIRY_OPENED, assign="round-robin")
    assert set(office.mailer.to) == {"ines@schools.example.org", "omar@schools.example.org"}


def test_one_recipients_trouble_keeps_no_other_from_hearing(office):
    office.mailer.refuses = {"ines@schools.example.org": NotSent("throttled")}
    with pytest.raises(NotSent):
        ask(office, Action.TELL_TEAM)
    assert office.mailer.to == ["omar@schools.example.org"]
    office.mailer.refuses = {}
    ask(office, Action.TELL_TEAM)
    assert office.mailer.to == ["omar@schools.example.org", "ines@schools.example.org"], "omar is not told twice"


def test_an_address_the_provider_never_takes_is_on_the_timeline_and_not_tried_again(office):
    office.mailer.refuses = {"ines@schools.example.org": SendRefused("MessageRejected: no such address")}
    for _ in range(2):
        ask(office, Action.TELL_TEAM)
    (refused,) = office.store.told(REFERENCE, EventType.SEND_REFUSED)
    assert "no such address" in refused.detail["why"]
    assert office.mailer.to == ["omar@schools.example.org"]


@pytest.mark.parametrize(
    ("kind", "template"),
    [(EventType.DEADLINE_WARNED, "staff_warning"), (EventType.ESCALATION_STEP_TAKEN, "staff_escalation")],
)
def test_the_people_an_escalation_names_are_told_who_was_told_before(office, kind, template):
    ask(office, Action.TELL_STAFF, kind, to=["sofia", "gone"], told=["ines", "gone"], rung="supervisor")
    (mail,) = office.mailer.sent
    assert (mail.to, mail.subject) == ("sofia@schools.example.org", f"{template} {REFERENCE} en")
    assert {"told": "Ines Moreau", "rung": "supervisor", "why": "", "holder": ""}.items() <= mail.headers.items()


def test_an_escalation_to_nobody_sends_nothing(office):
    ask(office, Action.TELL_STAFF, EventType.DEADLINE_WARNED, to=[])
    assert office.mailer.sent == []


# --- replies --------------------------------------------------------------------------------------------------------


def test_a_persons_reply_goes_to_everyone_admitted(office):
    both = (*an_inquiry().participants, Participant(mail_address("grandma@example.net")))
    office.store.keep(an_inquiry(participants=both), a_message(direction=Direction.OUTBOUND))
    ask(office, Action.SEND_REPLY, EventType.MESSAGE_WRITTEN)
    assert office.mailer.to == ["ana@example.com", "grandma@example.net"]
    assert set(office.store.timeline(REFERENCE)) == {EventType.MESSAGE_SENT}


def test_a_reply_on_the_familys_page_is_sent_to_nobody(office):
    office.store.keep(a_message(direction=Direction.OUTBOUND, channel=Channel.WEB))
    ask(office, Action.SEND_REPLY, EventType.MESSAGE_WRITTEN)
    assert office.mailer.sent == []


# --- commands -------------------------------------------------------------------------------------------------------


@pytest.fixture
def stopped(office):
    office.store.keep(
        an_inquiry(channel=Channel.SMS, participants=BY_PHONE),
        a_message(channel=Channel.SMS, sender=phone_number()),
        Suppression(phone_number(), SuppressionReason.OPT_OUT, NOW),
    )
    return office


def test_a_stop_is_confirmed_although_nothing_may_be_sent_any_more(stopped):
    ask(stopped, Action.CONFIRM_STOP, EventType.TEXTS_STOPPED)
    assert stopped.texter.sent == [(phone_number().value, f"stop_confirmed {REFERENCE} en")]


@pytest.mark.parametrize(
    ("action", "kind"),
    [
        (Action.ACKNOWLEDGE, EventType.INQUIRY_OPENED),
        (Action.SEND_HELP, EventType.HELP_ASKED),
        (Action.SEND_REPLY, EventType.MESSAGE_WRITTEN),
    ],
)
def test_after_a_stop_no_text_of_any_kind_leaves_and_the_timeline_says_so(stopped, action, kind):
    ask(stopped, action, kind)
    assert stopped.texter.sent == []
    (skipped,) = stopped.store.told(REFERENCE, EventType.SEND_SKIPPED)
    assert skipped.detail["why"] == "address suppressed (opt_out)"


def test_help_is_answered_to_the_number_that_asked(office):
    office.store.keep(a_message(channel=Channel.SMS, sender=phone_number()))
    ask(office, Action.SEND_HELP, EventType.HELP_ASKED)
    assert office.texter.sent == [(phone_number().value, f"help {REFERENCE} en")]


@pytest.mark.parametrize("action", [Action.SEND_HELP, Action.CONFIRM_START])
def test_a_machine_that_asks_for_help_all_day_is_not_answered_all_day(office, action):
    office.store.keep(a_message(channel=Channel.SMS, sender=phone_number()))
    kind = EventType.HELP_ASKED if action is Action.SEND_HELP else EventType.TEXTS_RESUMED
    for number in range(9):
        ask(office, action, kind, event_id=f"e-{number}")
    assert len(office.texter.sent) == 5


def test_a_command_without_a_sender_is_answered_to_nobody(office):
    office.store.keep(a_message(channel=Channel.SMS, sender=None))
    ask(office, Action.SEND_HELP, EventType.HELP_ASKED)
    assert office.texter.sent == []


def test_a_provider_that_falls_silent_is_tried_again_later_by_the_queue(office):
    office.mailer.fails = [Busy("ReadTimeoutError")]
    with pytest.raises(Busy):
        ask(office, Action.ACKNOWLEDGE)
    (row,) = office.store.sends.values()
    assert row.status is Delivery.CLAIMED
