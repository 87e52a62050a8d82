"""What of staff mail is kept as a note, with what follows from it."""

from dataclasses import replace

from chalicelib.domain.arrival import files_of
from chalicelib.domain.commit import Commit, Outcome, Stamp, numbered
from chalicelib.domain.district import District
from chalicelib.domain.events import EventType
from chalicelib.domain.inquiry import Case, Inquiry
from chalicelib.domain.notes import note_of
from chalicelib.domain.safety import Hit, loudest
from chalicelib.domain.staff_mail import Fate, Ruling
from chalicelib.domain.submission import Kind, Submission
from chalicelib.domain.words import Priority, Tier


def noted(ruling: Ruling, submission: Submission, case: Case, district: District, stamp: Stamp) -> Commit:
    """The note and its events. Words that nobody proved to be of the staff are looked through for dangers as anybody's."""
    person, inquiry = ruling.person, case.inquiry
    name = submission.name or (submission.addresses[0].value if submission.addresses else "")
    note = note_of(
        submission,
        ruling.text or submission.text,
        reference=inquiry.reference,
        stamp=stamp,
        author=person.id if person and ruling.proved else "",
        author_name=person.name if person and ruling.proved else name,
        why=ruling.why,
    )
    outcomes = [_kept(ruling, submission, stamp, inquiry)]
    if _hands_over(ruling, submission, inquiry):
        assert submission.staff is not None
        assert person is not None
        outcomes.append(Outcome(EventType.PAGE_MOVED_ON, {"page": submission.staff.claim.page, "staff": person.id}))
    hits = () if ruling.proved or ruling.fate is Fate.MACHINE else district.safety.scan(submission.subject, note.text)
    if loudest(hits) is Tier.PAGE:
        found = list(dict.fromkeys(f"{hit.category} ({hit.language})" for hit in hits))
        outcomes.append(Outcome(EventType.DANGER_FOUND, {"message": note.id, "hits": found}))
    return Commit(
        reference=inquiry.reference,
        stamp=stamp,
        inquiry=_endangered(inquiry, hits),
        message=note,
        events=numbered(inquiry.reference, stamp, outcomes),
        source=submission.source,
    )


def _kept(ruling: Ruling, submission: Submission, stamp: Stamp, inquiry: Inquiry) -> Outcome:
    detail: dict[str, object] = {"message": stamp.id, "channel": submission.channel}
    if ruling.fate is Fate.MACHINE:
        return Outcome(EventType.MESSAGE_RECEIVED, detail | {"automatic": submission.kind})
    detail |= files_of(submission)
    if ruling.fate is Fate.NOTE:
        assert ruling.person is not None
        return Outcome(EventType.NOTE_ADDED, detail, ruling.person.id)
    detail |= {"why": ruling.why, "to": [ruling.person.id] if ruling.person else []}
    claim = submission.staff.claim if submission.staff else None
    if claim and claim.page and claim.reference == inquiry.reference:
        detail |= {"page": claim.page, "urgent": True}
    return Outcome(EventType.STAFF_MAIL_KEPT, detail)


def _hands_over(ruling: Ruling, submission: Submission, inquiry: Inquiry) -> bool:
    """A machine answered a page: its person is not there. A merged inquiry's page was settled by whoever merged it."""
    claim = submission.staff.claim if submission.staff else None
    away = ruling.fate is Fate.MACHINE and submission.kind is Kind.AUTO_REPLY and ruling.person is not None
    return away and claim is not None and bool(claim.page) and claim.reference == inquiry.reference


def _endangered(inquiry: Inquiry, hits: tuple[Hit, ...]) -> Inquiry | None:
    if not hits:
        return None
    known = tuple(dict.fromkeys((*inquiry.dangers, *(hit.category for hit in hits))))
    loud = loudest(hits) is Tier.PAGE
    return replace(
        inquiry,
        version=inquiry.version + 1,
        dangers=known,
        priority=Priority.CRITICAL if loud else inquiry.priority,
    )
