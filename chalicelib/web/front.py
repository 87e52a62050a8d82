"""The front page: the form, empty or as it was typed."""

from dataclasses import replace
from typing import Any

from chalice.app import Response

from chalicelib.channels.topic_fields import FIELD_LIMIT
from chalicelib.channels.typed import MESSAGE_LIMIT, NOT_SURE, Typed
from chalicelib.web.choices import offer
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
    shown |= {"offer": offer(visit.district, visit.words.language, typed, visit.ask.query)}
    return visit.page("front.html", draft.status, headers=headers, typed=typed, draft=draft, **shown, **_choices(visit))


def _choices(visit: Visit) -> dict[str, Any]:
    district = visit.district
    return {
        "not_sure": NOT_SURE,
        "schools": [(school.id, school.name) for school in district.schools],
        "answer_languages": [(one, own_name(one)) for one in district.languages],
        "limit": visit.words.say("thousands", thousands=MESSAGE_LIMIT // 1000, rest=f"{MESSAGE_LIMIT % 1000:03}"),
        "field_limit": FIELD_LIMIT,
        "honeypot": HONEYPOT,
    }
