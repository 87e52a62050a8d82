"""Which topic and team a submission belongs to: an ordered list of policies, the first that speaks decides."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from chalicelib.domain.district import District, Topic
from chalicelib.domain.submission import Submission
from chalicelib.domain.words import Priority


@dataclass(frozen=True, slots=True)
class Route:
    """Where it goes, how urgent it is before safety speaks, and why in plain words."""

    topic: str
    team: str
    priority: Priority
    why: str


Policy = Callable[[Submission, District], tuple[Topic, str] | None]


def route(submission: Submission, district: District) -> Route:
    """Always answers: the fallback topic takes what no policy claims."""
    for policy in (_chosen_by_the_family, _most_words_of_a_topic, _fallback):
        found = policy(submission, district)
        if found:
            topic, why = found
            return Route(topic=topic.id, team=topic.team, priority=topic.priority, why=why)
    raise AssertionError("the fallback policy always answers")


def _chosen_by_the_family(submission: Submission, district: District) -> tuple[Topic, str] | None:
    if submission.topic and district.has_topic(submission.topic):
        return district.topic(submission.topic), "chosen by the family"
    return None


def _most_words_of_a_topic(submission: Submission, district: District) -> tuple[Topic, str] | None:
    said = set(re.findall(r"\w+", f"{submission.subject} {submission.visible or submission.text}".casefold()))
    scored = [(sum(word.casefold() in said for word in topic.words), topic) for topic in district.topics]
    most, topic = max(scored, key=lambda one: one[0])
    return (topic, f"{most} of its words occur") if most else None


def _fallback(_submission: Submission, district: District) -> tuple[Topic, str] | None:
    return district.topic(district.fallback_topic), "nothing named a topic"
