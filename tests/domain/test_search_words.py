"""Words that something is found by."""

import pytest
from builders import mail_address, phone_number
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.search_words import LONGEST, words_in, words_of_address


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Bus 12 is late, the BUS!", ("bus", "12", "late")),
        ("Peña, PENA and Müller", ("pena", "muller")),
        ("O'Brien and O’Brien don't", ("obrien", "dont")),
        ("¿Cuándo sale el autobús?", ("sale", "autobus")),
        ("part-time well-being", ("part", "time", "well", "being")),
        ("a b 7", ("7",)),
        ("我的孩子", ("我的", "的孩", "孩子")),
        ("see k7q2 9fhq and K7Q2-9FHQ", ("k7q29fhq", "see", "k7q2", "9fhq")),
        ("K7Q2-9FHH has a wrong check", ("k7q2", "9fhh", "wrong", "check")),
        ("", ()),
        ("the of and", ()),
    ],
)
def test_words_are_folded_and_the_commonest_left_out(text, words):
    assert words_in(text) == words


@pytest.mark.parametrize(
    "written", ["+1 (202) 555-0143", "202-555-0143", "202.555.0143", "2025550143", "12025550143", "(202) 555-0143"]
)
def test_a_number_is_one_word_however_it_is_written(written):
    assert words_in(f"call {written} now") == ("2025550143", "5550143", "0143", "call", "now")
    assert tuple(words_of_address(phone_number())) == ("2025550143", "5550143", "0143")


def test_a_date_is_no_number():
    assert words_in("on 2026-03-04 at 10:30") == ("2026", "03", "04", "10", "30")


def test_a_number_from_abroad_is_found_without_its_country():
    assert tuple(words_of_address(phone_number("+525512345678")))[:2] == ("525512345678", "5512345678")


def test_a_mail_address_is_found_whole_and_by_the_words_before_its_domain():
    expected = ("ana.diaz+bus@example.com", "ana", "diaz", "bus")
    assert tuple(words_of_address(mail_address("ana.diaz+bus@example.com"))) == expected
    assert words_in("write to ANA.diaz+bus@example.com please") == (*expected, "write")


@given(st.text())
def test_any_text_gives_short_words_once_each_and_the_same_words_again(text):
    words = words_in(text)
    assert len(set(words)) == len(words)
    assert all(0 < len(word) <= LONGEST and " " not in word for word in words)
    assert set(words_in(text.upper())) >= {
        word for word in words if word.isascii() and word.upper().lower() == word and text.isascii()
    }
