"""Which topic and team a submission belongs to: an ordered list of policies names the topic, then the district's rules
have their say. An earlier rule's word stands: a later one only sets what is still open. Tags add up."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.domain.calendar import calendar_of
from chalicelib.domain.district import District, Topic
from chalicelib.domain.rules import ROUND_ROBIN, Rule, facts, holds
from chalicelib.domain.submission import Submission
from chalicelib.domain.words import Priority


@dataclass(frozen=True, slots=True)
class Route:
    """Where it goes, how urgent it is before safety speaks, and why in plain words. `assignee` is a person who can be
    reached; `shared` leaves the choice among the team to whoever has least to do. `rules` held, in order.
    `chosen` is the topic that the family named."""

    topic: str
    team: str
    priority: Priority
    why: str
    assignee: str = ""
    shared: bool = False
    tags: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    chosen: str = ""

    @property
    def told(self) -> dict[str, object]:
        """For the timeline."""
        detail: dict[str, object] = {"why": self.why}
        if self.chosen:
            detail["chosen"] = self.chosen
        if self.rules:
            detail["rules"] = list(self.rules)
        if self.assignee:
            detail["assignee"] = self.assignee
        return detail | ({"assign": ROUND_ROBIN} if self.shared else {})


@dataclass(frozen=True, slots=True)
class _Wishes:
    """What rules have set so far."""

    topic: str = ""
    team: str = ""
    assignee: str = ""
    priority: Priority | None = None
    tags: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()


CHOSEN = "chosen by the family"
Policy = Callable[[Submission, District], tuple[Topic, str] | None]


def route(submission: Submission, district: District, *, at: datetime) -> Route:
    """Always answers: the fallback topic takes what no policy claims. `at` (aware) is when it arrived."""
    topic, why = _first_topic(submission, district)
    wishes = _wishes(submission, topic, district, at)
    topic = district.topic(wishes.topic) if wishes.topic else topic
    team, detour = _team(wishes.team or topic.team, topic, district, at)
    shared = wishes.assignee == ROUND_ROBIN
    there = district.reachable(wishes.assignee, at=at) if wishes.assignee and not shared else None
    return Route(
        topic=topic.id,
        team=team,
        priority=wishes.priority or topic.priority,
        why="; ".join([why, *map(_told, wishes.rules), *detour]),
        assignee=there.id if there else "",
        shared=shared,
        tags=wishes.tags,
        rules=tuple(rule.id for rule in wishes.rules),
        chosen=submission.topic if why == CHOSEN else "",
    )


def _first_topic(submission: Submission, district: District) -> tuple[Topic, str]:
    for policy in (_chosen_by_the_family, _most_words_of_a_topic):
        found = policy(submission, district)
        if found:
            return found
    return district.topic(district.fallback_topic), "nothing named a topic"


def _wishes(submission: Submission, topic: Topic, district: District, at: datetime) -> _Wishes:
    wishes = _Wishes()
    if not district.rules:
        return wishes
    seen = facts(submission, topic.id, district.local(at), working=lambda name: _open(name, submission, district, at))
    for rule in district.rules:
        if holds(rule.when, replace(seen, topic=wishes.topic or topic.id)):
            wishes = _after(wishes, rule)
            if not rule.goes_on:
                break
    return wishes


def _open(topic: str, submission: Submission, district: District, at: datetime) -> bool:
    """Whether it is the topic's working time at that school: holidays and closures count, as they do for deadlines."""
    return calendar_of(district, topic=topic, school=submission.school).open_at(at)


def _after(wishes: _Wishes, rule: Rule) -> _Wishes:
    return _Wishes(
        topic=wishes.topic or rule.topic,
        team=wishes.team or rule.team,
        assignee=wishes.assignee or rule.assignee,
        priority=wishes.priority or rule.priority,
        tags=tuple(dict.fromkeys((*wishes.tags, *rule.tags))),
        rules=(*wishes.rules, rule),
    )


def _told(rule: Rule) -> str:
    return f"rule {rule.id} ({rule.note})" if rule.note else f"rule {rule.id}"


def _team(team: str, topic: Topic, district: District, at: datetime) -> tuple[str, list[str]]:
    """The topic's fallback takes over on days when nobody of its team can be reached."""
    members = district.team(team).members
    if team != topic.team or not topic.fallback or any(district.reachable(one, at=at) for one in members):
        return team, []
    return topic.fallback, [f"nobody of {team} can be reached"]


def _chosen_by_the_family(submission: Submission, district: District) -> tuple[Topic, str] | None:
    if submission.topic and district.has_topic(submission.topic):
        return district.topic(submission.topic), CHOSEN
    return None


def _most_words_of_a_topic(submission: Submission, district: District) -> tuple[Topic, str] | None:
    said = set(re.findall(r"\w+", f"{submission.subject} {submission.visible or submission.text}".casefold()))
    scored = [(sum(word.casefold() in said for word in topic.words), topic) for topic in district.topics]
    most, topic = max(scored, key=lambda one: one[0])
    return (topic, f"{most} of its words occur") if most else None
