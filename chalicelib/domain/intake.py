"""What a submission does: it opens an inquiry or continues one. Decides everything, performs nothing."""

from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.domain import deadlines
from chalicelib.domain.arrival import (
    Arrival,
    categories_of,
    consent_of,
    danger_of,
    files_of,
    followed,
    language_of,
    message_of,
    newcomers,
    people_of,
    priority_of,
    subject_of,
)
from chalicelib.domain.commit import Commit, Outcome, Stamp, numbered
from chalicelib.domain.deadlines import Change
from chalicelib.domain.district import District
from chalicelib.domain.events import EventType
from chalicelib.domain.inquiry import Inquiry
from chalicelib.domain.keywords import Keyword, keyword
from chalicelib.domain.routing import Route, route
from chalicelib.domain.safety import Hit, heard
from chalicelib.domain.submission import FROM_PEOPLE, UNSOLVED, Submission
from chalicelib.domain.threads import Found, Thread, thread
from chalicelib.domain.words import Channel, Status
from chalicelib.domain.writer import Writer

_KEYWORD_EVENTS = {
    Keyword.STOP: EventType.TEXTS_STOPPED,
    Keyword.START: EventType.TEXTS_RESUMED,
    Keyword.HELP: EventType.HELP_ASKED,
    Keyword.CODE: EventType.PAGE_CODE_UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class Intake:
    """The commit to make; `opened` says whether it opens an inquiry."""

    commit: Commit
    opened: bool


def intake(
    submission: Submission,
    found: Found,
    district: District,
    *,
    stamp: Stamp,
    new_reference: str,
    since: datetime | None = None,
) -> Intake:
    """`new_reference` names the inquiry if one is opened; its clock runs from `since`, or from now."""
    alone = submission.held or submission.code
    joined = Thread() if alone else thread(submission, found, stamp.now)
    command = _command(submission, found)
    hits = _dangers(submission, district)
    case = Arrival(submission, found, district, stamp, joined, hits, command, since or stamp.now)
    outcomes: list[Outcome] = []
    if joined.inquiry is None:
        inquiry = _opened(case, new_reference, outcomes)
    else:
        inquiry = _continued(case, joined.inquiry, outcomes)
    outcomes += danger_of(case)
    if submission.logged_by:
        outcomes.append(Outcome(EventType.CALL_LOGGED, {"message": stamp.id}, submission.logged_by))
    _note_command(case, outcomes)
    return Intake(commit=_commit(case, inquiry, outcomes), opened=joined.inquiry is None)


def _command(submission: Submission, found: Found) -> Keyword | None:
    if submission.code:
        return Keyword.CODE
    return keyword(submission.text, opted_out=found.opted_out) if submission.channel is Channel.SMS else None


def _commit(case: Arrival, inquiry: Inquiry, outcomes: list[Outcome]) -> Commit:
    submission, stamp = case.submission, case.stamp
    writer = Writer(submission, case.found, case.command)
    contact = writer.contact(inquiry.reference)
    if contact and not case.thread.pending:
        inquiry = replace(inquiry, contact_id=inquiry.contact_id or contact.id)
    return Commit(
        reference=inquiry.reference,
        stamp=stamp,
        inquiry=inquiry,
        message=message_of(case, inquiry),
        events=numbered(inquiry.reference, stamp, outcomes, config=case.district.version),
        source=submission.source,
        contact=contact,
        points=writer.points(contact),
        suppression=writer.suppression(stamp.now),
        release=submission.addresses[0] if case.command is Keyword.START else None,
        hold=replace(submission, scanned="") if inquiry.held and case.thread.inquiry is None else None,
        also=followed(case, inquiry),
    )


def _dangers(submission: Submission, district: District) -> tuple[Hit, ...]:
    """Phrases are looked for in all of it, quotations too. The weights hear people alone, and of an answer what is new in it: our
    own acknowledgement, which speaks of emergencies, stands below most answers."""
    person, new = submission.kind in FROM_PEOPLE, submission.visible
    whole = (submission.subject, submission.scanned or submission.text)
    hits = heard(lambda: district.safety, *whole, weighed=person and not new)
    fresh = heard(lambda: district.safety, new) if person and new else ()
    return (*hits, *(one for one in fresh if one not in hits))


def _opened(case: Arrival, reference: str, outcomes: list[Outcome]) -> Inquiry:
    submission, now = case.submission, case.stamp.now
    routed = route(submission, case.district, at=now)
    held = submission.held or ("" if submission.kind in FROM_PEOPLE else f"automatic mail ({submission.kind})")
    quiet = not case.needs_a_person and case.command is not None
    inquiry = Inquiry(
        reference=reference,
        version=1,
        status=Status.CLOSED if quiet else Status.NEW,
        closed_at=now if quiet else None,
        priority=priority_of(case, routed.priority),
        topic=routed.topic,
        team=routed.team,
        channel=submission.channel,
        language=language_of(case),
        subject=subject_of(submission),
        opened_at=now,
        updated_at=now,
        decided_under=case.district.version,
        school=submission.school,
        assignee=routed.assignee,
        tags=routed.tags,
        participants=people_of(case),
        dangers=categories_of(case),
        held=held,
        anonymous=not people_of(case),
        confidential=submission.confidential or bool(case.thread.after and case.thread.after.confidential),
        texts_allowed=consent_of(case),
        linked=(case.thread.linked,) if case.thread.linked else (),
        seal=submission.seal,
        details=submission.details,
    )
    _note_opening(case, inquiry, routed, outcomes)
    if held or not case.needs_a_person:
        return inquiry
    return _clocked(deadlines.opened(inquiry, case.since, case.district, message=case.stamp.id), outcomes)


def _clocked(change: Change, outcomes: list[Outcome]) -> Inquiry:
    outcomes += change.outcomes
    return change.inquiry


def _note_opening(case: Arrival, inquiry: Inquiry, routed: Route, outcomes: list[Outcome]) -> None:
    submission = case.submission
    detail: dict[str, object] = {
        "message": case.stamp.id,
        "channel": submission.channel,
        "topic": inquiry.topic,
        "team": inquiry.team,
        "priority": inquiry.priority,
        "thread": case.thread.why,
    } | case.other_people
    detail |= routed.told
    if inquiry.held:
        if submission.kind not in FROM_PEOPLE:
            detail["automatic"] = submission.kind
        outcomes.append(Outcome(EventType.INQUIRY_HELD, detail | {"held": inquiry.held}))
        return
    if inquiry.status is Status.CLOSED:
        outcomes.append(Outcome(EventType.MESSAGE_RECEIVED, detail | {"automatic": "keyword"}))
        return
    detail |= files_of(submission)
    detail["acknowledge"] = submission.automatic_ok and bool(inquiry.participants)
    outcomes.append(Outcome(EventType.INQUIRY_OPENED, detail))


def _continued(case: Arrival, inquiry: Inquiry, outcomes: list[Outcome]) -> Inquiry:
    submission, now = case.submission, case.stamp.now
    inquiry = replace(inquiry, version=inquiry.version + 1, updated_at=now)
    detail: dict[str, object] = {"message": case.stamp.id, "channel": submission.channel, "thread": case.thread.why}
    detail |= case.other_people
    if case.thread.pending:
        detail["pending"] = True
        inquiry = replace(inquiry, participants=inquiry.participants + newcomers(case, inquiry))
    if not case.needs_a_person:
        detail["automatic"] = "keyword" if case.command else submission.kind
        outcomes.append(Outcome(EventType.MESSAGE_RECEIVED, detail))
        return _endangered(case, inquiry, outcomes)
    unsolved = UNSOLVED in submission.notes
    detail |= {"unsolved": True} if unsolved else {}
    outcomes.append(Outcome(EventType.MESSAGE_RECEIVED, detail | ({} if inquiry.held else files_of(submission))))
    if inquiry.status is Status.CLOSED:
        why = "the family says that it is not solved" if unsolved else "the family wrote again"
        outcomes.append(Outcome(EventType.INQUIRY_REOPENED, {"why": why} | ({"unsolved": True} if unsolved else {})))
    if inquiry.status in {Status.WAITING, Status.CLOSED}:
        inquiry = replace(inquiry, status=Status.OPEN, closed_at=None, outcome="", wakes_at=None)
    if not inquiry.held:
        inquiry = _clocked(deadlines.family_wrote(inquiry, now, case.district, message=case.stamp.id), outcomes)
    return _endangered(case, inquiry, outcomes)


def _endangered(case: Arrival, inquiry: Inquiry, outcomes: list[Outcome]) -> Inquiry:
    known = inquiry.dangers + tuple(one for one in categories_of(case) if one not in inquiry.dangers)
    priority = priority_of(case, inquiry.priority)
    fresh = replace(inquiry, priority=priority, dangers=known)
    return fresh if priority is inquiry.priority else _clocked(deadlines.recomputed(fresh, case.district), outcomes)


def _note_command(case: Arrival, outcomes: list[Outcome]) -> None:
    again = case.command is Keyword.STOP and case.found.opted_out  # confirmed once is enough
    if case.command is not None and not again:
        outcomes.append(Outcome(_KEYWORD_EVENTS[case.command], {"message": case.stamp.id}))
