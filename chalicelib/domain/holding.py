"""Who has an inquiry, what it is about, how urgent it is, how it is tagged and what is noted about it."""

from dataclasses import replace

from chalicelib.domain import deadlines, wishes
from chalicelib.domain.commit import Outcome
from chalicelib.domain.district import District
from chalicelib.domain.errors import Invalid
from chalicelib.domain.events import EventType
from chalicelib.domain.inquiry import Inquiry
from chalicelib.domain.mentions import noted
from chalicelib.domain.occasion import Occasion, Turn, said
from chalicelib.domain.progress import goes_on_at
from chalicelib.domain.words import Status

MOST_TAGS = 20
LONGEST_TAG = 40


def assign(wish: wishes.Assign, occasion: Occasion) -> Turn | None:
    inquiry, district = occasion.inquiry, occasion.district
    team = wish.team or inquiry.team
    if district.team(team).id != team and wish.team:
        raise Invalid({"team": "team_unknown"})
    if wish.person and wish.person not in _people_of(team, district):
        raise Invalid({"person": "not_of_team"})
    _reason_to_leave(occasion, leaves=team != inquiry.team, why=wish.why)
    if (team, wish.person) == (inquiry.team, inquiry.assignee):
        return None
    detail = {"team": team, "person": wish.person, "from": inquiry.assignee or inquiry.team, "why": wish.why}
    told = _told([wish.person], occasion) if wish.person else {}
    outcome = Outcome(EventType.INQUIRY_ASSIGNED, said(detail) | told | _team_told(occasion, wish.person, team))
    return Turn(replace(inquiry, team=team, assignee=wish.person), (outcome,))


def retopic(wish: wishes.Retopic, occasion: Occasion) -> Turn | None:
    inquiry, district = occasion.inquiry, occasion.district
    if not district.has_topic(wish.topic):
        raise Invalid({"topic": "topic_unknown"})
    topic = district.topic(wish.topic)
    if topic.id == inquiry.topic:
        return None
    _reason_to_leave(occasion, leaves=True, why=wish.why)
    stays = inquiry.assignee in _people_of(topic.team, district)
    moved = replace(inquiry, topic=topic.id, team=topic.team, assignee=inquiry.assignee if stays else "")
    change = deadlines.about_another_topic(moved, occasion.stamp.now, district)
    detail = {"topic": topic.id, "from": inquiry.topic, "team": topic.team, "why": wish.why}
    outcome = Outcome(EventType.TOPIC_CHANGED, said(detail) | _team_told(occasion, moved.assignee, topic.team))
    return Turn(change.inquiry, (outcome, *change.outcomes))


def prioritise(wish: wishes.Prioritise, occasion: Occasion) -> Turn | None:
    inquiry = occasion.inquiry
    if wish.priority is inquiry.priority:
        return None
    if lowers(wish, inquiry) and not wish.why.strip():
        raise Invalid({"why": "say_why"})
    detail = {"priority": wish.priority.value, "from": inquiry.priority.value, "why": wish.why}
    fresh = replace(inquiry, priority=wish.priority)
    if inquiry.status is Status.WAITING:
        fresh = replace(fresh, wakes_at=goes_on_at(fresh, occasion.stamp.now, asked=inquiry.wakes_at))
    change = deadlines.recomputed(fresh, occasion.district)
    return Turn(change.inquiry, (Outcome(EventType.PRIORITY_CHANGED, said(detail)), *change.outcomes))


def tag(wish: wishes.Tag, occasion: Occasion) -> Turn | None:
    inquiry = occasion.inquiry
    add, remove = ([" ".join(one.lower().split()) for one in some] for some in (wish.add, wish.remove))
    kept = (one for one in (*inquiry.tags, *add) if one not in remove)
    tags = tuple(dict.fromkeys(filter(None, kept)))
    if tags == inquiry.tags:
        return None
    if len(tags) > MOST_TAGS or any(len(one) > LONGEST_TAG for one in tags):
        raise Invalid({"tags": "too_many_tags"})
    added, gone = [one for one in tags if one not in inquiry.tags], [one for one in inquiry.tags if one not in tags]
    return Turn(replace(inquiry, tags=tags), (Outcome(EventType.TAGS_CHANGED, {"added": added, "removed": gone}),))


def note(wish: wishes.Note, occasion: Occasion) -> Turn | None:
    message, outcome, source = noted(wish, occasion.inquiry, occasion.district, occasion.actor, occasion.stamp)
    return Turn(occasion.inquiry, (outcome,), message, source)


def lowers(wish: wishes.Prioritise, inquiry: Inquiry) -> bool:
    return wish.priority.place > inquiry.priority.place


def _people_of(team_id: str, district: District) -> tuple[str, ...]:
    team = district.team(team_id)
    return (*team.members, team.supervisor) if team.supervisor else team.members


def _reason_to_leave(occasion: Occasion, *, leaves: bool, why: str) -> None:
    """What is private becomes readable to others when it changes hands."""
    if leaves and occasion.district.topic(occasion.inquiry.topic).private and not why.strip():
        raise Invalid({"why": "say_why"})


def _told(people: list[str], occasion: Occasion) -> dict[str, object]:
    """Nobody is told of what they did themselves."""
    return {"to": [one for one in people if one != occasion.actor.id]}


def _team_told(occasion: Occasion, person: str, team: str) -> dict[str, object]:
    return {"tell_team": True} if not person and team != occasion.inquiry.team else {}
