import re

import pytest
from builders import OTHER_REFERENCE, REFERENCE, a_signer
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.tokens import Purpose, Signer, reference_in_token

purposes = st.sampled_from(Purpose)
words = st.lists(st.text(max_size=20), max_size=3)


@given(purposes, words)
def test_what_was_signed_is_proved(purpose, said):
    signer = a_signer()
    assert signer.proves(signer.sign(purpose, *said), purpose, *said)


@given(purposes, purposes, words)
def test_a_token_of_one_purpose_proves_no_other(signed_for, shown_for, said):
    signer = a_signer()
    assert signer.proves(signer.sign(signed_for, *said), shown_for, *said) is (signed_for is shown_for)


@given(st.text(max_size=20))
def test_no_invented_signature_proves_anything_and_none_raises(invented):
    signer = a_signer()
    assert not signer.proves(invented, Purpose.LINK, REFERENCE, "1")
    assert signer.reference_of_reply(invented) is None


@pytest.mark.parametrize("purpose", Purpose)
def test_another_districts_key_proves_nothing(purpose):
    assert not a_signer(b"mine").proves(a_signer(b"theirs").sign(purpose, REFERENCE), purpose, REFERENCE)


def test_a_rotated_key_is_still_accepted_and_no_longer_signs():
    before, after = a_signer(b"old"), a_signer(b"new", b"old")
    assert after.reference_of_reply(before.reply_token(REFERENCE)) == REFERENCE
    assert after.reply_token(REFERENCE) == a_signer(b"new").reply_token(REFERENCE)


def test_a_key_rotated_twice_is_forgotten():
    assert a_signer(b"newest", b"new").reference_of_reply(a_signer(b"old").reply_token(REFERENCE)) is None


PROOFS = [
    pytest.param(lambda old, now: now.reference_of_reply(old.reply_token(REFERENCE)) == REFERENCE, id="reply-address"),
    pytest.param(lambda old, now: now.opens(old.link(REFERENCE, 1), REFERENCE, 1), id="private-link"),
    pytest.param(
        lambda old, now: now.proves(old.sign(Purpose.LOOP, REFERENCE), Purpose.LOOP, REFERENCE), id="loop-header"
    ),
    pytest.param(
        lambda old, now: now.proves(old.sign(Purpose.PAGE, REFERENCE, "01"), Purpose.PAGE, REFERENCE, "01"),
        id="page-link",
    ),
]


@pytest.mark.parametrize("proved", PROOFS)
def test_what_the_previous_key_signed_is_still_good_and_what_an_older_one_signed_is_not(proved):
    old, once, twice = a_signer(b"old"), a_signer(b"new", b"old"), a_signer(b"newest", b"new")
    assert proved(old, old)
    assert proved(old, once)
    assert not proved(old, twice)


def test_a_link_opens_its_own_inquiry_and_generation_only():
    signer = a_signer()
    link = signer.link(REFERENCE, 1)
    assert signer.opens(link, REFERENCE, 1)
    assert not signer.opens(link, REFERENCE, 2), "a new generation revokes it"
    assert not signer.opens(link, OTHER_REFERENCE, 1)


def test_a_link_is_no_reply_address_and_a_reply_address_no_link():
    signer = a_signer()
    assert signer.reference_of_reply(signer.link(REFERENCE, 1)) is None
    assert not signer.opens(signer.reply_token(REFERENCE), REFERENCE, 1)


def test_mail_systems_that_fold_case_do_no_harm():
    signer = a_signer()
    assert signer.reference_of_reply(signer.reply_token(REFERENCE).upper()) == REFERENCE


def test_a_token_claims_the_reference_it_starts_with():
    assert reference_in_token(a_signer().link(REFERENCE, 3)) == REFERENCE


@pytest.mark.parametrize("token", ["", "k7q29fhq", "k7q29fhq" + "é" * 16, "k7q29fhx" + "a" * 16, "a" * 400])
def test_what_is_no_token_claims_nothing(token):
    assert reference_in_token(token) is None


def test_words_cannot_be_shifted_between_fields():
    signer = Signer((b"k",))
    assert signer.sign(Purpose.PAGE, "ab", "c") != signer.sign(Purpose.PAGE, "a", "bc")


def test_a_code_is_known_however_it_is_written_and_to_its_own_inquiry_and_generation_only():
    signer = a_signer()
    code = signer.code(REFERENCE, 1)
    assert re.fullmatch("[0-9A-HJKMNP-TV-Y]{3}(-[0-9A-HJKMNP-TV-Y]{3}){2}", code)
    for written in (code, code.lower(), code.replace("-", ""), code.replace("0", "o").replace("1", "l")):
        assert signer.knows(written, REFERENCE, 1)
    assert not signer.knows(code, REFERENCE, 2)
    assert not signer.knows(code, OTHER_REFERENCE, 1)
    assert not signer.knows("", REFERENCE, 1)


def test_a_code_of_a_rotated_key_is_still_known():
    old = Signer((b"old" * 12,))
    assert Signer((b"new" * 12, b"old" * 12)).knows(old.code(REFERENCE, 1), REFERENCE, 1)
    assert not Signer((b"new" * 12,)).knows(old.code(REFERENCE, 1), REFERENCE, 1)


@given(st.text(max_size=40))
def test_no_guess_is_a_code_and_none_raises(guess):
    assert not a_signer().knows(guess, REFERENCE, 1)
