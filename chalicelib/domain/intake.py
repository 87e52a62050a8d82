"""What a submission does: it opens an inquiry or continues one. Decides everything, performs nothing."""

from dataclasses import dataclass, replace

from chalicelib.domain import ladder
from chalicelib.domain.clock import AroundTheClock
from chalicelib.domain.commit import Commit, Outcome, Stamp, numbered
from chalicelib.domain.contact import Address, AddressKind, Contact, Suppression, SuppressionReason
from chalicelib.domain.district import District
from chalicelib.domain.events import EventType
from chalicelib.domain.inquiry import Inquiry, Message, Participant
from chalicelib.domain.keywords import Keyword, keyword
from chalicelib.domain.routing import route
from chalicelib.domain.safety import Hit, loudest
from chalicelib.domain.submission import Kind, Submission
from chalicelib.domain.threads import Found, Thread, thread
from chalicelib.domain.words import Channel, Direction, Priority, Status, Tier

_CALENDAR = AroundTheClock()
_RECENT = 10
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

    @property
    def danger(self) -> Tier:
        return loudest(self.hits)

    @property
    def needs_a_person(self) -> bool:
        """Whether a person wrote something that wants an answer."""
        return self.submission.kind in _FROM_PEOPLE and self.command is None


def intake(submission: Submission, found: Found, district: District, *, stamp: Stamp, new_reference: str) -> Intake:
    """`new_reference` names the inquiry if one is opened."""
    joined = Thread() if submission.held else thread(submission, found, stamp.now)
    command = keyword(submission.text, opted_out=found.opted_out) if submission.channel is Channel.SMS else None
    hits = district.safety.scan(submission.subject, submission.text)
    case = _Case(submission, found, district, stamp, joined, hits, command)
    outcomes: list[Outcome] = []
    if joined.inquiry is None:
        inquiry = _opened(case, new_reference, outcomes)
    else:
        inquiry = _continued(case, joined.inquiry, outcomes)
    _note_danger(case, outcomes)
    _note_command(case, outcomes)
    contact = _contact(case, inquiry.reference)
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
        points=_new_addresses(case, contact),
        suppression=_suppression(case),
        release=submission.addresses[0] if command is Keyword.START else None,
    )
    return Intake(commit=commit, opened=joined.inquiry is None)


def _opened(case: _Case, reference: str, outcomes: list[Outcome]) -> Inquiry:
    submission, now = case.submission, case.stamp.now
    routed = route(submission, case.district)
    held = submission.held or ("" if submission.kind in _FROM_PEOPLE else f"automatic mail ({submission.kind})")
    topic = case.district.topic(routed.topic)
    waits = case.needs_a_person and not held
    deadline = ladder.start(kind="first_response", at=now, targets=topic.targets, calendar=_CALENDAR) if waits else None
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
    }
    if inquiry.held:
        if submission.kind not in _FROM_PEOPLE:
            detail["automatic"] = submission.kind
        outcomes.append(Outcome(EventType.INQUIRY_HELD, detail | {"held": inquiry.held}))
        return
    if inquiry.status is Status.CLOSED:
        outcomes.append(Outcome(EventType.MESSAGE_RECEIVED, detail | {"automatic": "keyword"}))
        return
    detail["acknowledge"] = submission.automatic_ok and bool(submission.addresses)
    outcomes.append(Outcome(EventType.INQUIRY_OPENED, detail))
    if inquiry.deadline:
        outcomes.append(_deadline_set(inquiry))


def _continued(case: _Case, inquiry: Inquiry, outcomes: list[Outcome]) -> Inquiry:
    submission, now = case.submission, case.stamp.now
    inquiry = replace(inquiry, version=inquiry.version + 1, updated_at=now)
    detail: dict[str, object] = {"message": case.stamp.id, "channel": submission.channel, "thread": case.thread.why}
    if case.thread.pending:
        detail["pending"] = True
        inquiry = replace(inquiry, participants=inquiry.participants + _waiting(case, inquiry))
    if not case.needs_a_person:
        detail["automatic"] = "keyword" if case.command else submission.kind
        outcomes.append(Outcome(EventType.MESSAGE_RECEIVED, detail))
        return _endangered(case, inquiry)
    outcomes.append(Outcome(EventType.MESSAGE_RECEIVED, detail))
    if inquiry.status is Status.CLOSED:
        outcomes.append(Outcome(EventType.INQUIRY_REOPENED, {"why": "the family wrote again"}))
    if inquiry.status in {Status.WAITING, Status.CLOSED}:
        inquiry = replace(inquiry, status=Status.OPEN, closed_at=None)
    if inquiry.deadline is None and not inquiry.held:
        targets = case.district.topic(inquiry.topic).targets
        deadline = ladder.start(kind="next_response", at=now, targets=targets, calendar=_CALENDAR)
        inquiry = replace(inquiry, deadline=deadline, expected_by=deadline.due_at)
        outcomes.append(_deadline_set(inquiry))
    return _endangered(case, inquiry)


def _waiting(case: _Case, inquiry: Inquiry) -> tuple[Participant, ...]:
    """The people to admit: listed once, and never a machine."""
    fresh = (one for one in case.submission.addresses if case.needs_a_person and inquiry.participant(one) is None)
    return tuple(Participant(one, case.submission.name, admitted=False) for one in fresh)


def _endangered(case: _Case, inquiry: Inquiry) -> Inquiry:
    known = inquiry.dangers + tuple(one for one in _categories(case) if one not in inquiry.dangers)
    return replace(inquiry, priority=_priority(case, inquiry.priority), dangers=known)


def _deadline_set(inquiry: Inquiry) -> Outcome:
    deadline = inquiry.deadline
    assert deadline is not None
    return Outcome(
        EventType.DEADLINE_SET,
        {"kind": deadline.kind, "due_at": deadline.due_at.isoformat(), "explanation": deadline.explanation},
    )


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


def _contact(case: _Case, reference: str) -> Contact | None:
    """The contact in its new state, or None when nothing of it changes."""
    submission, known = case.submission, case.found.contact
    if not submission.addresses or submission.kind is not Kind.MESSAGE or submission.held:
        return None
    if known is None:
        return Contact(
            id=submission.addresses[0].key,
            version=1,
            addresses=submission.addresses,
            name=submission.name,
            language=submission.language,
            texts_allowed=_texts_allowed(case),
            recent=(reference,),
        )
    fresh = replace(
        known,
        addresses=known.addresses + tuple(one for one in submission.addresses if one not in known.addresses),
        name=known.name or submission.name,
        language=known.language or submission.language,
        texts_allowed=_texts_allowed(case),
        recent=(reference, *(one for one in known.recent if one != reference))[:_RECENT],
    )
    return None if fresh == known else replace(fresh, version=known.version + 1)


def _texts_allowed(case: _Case) -> bool:
    if case.command is Keyword.STOP:
        return False
    before = case.found.contact.texts_allowed if case.found.contact else False
    return before or case.submission.texts_allowed or case.submission.channel is Channel.SMS


def _new_addresses(case: _Case, contact: Contact | None) -> tuple[Address, ...]:
    """Addresses that do not lead to the contact yet."""
    if contact is None:
        return ()
    known = case.found.contact.addresses if case.found.contact else ()
    return tuple(one for one in contact.addresses if one not in known and one.key != contact.id)


def _suppression(case: _Case) -> Suppression | None:
    phone = next((one for one in case.submission.addresses if one.kind is AddressKind.PHONE), None)
    if case.command is not Keyword.STOP or phone is None:
        return None
    return Suppression(address=phone, reason=SuppressionReason.OPT_OUT, since=case.stamp.now)
