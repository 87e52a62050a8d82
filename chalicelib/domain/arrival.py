"""A submission that arrived, with all that the rules of intake look at, and what follows from it alone."""

from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.domain.commit import Commit, Outcome, Stamp
from chalicelib.domain.district import District
from chalicelib.domain.events import EventType
from chalicelib.domain.files import left
from chalicelib.domain.inquiry import Inquiry, Message, Participant
from chalicelib.domain.keywords import Keyword
from chalicelib.domain.safety import Hit, loudest
from chalicelib.domain.submission import FROM_PEOPLE, Submission
from chalicelib.domain.threads import Found, Thread
from chalicelib.domain.words import Channel, Direction, Priority, Tier
from chalicelib.domain.writer import Writer

_SUBJECT = 120
_FOLLOWERS = 5
"""Different people may be too late for one inquiry; each goes on in their own."""


@dataclass(frozen=True, slots=True)
class Arrival:
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
        return self.submission.kind in FROM_PEOPLE and self.command is None


def priority_of(case: Arrival, otherwise: Priority) -> Priority:
    if case.danger is Tier.PAGE or otherwise is Priority.CRITICAL:
        return Priority.CRITICAL
    return Priority.HIGH if case.danger is Tier.URGENT else otherwise


def categories_of(case: Arrival) -> tuple[str, ...]:
    return tuple(dict.fromkeys(hit.category for hit in case.hits))


def danger_of(case: Arrival) -> list[Outcome]:
    """What pages people, if anything does."""
    if case.danger is not Tier.PAGE:
        return []
    hits = [f"{hit.category} ({hit.language})" for hit in case.hits]
    return [Outcome(EventType.DANGER_FOUND, {"message": case.stamp.id, "hits": list(dict.fromkeys(hits))})]


def language_of(case: Arrival) -> str:
    stored = case.found.contact.language if case.found.contact else ""
    return stored or case.submission.language or case.district.languages[0]


def people_of(case: Arrival) -> tuple[Participant, ...]:
    """Whom a new inquiry talks with. The private page of an old one speaks for all who are on that."""
    old = case.thread.after
    if old is not None and case.submission.channel is Channel.WEB:
        return tuple(one for one in old.participants if one.admitted)
    return tuple(Participant(address=one, name=case.submission.name) for one in case.submission.addresses)


def consent_of(case: Arrival) -> bool:
    """Whether texts are allowed. Who goes on writing on the page after their texts has not taken it back."""
    old = case.thread.after if case.submission.channel is Channel.WEB else None
    before = old is not None and (old.texts_allowed or old.channel is Channel.SMS)
    return case.submission.texts_allowed or before


def followed(case: Arrival, fresh: Inquiry) -> tuple[Commit, ...]:
    """The commit by which an old inquiry names the one that a late answer opened, for the next late answer to find."""
    old = case.thread.after
    if old is None or not case.needs_a_person:
        return ()
    named = (fresh.reference, *old.followed_by)[:_FOLLOWERS]
    later = replace(old, version=old.version + 1, followed_by=named)
    return (Commit(reference=old.reference, stamp=case.stamp, inquiry=later),)


def files_of(submission: Submission) -> dict[str, object]:
    """How many files are to be stored, out of the original or as they were uploaded; never out of what is held. `files_left`
    are those beyond the limits, where the sender may be told so."""
    there = submission.original or any(one.upload for one in submission.attachments)
    if not submission.attachments or not there:
        return {}
    beyond = len(left(submission.attachments)) if submission.automatic_ok else 0
    told: dict[str, object] = {"files": len(submission.attachments)}
    return told | ({"files_left": beyond} if beyond else {})


def subject_of(submission: Submission) -> str:
    words = (submission.subject or submission.visible or submission.text).split()
    line = " ".join(words[:40])
    return line if len(line) <= _SUBJECT else line[: _SUBJECT - 1].rstrip() + "…"


def message_of(case: Arrival, inquiry: Inquiry) -> Message:
    submission = case.submission
    return Message(
        id=case.stamp.id,
        reference=inquiry.reference,
        at=submission.received_at,
        direction=Direction.INBOUND,
        channel=submission.channel,
        text=submission.text,
        visible=submission.visible if submission.visible != submission.text else "",
        author=submission.logged_by,
        author_name=submission.name,
        sender=submission.addresses[0] if submission.addresses else None,
        subject=submission.subject,
        language=submission.spoken or submission.language,
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


def newcomers(case: Arrival, inquiry: Inquiry) -> tuple[Participant, ...]:
    """The people to admit: listed once, and never a machine."""
    fresh = (one for one in case.submission.addresses if case.needs_a_person and inquiry.participant(one) is None)
    return tuple(Participant(one, case.submission.name, admitted=False) for one in fresh)
