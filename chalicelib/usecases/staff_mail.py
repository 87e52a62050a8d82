"""Staff mail: what somebody on the staff wrote from their own mailbox becomes a reply, a note or an acknowledgement, once."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from chalicelib.domain.commit import Commit, Stamp, decided
from chalicelib.domain.errors import Conflict, Duplicate, Invalid, NotAllowed, NotFound
from chalicelib.domain.files import NewFile
from chalicelib.domain.inquiry import Attachment, Case
from chalicelib.domain.permissions import Act, about, actor_of, may
from chalicelib.domain.staff_mail import Fate, Ruling, files_of, rule
from chalicelib.domain.staff_notes import noted
from chalicelib.domain.submission import Submission, ThreadHints
from chalicelib.ports import Blobs, Districts, Randomness, Store
from chalicelib.usecases.acknowledge import Answered, acknowledge
from chalicelib.usecases.handle import Counter
from chalicelib.usecases.reply import Said, enclose, living_case, written

_TRIES = 5
ContentOf = Callable[[str], bytes | None]
"""A part of the mail at hand, decoded."""


@dataclass(frozen=True, slots=True)
class Room:
    """Where staff mail is opened: its collaborators."""

    store: Store
    districts: Districts
    randomness: Randomness
    blobs: Blobs


@dataclass(frozen=True, slots=True)
class Opened:
    """The inquiry that it is kept on, and what became of it in a word (`duplicate`: received before)."""

    reference: str
    fate: str


def staff_mail(submission: Submission, content_of: ContentOf, *, room: Room) -> Opened | Submission:
    """Ruled, and stored in one transaction; what follows, follows from its events. A submission comes back where it is to
    be received as a family's: from somebody on the inquiry, or about one that is gone. One query, and for a reply one
    read an address of the family. Raises Conflict or Busy."""
    assert submission.staff is not None
    for _ in range(_TRIES):
        try:
            case = living_case(submission.staff.claim.reference, room.store)
        except NotFound:
            return replace(submission, staff=None)
        stamp = room.randomness.stamp()
        ruling = rule(submission, case, room.districts.current(), stamp.now)
        if ruling.fate is Fate.FAMILY:
            return replace(submission, staff=None, thread=ThreadHints(reference=case.inquiry.reference))
        try:
            return _performed(ruling, submission, case, stamp, content_of, room)
        except Conflict:
            continue
        except Duplicate as known:
            return Opened(known.reference, "duplicate")
    raise Conflict("inquiry")


def _performed(
    ruling: Ruling, submission: Submission, case: Case, stamp: Stamp, content_of: ContentOf, room: Room
) -> Opened:
    commit = None
    try:
        if ruling.fate is Fate.ACKNOWLEDGE:
            return _acknowledged(submission, ruling, room)
        if ruling.fate is Fate.REPLY:
            commit = _reply(ruling, submission, case, stamp, content_of, room)
    except NotAllowed:
        ruling = replace(ruling, fate=Fate.KEPT, why="not_allowed")
    except Invalid as wrong:
        ruling = replace(ruling, fate=Fate.KEPT, why=next(iter(wrong.fields.values())))
    commit = commit or noted(ruling, submission, case, room.districts.current(), stamp)
    room.store.commit(decided(commit, room.districts.current().version))
    return Opened(commit.reference, ruling.fate)


def _reply(
    ruling: Ruling, submission: Submission, case: Case, stamp: Stamp, content_of: ContentOf, room: Room
) -> Commit:
    """Raises NotAllowed, and Invalid when its files are past the limits."""
    assert ruling.person is not None
    district = room.districts.current()
    if not may(actor_of(ruling.person.id, district, at=stamp.now), Act.REPLY, about(case.inquiry), district):
        raise NotAllowed(Act.REPLY)
    enclosed = _files(submission, content_of, room)
    said = Said(ruling.person, ruling.text, enclosed, submission.source, submission.original)
    return written(case, said, stamp, store=room.store)


def _files(submission: Submission, content_of: ContentOf, room: Room) -> tuple[Attachment, ...]:
    """Stored as any files of a reply: the malware scan gates them before they leave."""
    wanted = files_of(submission.attachments)
    found = ((one, content_of(one.part)) for one in wanted)
    files = [NewFile(one.name or "file", content, one.content_type) for one, content in found if content]
    return enclose(files, blobs=room.blobs) if files else ()


def _acknowledged(submission: Submission, ruling: Ruling, room: Room) -> Opened:
    assert submission.staff is not None
    assert ruling.person is not None
    claim = submission.staff.claim
    answered = Answered(submission, ruling.person, ruling.text or submission.text)
    try:
        acknowledge(
            claim.reference,
            claim.page,
            actor=actor_of(ruling.person.id, room.districts.current(), at=room.randomness.stamp().now),
            at=Counter(room.store, room.districts, room.randomness),
            answered=answered,
        )
    except NotFound as error:
        raise Conflict("page") from error
    return Opened(claim.reference, Fate.ACKNOWLEDGE)
