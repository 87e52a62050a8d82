"""Matters: an inquiry lives on in another, a message becomes one of its own, two are linked."""

from chalicelib.domain import splitting
from chalicelib.domain.commit import Commit
from chalicelib.domain.errors import Conflict, Invalid, NotFound
from chalicelib.domain.inquiry import Case, Inquiry, Message
from chalicelib.domain.merging import linking, merging, same_people
from chalicelib.domain.splitting import Opening, Wish
from chalicelib.domain.submission import Source, mail_key
from chalicelib.ports import Districts, Randomness, Store

_TRIES = 5


def merge(
    reference: str, into: str, *, wish: Wish, together: bool = False, store: Store, randomness: Randomness
) -> Inquiry:
    """The inquiry `into`, in which the other lives on. `together`: it is known that they come from different people, who
    will read each other. Raises NotFound, Invalid, Conflict or Busy."""
    for _ in range(_TRIES):
        case, survivor = _case(reference, store), _inquiry(into, store)
        if case.inquiry.merged_into == survivor.reference:
            return survivor
        commit = merging(
            case,
            survivor,
            stamp=randomness.stamp(),
            actor=wish.actor,
            why=wish.why,
            same_people=together or same_people(case.inquiry, survivor) or _one_person(case.inquiry, survivor, store),
        )
        if _stored(commit, store):
            assert commit.inquiry is not None
            return commit.inquiry
    raise Conflict("inquiry")


def link(reference: str, other: str, *, wish: Wish, store: Store, randomness: Randomness) -> Inquiry:
    """The first of the two; each names the other. Raises NotFound, Invalid, Conflict or Busy."""
    for _ in range(_TRIES):
        one, second = _inquiry(reference, store), _inquiry(other, store)
        commit = linking(one, second, stamp=randomness.stamp(), actor=wish.actor, why=wish.why)
        if commit is None:
            return one
        if _stored(commit, store):
            assert commit.inquiry is not None
            return commit.inquiry
    raise Conflict("inquiry")


def split(
    reference: str, message_id: str, *, wish: Wish, store: Store, districts: Districts, randomness: Randomness
) -> Inquiry:
    """The inquiry that the message has now. Raises NotFound, Invalid, Conflict or Busy."""
    for _ in range(_TRIES):
        case, district = _case(reference, store), districts.current()
        message = next((one for one in case.messages if one.id == message_id), None)
        if message is None:
            raise NotFound(f"{reference} has no message {message_id}")
        if message.split_into:
            return _inquiry(message.split_into, store)
        splitting.check(case, message)
        if wish.topic and not district.has_topic(wish.topic):
            raise Invalid({"topic": "topic_unknown"})
        contact = store.contact_of(message.sender) if message.sender else None
        again = splitting.submission_again(case, message, contact, topic=wish.topic)
        opening = Opening(randomness.reference(), randomness.stamp(), wish, _marker(case, message, store))
        commit = splitting.splitting(case, message, again, store.find(again), district, opening=opening)
        if _stored(commit, store):
            assert commit.inquiry is not None
            return commit.inquiry
    raise Conflict("inquiry")


def _marker(case: Case, message: Message, store: Store) -> Source | None:
    """The marker by which answers to that very mail find their thread."""
    key = mail_key(message.mail_id) if message.mail_id else ""
    filed = store.filed(key) if key else None
    mine = filed is not None and filed.reference in {case.inquiry.reference, *case.inquiry.merged}
    return Source(key, filed.fingerprint) if filed and mine else None


def _one_person(one: Inquiry, other: Inquiry, store: Store) -> bool:
    """Their contacts are the same, or were merged into one."""
    first, second = _person(one.contact_id, store), _person(other.contact_id, store)
    return bool(first) and first == second


def _person(contact_id: str, store: Store) -> str:
    contact = store.contact(contact_id) if contact_id else None
    while contact and contact.merged_into:
        contact_id = contact.merged_into
        contact = store.contact(contact_id)
    return contact_id


def _case(reference: str, store: Store) -> Case:
    case = store.case(reference)
    if case is None:
        raise NotFound(f"inquiry {reference}")
    return case


def _inquiry(reference: str, store: Store) -> Inquiry:
    inquiry = store.inquiry(reference)
    if inquiry is None:
        raise NotFound(f"inquiry {reference}")
    return inquiry


def _stored(commit: Commit, store: Store) -> bool:
    """False when somebody else wrote first."""
    try:
        store.commit(commit)
    except Conflict:
        return False
    return True
