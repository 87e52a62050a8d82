import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.reference import ALPHABET, parse_reference, reference_from, references_in

references = st.binary(min_size=8, max_size=8).map(reference_from)


@given(references)
def test_a_reference_reads_back_as_itself(reference):
    assert parse_reference(reference) == reference


@given(references, st.sampled_from(["", " ", "-", "\u2010", "\u2011", "\u2013"]), st.booleans())
def test_case_blanks_hyphens_and_look_alikes_are_forgiven(reference, between, lower):
    typed = reference.replace("-", between).replace("0", "O").replace("1", "l")
    assert parse_reference(f"  {typed.lower() if lower else typed}\n") == reference


@given(references, st.integers(0, 7), st.sampled_from(ALPHABET))
def test_every_single_wrong_character_is_caught(reference, place, wrong):
    typed = list(reference.replace("-", ""))
    if typed[place] == wrong:
        return
    typed[place] = wrong
    assert parse_reference("".join(typed)) is None


@given(references, st.integers(0, 6))
def test_every_swap_of_neighbours_is_caught(reference, place):
    typed = list(reference.replace("-", ""))
    if typed[place] == typed[place + 1]:
        return
    typed[place], typed[place + 1] = typed[place + 1], typed[place]
    assert parse_reference("".join(typed)) is None


@given(st.text())
def test_reading_never_raises_and_answers_canonically(text):
    found = parse_reference(text)
    assert found is None or parse_reference(found) == found
    assert all(parse_reference(one) == one for one in references_in(text))


@pytest.mark.parametrize(
    "no_reference", ["", "K7Q2", "K7Q2-9FHU", "K7Q2-9FHZ", "K7Q2-9FHQQ", "K7Q2 9FHQ please", "💐" * 8]
)
def test_what_is_no_reference_is_none(no_reference):
    assert parse_reference(no_reference) is None


@pytest.mark.parametrize(
    "text",
    [
        "K7Q2-9FHQ",
        "Re: [K7Q2-9FHQ] Bus 12",
        "about k7q29fhq, please",
        "your message K7Q2 9FHQ",
        "case K7Q2-9FHQ",
        "from K7Q2 9FHQ",
        "Does this case K7Q2\u20139FHQ still stand?",
    ],
)
def test_a_reference_is_found_wherever_it_stands(text):
    assert "K7Q2-9FHQ" in references_in(text)


def test_references_in_a_text_come_in_order_and_once_each():
    assert references_in("5M0W-GD42, K7Q2-9FHQ and 5m0wgd42 again") == ("5M0W-GD42", "K7Q2-9FHQ")


@pytest.mark.parametrize("text", ["xK7Q2-9FHQ", "K7Q2-9FHQx", "K7Q2--9FHQ", "K7Q2\n9FHQ"])
def test_a_longer_word_holds_no_reference(text):
    assert references_in(text) == ()


def test_references_from_different_bytes_differ():
    assert len({reference_from(number.to_bytes(8, "big")) for number in range(2_000)}) == 2_000
