"""Passphrases: made of plain words, stored as a slow hash, found again however they are typed."""

from itertools import combinations
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.passphrase import COUNT, LONGEST, is_passphrase, opens, passphrase, sealed
from chalicelib.domain.passphrase_words import WORDS

SEAL = sealed("river lamp goat honey atlas", b"a salt used once")


def _one_letter_apart(left: str, right: str) -> bool:
    return len(left) == len(right) and sum(a != b for a, b in zip(left, right, strict=True)) == 1


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_a_word_is_worth_eight_bits_can_be_typed_and_is_not_mistaken_for_another(words: tuple[str, ...]):
    assert len(set(words)) == 256
    assert all(word.isascii() and word.islower() and word.isalpha() for word in words)
    assert not [pair for pair in combinations(words, 2) if _one_letter_apart(*pair)]
    assert COUNT * max(map(len, words)) + COUNT - 1 <= LONGEST


def test_the_same_seed_gives_the_same_words_in_each_language():
    english, spanish = (passphrase(b"a secret", language) for language in ("en", "es"))
    assert english == passphrase(b"a secret", "en")
    assert english != passphrase(b"another", "en")
    assert set(english.split()) <= set(WORDS["en"])
    assert set(spanish.split()) <= set(WORDS["es"])
    assert passphrase(b"a secret", "vi") == english


@pytest.mark.parametrize(
    "typed",
    [
        "river lamp goat honey atlas",
        "  River LAMP goat, honey; atlas. ",
        "river-lamp-goat-honey-atlas",
        "rivér lamp goat honey\u00a0atlas",
        normalize("NFD", "rivér lamp goat honey atlas"),
    ],
    ids=["as given", "in capitals", "with dashes", "with an accent", "decomposed"],
)
def test_its_words_open_it_however_they_are_typed(typed: str):
    assert opens(typed, SEAL)


@pytest.mark.parametrize(
    "typed", ["", "river lamp goat honey", "lamp river goat honey atlas", "riverlampgoathoneyatlas", "x" * 100_000]
)
def test_other_words_do_not(typed: str):
    assert not opens(typed, SEAL)


def test_nothing_opens_what_has_no_seal():
    assert not opens("", "")
    assert not opens("river lamp goat honey atlas", "")


def test_two_salts_give_two_seals_and_neither_holds_the_words():
    other = sealed("river lamp goat honey atlas", b"another salt")
    assert other != SEAL
    assert opens("river lamp goat honey atlas", other)
    assert not [word for word in ("river", "lamp", "goat", "honey", "atlas") if word in SEAL + other]


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=200))
def test_whatever_is_typed_is_answered(typed: str):
    assert opens(typed, SEAL) is False


def test_what_is_made_of_other_words_is_told_apart():
    assert is_passphrase(passphrase(b"a secret", "es"))
    assert not is_passphrase("<b> lamp goat honey atlas")
    assert not is_passphrase("river lamp goat honey")
    assert not is_passphrase("")
