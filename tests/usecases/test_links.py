"""Links again: to an address that is on the inquiry, and to no other."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import NOW, REFERENCE, a_consequence, a_contact, an_event, an_inquiry, mail_address, phone_number
from fakes import Office

from chalicelib.domain.consequences import Action, consequences
from chalicelib.domain.errors import NotSent
from chalicelib.domain.events import EventType
from chalicelib.domain.inquiry import Participant
from chalicelib.domain.reference import reference_from
from chalicelib.domain.words import Channel
from chalicelib.usecases.links import NEWEST, ask_links, send_links

OTHERS = tuple(reference_from((seed * 1_000_003**2).to_bytes(8, "big")) for seed in range(1, 6))


@pytest.fixture
def office():
    fresh = Office()
    fresh.store.keep(an_inquiry(), a_contact(recent=(REFERENCE,)))
    return fresh


def sent(office, address=None):
    key = (address or mail_address()).key
    event = an_event(EventType.LINK_ASKED, reference="", detail={"address": key})
    return send_links(a_consequence(Action.SEND_LINKS, event=event), desk=office.desk)


def test_what_asks_is_stored_and_its_consequence_sends(office):
    ask_links(mail_address(), store=office.store, randomness=office.randomness)
    (event,) = office.store.commits[-1].events
    assert [one.action for one in consequences(event)] == [Action.SEND_LINKS]
    assert send_links(consequences(event)[0], desk=office.desk) == 1
    assert office.mailer.to == ["ana@example.com"]


def test_nobody_is_written_to_at_an_address_nobody_gave(office):
    assert sent(office, mail_address("nobody@example.net")) == 0
    assert office.mailer.sent == []


def test_a_doubled_delivery_sends_once(office):
    assert [sent(office), sent(office)] == [1, 1]
    assert len(office.mailer.sent) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"participants": (Participant(mail_address(), admitted=False),)},
        {"participants": (Participant(mail_address("other@example.com")),)},
        {"held": "spam"},
    ],
    ids=["not admitted", "somebody else's", "held"],
)
def test_what_is_not_theirs_is_not_sent(office, changes):
    office.store.keep(an_inquiry(**changes))
    assert sent(office) == 0


@pytest.mark.parametrize(
    ("number", "changes", "told"),
    [
        ("+12025550143", {"texts_allowed": True}, 1),
        ("+12025550143", {}, 0),
        ("+12025550143", {"channel": Channel.SMS}, 1),
        ("+447700900123", {"texts_allowed": True}, 0),
    ],
    ids=["allowed", "not asked", "they texted us", "a foreign number typed into a form"],
)
def test_a_phone_is_texted_only_where_it_may_be(office, number, changes, told):
    phone = replace(phone_number(), value=number)
    office.store.keep(
        an_inquiry(**({"channel": Channel.FORM, "participants": (Participant(phone),)} | changes)),
        a_contact(id=phone.key, addresses=(phone,), recent=(REFERENCE,)),
    )
    assert sent(office, phone) == told


def test_the_three_newest_are_sent_and_merged_ones_as_what_they_live_on_in(office):
    for at, reference in enumerate(OTHERS):
        office.store.keep(an_inquiry(reference=reference, updated_at=NOW + timedelta(minutes=at)))
    office.store.keep(an_inquiry(merged_into=OTHERS[4]), a_contact(recent=(REFERENCE, *OTHERS)))
    assert sent(office) == NEWEST
    assert [mail.subject.split()[1] for mail in office.mailer.sent] == [OTHERS[4], OTHERS[3], OTHERS[2]]


def test_one_that_fails_does_not_keep_another(office):
    office.store.keep(an_inquiry(reference=OTHERS[0]), a_contact(recent=(REFERENCE, OTHERS[0])))
    office.mailer.fails = [NotSent("busy")]
    with pytest.raises(NotSent):
        sent(office)
    assert len(office.mailer.sent) == 1
    assert sent(office) == 2
    assert len(office.mailer.sent) == 2
