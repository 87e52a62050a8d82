"""Which inquiry a submission belongs to. Policies in order of strength; the first that finds one decides."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from chalicelib.domain.contact import Contact
from chalicelib.domain.inquiry import Inquiry, Participant
from chalicelib.domain.submission import FROM_PEOPLE, Kind, Submission
from chalicelib.domain.words import Channel, Status

CLOSED_FOR = timedelta(days=14)
TEXT_WINDOW = timedelta(days=7)
_REPORTS = frozenset({Kind.BOUNCE, Kind.COMPLAINT})
"""What a mail server says about our message belongs beside it, though the server is nobody on the thread."""


@dataclass(frozen=True, slots=True)
class Filed:
    """Where a source was filed before."""

    reference: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Found:
    """What the store knows that bears on a submission. `filed` by source key, `threads` by mail key, `inquiries` by
    reference (merged ones already replaced by their survivor), `owners` contact ids by the key of an address."""

    filed: Mapping[str, Filed] = field(default_factory=dict)
    threads: Mapping[str, str] = field(default_factory=dict)
    inquiries: Mapping[str, Inquiry] = field(default_factory=dict)
    contact: Contact | None = None
    owners: Mapping[str, str] = field(default_factory=dict)
    opted_out: bool = False


@dataclass(frozen=True, slots=True)
class Thread:
    """`inquiry` to continue, or None for a new one. `linked` relates a new one to an old; `after` is that old one, when
    the sender was only too late for it. `pending`: the sender proved the thread but is not on it yet."""

    inquiry: Inquiry | None = None
    linked: str = ""
    pending: bool = False
    why: str = "nothing it answers"
    after: Inquiry | None = None


Policy = Callable[[Submission, Found, datetime], "Thread | None"]


def thread(submission: Submission, found: Found, now: datetime) -> Thread:
    """Never joins a sender to a thread silently; a matter closed for longer than two weeks starts anew, linked, and goes
    on there. What a machine says starts nothing: it lies beside what it speaks of, however old."""
    policies = _TEXTS if submission.channel is Channel.SMS else _OTHERS
    for policy in policies:
        match = policy(submission, found, now)
        if match is None:
            continue
        old = match.inquiry
        if old is not None and submission.kind in FROM_PEOPLE and _long_closed(old, now):
            return _late(
                submission, old, found, why=f"{match.why}, closed more than {CLOSED_FOR.days} days ago", now=now
            )
        return match
    return Thread()


def _late(submission: Submission, old: Inquiry, found: Found, *, why: str, now: datetime) -> Thread:
    """What an earlier late answer opened, where this one's sender may read it; else a new inquiry."""
    for fresh in filter(None, map(found.inquiries.get, old.followed_by)):
        if not _long_closed(fresh, now) and _goes_on(submission, old, fresh):
            return Thread(inquiry=fresh, why=f"{why}, goes on here")
    return Thread(linked=old.reference, why=why, after=old)


def _goes_on(submission: Submission, old: Inquiry, fresh: Inquiry) -> bool:
    """The private page is answered with the link of where the message went, so everybody who may hold the old one must
    be on it."""
    if submission.channel is Channel.WEB:
        return old.admitted <= fresh.admitted
    return _is_on(submission, fresh)


def _by_token(submission: Submission, found: Found, _now: datetime) -> Thread | None:
    inquiry = found.inquiries.get(submission.thread.reference)
    if inquiry is None:
        return None
    if any(one.refused for one in _known(submission, inquiry)):
        return Thread(linked=inquiry.reference, why="reply address, but a person refused the sender")
    pending = submission.channel is Channel.EMAIL and not _is_on(submission, inquiry)
    return Thread(inquiry=inquiry, pending=pending, why="reply address")


def _by_mail_id(submission: Submission, found: Found, _now: datetime) -> Thread | None:
    for key in submission.thread.mail_ids:
        inquiry = found.inquiries.get(found.threads.get(key, ""))
        if inquiry is not None and submission.kind in _REPORTS:
            return Thread(inquiry=inquiry, why="reports on a message of the thread")
        if inquiry is not None:
            return _joined_or_linked(submission, inquiry, "answers a message of the thread")
    return None


def _by_mention(submission: Submission, found: Found, _now: datetime) -> Thread | None:
    for reference in submission.thread.mentioned:
        inquiry = found.inquiries.get(reference)
        if inquiry is not None:
            return _joined_or_linked(submission, inquiry, "names its reference")
    return None


def _by_last_text(submission: Submission, found: Found, now: datetime) -> Thread | None:
    last = found.contact.last_text if found.contact else None
    if last is None or now - last.at > TEXT_WINDOW:
        return None
    inquiry = found.inquiries.get(last.reference)
    return _joined_or_linked(submission, inquiry, "answers our last text") if inquiry else None


def _joined_or_linked(submission: Submission, inquiry: Inquiry, why: str) -> Thread:
    if _is_on(submission, inquiry):
        return Thread(inquiry=inquiry, why=why)
    return Thread(linked=inquiry.reference, why=f"{why}, but the sender is not on it")


def _is_on(submission: Submission, inquiry: Inquiry) -> bool:
    """Admitted, not merely waiting to be: one valid token opens no other way in."""
    return any(one.admitted for one in _known(submission, inquiry))


def _known(submission: Submission, inquiry: Inquiry) -> Iterator[Participant]:
    return filter(None, (inquiry.participant(address) for address in submission.addresses))


def _long_closed(inquiry: Inquiry, now: datetime) -> bool:
    return inquiry.status is Status.CLOSED and inquiry.closed_at is not None and now - inquiry.closed_at > CLOSED_FOR


_OTHERS: tuple[Policy, ...] = (_by_token, _by_mail_id, _by_mention)
_TEXTS: tuple[Policy, ...] = (_by_mention, _by_last_text)
