"""People: contacts that are one person, addresses that are somebody else's, and who is let in on an inquiry."""

from dataclasses import replace

from chalicelib.domain import people
from chalicelib.domain.commit import Commit, Outcome, Stamp, numbered
from chalicelib.domain.contact import Address, Contact
from chalicelib.domain.errors import Conflict, NotFound
from chalicelib.domain.events import EventType
from chalicelib.domain.inquiry import Inquiry, Participant
from chalicelib.ports import Randomness, Store

_TRIES = 5


def merge_contacts(one: str, into: str, *, actor: str, why: str, store: Store, randomness: Randomness) -> Contact:
    """The contact `into`, with all that `one` had. Both are contact ids. Raises NotFound, Invalid, Conflict or Busy."""
    for _ in range(_TRIES):
        gone, kept = _contact(one, store), _contact(into, store)
        if gone.merged_into == kept.id:
            return kept
        emptied, survivor = people.joined(gone, kept)
        stamp = randomness.stamp()
        told: dict[str, object] = {"contact": survivor.id, "merged": emptied.id, "why": why}
        outcome = Outcome(EventType.CONTACTS_MERGED, told, actor)
        commit = replace(
            _about(survivor, stamp, outcome), points=gone.addresses, also=(_about(emptied, stamp, outcome),)
        )
        try:
            store.commit(commit)
        except Conflict:
            continue
        return survivor
    raise Conflict("contact")


def move_address(address: Address, to: str, *, actor: str, why: str, store: Store, randomness: Randomness) -> Contact:
    """The contact `to`, with the address. Raises NotFound, Invalid, Conflict or Busy."""
    for _ in range(_TRIES):
        source, target = store.contact_of(address), _contact(to, store)
        if source is None:
            raise NotFound("nobody is known by that address")
        if source.id == target.id:
            return target
        left, taken = people.moved(address, source, target)
        stamp = randomness.stamp()
        told: dict[str, object] = {"contact": taken.id, "from": left.id, "address": address.key, "why": why}
        outcome = Outcome(EventType.ADDRESS_MOVED, told, actor)
        commit = replace(_about(taken, stamp, outcome), points=(address,), also=(_about(left, stamp, outcome),))
        try:
            store.commit(commit)
        except Conflict:
            continue
        return taken
    raise Conflict("contact")


def admit(reference: str, who: Participant, *, actor: str, why: str, store: Store, randomness: Randomness) -> Inquiry:
    """The inquiry with them on it: from now on they are written to. Raises NotFound, Invalid, Conflict or Busy."""
    for _ in range(_TRIES):
        inquiry, contact = _inquiry(reference, store), store.contact_of(who.address)
        named = replace(who, contact_id=contact.id if contact else "")
        fresh = people.admitted(inquiry, named)
        if fresh is None:
            return inquiry
        told = Outcome(EventType.PARTICIPANT_ADMITTED, {"participant": who.address.key, "why": why}, actor)
        if stored := _decided(fresh, told, store=store, stamp=randomness.stamp()):
            return stored
    raise Conflict("inquiry")


def refuse(reference: str, address: Address, *, actor: str, why: str, store: Store, randomness: Randomness) -> Inquiry:
    """The inquiry without them: what they write from now on is a matter of their own. Raises NotFound, Invalid, Conflict
    or Busy."""
    for _ in range(_TRIES):
        inquiry = _inquiry(reference, store)
        fresh = people.refused(inquiry, address)
        if fresh is None:
            return inquiry
        told = Outcome(EventType.PARTICIPANT_REFUSED, {"participant": address.key, "why": why}, actor)
        if stored := _decided(fresh, told, store=store, stamp=randomness.stamp()):
            return stored
    raise Conflict("inquiry")


def _decided(fresh: Inquiry, told: Outcome, *, store: Store, stamp: Stamp) -> Inquiry | None:
    """None when somebody else wrote first."""
    fresh = replace(fresh, version=fresh.version + 1, updated_at=stamp.now)
    events = numbered(fresh.reference, stamp, [told])
    try:
        store.commit(Commit(reference=fresh.reference, stamp=stamp, inquiry=fresh, events=events))
    except Conflict:
        return None
    return fresh


def _about(contact: Contact, stamp: Stamp, outcome: Outcome) -> Commit:
    return Commit(reference="", stamp=stamp, contact=contact, events=numbered("", stamp, [outcome]))


def _contact(contact_id: str, store: Store) -> Contact:
    contact = store.contact(contact_id)
    if contact is None:
        raise NotFound("there is no such contact")
    return contact


def _inquiry(reference: str, store: Store) -> Inquiry:
    inquiry = store.inquiry(reference)
    if inquiry is None:
        raise NotFound(f"inquiry {reference}")
    return inquiry
