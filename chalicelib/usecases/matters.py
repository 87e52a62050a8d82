"""Matters: an inquiry lives on in another, a message becomes one of its own, two are linked."""

from chalicelib.domain import splitting
from chalicelib.domain.errors import Conflict, Invalid, NotFound
from chalicelib.domain.inquiry import Case, Inquiry, Message
from chalicelib.domain.merging import linking, merging, same_people
from chalicelib.domain.permissions import Act, Actor
from chalicelib.domain.splitting import Opening, Wish
from chalicelib.domain.submission import Source, mail_key
from chalicelib.ports import Store
from chalicelib.usecases.handle import Counter, stored, the_case, the_inquiry

_TRIES = 5


def merge(reference: str, into: str, *, actor: Actor, why: str, at: Counter, together: bool = False) -> Inquiry:
    """The inquiry `into`, in which the other lives on. `together`: it is known that they come from different people, who
    will read each other. Raises NotFound, NotAllowed, Invalid, Conflict or Busy."""
    for _ in range(_TRIES):
        case = the_case(reference, Act.REGROUP, actor=actor, at=at)
        survivor = the_inquiry(into, Act.REGROUP, actor=actor, at=at)
        if case.inquiry.merged_into == survivor.reference:
            return survivor
        commit = merging(
            case,
            survivor,
            stamp=at.randomness.stamp(),
            actor=actor.id,
            why=why,
            same_people=together
            or same_people(case.inquiry, survivor)
            or _one_person(case.inquiry, survivor, at.store),
        )
        if stored(commit, at):
            assert commit.inquiry is not None
            return commit.inquiry
    raise Conflict("inquiry")


def link(reference: str, other: str, *, actor: Actor, why: str, at: Counter) -> Inquiry:
    """The first of the two; each names the other. Raises NotFound, NotAllowed, Invalid, Conflict or Busy."""
    for _ in range(_TRIES):
        one = the_inquiry(reference, Act.REGROUP, actor=actor, at=at)
        second = the_inquiry(other, Act.REGROUP, actor=actor, at=at)
        commit = linking(one, second, stamp=at.randomness.stamp(), actor=actor.id, why=why)
        if commit is None:
            return one
        if stored(commit, at):
            assert commit.inquiry is not None
            return commit.inquiry
    raise Conflict("inquiry")


def split(reference: str, message_id: str, *, actor: Actor, why: str, at: Counter, topic: str = "") -> Inquiry:
    """The inquiry that the message has now; the rules route it where no topic is named. Raises NotFound, NotAllowed,
    Invalid, Conflict or Busy."""
    store, wish = at.store, Wish(actor.id, why, topic)
    for _ in range(_TRIES):
        case, district = the_case(reference, Act.REGROUP, actor=actor, at=at), at.districts.current()
        message = next((one for one in case.messages if one.id == message_id), None)
        if message is None:
            raise NotFound(f"{reference} has no message {message_id}")
        if message.split_into:
            return _split_before(message, at)
        splitting.check(case, message)
        if topic and not district.has_topic(topic):
            raise Invalid({"topic": "topic_unknown"})
        contact = store.contact_of(message.sender) if message.sender else None
        again = splitting.submission_again(case, message, contact, topic=topic)
        opening = Opening(at.randomness.reference(), at.randomness.stamp(), wish, _marker(case, message, store))
        commit = splitting.splitting(case, message, again, store.find(again), district, opening=opening)
        if stored(commit, at):
            assert commit.inquiry is not None
            return commit.inquiry
    raise Conflict("inquiry")


def _split_before(message: Message, at: Counter) -> Inquiry:
    found = at.store.inquiry(message.split_into)
    if found is None:
        raise NotFound(f"there is no inquiry {message.split_into}")
    return found


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
