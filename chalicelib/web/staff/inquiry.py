"""GET /staff/i/REFERENCE: an inquiry as staff see it: the whole conversation, what was decided, and what can be done next."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from chalice.app import Response

from chalicelib.channels.outbound.deriving import derived
from chalicelib.domain.inquiry import Case, Message
from chalicelib.domain.permissions import Act, about, may
from chalicelib.domain.replying import delivery_of
from chalicelib.domain.submission import UNSOLVED
from chalicelib.domain.wishes import See
from chalicelib.domain.words import Direction, Priority, Status
from chalicelib.usecases.handle import handle, opened
from chalicelib.web import answers
from chalicelib.web.choices import topic_name
from chalicelib.web.details import details_of
from chalicelib.web.staff import trail
from chalicelib.web.staff.seats import Seat


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing said: `kind` is `yours` (the family), `ours` or `note`; `marks` are keys of words beside it."""

    kind: str
    author: str
    message: Message
    whole: str
    marks: tuple[str, ...]


def inquiry(seat: Seat, reference: str) -> Response:
    """Whoever looks at a new one has opened it. A merged one leads to the one it lives on in."""
    case = opened(reference, Act.READ, actor=seat.actor, at=seat.staff.counter)
    found = case.inquiry
    if found.reference != reference:
        return answers.see_other(f"{found.reference}{seat.visit.lang_query}")
    if found.status is Status.NEW and may(seat.actor, Act.OPEN, about(found), seat.visit.district):
        handle(reference, See(), actor=seat.actor, at=seat.staff.counter)
    return seat.page("inquiry.html", place="inquiry", **_shown(seat, case))


def _shown(seat: Seat, case: Case) -> dict[str, Any]:
    visit, found, district = seat.visit, case.inquiry, seat.visit.district
    language, team = visit.words.language, district.team(found.team)
    school, holder = district.school(found.school), district.person(found.assignee)
    draft = case.draft_of(seat.actor.id)
    return {
        "inquiry": found,
        "topic": topic_name(district.topic(found.topic), language),
        "team": team.name,
        "school": school.name if school else "",
        "holder": holder.name if holder else found.assignee,
        "turns": list(_turns(case)),
        "clocks": [(clock, derived(clock, language, district)) for clock in found.clocks],
        "trail": list(trail.lines(case, district)),
        "details": details_of(found, district, visit.words),
        "people": [one for one in found.participants if not one.refused],
        "draft": draft if draft and draft.alive else None,
        "allowed": {act for act in Act if may(seat.actor, act, about(found), district)},
        "priorities": list(Priority),
        "topics": [(one.id, topic_name(one, language)) for one in district.topics],
        "members": [(one.id, one.name) for one in district.staff if one.id in team.members and one.roles],
        "teams": [(one.id, one.name) for one in district.teams],
        "endings": [
            (one.id, one.names.get(language) or next(iter(one.names.values()), one.id))
            for one in district.outcomes_of(found.topic, critical=found.priority is Priority.CRITICAL)
        ],
        "wrong": visit.ask.query.get("wrong", ""),
        "done": visit.ask.query.get("done", ""),
        "key": seat.staff.secret(),
    }


def _turns(case: Case) -> Iterator[Turn]:
    for message in case.messages:
        if message.split_into:
            continue
        whole = message.text if message.visible and message.visible != message.text else ""
        if message.direction is Direction.INBOUND:
            who = message.author_name or (message.sender.value if message.sender else "")
            yield Turn("yours", who, message, whole, _marks(message))
            continue
        kind = "note" if message.direction is Direction.NOTE else "ours"
        state = (f"delivery_{delivery_of(message, case.sends).state.name.lower()}",) if kind == "ours" else ()
        yield Turn(kind, message.author_name or message.author, message, whole, state)


def _marks(message: Message) -> tuple[str, ...]:
    told = (
        ("mark_automatic", message.automatic),
        ("mark_unverified", not message.verified),
        ("mark_cut", message.truncated),
        ("mark_unsolved", UNSOLVED in message.notes),
    )
    return tuple(key for key, applies in told if applies)
