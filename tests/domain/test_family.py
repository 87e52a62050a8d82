"""What a family may decide on its page, and what follows."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import NOW, a_closed_inquiry, a_contact, a_district, a_stamp, an_inquiry, mail_address, phone_number

from chalicelib.domain.contact import Suppression, SuppressionReason
from chalicelib.domain.errors import Invalid
from chalicelib.domain.events import EventType
from chalicelib.domain.family import (
    COMMENT_LIMIT,
    RATED_FOR,
    Choose,
    Rate,
    Setting,
    Texts,
    channels,
    deciding,
    may_rate,
    may_reopen,
)
from chalicelib.domain.inquiry import Participant, Rating
from chalicelib.domain.recipients import family_address
from chalicelib.domain.replying import route
from chalicelib.domain.threads import CLOSED_FOR
from chalicelib.domain.words import Channel, Priority

ANA, PHONE = Participant(mail_address(), "Ana"), Participant(phone_number(), "Ana")
OPT_OUT = Suppression(phone_number(), SuppressionReason.OPT_OUT, NOW)
BOUNCED = Suppression(phone_number(), SuppressionReason.BOUNCE, NOW)


def by_form(**changes):
    return an_inquiry(**({"channel": Channel.FORM, "participants": (ANA, PHONE)} | changes))


def decided(wish, inquiry, *shut):
    return deciding(wish, Setting(inquiry, shut, a_district(), a_stamp()))


def remembered(inquiry, contact, language="es"):
    """What the contact is known by once that language was chosen."""
    return deciding(Choose(None, language), Setting(inquiry, (), a_district(), a_stamp(), contact))


@pytest.mark.parametrize("people", [(ANA,), (ANA, PHONE)], ids=["one address", "both addresses of one"])
def test_a_chosen_language_is_the_contacts_from_then_on(people):
    contact = a_contact(language="en", addresses=(mail_address(), phone_number()))
    commit = remembered(by_form(participants=people), contact)
    assert commit.contact == replace(contact, language="es", version=contact.version + 1)
    assert commit.events[0].detail["remembered"] is True


@pytest.mark.parametrize(
    ("people", "contact"),
    [
        ((ANA, PHONE), a_contact(language="en")),
        ((ANA, Participant(mail_address("leo@example.net"), "Leo")), a_contact(language="en")),
        ((ANA,), a_contact(language="en", merged_into="other")),
        ((ANA,), a_contact(language="es")),
        ((ANA,), None),
    ],
    ids=["a phone that may be another's", "two people", "merged", "so already", "nobody known"],
)
def test_where_somebody_else_may_hold_the_link_it_stays_with_the_inquiry(people, contact):
    commit = remembered(by_form(participants=people), contact)
    assert (commit.inquiry.language, commit.contact) == ("es", None)
    assert "remembered" not in commit.events[0].detail


def test_somebody_who_waits_to_be_let_in_has_no_link():
    waiting = Participant(mail_address("leo@example.net"), "Leo", admitted=False)
    assert remembered(by_form(participants=(ANA, waiting)), a_contact(language="en")).contact.language == "es"


def test_a_chosen_channel_says_nothing_of_the_language():
    given = Setting(by_form(), (), a_district(), a_stamp(), a_contact(language="es"))
    assert deciding(Choose(Channel.SMS, "en"), given).contact is None


def wrong(wish, inquiry, *shut):
    with pytest.raises(Invalid) as told:
        decided(wish, inquiry, *shut)
    return told.value.fields


# --- how it is answered ---------------------------------------------------------------------------------------------


def test_later_answers_go_where_the_family_chose():
    before = by_form()
    assert family_address(before) == mail_address()
    commit = decided(Choose(Channel.SMS, "es"), before)
    fresh = commit.inquiry
    assert (fresh.language, fresh.wants, fresh.texts_allowed) == ("es", Channel.SMS, True)
    assert family_address(fresh) == phone_number()
    assert route(fresh, {}).addresses == (phone_number(),)
    assert fresh.channel is Channel.FORM  # how it came in stays known
    (event,) = commit.events
    assert (event.type, event.actor) == (EventType.FAMILY_CHOSE, "family")
    assert event.detail == {"channel": Channel.SMS, "language": "es"}


def test_who_texted_us_can_have_mail_instead():
    texted = by_form(channel=Channel.SMS)
    assert family_address(texted) == phone_number()
    fresh = decided(Choose(Channel.EMAIL, "en"), texted).inquiry
    assert family_address(fresh) == mail_address()
    assert route(fresh, {mail_address(): SuppressionReason.BOUNCE}).addresses == (phone_number(),)


def test_choosing_what_is_so_already_changes_nothing():
    assert decided(Choose(None, "en"), by_form()) is None
    assert decided(Choose(Channel.EMAIL, "en"), an_inquiry()) is None


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        (Choose(Channel.EMAIL, "tlh"), "language"),
        (Choose(Channel.WEB, "en"), "channel"),
        (Choose(Channel.PHONE, "en"), "channel"),
    ],
)
def test_what_is_not_offered_cannot_be_chosen(wish, field):
    assert list(wrong(wish, by_form())) == [field]


@pytest.mark.parametrize(
    ("changes", "shut", "offered"),
    [
        ({}, (), [Channel.EMAIL, Channel.SMS]),
        ({"channel": Channel.SMS}, (), [Channel.SMS, Channel.EMAIL]),
        ({}, (OPT_OUT,), [Channel.EMAIL]),
        ({"participants": (ANA,)}, (), [Channel.EMAIL]),
        ({"participants": (replace(ANA, admitted=False), PHONE)}, (), [Channel.SMS]),
        ({"participants": (Participant(replace(phone_number(), value="+447700900123")),)}, (), []),
        ({"participants": ()}, (), []),
    ],
    ids=["both", "texted us", "opted out", "no phone", "a mail address that waits", "a foreign number", "anonymous"],
)
def test_only_open_ways_are_offered_the_one_in_force_first(changes, shut, offered):
    assert sorted(channels(by_form(**changes), shut)) == sorted(offered)
    if changes.get("channel") is Channel.SMS:
        assert channels(by_form(**changes), shut)[0] is Channel.SMS


# --- texts ----------------------------------------------------------------------------------------------------------


def test_stopping_texts_is_what_stop_is():
    commit = decided(Texts(allowed=False), by_form(texts_allowed=True))
    assert commit.suppression == replace(OPT_OUT, since=a_stamp().now)
    assert commit.inquiry.texts_allowed is False
    assert [one.type for one in commit.events] == [EventType.TEXTS_STOPPED]


def test_every_phone_on_it_is_stopped_in_one_transaction():
    other = Participant(replace(phone_number(), value="+12065550188"))
    commit = decided(Texts(allowed=False), by_form(participants=(PHONE, other)))
    stopped = [commit.suppression, *(one.suppression for one in commit.also)]
    assert [one.address for one in stopped] == [PHONE.address, other.address]


def test_stopping_twice_is_stopping_once():
    assert decided(Texts(allowed=False), by_form(), OPT_OUT) is None


def test_allowing_texts_takes_the_opt_out_away_and_no_other_reason():
    commit = decided(Texts(allowed=True), by_form(), OPT_OUT)
    assert (commit.release, commit.inquiry.texts_allowed) == (phone_number(), True)
    assert decided(Texts(allowed=True), by_form(), BOUNCED).release is None
    assert decided(Texts(allowed=True), by_form(texts_allowed=True)) is None


def test_nobody_allows_texts_to_a_phone_that_may_be_another_persons():
    other = Participant(replace(phone_number(), value="+12065550188"))
    assert wrong(Texts(allowed=True), by_form(participants=(PHONE, other)), OPT_OUT) == {"texts": "several_phones"}
    assert wrong(Texts(allowed=True), by_form(participants=(ANA,))) == {"texts": "no_phone"}


# --- rating ---------------------------------------------------------------------------------------------------------


def test_a_rating_is_kept_and_may_be_changed():
    first = decided(Rate(4), a_closed_inquiry()).inquiry
    assert first.rating == Rating(4, a_stamp().now)
    commit = decided(Rate(9, "They called me."), first)
    assert commit.inquiry.rating == Rating(9, a_stamp().now, "They called me.")
    (event,) = commit.events
    assert event.detail == {"score": 9, "comment": True, "before": 4}
    assert decided(Rate(9, "They called me."), commit.inquiry) is None


def test_what_a_family_says_of_us_does_not_travel_with_the_event():
    (event,) = decided(Rate(9, "Mrs. Moreau called me."), a_closed_inquiry()).events
    assert "Moreau" not in str(event)


@pytest.mark.parametrize(
    "inquiry",
    [
        an_inquiry(),
        a_closed_inquiry(dangers=("self-harm",)),
        a_closed_inquiry(priority=Priority.CRITICAL),
        a_closed_inquiry(held="spam"),
        a_closed_inquiry(closed_at=NOW - RATED_FOR - timedelta(seconds=1)),
    ],
    ids=["open", "a danger", "critical", "held", "long ago"],
)
def test_nobody_is_asked_how_it_was_where_that_would_be_wrong(inquiry):
    assert not may_rate(inquiry, NOW)
    assert wrong(Rate(10), inquiry) == {"score": "not_to_rate"}


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (Rate(0), {"score": "score_missing"}),
        (Rate(11), {"score": "score_missing"}),
        (Rate(5, "x" * (COMMENT_LIMIT + 1)), {"comment": "too_long"}),
        (Rate(5, "I want to kill myself"), {"comment": "danger"}),
    ],
)
def test_what_is_no_rating(wish, said):
    assert wrong(wish, a_closed_inquiry()) == said


def test_it_opens_again_within_two_weeks():
    assert may_reopen(a_closed_inquiry(closed_at=NOW - CLOSED_FOR), NOW)
    assert not may_reopen(a_closed_inquiry(closed_at=NOW - CLOSED_FOR - timedelta(seconds=1)), NOW)
    assert not may_reopen(an_inquiry(), NOW)
