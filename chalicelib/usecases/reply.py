"""Reply: a person's words to the family, on the channel the family chose, or on the one that is left."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from chalicelib.domain import deadlines, replying
from chalicelib.domain import files as rules
from chalicelib.domain.commit import Commit, Outcome, Stamp, decided, numbered
from chalicelib.domain.contact import Address, SuppressionReason
from chalicelib.domain.errors import Conflict, Invalid, NotFound
from chalicelib.domain.events import EventType
from chalicelib.domain.files import NewFile
from chalicelib.domain.inquiry import Attachment, Case, Inquiry, Message
from chalicelib.domain.permissions import Act, actor_of, require
from chalicelib.domain.progress import goes_on_at
from chalicelib.domain.replying import Route
from chalicelib.domain.staff import Staff
from chalicelib.domain.submission import Source
from chalicelib.domain.words import Direction, Status
from chalicelib.ports import Blobs, Districts, Randomness, Store

LONGEST = 20_000
_TRIES = 5


def enclose(files: Sequence[NewFile], *, blobs: Blobs) -> tuple[Attachment, ...]:
    """The files stored, ready to go along with a reply. Raises Invalid naming `files`, Busy."""
    wrong = rules.wrong_with(files)
    if wrong:
        raise Invalid({"files": wrong})
    for one in files:
        blobs.put(rules.blob_key(rules.digest(one.content)), one.content)
    return rules.attached(files)


def reply(  # noqa: PLR0913 - what is said, by whom, and three collaborators
    reference: str,
    text: str,
    *,
    staff: str,
    store: Store,
    districts: Districts,
    randomness: Randomness,
    enclosed: tuple[Attachment, ...] = (),
) -> Message:
    """The message stored; notify sends it. Meets the running deadline and waits for the family. Its `notes` tell the
    person who replied when it does not go the way the family chose, or stands on the private page alone. `enclosed` comes
    from `enclose`. Raises Invalid for text that cannot be sent or an unknown person, NotFound for an unknown inquiry,
    NotAllowed, Conflict or Busy."""
    said = Said(_checked(text, staff, districts), text.strip(), enclosed)
    for _ in range(_TRIES):
        district, case = districts.current(), living_case(reference, store)
        stamp = randomness.stamp()
        actor = actor_of(staff, district, at=stamp.now)
        require(actor, Act.REPLY, case.inquiry, district, reference=reference)
        commit = written(case, said, stamp, store=store)
        try:
            store.commit(decided(commit, district.version))
        except Conflict:
            continue
        assert commit.message is not None
        return commit.message
    raise Conflict("inquiry")


@dataclass(frozen=True, slots=True)
class Said:
    """A person's words to the family. `source` and `original` are of the mail they came in, where they did."""

    person: Staff
    text: str
    enclosed: tuple[Attachment, ...] = ()
    source: Source | None = None
    original: str = ""


def written(case: Case, said: Said, stamp: Stamp, *, store: Store) -> Commit:
    """The commit that writes the reply: one read for each address of the family. Raises Invalid for one that is held or
    was deleted: nobody is there to be answered."""
    barred = replying.barred(case)
    if barred:
        raise Invalid({"reference": barred})
    way = replying.route(case.inquiry, shut(case.inquiry, store))
    message = _message(case, said, stamp, way)
    return replace(_commit(case.inquiry, message, stamp, said=said, why=way.why), source=said.source)


def shut(inquiry: Inquiry, store: Store) -> dict[Address, SuppressionReason]:
    """The family's addresses that nothing may be sent to now: one read an address."""
    known = ((one, store.suppression(one)) for way in replying.ways(inquiry) for one in way)
    return {address: row.reason for address, row in known if row}


def living_case(reference: str, store: Store) -> Case:
    """The case, or the one it was merged into. Raises NotFound."""
    case = store.case(reference)
    if case is None:
        raise NotFound(f"there is no inquiry {reference}")
    return living_case(case.inquiry.merged_into, store) if case.inquiry.merged_into else case


def _checked(text: str, staff: str, districts: Districts) -> Staff:
    problems = {"text": "empty" if not text.strip() else "too_long"} if not 0 < len(text.strip()) <= LONGEST else {}
    person = districts.current().person(staff)
    if person is None:
        problems["staff"] = "unknown"
    if problems or person is None:
        raise Invalid(problems)
    return person


def _message(case: Case, said: Said, stamp: Stamp, way: Route) -> Message:
    """Answers the family's newest mail, in the family's language, under the name of the person who writes."""
    return Message(
        id=stamp.id,
        reference=case.inquiry.reference,
        at=stamp.now,
        direction=Direction.OUTBOUND,
        channel=way.channel,
        text=said.text,
        author=said.person.id,
        author_name=said.person.name,
        attachments=said.enclosed,
        language=case.inquiry.language,
        mail_references=replying.trail(case),
        recipients=way.addresses,
        quoted=replying.quoted(case),
        notes=(_told(way),) if way.why else (),
    )


def _told(way: Route) -> str:
    where = f"sent by {way.channel}" if way.addresses else "on the family's private page only"
    return f"{where}: {way.why}"


def _commit(inquiry: Inquiry, message: Message, stamp: Stamp, *, said: Said, why: str) -> Commit:
    """A closed inquiry waits for the family again: it was spoken to."""
    change, actor = deadlines.answered(inquiry, by=message.id), said.person.id
    detail: dict[str, object] = {"message": message.id, "channel": message.channel}
    detail |= {name: value for name, value in (("why", why), ("original", said.original)) if value}
    outcomes = [Outcome(EventType.MESSAGE_WRITTEN, detail, actor)]
    if inquiry.status is Status.CLOSED:
        outcomes.append(Outcome(EventType.INQUIRY_REOPENED, {"why": "a person wrote to the family"}, actor))
    outcomes += [replace(one, actor=actor) for one in change.outcomes]
    fresh = replace(
        deadlines.paused(change.inquiry, stamp.now).inquiry,
        version=inquiry.version + 1,
        updated_at=stamp.now,
        status=Status.WAITING,
        closed_at=None,
        outcome="",
        wakes_at=goes_on_at(inquiry, stamp.now),
        assignee=inquiry.assignee or actor,
    )
    events = numbered(inquiry.reference, stamp, outcomes)
    return Commit(reference=inquiry.reference, stamp=stamp, inquiry=fresh, message=message, events=events)
