"""A person's own words: nothing quoted, no signature, no private address or number."""

import pytest
from builders import a_district

from chalicelib.domain.own_words import own_words

INES = a_district().person("ines")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("It comes at eight.", "It comes at eight."),
        ("It comes at eight.\n\nBest,\nInes", "It comes at eight.\n\nBest,\nInes"),
        ("At eight.\n\nInes Moreau\nRoute planner\nCell 202-555-0199", "At eight."),
        ("At eight.\n\n– INES MOREAU –\nBus yard", "At eight."),
        ("> When does it come?\nAt eight.\n>> really?", "At eight."),
        ("> When does it come?", ""),
        ("", ""),
        ("Write to ines@schools.example.org please", "Write to … please"),
        ("Write to INES@Schools.example.org.", "Write to …."),
        ("Not mines@schools.example.org", "Not mines@schools.example.org"),
        ("Call +12025550101", "Call …"),
        ("Call (202) 555-0101 or 202.555.0101", "Call … or …"),
        ("Call the desk: 202 555 0142", "Call the desk: 202 555 0142"),
    ],
)
def test_what_is_left_of(text, left):
    assert own_words(text, INES) == left


def test_a_mail_that_is_nothing_but_a_name_keeps_it():
    assert own_words("Ines Moreau", INES) == "Ines Moreau"


def test_a_name_high_up_in_a_long_answer_is_no_signature():
    long = "\n".join(["Dear parent,", "please ask for", "Ines Moreau", *[f"line {number}" for number in range(20)]])
    assert own_words(long, INES) == long
