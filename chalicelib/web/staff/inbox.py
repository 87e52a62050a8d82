"""GET /staff: the inbox, one view of it at a time."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any, TypeVar
from urllib.parse import urlencode

from chalice.app import Response

from chalicelib.domain.district import District
from chalicelib.domain.inbox import Filters, Order, View
from chalicelib.domain.words import Channel, Priority
from chalicelib.usecases.look import Glance, Looked, look
from chalicelib.web import answers
from chalicelib.web.choices import topic_name
from chalicelib.web.languages import own_name
from chalicelib.web.staff.lines import line_of
from chalicelib.web.staff.seats import POLICY, Seat

AGES = {"1d": timedelta(days=1), "3d": timedelta(days=3), "7d": timedelta(days=7), "30d": timedelta(days=30)}
LIVE_SECONDS = 45
"""How often a page that is looked at asks whether something changed."""
_FRESH = 300
"""Seconds after which the times in words on a page are no longer right."""
_Choice = TypeVar("_Choice", bound=StrEnum)


def inbox(seat: Seat) -> Response:
    """A browser that has this page already, and nothing changed, is told so without it (RFC 9110, section 15.4.5)."""
    visit, glance = seat.visit, _glance(seat.visit.ask.query)
    found = look(glance, actor=seat.actor, inbox=seat.staff.inbox, district=visit.district, now=visit.now)
    tag = _tag(seat, found)
    if visit.ask.headers.get("if-none-match") == tag:
        return answers.not_modified(tag, POLICY)
    listed = found.listing
    return seat.page(
        "inbox.html",
        place="inbox",
        live=LIVE_SECONDS,
        headers={"ETag": tag, "Cache-Control": "private, no-cache"},
        glance=glance,
        views=[(view, listed.counts[view], _link(glance, view=view, filters=Filters(), after="")) for view in View],
        lines=[line_of(row, seat) for row in listed.rows],
        total=listed.total,
        more=_link(glance, after=listed.after) if listed.after else "",
        first=_link(glance, after="") if glance.after else "",
        narrowed=glance.filters != Filters(),
        plain=_link(glance, filters=Filters(), after=""),
        **_choices(visit.district, visit.words.language),
    )


def _glance(query: Mapping[str, str]) -> Glance:
    """What the address asks for; what it gets wrong is passed over."""
    filters = Filters(
        **{
            name: query.get(name, "")[:64]
            for name in ("topic", "team", "school", "channel", "language", "assignee", "tag")
        },
        older=AGES.get(query.get("age", "")),
    )
    return Glance(
        _one_of(View, query.get("view"), View.TEAMS),
        filters,
        _one_of(Order, query.get("order"), Order.DUE),
        query.get("after", "")[:64],
    )


def _one_of(kind: type[_Choice], given: str | None, otherwise: _Choice) -> _Choice:
    return kind(given) if given in set(kind) else otherwise


def _link(glance: Glance, **changes: Any) -> str:
    """The query of the inbox's address with those changes."""
    wanted = replace(glance, **changes)
    ages = {age: name for name, age in AGES.items()}
    told = {"view": wanted.view, "order": wanted.order if wanted.order is not Order.DUE else "", "after": wanted.after}
    filters = {
        name: getattr(wanted.filters, name)
        for name in ("topic", "team", "school", "channel", "language", "assignee", "tag")
    }
    age = {"age": ages[wanted.filters.older]} if wanted.filters.older else {}
    return "?" + urlencode({name: value for name, value in (told | filters | age).items() if value})


def _choices(district: District, language: str) -> dict[str, Any]:
    return {
        "topics": [(one.id, topic_name(one, language)) for one in district.topics],
        "teams": [(one.id, one.name) for one in district.teams],
        "schools": [(one.id, one.name) for one in district.schools],
        "channels": list(Channel),
        "written": [(one, own_name(one)) for one in district.languages],
        "people": sorted((one.name, one.id) for one in district.staff if one.roles),
        "ages": list(AGES),
        "orders": list(Order),
        "critical": Priority.CRITICAL,
    }


def _tag(seat: Seat, found: Looked) -> str:
    visit = seat.visit
    moment = int(visit.now.timestamp()) // _FRESH
    parts = (
        found.state,
        seat.csrf,
        str(sorted(visit.ask.query.items())),
        visit.words.language,
        moment,
        visit.district.version,
    )
    return f'"{sha256(repr(parts).encode()).hexdigest()[:24]}"'
