"""The front page: the form, empty or as it was typed."""

from dataclasses import replace
from typing import Any

from chalice.app import Response

from chalicelib.channels.typed import MESSAGE_LIMIT, NOT_SURE, Typed
from chalicelib.domain.district import Topic
from chalicelib.web.drafts import Draft, new_draft
from chalicelib.web.languages import own_name
from chalicelib.web.uploads import NO_FILES, Bag, files_field, scripted
from chalicelib.web.visits import Visit

HONEYPOT = "leave_this_empty"
"""No person sees this field; programs that fill in everything fill it in too."""


def front_page(visit: Visit) -> Response:
    return form_page(visit, Typed(), replace(new_draft(visit), headers={"X-Robots-Tag": "all"}))


def form_page(visit: Visit, typed: Typed, draft: Draft, bag: Bag = NO_FILES) -> Response:
    headers, shown = dict(draft.headers) | scripted(visit), files_field(visit, bag, draft)
    return visit.page("front.html", draft.status, headers=headers, typed=typed, draft=draft, **shown, **_choices(visit))


def topic_name(topic: Topic, language: str) -> str:
    """In that language, else in whichever the district gave first."""
    return topic.names.get(language) or next(iter(topic.names.values()), topic.id)


def _choices(visit: Visit) -> dict[str, Any]:
    district = visit.district
    topics = [(topic.id, topic_name(topic, visit.words.language)) for topic in district.topics]
    return {
        "topics": [(NOT_SURE, visit.words.say("topic_not_sure")), *topics],
        "schools": [(school.id, school.name) for school in district.schools],
        "answer_languages": [(one, own_name(one)) for one in district.languages],
        "limit": visit.words.say("thousands", thousands=MESSAGE_LIMIT // 1000, rest=f"{MESSAGE_LIMIT % 1000:03}"),
        "honeypot": HONEYPOT,
    }
