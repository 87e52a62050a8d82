"""The reply addresses of notices to staff."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import NOW, REFERENCE, a_signer
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.staff_tokens import BOX, VALID_FOR, Claim, named, read_staff_token, staff_token

CLAIM = Claim(REFERENCE, named("person", "kai"), NOW, "01")
SIGNER = a_signer()


@pytest.mark.parametrize(
    "claim",
    [CLAIM, replace(CLAIM, page=""), replace(CLAIM, page="", note=True), replace(CLAIM, who=named("team", "front"))],
)
def test_a_token_proves_what_it_was_made_of(claim):
    assert read_staff_token(SIGNER, staff_token(SIGNER, claim)) == claim


def test_it_survives_mail_systems_that_fold_case_and_fits_an_address():
    token = staff_token(SIGNER, CLAIM)
    assert read_staff_token(SIGNER, token.upper()) == CLAIM
    assert len(f"{BOX}+{token}") <= 64
    assert token.isalnum()


def test_it_names_nobody_in_words():
    assert "kai" not in staff_token(SIGNER, CLAIM)


def test_a_person_and_a_team_of_one_name_are_two():
    assert named("person", "front") != named("team", "front")


def test_a_key_can_be_changed_while_old_notices_are_still_answered():
    token = staff_token(a_signer(b"old"), CLAIM)
    assert read_staff_token(a_signer(b"new", b"old"), token) == CLAIM
    assert read_staff_token(a_signer(b"new"), token) is None


@pytest.mark.parametrize("at", range(42))
def test_no_character_of_it_can_be_changed(at):
    token = staff_token(SIGNER, CLAIM)
    changed = token[:at] + ("b" if token[at] != "b" else "c") + token[at + 1 :]
    assert read_staff_token(SIGNER, changed) is None


def test_a_familys_token_is_no_staff_token():
    assert read_staff_token(SIGNER, SIGNER.reply_token(REFERENCE)) is None
    assert SIGNER.reference_of_reply(staff_token(SIGNER, CLAIM)) is None


@given(st.text(max_size=60))
def test_reading_never_raises(token):
    assert read_staff_token(SIGNER, token) is None


def test_after_thirty_days_it_has_lost_its_power():
    assert not CLAIM.expired(NOW + VALID_FOR)
    assert CLAIM.expired(NOW + VALID_FOR + timedelta(seconds=1))


def test_the_hundredth_page_has_no_address_of_its_own():
    assert read_staff_token(SIGNER, staff_token(SIGNER, replace(CLAIM, page="100"))) == replace(CLAIM, page="")
