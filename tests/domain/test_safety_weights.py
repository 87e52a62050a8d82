"""The second ear: weights learnt from labelled messages."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from steps import steps_of

from chalicelib.domain.safety_concepts import Concepts
from chalicelib.domain.safety_features import PLACES, Features
from chalicelib.domain.safety_judged import AS_ADDED, judged, parts
from chalicelib.domain.safety_kept import Kept
from chalicelib.domain.safety_weights import LEAST, WINDOW, Weights, apart, both, shipped, windows, written
from chalicelib.domain.safety_words import folded, sentences
from chalicelib.domain.words import Tier
from infra.safety_concepts import concepts
from infra.safety_curve import curve
from infra.safety_learn import SHIPPED, fingerprint, folds, labelled, learnt

KNOWN = {"weapon": ["gun", "box cutter", "toog*", "is dil*"], "child": ["son", "daughter"], "carry": ["brought", "has"]}
ROWS = [
    {"text": text, "tier": tier, "category": category, "language": language}
    for text, tier, category, language in [
        ("my son brought a gun", "page", "weapons", "en"),
        ("the boy brought a gun", "page", "weapons", "en"),
        ("they call my son names", "urgent", "bullying", "en"),
        ("they call her names", "urgent", "bullying", "en"),
        ("my son brought a cake", "none", "ordinary", "en"),
        ("the bus is late", "none", "ordinary", "en"),
        ("a cake for the bus", "none", "ordinary", "en"),
    ]
    * 3
]
ORDINARY = (
    "The bus was late again this morning. When does the office open? My son has a dentist appointment on Tuesday. "
)


@pytest.fixture(scope="module")
def toy():
    return Weights(learnt(ROWS, KNOWN))


def weighed(weights, text):
    return weights.weigh(sentences(text))


def test_words_of_one_concept_become_one_token_the_longest_first():
    known = Concepts({"blade": ["box cutter"], "tool": ["box", "box cutter set"]})
    assert known.tokens(["a", "box", "cutter", "set", "and", "box", "cutter"]) == [
        "a",
        "box cutter set",
        "and",
        "box cutter",
    ]
    assert known.of("box cutter") == ("blade",)


def test_a_stem_stands_for_every_word_it_begins_at_the_end_of_a_row_too():
    known = Concepts(KNOWN)
    assert known.of("toogasho") == ("weapon",)
    assert known.tokens(["wuxuu", "is", "dilayaa"]) == ["wuxuu", "is dil*"]


def test_what_was_learnt_of_one_word_is_known_of_its_concept(toy):
    heard = weighed(toy, "your daughter has a box cutter")
    assert (heard.tier, heard.category, heard.language) == (Tier.PAGE, "weapons", "en")
    assert "box cutter" in heard.matched


def test_a_category_is_the_one_that_all_words_together_speak_for(toy):
    assert weighed(toy, "he brought a gun").category == "weapons"
    assert weighed(toy, "they call her names").category == "bullying"


def test_each_tier_is_heard_and_the_ordinary_is_not(toy):
    assert weighed(toy, "they call him names").tier is Tier.URGENT
    assert weighed(toy, "a cake and the bus").tier is Tier.NONE
    assert weighed(toy, "").tier is Tier.NONE


def test_learning_twice_gives_the_same(toy):
    once, twice = (json.dumps(learnt(ROWS, KNOWN)) for _ in range(2))
    assert once == twice


@given(st.lists(st.lists(st.text("ab", min_size=1), min_size=1)))
def test_windows_hold_every_word_in_its_order_and_no_more_than_fit(said):
    found = list(windows(said))
    assert [word for window in found for word in window] == [word for sentence in said for word in sentence]
    assert all(0 < len(window) <= WINDOW for window in found)


def test_a_short_message_weighs_what_the_places_weigh_that_learning_saw():
    """Learning and listening look at a window alike."""
    features = Features(Concepts(KNOWN))
    words = folded("my son brought a gun")
    places = features.of(words)
    loud = [0] * PLACES
    for place in places:
        loud[place] = 1
    toy = {"concepts": KNOWN, "categories": [], "words": {}, "bias": [0, 0], "units": [0.01, 0.01], "curves": AS_ADDED}
    toy |= {"page_from": 0, "any_from": 0}
    heard = Weights(toy | {"table": written(loud, [2 * one for one in loud])}).weigh([words])
    assert (heard.page, heard.any) == (round(100 * len(places) ** 0.5), round(200 * len(places) ** 0.5))


@given(st.floats(-3, 3), st.floats(-3, 3), st.integers(4, 32))
def test_sums_stay_what_they_are_until_a_curve_is_learnt(page, some, words):
    known = parts(page, some, words)
    assert [judged(one, known) for one in AS_ADDED] == [page, some]


def test_a_curve_says_how_often_what_looks_so_was_right():
    """Three in four full windows were pages, and one in four short ones: the logarithms of those odds are 1.1 and -1.1."""
    met = [
        (parts(0.5, 0.5, words), right)
        for words, share in ((32, 3), (8, 1))
        for right in [True] * share + [False] * (4 - share)
    ]
    found = curve([known for known, _ in met] * 100, [right for _, right in met] * 100)
    assert judged(found, parts(0.5, 0.5, 32)) == pytest.approx(1.1, abs=0.05)
    assert judged(found, parts(0.5, 0.5, 8)) == pytest.approx(-1.1, abs=0.05)


def test_answers_are_asked_for_once_and_never_more_are_kept_than_fit():
    asked: list[int] = []
    kept = Kept(lambda one: asked.append(one) or -one)
    assert [kept[one] for one in (1, 2, 1)] == [-1, -2, -1]
    assert asked == [1, 2]
    assert max(len(kept) for one in range(30_000) if kept[one] == -one) <= 10_000


def test_two_words_swapped_are_another_pair_than_before():
    features = Features(Concepts({}))
    alone = len({*features.of(["kill"]), *features.of(["bill"])})
    assert len({*features.of(["kill", "bill"]), *features.of(["bill", "kill"])}) == alone + 2


def test_a_slip_shares_most_of_a_words_places():
    features = Features(Concepts({}))
    right, slip, other = (set(features.of([word])) for word in ("strangled", "strangeld", "spaghetti"))
    assert len(right & slip) > 3 > len(right & other)


@given(st.lists(st.tuples(st.integers(-127, 127), st.integers(-127, 127))))
def test_the_two_weights_of_a_place_come_apart_again_however_many_are_added_up(pairs):
    added = sum(both(page, some) for page, some in pairs)
    assert apart(added) == (sum(page for page, _ in pairs), sum(some for _, some in pairs))


def test_a_danger_is_heard_in_the_middle_of_a_long_ordinary_mail():
    danger = "He said he is bringing his dad's gun tomorrow and nobody will laugh then. "
    assert weighed(shipped(), ORDINARY * 12 + danger + ORDINARY * 12).tier is Tier.PAGE


def test_hardly_a_danger_is_in_words_that_each_speak_against_one():
    """Windows of such words are not weighed further; those that are have words."""
    dangers = [row for row in labelled() if row["tier"] != Tier.NONE and len(folded(row["text"])) >= LEAST]
    passed_over = [row for row in dangers if not weighed(shipped(), row["text"]).words]
    assert len(passed_over) <= len(dangers) / 500
    assert not weighed(shipped(), ORDINARY).words


def test_many_ordinary_sentences_do_not_add_up_to_a_danger():
    assert weighed(shipped(), ORDINARY * 40).tier is Tier.NONE


def test_the_shipped_weights_are_learnt_from_the_labelled_messages_as_they_are():
    made = json.loads(SHIPPED.read_text("utf-8"))
    assert made["learnt_from"] == fingerprint(), "run `python -m infra safety learn`"
    assert made["concepts"] == concepts(labelled())
    assert SHIPPED.stat().st_size <= 700_000


def test_no_message_is_both_learnt_from_and_held_out():
    rows = labelled()
    assert len(rows) >= 600
    for others, held in folds(rows):
        assert not {row["text"] for row in others} & {row["text"] for row in held}
        assert len(others) + len(held) == len(rows)


@pytest.mark.parametrize("words", ["the bus was late ", "he has a gun and ", "my son. ", "want to die ", "没有 "])
def test_work_grows_with_the_length_of_the_text_and_no_faster(words):
    once, fourfold = (steps_of(lambda many=many: weighed(shipped(), words * many)) for many in (200, 800))
    assert fourfold < 4.2 * once
