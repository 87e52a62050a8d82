"""A reply reaches the family, by one way or the other, or the person who wrote it hears that it did not."""

import pytest
from builders import NOW, REFERENCE, a_consequence, a_message, an_inquiry, mail_address, phone_number
from fakes import Office

from chalicelib.domain.consequences import Action, consequences
from chalicelib.domain.contact import Suppression, SuppressionReason
from chalicelib.domain.errors import Conflict, SendRefused
from chalicelib.domain.events import EventType
from chalicelib.domain.feedback import Feedback, Verdict
from chalicelib.domain.inquiry import Participant
from chalicelib.domain.words import Channel, Delivery, Status
from chalicelib.usecases.feedback import feedback
from chalicelib.usecases.notify import notify
from chalicelib.usecases.reply import reply

ANA, PHONE = mail_address(), phone_number()
BOTH = (Participant(ANA, "Ana Diaz"), Participant(PHONE, "Ana Diaz"))
BY_FORM = an_inquiry(channel=Channel.FORM, participants=BOTH, texts_allowed=True)
BY_TEXT = an_inquiry(channel=Channel.SMS, participants=(BOTH[1], BOTH[0]))


@pytest.fixture
def office():
    return Office()


def stopped(address, reason=SuppressionReason.OPT_OUT):
    return Suppression(address, reason, NOW)


def asked(office, inquiry=BY_FORM):
    office.store.keep(inquiry, a_message(sender=inquiry.participants[0].address))


def write(office):
    return reply(
        REFERENCE,
        "At eight.",
        staff="ines",
        store=office.store,
        districts=office.districts,
        randomness=office.randomness,
    )


def settle(office):
    """Everything that follows, until nothing does."""
    done = 0
    while len(office.store.events.get(REFERENCE, [])) > done:
        event = office.store.events[REFERENCE][done]
        done += 1
        for one in consequences(event):
            if one.lane == "notifications":
                notify(one, desk=office.desk)


def bounce(office, number=1):
    report = Feedback(f"ses:mail-{number}", Verdict.BOUNCED, permanent=True, why="Permanent General")
    return feedback(
        report, store=office.store, districts=office.districts, randomness=office.randomness, metrics=office.metrics
    )


def arrived(office, number):
    report = Feedback(f"ses:mail-{number}", Verdict.DELIVERED)
    return feedback(
        report, store=office.store, districts=office.districts, randomness=office.randomness, metrics=office.metrics
    )


def test_opted_out_of_texts_it_goes_by_mail_and_says_so(office):
    asked(office, BY_TEXT)
    office.store.keep(stopped(PHONE))
    message = write(office)
    settle(office)
    assert (message.channel, message.recipients) == (Channel.EMAIL, (ANA,))
    assert message.notes == ("sent by email: they opted out of texts",)
    assert (office.mailer.to[0], office.texter.sent) == ("ana@example.com", [])
    (written,) = office.store.told(REFERENCE, EventType.MESSAGE_WRITTEN)
    assert written.detail["why"] == "they opted out of texts"


def test_where_every_way_is_shut_it_stands_on_the_page_and_the_writer_is_told(office):
    asked(office)
    office.store.keep(stopped(PHONE), stopped(ANA, SuppressionReason.BOUNCE))
    message = write(office)
    settle(office)
    assert (message.channel, message.recipients) == (Channel.WEB, ())
    assert message.notes == ("on the family's private page only: mail to them bounced",)
    assert (office.mailer.sent, office.texter.sent) == ([], [])


def test_mail_that_bounces_goes_on_by_text_and_the_deadline_stays_met(office):
    asked(office)
    write(office)
    settle(office)
    assert bounce(office) == Delivery.BOUNCED
    settle(office)
    assert office.texter.to == [PHONE.value]
    assert office.store.inquiry(REFERENCE).deadline is None
    assert EventType.FAMILY_UNREACHED not in office.store.timeline(REFERENCE)


def test_without_consent_a_bounce_reopens_the_deadline_and_tells_the_team(office):
    asked(office, an_inquiry(channel=Channel.FORM, participants=BOTH))
    write(office)
    settle(office)
    bounce(office)
    settle(office)
    assert office.texter.sent == []
    assert office.store.inquiry(REFERENCE).deadline is not None
    assert f"team_bounced {REFERENCE} en" in [mail.subject for mail in office.mailer.sent]


def test_shut_in_the_last_moment_it_still_goes_by_the_other_way(office):
    asked(office, BY_TEXT)
    write(office)
    office.store.keep(stopped(PHONE))
    settle(office)
    assert office.texter.sent == []
    assert office.mailer.to[0] == "ana@example.com"


