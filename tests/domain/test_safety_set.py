from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from steps import steps_of

from chalicelib.domain.safety import loudest
from chalicelib.domain.words import Tier
from infra.config_build import build
from infra.config_read import read_folder
from infra.safety_check import SETS, measured, rows

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
    figures, misses = measured(rows(name), DISTRICT.safety)
    assert figures["recall at any tier"] >= 98, misses
    assert figures["recall of pages"] >= 95, misses
    assert figures["precision at paging"] >= 85, misses


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
