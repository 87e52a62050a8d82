"""GET /i/TOKEN and POST /i/TOKEN/messages: the family's own page."""

from chalice.app import Response

from chalicelib.channels.form import web_submission
from chalicelib.channels.outbound.deriving import derived
from chalicelib.channels.typed import message_in_json
from chalicelib.domain.errors import Invalid, Transient
from chalicelib.domain.inquiry import Case, Inquiry
from chalicelib.usecases.receive import Received
from chalicelib.web import answers, limits, story
from chalicelib.web.choices import topic_name
from chalicelib.web.details import details_of
from chalicelib.web.drafts import Draft, attempt, new_draft
from chalicelib.web.inquiries import idempotency_key, told
from chalicelib.web.opening import opened
from chalicelib.web.refusals import Refused
from chalicelib.web.uploads import NO_FILES, Bag, brought, files_field, scripted, with_files
from chalicelib.web.visits import Visit


def private_page(visit: Visit, token: str) -> Response:
    inquiry = opened(visit, token)
    case = visit.services.store.case(inquiry.reference)
    return _page(visit.about(inquiry), case or Case(inquiry), token, draft=new_draft(visit))


def take_message(visit: Visit, token: str) -> Response:
    """The link is proved first: nothing is read of a body that a stranger sent."""
    inquiry = opened(visit, token)
    if visit.ask.sends_json:
        return _from_program(visit, inquiry)
    return _from_person(visit.about(inquiry), inquiry, token)


def _from_program(visit: Visit, inquiry: Inquiry) -> Response:
    key, given = idempotency_key(visit), visit.ask.json()
    try:
        received = _receive(visit, message_in_json(given), inquiry, key=key)
    except Invalid as invalid:
        raise Refused(422, "invalid", fields=invalid.fields) from invalid
    return answers.document(told(visit, received), 201)


def _from_person(visit: Visit, inquiry: Inquiry, token: str) -> Response:
    given = visit.ask.form()
    draft, message = new_draft(visit, given.get("key", "")), given.get("message", "")
    bag = brought(visit, draft.key)
    received = attempt(visit, draft, lambda: _receive(visit, message, inquiry, key=draft.key, bag=bag))
    if isinstance(received, Draft):
        return _page(visit, _whole(visit, inquiry), token, draft=received, typed=message, bag=bag)
    home = received.inquiry or inquiry
    into = visit.services.keys.signer().link(home.reference, home.link_generation)
    query = f"{visit.lang_query}&added=1" if visit.lang_query else "?added=1"
    return answers.see_other(f"../{into}{query}#conversation")


def _receive(visit: Visit, message: str, inquiry: Inquiry, *, key: str, bag: Bag = NO_FILES) -> Received:
    """Raises Invalid, Refused with 429, or Transient."""
    alone = not bag.attachments
    submission = web_submission(message, inquiry=inquiry, key=key, received_at=visit.now, alone=alone)
    submission = with_files(submission, bag)
    limits.count(visit, limits.MESSAGES)
    return visit.services.receive(submission)


def _whole(visit: Visit, inquiry: Inquiry) -> Case:
    """What was typed is shown again even while the conversation itself cannot be read."""
    try:
        return visit.services.store.case(inquiry.reference) or Case(inquiry)
    except Transient:
        return Case(inquiry)


def _page(visit: Visit, case: Case, token: str, *, draft: Draft, typed: str = "", bag: Bag = NO_FILES) -> Response:
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
        typed=typed,
        added="added" in visit.ask.query,
        topic=topic_name(district.topic(inquiry.topic), visit.words.language),
        team=district.team(inquiry.team).name,
        school=school.name if school else "",
        details=details_of(inquiry, district, visit.words),
        steps=story.STEPS,
        step=story.step(case),
        due=due,
        how=derived(inquiry.deadline if due else None, visit.words.language, district),
        late=due is not None and due < visit.now,
        conversation=story.conversation(case, district),
        timeline=story.timeline(case),
    )
