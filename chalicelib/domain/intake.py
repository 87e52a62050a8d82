"""What a submission does: it opens an inquiry or continues one. Decides everything, performs nothing."""

from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.domain import ladder
from chalicelib.domain.clock import AroundTheClock
from chalicelib.domain.commit import Commit, Outcome, Stamp, numbered
from chalicelib.domain.district import District
from chalicelib.domain.events import EventType
from chalicelib.domain.inquiry import Inquiry, Message, Participant
from chalicelib.domain.keywords import Keyword, keyword
from chalicelib.domain.routing import route
from chalicelib.domain.safety import Hit, loudest
from chalicelib.domain.submission import Kind, Submission
from chalicelib.domain.threads import Found, Thread, thread
from chalicelib.domain.words import Channel, Direction, Priority, Status, Tier
from chalicelib.domain.writer import Writer

_CALENDAR = AroundTheClock()
_SUBJECT = 120
_FROM_PEOPLE = frozenset({Kind.MESSAGE, Kind.UNREADABLE})
_KEYWORD_EVENTS = {
    Keyword.STOP: EventType.TEXTS_STOPPED,
    Keyword.START: EventType.TEXTS_RESUMED,
    Keyword.HELP: EventType.HELP_ASKED,
}


@dataclass(frozen=True, slots=True)
class Intake:
    """The commit to make; `opened` says whether it opens an inquiry."""

    commit: Commit
    opened: bool


@dataclass(frozen=True, slots=True)
class _Case:
    """All that the rules below look at."""

    submission: Submission
    found: Found
    district: District
    stamp: Stamp
    thread: Thread
    hits: tuple[Hit, ...]
    command: Keyword | None
    since: datetime

    @property
    def danger(self) -> Tier:
        return loudest(self.hits)

    @property
    def other_people(self) -> dict[str, object]:
        """For the timeline."""
        others = Writer(self.submission, self.found, self.command).others
        return {"other_contacts": list(others)} if others else {}

    @property
    def needs_a_person(self) -> bool:
        """Whether a person wrote something that wants an answer."""
        return self.submission.kind in _FROM_PEOPLE and self.command is None


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
    joined = Thread() if submission.held else thread(submission, found, stamp.now)
    command = keyword(submission.text, opted_out=found.opted_out) if submission.channel is Channel.SMS else None
    hits = district.safety.scan(submission.subject, submission.text)
    case = _Case(submission, found, district, stamp, joined, hits, command, since or stamp.now)
    outcomes: list[Outcome] = []
    if joined.inquiry is None:
        inquiry = _opened(case, new_reference, outcomes)
    else:
        inquiry = _continued(case, joined.inquiry, outcomes)
    _note_danger(case, outcomes)
    _note_command(case, outcomes)
    writer = Writer(submission, found, command)
    contact = writer.contact(inquiry.reference)
    if contact and not joined.pending:
        inquiry = replace(inquiry, contact_id=inquiry.contact_id or contact.id)
    commit = Commit(
        reference=inquiry.reference,
        stamp=stamp,
        inquiry=inquiry,
        message=_message(case, inquiry),
        events=numbered(inquiry.reference, stamp, outcomes),
        source=submission.source,
        contact=contact,
        points=writer.points(contact),
        suppression=writer.suppression(stamp.now),
        release=submission.addresses[0] if command is Keyword.START else None,
        hold=submission if inquiry.held and joined.inquiry is None else None,
    )
    return Intake(commit=commit, opened=joined.inquiry is None)


def _opened(case: _Case, reference: str, outcomes: list[Outcome]) -> Inquiry:
    submission, now = case.submission, case.stamp.now
    routed = route(submission, case.district)
    held = submission.held or ("" if submission.kind in _FROM_PEOPLE else f"automatic mail ({submission.kind})")
    topic = case.district.topic(routed.topic)
    waits = case.needs_a_person and not held
    clock = ladder.start(kind="first_response", at=case.since, targets=topic.targets, calendar=_CALENDAR)
    deadline = clock if waits else None
    quiet = not case.needs_a_person and case.command is not None
    inquiry = Inquiry(
        reference=reference,
        version=1,
        status=Status.CLOSED if quiet else Status.NEW,
        closed_at=now if quiet else None,
        priority=_priority(case, routed.priority),
        topic=routed.topic,
        team=routed.team,
        channel=submission.channel,
        language=_language(case),
        subject=_subject(submission),
        opened_at=now,
        updated_at=now,
        decided_under=case.district.version,
        school=submission.school,
        participants=tuple(Participant(address=one, name=submission.name) for one in submission.addresses),
        deadline=deadline,
        expected_by=deadline.due_at if deadline else None,
        dangers=_categories(case),
        held=held,
        anonymous=not submission.addresses,
        texts_allowed=submission.texts_allowed,
        linked=(case.thread.linked,) if case.thread.linked else (),
    )
    _note_opening(case, inquiry, routed.why, outcomes)
    return inquiry


