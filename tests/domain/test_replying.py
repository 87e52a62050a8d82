"""By which way a reply can reach a family, and what is known of it."""

import pytest
from builders import NOW, a_deadline, a_district, a_message, a_send, an_inquiry, mail_address, phone_number

from chalicelib.domain.contact import SuppressionReason
from chalicelib.domain.inquiry import Case, Participant
from chalicelib.domain.replying import (
    QUOTED,
    Route,
    State,
    delivery_of,
    other_way,
    quoted,
    route,
    trail,
    unanswered,
    ways,
)
from chalicelib.domain.words import Channel, Delivery, Direction, Status

ANA, BEN = mail_address("ana@example.com"), mail_address("ben@example.com")
PHONE = phone_number()
STOP, BOUNCE, SPAM = SuppressionReason.OPT_OUT, SuppressionReason.BOUNCE, SuppressionReason.COMPLAINT
OURS = a_message(id="reply", direction=Direction.OUTBOUND, sender=None, mail_id="")


def asked(channel=Channel.EMAIL, *addresses, **changes):
    people = tuple(Participant(one) for one in addresses)
    return an_inquiry(channel=channel, participants=people, **changes)


BOTH = asked(Channel.SMS, PHONE, ANA)
FORM = asked(Channel.FORM, ANA, PHONE, texts_allowed=True)


@pytest.mark.parametrize(
    ("inquiry", "shut", "expected"),
    [
        (asked(Channel.EMAIL, ANA, BEN), {}, Route((ANA, BEN), Channel.EMAIL)),
        (asked(Channel.EMAIL, ANA, BEN), {BEN: BOUNCE}, Route((ANA,), Channel.EMAIL)),
        (BOTH, {}, Route((PHONE,), Channel.SMS)),
        (BOTH, {PHONE: STOP}, Route((ANA,), Channel.EMAIL, "they opted out of texts")),
        (FORM, {ANA: BOUNCE}, Route((PHONE,), Channel.SMS, "mail to them bounced")),
        (FORM, {ANA: SPAM}, Route((PHONE,), Channel.SMS, "they called our mail spam")),
        (FORM, {ANA: BOUNCE, PHONE: STOP}, Route(why="mail to them bounced")),
        (asked(Channel.FORM, ANA, PHONE), {ANA: BOUNCE}, Route(why="mail to them bounced")),
        (asked(Channel.SMS, PHONE), {PHONE: STOP}, Route(why="they opted out of texts")),
        (asked(Channel.FORM), {}, Route(why="there is no address to send to")),
    ],
    ids=[
        "everybody on the thread",
        "whoever can be reached",
        "on the channel it came by",
        "opted out: by mail",
        "bounced: by text where it was allowed",
        "called spam: by text",
        "nothing left: the page",
        "no consent: no text",
        "a text alone, stopped",
        "anonymous",
    ],
)
def test_the_way_to_a_family(inquiry, shut, expected):
    assert route(inquiry, shut) == expected


def test_who_waits_to_be_admitted_and_what_is_no_address_is_never_written_to():
    strangers = (Participant(ANA, admitted=False), Participant(mail_address("a b", verified=False)), Participant(BEN))
    assert ways(an_inquiry(participants=strangers)) == ((BEN,),)


def test_what_failed_by_mail_may_go_on_by_text_alone():
    assert other_way(FORM, ANA) == (PHONE,)
    assert other_way(asked(Channel.FORM, ANA, PHONE), ANA) == ()
    assert other_way(asked(Channel.EMAIL, ANA, BEN), ANA) == ()


def test_a_reply_that_reached_nobody_lets_its_deadline_run_again():
    again = unanswered(
        an_inquiry(deadline=None, met=a_deadline(), status=Status.CLOSED, closed_at=NOW), "m-1", NOW, a_district()
    ).inquiry
    assert (again.deadline, again.status, again.closed_at, again.version) == (a_deadline(), Status.OPEN, None, 2)
    assert unanswered(an_inquiry(deadline=None), "m-1", NOW, a_district()) is None


def test_it_quotes_the_familys_last_words_and_cuts_them_between_words():
    long = "word " * 100
    case = Case(an_inquiry(), (a_message(id="a", text="First."), a_message(id="b", text=long)))
    assert len(quoted(case)) <= QUOTED
    assert quoted(case).endswith("word…")
    assert quoted(Case(an_inquiry(), (a_message(visible="New.", text="New.\n> old"),))) == "New."
    assert quoted(Case(an_inquiry())) == ""


@pytest.mark.parametrize(
    "other",
    [
        a_message(id="z", text="secret", mail_id="z@x", automatic=True),
        a_message(id="z", text="secret", mail_id="z@x", sender=BEN),
        a_message(id="z", text="secret", mail_id="z@x", direction=Direction.NOTE),
    ],
    ids=["a machine", "somebody who waits to be admitted", "a note"],
)
def test_it_neither_quotes_nor_answers(other):
    case = Case(an_inquiry(), (a_message(), other))
    assert quoted(case) == "Bus 12 did not come today."
    assert trail(case) == ("first@mail.example.com",)


@pytest.mark.parametrize(
    ("statuses", "said"),
    [
        ([], "sending"),
        ([Delivery.PENDING], "sending"),
        ([Delivery.CLAIMED], "sending"),
        ([Delivery.SENT], "sent"),
        ([Delivery.DELIVERED], "delivered"),
        ([Delivery.BOUNCED], "bounced"),
        ([Delivery.COMPLAINED], "complained"),
        ([Delivery.UNCONFIRMED], "unconfirmed"),
        ([Delivery.SKIPPED], "not sent"),
        ([Delivery.REFUSED], "not sent"),
        ([Delivery.DELIVERED, Delivery.BOUNCED], "delivered (1 of 2)"),
        ([Delivery.BOUNCED, Delivery.SENT], "sent (1 of 2)"),
        ([Delivery.BOUNCED, Delivery.SKIPPED], "bounced"),
    ],
)
def test_delivery_is_derived_from_the_sends(statuses, said):
    rows = [a_send(key=str(n), template="reply", message_id="reply", status=one) for n, one in enumerate(statuses)]
    others = [a_send(template="team_new", message_id="reply"), a_send(template="reply", message_id="other")]
    assert str(delivery_of(OURS, [*rows, *others])) == said


def test_every_status_of_the_ledger_has_its_state():
    for one in Delivery:
        delivery_of(OURS, [a_send(template="reply", message_id="reply", status=one)])


def test_what_goes_by_no_channel_is_on_the_page():
    page = a_message(id="reply", direction=Direction.OUTBOUND, channel=Channel.WEB)
    assert delivery_of(page, []).state is State.ON_THE_PAGE
