import pytest
from builders import AWAY, NOW, STAFF, a_district, an_inquiry, mail_address, phone_number, staff_with

from chalicelib.domain.inquiry import Participant
from chalicelib.domain.recipients import (
    channel_to,
    family_address,
    family_addresses,
    staff_addresses,
    team_addresses,
)
from chalicelib.domain.words import Channel, Reach

MAIL, PHONE = mail_address(), phone_number()


def heard(channel, *addresses, texts_allowed=False):
    participants = tuple(Participant(one) for one in addresses)
    return an_inquiry(channel=channel, participants=participants, texts_allowed=texts_allowed)


@pytest.mark.parametrize(
    ("inquiry", "address"),
    [
        (heard(Channel.EMAIL, MAIL), MAIL),
        (heard(Channel.EMAIL, PHONE, MAIL), MAIL),
        (heard(Channel.SMS, PHONE), PHONE),
        (heard(Channel.SMS, MAIL, PHONE), PHONE),
        (heard(Channel.SMS, MAIL), MAIL),
        (heard(Channel.FORM, MAIL, PHONE, texts_allowed=True), MAIL),
        (heard(Channel.FORM, PHONE, texts_allowed=True), PHONE),
        (heard(Channel.FORM, PHONE), None),
        (heard(Channel.PHONE, PHONE), None),
        (heard(Channel.EMAIL, PHONE), None),
        (heard(Channel.WEB, MAIL), MAIL),
        (heard(Channel.FORM), None),
        (heard(Channel.EMAIL, mail_address("not an address", verified=False)), None),
    ],
)
def test_the_family_hears_on_the_channel_it_chose_and_by_text_only_with_leave(inquiry, address):
    assert family_address(inquiry) == address
    assert channel_to(address) is {MAIL: Channel.EMAIL, PHONE: Channel.SMS, None: Channel.WEB}[address]


def test_who_waits_to_be_admitted_is_sent_nothing():
    waiting = an_inquiry(participants=(Participant(MAIL, admitted=False),))
    assert family_address(waiting) is None
    assert family_addresses(waiting) == ()


def test_a_reply_goes_to_everyone_admitted_on_the_same_kind_of_channel():
    other = mail_address("grandma@example.net")
    inquiry = an_inquiry(
        participants=(
            Participant(MAIL),
            Participant(other),
            Participant(PHONE),
            Participant(mail_address("pending@example.net"), admitted=False),
            Participant(mail_address("broken", verified=False)),
            Participant(MAIL),
        )
    )
    assert family_addresses(inquiry) == (MAIL, other)


def values(found):
    return [(staff, address.value) for staff, address in found]


def test_the_team_hears_by_its_mailbox_else_each_member():
    district = a_district()
    assert values(team_addresses(an_inquiry(team="front"), district, at=NOW)) == [("", "front@schools.example.org")]
    members = values(team_addresses(an_inquiry(team="transport"), district, at=NOW))
    assert members == [("ines", "ines@schools.example.org"), ("omar", "omar@schools.example.org")]


def test_the_assignee_hears_alone_and_an_absent_ones_substitute_instead():
    assert values(team_addresses(an_inquiry(assignee="kai"), a_district(), at=NOW)) == [
        ("kai", "kai@schools.example.org")
    ]
    away = a_district(staff=staff_with("kai", absences=AWAY, substitute="mia"))
    assert values(team_addresses(an_inquiry(assignee="kai"), away, at=NOW)) == [("mia", "mia@schools.example.org")]


def test_an_assignee_nobody_can_reach_leaves_it_to_the_team():
    gone = a_district(staff=staff_with("kai", absences=AWAY))
    assert values(team_addresses(an_inquiry(team="front", assignee="kai"), gone, at=NOW)) == [
        ("", "front@schools.example.org")
    ]


def test_members_without_mail_or_gone_from_the_district_are_left_out():
    district = a_district(staff=staff_with("ines", mail=""))
    assert [staff for staff, _ in team_addresses(an_inquiry(), district, at=NOW)] == ["omar"]


def test_a_person_hears_by_mail_and_in_urgent_matters_on_both():
    ines = STAFF[0]
    assert [one.value for one in staff_addresses(ines)] == [ines.mail]
    assert [one.value for one in staff_addresses(ines, by=Reach.BOTH)] == [ines.mail, ines.phone]


def test_a_person_without_mail_hears_by_phone():
    (phoned,) = staff_addresses(staff_with("ines", mail="")[0])
    assert phoned.value == STAFF[0].phone
