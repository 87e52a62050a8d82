from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from steps import steps_of

from chalicelib.domain.safety import loudest
from chalicelib.domain.words import Tier
from infra.config_build import build
from infra.config_read import read_folder
from infra.safety_check import SETS, figures, held_out, measured, rows
from infra.safety_learn import HARD, labelled

DISTRICT = build(read_folder(Path(__file__).parents[2] / "infra" / "district").data, "")
HARMLESS = [
    "my flu shot form",
    "dead battery again",
    "bomb cyclone on monday",
    "we shoot the video",
    "the play was killer",
]
DANGERS = ["he will stab her", "i want to die", "she swallowed a bottle of pills", "my stepdad hits me"]


@pytest.mark.parametrize("name", sorted(path.name for path in SETS.glob("*.jsonl")))
def test_the_labelled_messages_that_lexicon_and_weights_were_made_with_are_heard(name):
    found, misses = measured(rows(name), DISTRICT.safety)
    assert found["recall at any tier"] >= 98, misses
    assert found["recall of pages"] >= 99, misses
    assert found["precision at paging"] >= 85, misses


@given(st.lists(st.sampled_from(HARMLESS)), st.sampled_from(DANGERS), st.lists(st.sampled_from(HARMLESS)))
def test_a_danger_pages_whatever_harmless_words_stand_before_and_behind(before, danger, behind):
    assert loudest(DISTRICT.safety.scan(". ".join([*before, danger, *behind]))) is Tier.PAGE


@pytest.mark.parametrize(
    "words",
    ["my dad is going to kill ", "he has a gun and ", "i want to ", "the bus was late ", "mi papa me ", "没有 "],
)
def test_work_on_the_demo_lexicon_grows_with_the_length_of_the_text_and_no_faster(words):
    once, fourfold = (steps_of(lambda many=many: DISTRICT.safety.scan(words * many)) for many in (200, 800))
    assert fourfold < 4.2 * once


def test_two_kilobytes_of_ordinary_messages_take_few_calls_once_their_words_are_met():
    ordinary = [row["text"] for row in labelled() if row["id"].startswith("plain1-")]
    text = "\n".join(ordinary[:80])[:2_048]
    DISTRICT.safety.scan(text)
    assert steps_of(lambda: DISTRICT.safety.scan(text)) < 3_000


@pytest.mark.slow
def test_messages_the_weights_were_not_learnt_from_are_heard_as_well_as_is_said():
    """A fifth of them; `make safety` holds out each in turn."""
    found = figures([one for one in held_out(DISTRICT, times=1) if not one[0]["id"].startswith(HARD)])
    assert found["recall at any tier"] >= 95, found
    assert found["recall of pages"] >= 86, found
    assert found["precision at paging"] >= 79, found
    assert found["ordinary messages heard as a danger"] <= 30, found


@pytest.mark.parametrize(
    "noise", ["\xfe\xff" * 50, "\x00\xff\xfe\x80 garbled by a gateway \x00\xfe" * 30, "\ufffd\ufffd i \ufffd " * 9]
)
def test_what_nobody_can_have_written_is_not_weighed(noise):
    assert DISTRICT.safety.scan(noise) == ()


def test_a_danger_among_a_few_broken_letters_is_weighed():
    said = "my stepdad c\ufffdme into my room again last night and i pretended to be asleep, please dont tell my mom"
    assert DISTRICT.safety.scan(said) != ()
    assert DISTRICT.safety.scan(said + " \ufffd" * 40) == ()


@pytest.mark.parametrize(
    "subject",
    [
        "Marked absent",
        "fotos del sal\xf3n de mi hija",
        "Sick today",
        "And today.",
        "There is glass on the floor.",
        "Send it to me.",
        "She can't find her jacket",
        "Somebody broke the door of the gym building.",
    ],
)
def test_everyday_subjects_are_no_danger(subject):
    assert DISTRICT.safety.scan(subject) == ()
