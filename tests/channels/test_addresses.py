import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.channels.addresses import normal_mail
from chalicelib.domain.contact import Address, AddressKind


@pytest.mark.parametrize(
    "typed", ["ana@example.org", "Ana@Example.ORG", " <ana@example.org> ", "mailto:ana@example.org"]
)
def test_an_address_has_one_form_however_it_is_typed(typed: str):
    assert normal_mail(typed) == Address(AddressKind.EMAIL, "ana@example.org")


def test_plus_signs_and_letters_of_other_scripts_stay():
    assert normal_mail("josé+bus@example.org").value == "josé+bus@example.org"


@pytest.mark.parametrize(
    "typed", ["ana", "ana@", "ana@localhost", "a b@example.org", "", "ana@example.org\nBcc: x@example.org"]
)
def test_what_is_no_address_is_kept_as_typed_and_unverified(typed: str):
    assert normal_mail(typed) == Address(AddressKind.EMAIL, typed, verified=False)


@given(st.text(max_size=200) | st.emails())
def test_reading_an_address_never_raises(typed: str):
    found = normal_mail(typed)
    assert normal_mail(found.value) == found or not found.verified
