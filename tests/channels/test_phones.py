import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.channels.phones import normal_phone
from chalicelib.domain.contact import Address, AddressKind


@pytest.mark.parametrize(
    "typed",
    ["206-555-0123", "(206) 555 0123", "+1 206 555 0123", "1.206.555.0123", " 2065550123 ", "tel:+1-206-555-0123"],
)
def test_a_number_has_one_form_however_it_is_typed(typed: str):
    assert normal_phone(typed) == Address(AddressKind.PHONE, "+12065550123")


def test_a_number_from_abroad_keeps_its_country():
    assert normal_phone("+44 20 7946 0018").value == "+442079460018"


def test_another_region_reads_its_own_numbers():
    assert normal_phone("020 7946 0018", region="GB").value == "+442079460018"


@pytest.mark.parametrize("typed", ["555-0123", "911", "call my mother", "", "+", "206-555-0123 x45", "1" * 40])
def test_what_is_no_whole_number_is_kept_as_typed_and_unverified(typed: str):
    assert normal_phone(typed) == Address(AddressKind.PHONE, typed, verified=False)


@given(st.text(max_size=200))
def test_reading_a_number_never_raises(typed: str):
    found = normal_phone(typed)
    assert not found.verified or normal_phone(found.value) == found
