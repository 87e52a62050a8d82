"""Reply: a person's words to the family, on the channel the family chose."""

from dataclasses import replace

from chalicelib.domain.commit import Commit, Outcome, Stamp, numbered
from chalicelib.domain.district import Staff
from chalicelib.domain.errors import Conflict, Invalid, NotFound
from chalicelib.domain.events import EventType
from chalicelib.domain.inquiry import Case, Inquiry, Message
from chalicelib.domain.recipients import channel_to, family_address
from chalicelib.domain.words import Direction, Status
from chalicelib.ports import Districts, Randomness, Store

LONGEST = 20_000
_TRIES = 5


def reply(
    reference: str, text: str, *, staff: str, store: Store, districts: Districts, randomness: Randomness
) -> Message:
    """The message stored; notify sends it. Meets the running deadline and waits for the family. Raises Invalid for
    empty or overlong text or an unknown person, NotFound for an unknown inquiry, Conflict or Busy."""
    person = districts.current().person(staff)
    problems = {"text": "empty" if not text.strip() else "too_long"} if not 0 < len(text.strip()) <= LONGEST else {}
    if person is None:
        problems["staff"] = "unknown"
    if problems or person is None:
        raise Invalid(problems)
    for _ in range(_TRIES):
        case = store.case(reference)
        if case is None:
            raise NotFound(f"inquiry {reference}")
        stamp = randomness.stamp()
        message = _message(case, text.strip(), person, stamp)
        try:
            store.commit(_commit(case.inquiry, message, stamp, actor=staff))
        except Conflict:
            continue
        return message
    raise Conflict("inquiry")


def _message(case: Case, text: str, person: Staff, stamp: Stamp) -> Message:
    """Answers the family's newest mail, so that mail programs keep the thread together."""
    heard = [one for one in case.messages if one.direction is Direction.INBOUND and one.mail_id]
    trail = (*heard[-1].mail_references, heard[-1].mail_id) if heard else ()
    return Message(
        id=stamp.id,
        reference=case.inquiry.reference,
        at=stamp.now,
        direction=Direction.OUTBOUND,
        channel=channel_to(family_address(case.inquiry)),
        text=text,
        author=person.id,
        author_name=person.name,
        language=case.inquiry.language,
        mail_references=trail,
    )


def _commit(inquiry: Inquiry, message: Message, stamp: Stamp, *, actor: str) -> Commit:
    met = inquiry.deadline
    outcomes = [Outcome(EventType.MESSAGE_WRITTEN, {"message": message.id, "channel": message.channel}, actor)]
    if met:
        outcomes.append(Outcome(EventType.DEADLINE_MET, {"kind": met.kind, "late": met.missed}, actor))
    fresh = replace(
        inquiry,
        version=inquiry.version + 1,
        updated_at=stamp.now,
        status=Status.WAITING,
        deadline=None,
        expected_by=None,
        met=met or inquiry.met,
        assignee=inquiry.assignee or actor,
    )
    events = numbered(inquiry.reference, stamp, outcomes)
    return Commit(reference=inquiry.reference, stamp=stamp, inquiry=fresh, message=message, events=events)
