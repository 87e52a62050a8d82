"""GET /staff: the inbox, one view of it at a time."""

from hashlib import sha256
from typing import Any

from chalice.app import Response

from chalicelib.domain.district import District
from chalicelib.domain.inbox import Filters, Order, View
from chalicelib.domain.saved_views import LONGEST_NAME, SavedViews
from chalicelib.domain.words import Channel, Priority
from chalicelib.usecases.look import Taken, look, take
from chalicelib.web import answers
from chalicelib.web.choices import topic_name
from chalicelib.web.languages import own_name
from chalicelib.web.staff.glances import AGES, glance_of, link
from chalicelib.web.staff.lines import line_of
from chalicelib.web.staff.seats import POLICY, Seat

LIVE_SECONDS = 45
"""How often a page that is looked at asks whether something changed."""
_FRESH = 300
"""Seconds after which the times in words on a page are no longer right."""


def inbox(seat: Seat) -> Response:
    """A browser that has this page already, and nothing changed, is told so without it (RFC 9110, section 15.4.5)."""
    visit, glance = seat.visit, glance_of(seat.visit.ask.query)
    taken = take(seat.staff.inbox)
    saved = seat.staff.views.get(seat.actor.id)
    tag = _tag(seat, taken, saved)
    if visit.ask.headers.get("if-none-match") == tag:
        return answers.not_modified(tag, POLICY)
    listed = look(glance, taken, actor=seat.actor, district=visit.district, now=visit.now)
    return seat.page(
        "inbox.html",
        place="inbox",
        live=LIVE_SECONDS,
        headers={"ETag": tag, "Cache-Control": "private, no-cache"},
        glance=glance,
        views=[(view, listed.counts[view], link(glance, view=view, filters=Filters(), after="")) for view in View],
        saved=saved.views,
        longest=LONGEST_NAME,
        here=link(glance, after=""),
        lines=[line_of(row, seat) for row in listed.rows],
        total=listed.total,
        more=link(glance, after=listed.after) if listed.after else "",
        first=link(glance, after="") if glance.after else "",
        narrowed=glance.filters != Filters(),
        plain=link(glance, filters=Filters(), after=""),
        **_choices(visit.district, visit.words.language),
    )


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


def _tag(seat: Seat, taken: Taken, saved: SavedViews) -> str:
    visit = seat.visit
    moment = int(visit.now.timestamp()) // _FRESH
    parts = (
        taken.state,
        seat.csrf,
        str(sorted(visit.ask.query.items())),
        visit.words.language,
        moment,
        visit.district.version,
        saved.views,
    )
    return f'"{sha256(repr(parts).encode()).hexdigest()[:24]}"'