def test_refused_everywhere_it_says_so_once_and_the_clock_runs_again(office):
    asked(office, BY_TEXT)
    write(office)
    office.texter.refuses = {PHONE.value: SendRefused("OptedOut")}
    office.mailer.refuses = {ANA.value: SendRefused("MessageRejected")}
    settle(office)
    settle(office)
    assert len(office.store.told(REFERENCE, EventType.FAMILY_UNREACHED)) == 1
    inquiry = office.store.inquiry(REFERENCE)
    assert (inquiry.deadline, inquiry.status) == (an_inquiry().deadline, Status.OPEN)
    assert [mail.subject for mail in office.mailer.sent] == [f"team_unreached {REFERENCE} en"]


def test_one_parents_bounce_is_not_the_whole_familys(office):
    other = Participant(mail_address("ben@example.com"))
    asked(office, an_inquiry(participants=(BOTH[0], other)))
    write(office)
    office.store.keep(stopped(ANA, SuppressionReason.BOUNCE))
    settle(office)
    assert office.mailer.to == ["ben@example.com"]
    assert EventType.FAMILY_UNREACHED not in office.store.timeline(REFERENCE)


def test_each_reply_goes_on_once_however_many_addresses_fail(office):
    other = Participant(mail_address("ben@example.com"))
    asked(office, an_inquiry(channel=Channel.FORM, participants=(*BOTH, other), texts_allowed=True))
    write(office)
    settle(office)
    for number in (1, 2):
        bounce(office, number)
        settle(office)
    assert office.texter.to == [PHONE.value]


def two_parents(office):
    """A reply to both, by mail alone, sent."""
    asked(office, an_inquiry(participants=(BOTH[0], Participant(mail_address("ben@example.com")))))
    write(office)
    settle(office)
    assert office.mailer.to == ["ana@example.com", "ben@example.com"]


@pytest.mark.parametrize("bounced", [1, 2])
@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_a_reply_that_reached_one_of_two_parents_answered_the_family_in_whichever_order_they_are_told(
    office, bounced, order
):
    two_parents(office)
    for number in order:
        if number == bounced:
            bounce(office, number)
        else:
            arrived(office, number)
    settle(office)
    assert (office.store.inquiry(REFERENCE).deadline, office.store.inquiry(REFERENCE).status) == (None, Status.WAITING)
    subjects = [mail.subject for mail in office.mailer.sent]
    assert f"team_bounced_some {REFERENCE} en" in subjects
    assert f"team_bounced {REFERENCE} en" not in subjects


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_a_reply_that_reached_neither_parent_is_owed_again_once_the_second_is_known(office, order):
    two_parents(office)
    bounce(office, order[0])
    assert office.store.inquiry(REFERENCE).deadline is None
    bounce(office, order[1])
    assert office.store.inquiry(REFERENCE).deadline is not None
    settle(office)
    subjects = [mail.subject for mail in office.mailer.sent]
    assert subjects.count(f"team_bounced {REFERENCE} en") == 1


def test_a_complaint_and_a_bounce_together_reached_nobody(office):
    two_parents(office)
    complaint = Feedback("ses:mail-1", Verdict.COMPLAINED, why="abuse")
    feedback(
        complaint, store=office.store, districts=office.districts, randomness=office.randomness, metrics=office.metrics
    )
    assert office.store.inquiry(REFERENCE).deadline is None
    bounce(office, 2)
    assert office.store.inquiry(REFERENCE).deadline is not None


def test_two_bounces_at_once_see_each_other(office):
    two_parents(office)
    office.store.interfere.append(lambda: bounce(office, 2))
    bounce(office, 1)
    assert office.store.inquiry(REFERENCE).deadline is not None


def test_what_goes_on_is_read_again_when_somebody_writes_meanwhile(office):
    asked(office, BY_TEXT)
    write(office)
    office.texter.refuses = {PHONE.value: SendRefused("OptedOut")}
    office.mailer.refuses = {ANA.value: SendRefused("MessageRejected")}
    settle(office)
    (told,) = office.store.told(REFERENCE, EventType.FAMILY_UNREACHED)
    office.store.events[REFERENCE].remove(told)
    refused = office.store.told(REFERENCE, EventType.SEND_REFUSED)[-1]
    office.store.raise_next(Conflict("inquiry"))
    notify(a_consequence(Action.SEND_ON, event=refused), desk=office.desk)
    assert len(office.store.told(REFERENCE, EventType.FAMILY_UNREACHED)) == 1
    office.store.events[REFERENCE].remove(office.store.told(REFERENCE, EventType.FAMILY_UNREACHED)[0])
    office.store.raise_next(*[Conflict("inquiry")] * 5)
    with pytest.raises(Conflict):
        notify(a_consequence(Action.SEND_ON, event=refused), desk=office.desk)


def test_recipients_are_frozen_when_the_reply_is_written(office):
    asked(office)
    write(office)
    late = an_inquiry(version=2, participants=(*BOTH, Participant(mail_address("late@example.com"))))
    office.store.keep(late)
    settle(office)
    assert "late@example.com" not in office.mailer.to
