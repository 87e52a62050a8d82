"""GET /staff/i/REFERENCE: an inquiry as staff see it: the whole conversation, what was decided, and what can be done next."""

from dataclasses import replace
from typing import Any

from chalice.app import Response

from chalicelib.channels.details import details_of
from chalicelib.channels.outbound.deriving import derived
from chalicelib.domain.handling import act_of
from chalicelib.domain.inquiry import Case, Inquiry
from chalicelib.domain.permissions import Act, about, about_page, may
from chalicelib.domain.revealing import asked, seen_by
from chalicelib.domain.wishes import Prioritise, See
from chalicelib.domain.words import Priority, Status
from chalicelib.usecases.attend import look_in
from chalicelib.usecases.handle import handle, opened
from chalicelib.web import answers
from chalicelib.web.choices import topic_name
from chalicelib.web.staff import trail
from chalicelib.web.staff.conversation import beside, turns
from chalicelib.web.staff.decisions import unanswered
from chalicelib.web.staff.live import LIVE_SECONDS, there
from chalicelib.web.staff.preview import preview
from chalicelib.web.staff.seats import Seat
from chalicelib.web.staff.ways import way_of


def inquiry(seat: Seat, reference: str) -> Response:
    """Whoever looks at a new one has opened it. A merged one leads to the one it lives on in."""
    case = opened(reference, Act.READ, actor=seat.actor, at=seat.staff.counter)
    found = case.inquiry
    if found.reference != reference:
        return answers.see_other(f"{found.reference}{seat.visit.lang_query}")
    if found.status is Status.NEW and may(seat.actor, Act.OPEN, about(found), seat.visit.district):
        found = handle(reference, See(), actor=seat.actor, at=seat.staff.counter)
        case = replace(case, inquiry=found)
    others = look_in(case, actor=seat.actor, attendances=seat.staff.attendances, now=seat.visit.now)
    return seat.page("inquiry.html", place="inquiry", there=there(others, seat), **_shown(seat, case))


def _shown(seat: Seat, whole: Case) -> dict[str, Any]:
    case = seen_by(seat.actor.id, whole, seat.visit.now)
    hidden = case is not whole
    visit, found, said = seat.visit, case.inquiry, list(turns(case))
    draft, language = case.draft_of(seat.actor.id), visit.words.language
    allowed = {act for act in Act if may(seat.actor, act, about(found), visit.district)}
    return {
        "inquiry": found,
        "turns": said,
        "into": language if Act.NOTE in allowed and language in visit.district.languages else "",
        "trail": list(trail.lines(case, visit.district, visit.words, visit.date, hidden=hidden)),
        "people": found.participants,
        "copied": beside(case, visit.district),
        "draft": draft if draft and draft.alive else None,
        "noted": draft.note if draft else "",
        "allowed": allowed,
        "way": way_of(whole.inquiry, visit.services.store, draft) if Act.REPLY in allowed else None,
        "preview": preview(seat, whole, draft, hidden=hidden) if "look" in visit.ask.query else None,
        "callers": [one for one in found.participants if one.admitted],
        "apart": [one for one in said if one.apart] if not (found.held or found.merged_into) else [],
        "linked": _linked(case),
        "hidden": hidden,
        "revealed": found.confidential and not hidden,
        **_named(seat, found),
        **_choices(seat, found),
        **_request(seat, whole),
        **_pages(seat, case),
        "wrong": visit.ask.query.get("wrong", ""),
        "done": visit.ask.query.get("done", ""),
        "key": seat.staff.secret(),
        "live_seconds": LIVE_SECONDS,
    }


def _named(seat: Seat, found: Inquiry) -> dict[str, Any]:
    """What the inquiry names by an id, as it is called."""
    district, language = seat.visit.district, seat.visit.words.language
    school, holder = district.school(found.school), district.person(found.assignee)
    return {
        "topic": topic_name(district.topic(found.topic), language),
        "team": district.team(found.team).name,
        "school": school.name if school else "",
        "holder": holder.name if holder else found.assignee,
        "clocks": [(clock, derived(clock, language, district)) for clock in found.clocks],
        "details": details_of(found, district, language),
        "loggers": {one.id: one.name for one in district.staff},
    }


def _choices(seat: Seat, found: Inquiry) -> dict[str, Any]:
    """What can be chosen in the forms: of priorities those that are theirs to give."""
    district, language = seat.visit.district, seat.visit.words.language
    team = district.team(found.team)
    mates = [one for one in district.staff if one.id in team.members]
    wishes = [Prioritise(one) for one in Priority]
    return {
        "macros": [(one.id, district.called(one.names, language)) for one in district.macros_of(found.topic)],
        "priorities": [one.priority for one in wishes if may(seat.actor, act_of(one, found), about(found), district)],
        "topics": [(one.id, topic_name(one, language)) for one in district.topics],
        "members": [(one.id, one.name) for one in mates if one.roles],
        "colleague": next((one.name for one in mates if one.id != seat.actor.id), team.name),
        "teams": [(one.id, one.name) for one in district.teams],
        "endings": [
            (one.id, one.names.get(language) or next(iter(one.names.values()), one.id))
            for one in district.outcomes_of(found.topic, critical=found.priority is Priority.CRITICAL)
        ],
    }


def _request(seat: Seat, case: Case) -> dict[str, Any]:
    """Who asks to see what is confidential."""
    request = asked(case, seat.visit.now)
    asker = seat.visit.district.person(request.actor) if request else None
    return {"request": request, "asker": asker.name if asker else ""}


def _linked(case: Case) -> list[str]:
    """References alone: whoever may not read one of them finds nothing behind it."""
    return [*case.inquiry.linked, *dict.fromkeys(one.split_into for one in case.messages if one.split_into)]


def _pages(seat: Seat, case: Case) -> dict[str, Any]:
    """Who takes care of a danger: `open_page` waits for somebody, `takes` says that it may be them."""
    district, waiting = seat.visit.district, unanswered(case.pages)
    taken = [district.person(one.acknowledged_by) for one in case.pages if one.acknowledged_by]
    matters = [about_page(case.inquiry, one, district) for one in waiting]
    return {
        "open_page": bool(waiting),
        "takes": any(may(seat.actor, Act.TAKE_PAGE, one, district) for one in matters),
        "carer": next((one.name for one in taken if one), ""),
    }
