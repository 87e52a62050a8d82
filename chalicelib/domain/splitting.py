"""Splitting: one message is another matter and gets an inquiry of its own. It is received anew under the same rules,
without a second acknowledgement or page; its clock runs since the family wrote it."""

from dataclasses import dataclass, replace

from chalicelib.domain import deadlines, replying
from chalicelib.domain.commit import Commit, Outcome, Stamp, numbered
from chalicelib.domain.contact import Address, Contact
from chalicelib.domain.district import District
from chalicelib.domain.errors import Invalid
from chalicelib.domain.events import EventType
from chalicelib.domain.inquiry import Case, Inquiry, Message
from chalicelib.domain.intake import intake
from chalicelib.domain.submission import Source, Submission
from chalicelib.domain.threads import Found
from chalicelib.domain.words import Direction


@dataclass(frozen=True, slots=True)
class Wish:
    """Who wants it, why, and the topic they name (empty: the rules route it)."""

    actor: str
    why: str
    topic: str = ""


def check(case: Case, message: Message) -> None:
    """Raises Invalid where the message cannot be split off."""
    said = [
        one for one in case.messages if one.direction is Direction.INBOUND and not (one.split_into or one.automatic)
    ]
    refusals = (
        ("merged", bool(case.inquiry.merged_into)),
        ("held", bool(case.inquiry.held)),
        ("not_said", message.direction is not Direction.INBOUND or message.automatic),
        ("only", said == [message]),
    )
    for why, applies in refusals:
        if applies:
            raise Invalid({"message": why})


def submission_again(case: Case, message: Message, contact: Contact | None, *, topic: str) -> Submission:
    """The message as it would have come in had it been all that was said; the subject is the old matter's."""
    return Submission(
        source=Source("", ""),
        channel=message.channel,
        received_at=message.at,
        text=message.text,
        visible=message.visible,
        name=message.author_name,
        language=message.language or case.inquiry.language,
        addresses=_addresses(case.inquiry, message, contact),
        topic=topic,
        school=case.inquiry.school,
        attachments=message.attachments,
        original=message.original,
        truncated=message.truncated,
        automatic_ok=False,
        verified=message.verified,
        texts_allowed=case.inquiry.texts_allowed,
        mail_id=message.mail_id,
        mail_references=message.mail_references,
        notes=message.notes,
        envelope=message.envelope,
    )


def splitting(
    case: Case, message: Message, submission: Submission, found: Found, district: District, *, opening: "Opening"
) -> Commit:
    """The commit by which the message opens an inquiry of its own."""
    stamp, wish, old = opening.stamp, opening.wish, case.inquiry
    alone = replace(found, inquiries={}, threads={}, filed={})
    plan = intake(submission, alone, district, stamp=stamp, new_reference=opening.reference, since=message.at).commit
    assert plan.inquiry is not None
    assert plan.message is not None
    told: dict[str, object] = {"message": message.id, "why": wish.why}
    split = Outcome(EventType.INQUIRY_SPLIT, told | {"from": old.reference}, wish.actor)
    outcomes = [split, *(Outcome(one.type, dict(one.detail)) for one in plan.events if _new(one.type))]
    return replace(
        plan if message.sender else replace(plan, contact=None, points=()),
        inquiry=_with_its_people(plan.inquiry, message, old),
        message=replace(plan.message, subject=message.subject, sender=message.sender),
        events=numbered(opening.reference, stamp, outcomes, config=district.version),
        source=None,
        refiled=opening.refiled,
        also=(_left(case, message, told | {"into": opening.reference}, (district, opening)),),
    )


@dataclass(frozen=True, slots=True)
class Opening:
    """What the new inquiry is made with. `refiled` is the marker of the message's source, which shall lead to it."""

    reference: str
    stamp: Stamp
    wish: Wish
    refiled: Source | None = None


def _with_its_people(fresh: Inquiry, message: Message, old: Inquiry) -> Inquiry:
    """Under the names they have on the old one. What one of several wrote on the page tells nothing of who is who."""
    known = {one.address: one for one in old.participants if one.admitted}
    people = tuple(known.get(one.address, one) for one in fresh.participants)
    contact_id = fresh.contact_id if message.sender else old.contact_id
    told = replace(fresh, linked=(old.reference,), participants=people, contact_id=contact_id)
    return replace(told, confidential=old.confidential)


def _left(case: Case, message: Message, told: dict[str, object], under: "tuple[District, Opening]") -> Commit:
    """The old inquiry goes on without the message, which stays on the record. Was that what it owed an answer to, it owes
    one to the next that is not answered."""
    (district, opening), old = under, case.inquiry
    stamp, owed = opening.stamp, replying.unanswered_of(case)
    linked = tuple(dict.fromkeys((*old.linked, opening.reference)))
    outcomes = [Outcome(EventType.INQUIRY_SPLIT, told, opening.wish.actor)]
    fresh = replace(old, version=old.version + 1, updated_at=stamp.now, linked=linked)
    if owed and owed[0].id == message.id:
        change = deadlines.moved_on(fresh, next(iter(owed[1:]), None), district)
        fresh, outcomes = change.inquiry, [*outcomes, *change.outcomes]
    return Commit(
        reference=old.reference,
        stamp=stamp,
        inquiry=fresh,
        moved=replace(message, split_into=opening.reference),
        events=numbered(old.reference, stamp, outcomes, config=district.version),
    )


def _addresses(inquiry: Inquiry, message: Message, contact: Contact | None) -> tuple[Address, ...]:
    """The sender's, the one it came from first. The family's page tells no sender: it speaks for all who are on it."""
    admitted = tuple(one.address for one in inquiry.participants if one.admitted)
    if message.sender is None:
        return admitted
    theirs = contact.addresses if contact else ()
    return tuple(dict.fromkeys((message.sender, *(one for one in admitted if one in theirs))))


def _new(kind: EventType) -> bool:
    """Its danger was found, and paged, when it came in."""
    return kind is not EventType.DANGER_FOUND
