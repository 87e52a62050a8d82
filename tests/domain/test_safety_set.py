from pathlib import Path

from infra.config_build import build
from infra.config_read import read_folder
from infra.safety_check import measured, rows


def test_the_demo_lexicon_hears_the_labelled_messages():
    district = build(read_folder(Path(__file__).parents[2] / "infra" / "district").data, "")
    figures, misses = measured(rows(), district)
    assert figures["recall at any tier"] >= 98, misses
    assert figures["recall of pages"] >= 95, misses
    assert figures["precision at paging"] >= 85, misses
