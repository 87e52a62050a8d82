import pytest
from builders import NOW, a_district, a_form, a_submission
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.routing import route
from chalicelib.domain.words import Priority


def test_the_topic_the_family_chose_wins_over_its_words():
    found = route(a_form("the bus driver", topic="wellbeing"), a_district(), at=NOW)
    assert (found.topic, found.team, found.priority) == ("wellbeing", "care", Priority.HIGH)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("The BUS was late", "bus"),
        ("My child is bullied on the bus by the driver", "bus"),
        ("bullied", "wellbeing"),
        ("busy people", "other"),
        ("", "other"),
    ],
)
def test_whole_words_of_a_topic_decide_and_the_most_win(text, topic):
    assert route(a_form(text, subject=""), a_district(), at=NOW).topic == topic


def test_a_topic_the_district_no_longer_has_is_not_chosen():
    assert route(a_form("hello", subject="", topic="gone"), a_district(), at=NOW).why == "nothing named a topic"


def test_the_new_part_of_a_reply_decides_not_what_it_quotes():
    submission = a_submission(subject="", text="no\n> bus driver", visible="bullied")
    assert route(submission, a_district(), at=NOW).topic == "wellbeing"


@given(st.text(), st.text())
def test_every_message_has_a_topic_and_a_team(subject, text):
    found = route(a_form(text, subject=subject), a_district(), at=NOW)
    assert a_district().has_topic(found.topic)
    assert found.why
