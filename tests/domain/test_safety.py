import unicodedata

import pytest
from builders import a_district
from hypothesis import given
from hypothesis import strategies as st
from steps import steps_of

from chalicelib.domain.safety import Danger, Lexicon, heard, loudest
from chalicelib.domain.safety_words import folded, sentences
from chalicelib.domain.words import Tier


def a_lexicon(*phrases, softeners=()):
    return Lexicon([Danger(phrase, "harm", "xx", Tier.PAGE) for phrase in phrases], softeners)


@pytest.mark.parametrize(
    "text",
    [
        "I will kill myself",
        "KILL MYSELF",
        "k1ll my$elf",
        "K!LL myself".replace("!", "1"),
        "kíll mysélf",
        "ki\u0301ll myself",
        "he said 'kill myself' twice",
        "kill\nmyself",
        "kill, myself.",
        "thinking of suicide",
        "she is suicidal",
        "5uicid4l thoughts",
        "QUIERO MORIR",
        "I don't want to live",
        "I don\u2019t want to live",
        "i dont want to live",
        "I DON\u02bcT WANT TO LIVE",
    ],
)
def test_a_danger_is_found_however_it_is_spelled(text):
    assert loudest(a_district().safety.scan(text)) is Tier.PAGE


@pytest.mark.parametrize("text", ["", "The bus is late", "skill myself", "kill the lights", "pesticides", "1 2 3 4"])
def test_ordinary_words_are_no_danger(text):
    assert a_district().safety.scan(text) == ()


@pytest.mark.parametrize("phrase", ["आत्महत्या", "самоубийство", "自殺したい", "자살", "انتحار", "tự tử", "isdil*"])
def test_every_script_is_compared_as_the_lexicon_spells_it(phrase):
    said = f"… {unicodedata.normalize('NFC', phrase.rstrip('*'))} …"
    assert a_lexicon(phrase).scan(said)
    assert a_lexicon(phrase).scan(unicodedata.normalize("NFD", said))


def test_a_negation_shortly_before_lowers_the_tier_and_never_silences():
    (hit,) = a_district().safety.scan("I would never kill myself")
    assert (hit.tier, hit.softened_by) == (Tier.URGENT, "never")


def test_a_negation_far_away_or_behind_lowers_nothing():
    scan = a_district().safety.scan
    assert loudest(scan("no bus came and so I said I will kill myself")) is Tier.PAGE
    assert loudest(scan("I will kill myself, never mind")) is Tier.PAGE


def test_a_phrase_said_twice_counts_as_loud_as_its_loudest():
    assert loudest(a_district().safety.scan("I never kill myself. Today I will kill myself")) is Tier.PAGE


def test_subject_and_text_are_both_read_but_no_phrase_runs_across():
    safety = a_district().safety
    assert safety.scan("I am suicidal", "nothing else")
    assert not safety.scan("may I kill", "myself")


def test_hits_name_category_and_language():
    (hit,) = a_district().safety.scan("quiero morir")
    assert (hit.category, hit.language) == ("self-harm", "es")


def test_the_loudest_of_none_is_none():
    assert loudest(()) is Tier.NONE


def test_a_stem_inside_a_phrase_matches_any_ending():
    assert a_lexicon("hurt* my* child").scan("they are hurting myyy child")


@given(st.text())
def test_folding_never_raises_and_leaves_no_empty_word(text):
    assert all(folded(text))


@given(st.text("ab5'@$!*.-_? \n"))
def test_plain_text_is_read_as_it_is_among_other_scripts(text):
    """Plain text is cut at blanks, other text by an expression: both find the same words."""
    assert sentences(text) == sentences(text + "\n\u6ca1")[:-1]


@pytest.mark.parametrize("text", ["She's 5'2. He is 6'3 tall", "\u201cFine\u201d \u2014 said \u00abhe\u00bb"])
def test_numbers_stay_numbers_and_quotation_marks_are_no_letters(text):
    assert sentences(text) in ([["shes", "52"], ["he", "is", "63", "tall"]], [["fine", "said", "he"]])


@pytest.mark.parametrize(
    "text",
    [
        "k.i.l.l myself",
        "k-i-l-l myself",
        "kiiiill myself",
        "killmyself",
        "s u i c i d e",
        "kіll myself",
        "sucide",
        "ｋｉｌｌ myself",
        "KILL MYSELF!!!",
    ],
)
def test_spacing_repetition_twins_and_slips_hide_nothing(text):
    lexicon = Lexicon(
        [
            Danger("kill myself", "h", "en", Tier.PAGE),
            Danger("suicide", "h", "en", Tier.PAGE),
            Danger("suicide", "misspelt", "en", Tier.PAGE),
        ]
    )
    assert loudest(lexicon.scan(text)) is Tier.PAGE


def test_a_phrase_knows_choices_gaps_and_words_that_may_be_missing():
    lexicon = a_lexicon("(my|our) ..2 (dad|step dad) (really)? hits")
    assert lexicon.scan("my own new step dad hits")
    assert lexicon.scan("our dad really hits")
    assert not lexicon.scan("my one two three dad hits")


def test_where_a_word_means_no_harm_it_is_dropped_and_where_it_may_it_is_lowered():
    harmless, lowered = (
        Danger(phrase, category, "en", Tier.NONE)
        for phrase, category in (("shoot the video", "harmless"), ("shoot scene", "lowered"))
    )
    lexicon = Lexicon([Danger("shoot", "violence", "en", Tier.PAGE), harmless, lowered])
    assert lexicon.scan("shoot the video") == ()
    assert loudest(lexicon.scan("shoot scene")) is Tier.URGENT
    assert loudest(lexicon.scan("shoot the video and shoot them")) is Tier.PAGE


def test_a_lexicon_that_fails_is_a_hit_for_a_person():
    (hit,) = heard(lambda: Lexicon([Danger("(broken", "h", "en", Tier.PAGE)]), "anything")
    assert (hit.category, hit.tier) == ("unread", Tier.URGENT)


@given(st.text(), st.text())
def test_a_danger_is_found_inside_any_surroundings(before, after):
    assert a_lexicon("kill myself").scan(f"{before} kill myself {after}")


@pytest.mark.parametrize("word", ["kill ", "never ", "suicid ", "don't ", "é ", "@ "])
def test_work_grows_with_the_length_of_the_text_and_no_faster(word):
    safety = a_district().safety
    once, fourfold = (steps_of(lambda many=many: safety.scan(word * many)) for many in (500, 2_000))
    assert fourfold < 4.2 * once
