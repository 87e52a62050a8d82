"""A family finds a topic by the words it has."""

from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from builders import TOPICS
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.district import Topic
from chalicelib.domain.topic_search import LONGEST, asks, folded, found, terms_of, words_of
from infra.config import read


@cache
def _demo() -> tuple[Topic, ...]:
    return read(Path("infra/district")).topics


@pytest.mark.parametrize(
    ("query", "topic"),
    [
        ("bus", "transportation"),
        ("BUSES", "transportation"),
        ("autobús", "transportation"),
        ("autobus", "transportation"),
        ("autobuses tarde", "transportation"),
        ("transp", "transportation"),
        ("matricula", "enrollment"),
        ("Matrícula", "enrollment"),
        ("my kid's lunch", "meals"),
        ("enfermeria", "health"),
        ("password", "technology"),
        ("contrasena", "technology"),
        ("acoso", "bullying-safety"),
        ("vaccines citizenship", "health"),
        ("change our stop", "transportation"),
        ("الحافلة", "transportation"),
        ("حافله متأخرة حافلات", "transportation"),
        ("والغداء", "meals"),
    ],
)
def test_the_best_topic_comes_first(query: str, topic: str):
    assert found(query, _demo())[0].id == topic


@pytest.mark.parametrize("query", ["", " ", "?!", "zzzz", "b", "\x00", "🙂"])
def test_what_points_nowhere_finds_nothing(query: str):
    assert found(query, _demo()) == ()


def test_what_fits_far_worse_than_the_best_is_left_out():
    assert [one.id for one in found("bus driver buses", TOPICS)] == ["bus"]


def test_a_question_is_found_by_its_words_and_not_by_little_ones():
    (question,) = TOPICS[1].faq
    assert asks("where do we change", question)
    assert asks("PARADA", question)
    assert not asks("how do i", question)
    assert not asks("", question)


def test_accents_and_capitals_do_not_matter():
    assert folded("ÁÉñ Über") == "aen uber"


def test_a_page_gets_every_word_once_and_those_of_its_language_first():
    words = words_of(TOPICS[1], "es")
    assert words[0] == "autobuses"
    assert len(set(words)) == len(words)
    assert {"bus", "driver", "route"} <= set(words)


_SAID = st.one_of(st.text(max_size=20), st.sampled_from([word for topic in TOPICS for word in words_of(topic, "en")]))


@given(st.lists(_SAID, max_size=12).map(" ".join))
def test_any_query_is_answered_with_topics_that_fit_each_once(query: str):
    topics = found(query, TOPICS)
    assert len({one.id for one in topics}) == len(topics)
    assert all(found(query, [one]) for one in topics)
    assert len(terms_of(query)) <= 8
    assert all(len(term) <= 18 * LONGEST for term in terms_of(query))


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.id)
def test_all_words_of_a_topic_find_it_first(topic):
    best, *_ = found(" ".join((topic.names["en"], *topic.words)), TOPICS)
    assert best.id == topic.id


def test_equal_fits_keep_the_district_s_order():
    order = [one.id for one in _demo()]
    listed = [order.index(one.id) for one in found("school", _demo())]
    assert all(left < right for left, right in pairwise(listed))