def _note_opening(case: _Case, inquiry: Inquiry, why: str, outcomes: list[Outcome]) -> None:
    submission = case.submission
    detail: dict[str, object] = {
        "message": case.stamp.id,
        "channel": submission.channel,
        "topic": inquiry.topic,
        "team": inquiry.team,
        "priority": inquiry.priority,
        "why": why,
        "thread": case.thread.why,
    } | case.other_people
    if inquiry.held:
        if submission.kind not in _FROM_PEOPLE:
            detail["automatic"] = submission.kind
        outcomes.append(Outcome(EventType.INQUIRY_HELD, detail | {"held": inquiry.held}))
        return
    if inquiry.status is Status.CLOSED:
        outcomes.append(Outcome(EventType.MESSAGE_RECEIVED, detail | {"automatic": "keyword"}))
        return
    detail |= _files(submission)
    detail["acknowledge"] = submission.automatic_ok and bool(submission.addresses)
    outcomes.append(Outcome(EventType.INQUIRY_OPENED, detail))
    if inquiry.deadline:
        outcomes.append(ladder.deadline_set(inquiry.deadline))


def _files(submission: Submission) -> dict[str, object]:
    """How many files are to be taken out of the original, where there are any; never out of what is held."""
    return {"files": len(submission.attachments)} if submission.attachments and submission.original else {}


def _continued(case: _Case, inquiry: Inquiry, outcomes: list[Outcome]) -> Inquiry:
    submission, now = case.submission, case.stamp.now
    inquiry = replace(inquiry, version=inquiry.version + 1, updated_at=now)
    detail: dict[str, object] = {"message": case.stamp.id, "channel": submission.channel, "thread": case.thread.why}
    detail |= case.other_people
    if case.thread.pending:
        detail["pending"] = True
        inquiry = replace(inquiry, participants=inquiry.participants + _waiting(case, inquiry))
    if not case.needs_a_person:
        detail["automatic"] = "keyword" if case.command else submission.kind
        outcomes.append(Outcome(EventType.MESSAGE_RECEIVED, detail))
        return _endangered(case, inquiry)
    outcomes.append(Outcome(EventType.MESSAGE_RECEIVED, detail | ({} if inquiry.held else _files(submission))))
    if inquiry.status is Status.CLOSED:
        outcomes.append(Outcome(EventType.INQUIRY_REOPENED, {"why": "the family wrote again"}))
    if inquiry.status in {Status.WAITING, Status.CLOSED}:
        inquiry = replace(inquiry, status=Status.OPEN, closed_at=None)
    if inquiry.deadline is None and not inquiry.held:
        targets = case.district.topic(inquiry.topic).targets
        deadline = ladder.start(kind="next_response", at=now, targets=targets, calendar=_CALENDAR)
        inquiry = replace(inquiry, deadline=deadline, expected_by=deadline.due_at)
        outcomes.append(ladder.deadline_set(deadline))
    return _endangered(case, inquiry)


def _waiting(case: _Case, inquiry: Inquiry) -> tuple[Participant, ...]:
    """The people to admit: listed once, and never a machine."""
    fresh = (one for one in case.submission.addresses if case.needs_a_person and inquiry.participant(one) is None)
    return tuple(Participant(one, case.submission.name, admitted=False) for one in fresh)


def _endangered(case: _Case, inquiry: Inquiry) -> Inquiry:
    known = inquiry.dangers + tuple(one for one in _categories(case) if one not in inquiry.dangers)
    return replace(inquiry, priority=_priority(case, inquiry.priority), dangers=known)


def _note_danger(case: _Case, outcomes: list[Outcome]) -> None:
    if case.danger is Tier.PAGE:
        hits = [f"{hit.category} ({hit.language})" for hit in case.hits]
        outcomes.append(Outcome(EventType.DANGER_FOUND, {"message": case.stamp.id, "hits": list(dict.fromkeys(hits))}))


def _note_command(case: _Case, outcomes: list[Outcome]) -> None:
    again = case.command is Keyword.STOP and case.found.opted_out  # confirmed once is enough
    if case.command is not None and not again:
        outcomes.append(Outcome(_KEYWORD_EVENTS[case.command], {"message": case.stamp.id}))


def _priority(case: _Case, otherwise: Priority) -> Priority:
    if case.danger is Tier.PAGE or otherwise is Priority.CRITICAL:
        return Priority.CRITICAL
    return Priority.HIGH if case.danger is Tier.URGENT else otherwise


def _categories(case: _Case) -> tuple[str, ...]:
    return tuple(dict.fromkeys(hit.category for hit in case.hits))


def _language(case: _Case) -> str:
    stored = case.found.contact.language if case.found.contact else ""
    return stored or case.submission.language or case.district.languages[0]


def _subject(submission: Submission) -> str:
    words = (submission.subject or submission.visible or submission.text).split()
    line = " ".join(words[:40])
    return line if len(line) <= _SUBJECT else line[: _SUBJECT - 1].rstrip() + "…"


def _message(case: _Case, inquiry: Inquiry) -> Message:
    submission = case.submission
    return Message(
        id=case.stamp.id,
        reference=inquiry.reference,
        at=submission.received_at,
        direction=Direction.INBOUND,
        channel=submission.channel,
        text=submission.text,
        visible=submission.visible if submission.visible != submission.text else "",
        author_name=submission.name,
        sender=submission.addresses[0] if submission.addresses else None,
        subject=submission.subject,
        language=submission.language,
        attachments=submission.attachments,
        original=submission.original,
        truncated=submission.truncated,
        automatic=not case.needs_a_person,
        verified=submission.verified,
        notes=submission.notes,
        envelope=submission.envelope,
        mail_id=submission.mail_id,
        mail_references=submission.mail_references,
    )
