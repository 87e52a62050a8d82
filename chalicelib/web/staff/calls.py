"""GET and POST /staff/calls: what somebody said on the telephone or across the counter becomes an inquiry. What a person who is
on an inquiry already says is logged on its page."""

from collections.abc import Mapping

from chalice.app import Response

from chalicelib.channels.calls import Taken, call_submission, further_call
from chalicelib.channels.form import KEY
from chalicelib.channels.typed import LINE_LIMITS, MESSAGE_LIMIT, Typed, typed_in_form
from chalicelib.domain.errors import NotAllowed
from chalicelib.domain.permissions import Act, about, may, may_anywhere
from chalicelib.domain.reference import parse_reference
from chalicelib.usecases.log_call import log_call, log_further_call
from chalicelib.usecases.receive import Received
from chalicelib.web import answers
from chalicelib.web.choices import topic_name
from chalicelib.web.drafts import Draft, attempt, new_draft
from chalicelib.web.languages import own_name
from chalicelib.web.staff.seats import Seat

_CHECKED = {"on", "1"}


def new_call(seat: Seat) -> Response:
    """The empty form; with what was logged before it, where that went to people it is private to."""
    if not may_anywhere(seat.actor, Act.LOG_CALL):
        raise NotAllowed(Act.LOG_CALL)
    return _shown(
        seat, Typed(), new_draft(seat.visit), {}, logged=parse_reference(seat.visit.ask.query.get("logged", ""))
    )


def take_call(seat: Seat) -> Response:
    """Kept once for each form, however often it is sent."""
    form = seat.form()
    typed, draft = typed_in_form(form), new_draft(seat.visit, form.get("key", ""))

    def send() -> Received:
        taken, district = _taken(seat, form, draft.key), seat.visit.district
        asked = {name: form.get(name) in _CHECKED for name in ("answers", "confidential")}
        submission = call_submission(typed, taken, district=district, **asked)
        return log_call(submission, actor=seat.actor, at=seat.staff.counter)

    received = attempt(seat.visit, draft, send)
    if isinstance(received, Draft):
        return _shown(seat, typed, received, form)
    return answers.see_other(_where(seat, received))


def further(seat: Seat, reference: str, form: Mapping[str, str]) -> None:
    """A deed of the inquiry's page."""
    key = form.get("key", "")
    taken = _taken(seat, form, key if KEY.fullmatch(key) else seat.visit.services.randomness.stamp().id)
    log_further_call(
        reference,
        lambda inquiry: further_call(form.get("text", ""), taken, inquiry=inquiry, caller=form.get("caller", "")),
        actor=seat.actor,
        at=seat.staff.counter,
    )


def _taken(seat: Seat, form: Mapping[str, str], key: str) -> Taken:
    return Taken(key, seat.actor.id, seat.visit.now, walk_in=form.get("how") == "walk_in")


def _where(seat: Seat, received: Received) -> str:
    """To the inquiry, for who may read it."""
    found = received.inquiry
    root, lang = seat.visit.ask.root, seat.visit.lang_query
    if found and may(seat.actor, Act.READ, about(found), seat.visit.district):
        return f"{root}staff/i/{found.reference}{f'{lang}&' if lang else '?'}done=call#now"
    return f"{root}staff/calls{f'{lang}&' if lang else '?'}logged={received.reference}"


def _shown(seat: Seat, typed: Typed, draft: Draft, form: Mapping[str, str], *, logged: str | None = None) -> Response:
    district, language = seat.visit.district, seat.visit.words.language
    return seat.page(
        "calls.html",
        draft.status,
        place="calls",
        headers=draft.headers,
        draft=draft,
        typed=typed,
        walk_in=form.get("how") == "walk_in",
        confidential=form.get("confidential") in _CHECKED,
        answered=not form or form.get("answers") in _CHECKED,
        topics=[(one.id, topic_name(one, language)) for one in district.topics],
        schools=[(one.id, one.name) for one in district.schools],
        written=[(one, own_name(one)) for one in district.languages],
        limits=LINE_LIMITS | {"message": MESSAGE_LIMIT},
        logged=logged or "",
    )
