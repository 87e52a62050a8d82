"""Counting what a text costs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.channels.outbound.segments import _EXTENSION, _GSM, is_gsm, segments, shortened


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("a" * 152 + "€" + "a" * 152, 3),
        ("a" * 151 + "€" + "a" * 153, 2),
        ("ж" * 70, 1),
        ("ж" * 71, 2),
        ("ж" * 134, 2),
        ("ж" * 135, 3),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
        ("ж" * 66 + "😀" + "ж" * 66, 3),
        ("ñ¿¡éàÑ" * 26, 1),
        ("á" * 71, 2),
        ("\n" * 160, 1),
        ("`" * 70, 1),
        ("`" * 71, 2),
    ],
)
def test_segments_are_counted_as_the_networks_count(text, count):
    assert segments(text) == count


def test_the_whole_default_alphabet_takes_one_septet_a_character():
    assert len(_GSM) == 127, "128 positions less the escape"
    assert len(_EXTENSION) == 10
    assert not _GSM & _EXTENSION


@given(st.text(max_size=400))
def test_no_segment_is_saved_by_adding_words(text):
    assert segments(text) <= segments(text + "a") <= segments(text) + 1


def test_typographic_marks_become_plain_where_that_saves_a_segment():
    assert shortened("“It’s late” – wait…", 3) == '"It\'s late" - wait...'
    assert shortened("“Está” – wait…", 3) == "“Está” – wait…"


def test_accents_stay_while_the_text_fits():
    assert shortened("á" * 201, 3) == "á" * 201
    assert shortened("á" * 202, 3) == "a" * 202
    assert shortened("Ñandú, año, inglés " * 20, 3) == "Ñandu, año, inglés " * 20


def test_another_script_is_never_harmed():
    assert shortened("ж" * 500, 3) == "ж" * 500


@given(st.text(max_size=300))
def test_shortening_never_costs_more(text):
    short = shortened(text, 3)
    assert segments(short) <= max(segments(text), 3)
    assert is_gsm(short) or short == text
