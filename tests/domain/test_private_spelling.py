"""What several people read holds nobody's address, and nobody's number in any of its spellings."""

import pytest
from builders import an_inquiry, mail_address, phone_number

from chalicelib.domain.inquiry import Participant
from chalicelib.domain.people import without_addresses

ANA = Participant(mail_address("ana@example.com"), "Ana")
HER_PHONE = Participant(phone_number("+12025550143"), "Ana")
LUIS = Participant(mail_address("luis@example.net"), "Luis")
ABROAD = Participant(phone_number("+34911234567"), "Luis")


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("Write to Ana@Example.com", "Write to …"),
        ("Call (202) 555-0143.", "Call …."),
        ("Call 202.555.0143 or +1 202 555 0143", "Call … or …"),
        ("12025550143", "…"),
        ("+34911234567", "…"),
        ("Case 92025550143, room 202-555", "Case 92025550143, room 202-555"),
    ],
)
def test_what_two_people_read(said, read):
    assert without_addresses(said, an_inquiry(participants=(ANA, HER_PHONE, LUIS, ABROAD))) == read


def test_who_is_alone_reads_their_own_words():
    assert without_addresses("Call 202-555-0143", an_inquiry(participants=(ANA,))) == "Call 202-555-0143"
