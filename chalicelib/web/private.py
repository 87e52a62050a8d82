"""GET /i/TOKEN and POST /i/TOKEN/messages: the family's own page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from chalice.app import Response

from chalicelib.channels.details import details_of
from chalicelib.channels.form import web_submission
from chalicelib.channels.outbound.deriving import derived
from chalicelib.channels.typed import message_in_json
from chalicelib.domain import family
from chalicelib.domain.contact import Suppression
from chalicelib.domain.errors import Invalid, Transient
from chalicelib.domain.inquiry import Case, Inquiry
from chalicelib.domain.words import Channel
from chalicelib.usecases.receive import Received
from chalicelib.web import answers, limits, story
from chalicelib.web.choices import topic_name
from chalicelib.web.drafts import Draft, attempt, idempotency_key, new_draft
from chalicelib.web.inquiries import told
from chalicelib.web.languages import own_name
from chalicelib.web.opening import code_of, opened
from chalicelib.web.refusals import Refused
from chalicelib.web.uploads import NO_FILES, Bag, brought, claimed, files_field, scripted, with_files
from chalicelib.web.visits import Visit

DONE = ("unsolved", "rated", "chosen", "texts_stopped", "texts_allowed")


@dataclass(frozen=True, slots=True)
class Again:
    """What was typed, where a form needs another look."""

    message: str = ""
    missing: str = ""
    score: str = ""
    comment: str = ""


NOTHING = Again()


def private_page(visit: Visit, token: str) -> Response:
    inquiry = opened(visit, token)
    case = visit.services.store.case(inquiry.reference)
    return _page(visit.about(inquiry), case or Case(inquiry), token, draft=new_draft(visit))


def back(visit: Visit, inquiry: Inquiry, what: str) -> Response:
    """To its page, from one step below it; `what` is a query and a place on the page."""
    into = visit.services.keys.signer().link(inquiry.reference, inquiry.link_generation)
    return answers.see_other(f"../{into}{f'{visit.lang_query}&' if visit.lang_query else '?'}{what}")


def shown_again(
    visit: Visit, inquiry: Inquiry, token: str, *, draft: Draft, again: Again, bag: Bag = NO_FILES
) -> Response:
    """The page with what was typed, and what to do about it."""
    return _page(visit, _whole(visit, inquiry), token, draft=draft, again=again, bag=bag)


def take_message(visit: Visit, token: str) -> Response:
    """The link is proved first: nothing is read of a body that a stranger sent."""
    inquiry = opened(visit, token)
    if visit.ask.sends_json:
        return _from_program(visit, inquiry)
    return _from_person(visit.about(inquiry), inquiry, token)


def _from_program(visit: Visit, inquiry: Inquiry) -> Response:
    key, whole = idempotency_key(visit), visit.ask.json()
    try:
        given, bag = claimed(visit, whole, key)
        received = _receive(visit, message_in_json(given), inquiry, key=key, bag=bag)
    except Invalid as invalid:
        raise Refused(422, "invalid", fields=invalid.fields) from invalid
    return answers.document(told(visit, received), 201)


def _from_person(visit: Visit, inquiry: Inquiry, token: str) -> Response:
    given = visit.ask.form()
    draft, message = new_draft(visit, given.get("key", "")), given.get("message", "")
    bag = brought(visit, draft.key)
    received = attempt(visit, draft, lambda: _receive(visit, message, inquiry, key=draft.key, bag=bag))
    if isinstance(received, Draft):
        return shown_again(visit, inquiry, token, draft=received, again=Again(message=message), bag=bag)
    return back(visit, received.inquiry or inquiry, "added=1#conversation")


def _receive(visit: Visit, message: str, inquiry: Inquiry, *, key: str, bag: Bag = NO_FILES) -> Received:
    """Raises Invalid, Refused with 429, or Transient."""
    files = bool(bag.attachments)
    submission = web_submission(message, inquiry=inquiry, key=key, received_at=visit.now, files=files)
    submission = with_files(submission, bag)
    limits.count(visit, limits.MESSAGES)
    return visit.services.receive(submission)


def _whole(visit: Visit, inquiry: Inquiry) -> Case:
    """What was typed is shown again even while the conversation itself cannot be read."""
    try:
        return visit.services.store.case(inquiry.reference) or Case(inquiry)
    except Transient:
        return Case(inquiry)


def _page(
    visit: Visit, case: Case, token: str, *, draft: Draft, again: Again = NOTHING, bag: Bag = NO_FILES
) -> Response:
    inquiry, district = case.inquiry, visit.district
    school, due = district.school(inquiry.school), story.expected(inquiry)
    return visit.page(
        "inquiry.html",
        draft.status,
        headers=dict(draft.headers) | scripted(visit),
        inquiry=inquiry,
        token=token,
        draft=draft,
        **files_field(visit, bag, draft),
        again=again,
        done=_done(visit),
        topic=topic_name(district.topic(inquiry.topic), visit.words.language),
        team=district.team(inquiry.team).name,
        school=school.name if school else "",
        details=details_of(inquiry, district, visit.words.language),
        steps=story.STEPS,
        step=story.step(case),
        due=due,
        how=derived(inquiry.deadline if due else None, visit.words.language, district),
        late=due is not None and due < visit.now,
        conversation=story.conversation(case, district),
        timeline=story.timeline(case),
        **_choices(visit, inquiry),
    )


def _done(visit: Visit) -> str:
    """What was done a moment ago: the key of its sentence."""
    if "added" in visit.ask.query:
        return "added"
    done = visit.ask.query.get("done", "")
    return f"done_{done}" if done in DONE else ""


def _choices(visit: Visit, inquiry: Inquiry) -> dict[str, Any]:
    """What the family may decide here."""
    shut = _shut(visit, inquiry)
    numbers = family.phones(inquiry)
    return {
        "may_reopen": family.may_reopen(inquiry, visit.now),
        "may_rate": family.may_rate(inquiry, visit.now),
        "scores": family.SCORES,
        "channels": family.channels(inquiry, shut),
        "answer_languages": [(one, own_name(one)) for one in visit.district.languages],
        "has_phone": bool(numbers),
        "texts_stopped": family.texts_stopped(shut),
        "one_phone": len(numbers) == 1,
        "texted": inquiry.texts_allowed or inquiry.channel is Channel.SMS,
        "code": "" if inquiry.seal else code_of(visit, inquiry),
    }


def _shut(visit: Visit, inquiry: Inquiry) -> Sequence[Suppression]:
    try:
        return visit.services.store.shut(family.phones(inquiry))
    except Transient:
        return ()
