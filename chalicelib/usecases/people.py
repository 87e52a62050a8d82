"""People: contacts that are one person, addresses that are somebody else's, and who is let in on an inquiry."""

from dataclasses import replace

from chalicelib.domain import people
from chalicelib.domain.commit import Commit, Outcome, Stamp, numbered
from chalicelib.domain.contact import Address, Contact
from chalicelib.domain.errors import Conflict, NotFound
from chalicelib.domain.events import EventType
from chalicelib.domain.inquiry import Inquiry, Participant
from chalicelib.domain.permissions import Act, Actor, about, may, may_everywhere
from chalicelib.usecases.handle import Counter, stored, the_inquiry

_TRIES = 5


def merge_contacts(one: str, into: str, *, actor: Actor, why: str, at: Counter) -> Contact:
    """The contact `into`, with all that `one` had. Both are contact ids. Raises NotFound, Invalid, Conflict or Busy."""
    for _ in range(_TRIES):
        gone, kept = (the_contact(at.store.contact(name), actor=actor, at=at) for name in (one, into))
        if gone.merged_into == kept.id:
            return kept
        emptied, survivor = people.joined(gone, kept)
        stamp = at.randomness.stamp()
        told: dict[str, object] = {"contact": survivor.id, "merged": emptied.id, "why": why}
        outcome = Outcome(EventType.CONTACTS_MERGED, told, actor.id)
        also = (_about(emptied, stamp, outcome),)
        if stored(replace(_about(survivor, stamp, outcome), points=gone.addresses, also=also), at):
            return survivor
    raise Conflict("contact")


def move_address(address: Address, to: str, *, actor: Actor, why: str, at: Counter) -> Contact:
    """The contact `to`, with the address. Raises NotFound, Invalid, Conflict or Busy."""
    for _ in range(_TRIES):
        source = the_contact(at.store.contact_of(address), actor=actor, at=at)
        target = the_contact(at.store.contact(to), actor=actor, at=at)
        if source.id == target.id:
            return target
        left, taken = people.moved(address, source, target)
        stamp = at.randomness.stamp()
        told: dict[str, object] = {"contact": taken.id, "from": left.id, "address": address.key, "why": why}
        outcome = Outcome(EventType.ADDRESS_MOVED, told, actor.id)
        also = (_about(left, stamp, outcome),)
        if stored(replace(_about(taken, stamp, outcome), points=(address,), also=also), at):
            return taken
    raise Conflict("contact")


def the_contact(contact: Contact | None, *, actor: Actor, at: Counter) -> Contact:
    """The contact, for somebody who may regroup one of their inquiries; of one without any, for those who may regroup
    whatever is not private. One read. Raises NotFound, in the same words for who is not there and who is not theirs to know."""
    district = at.districts.current()
    known = at.store.inquiries_named(contact.recent) if contact and contact.recent else ()
    theirs = any(may(actor, Act.REGROUP, about(one), district) for one in known)
    if contact is None or not (theirs or (not known and may_everywhere(actor, Act.REGROUP))):
        raise NotFound("there is no such contact")
    return contact


def admit(reference: str, who: Participant, *, actor: Actor, why: str, at: Counter) -> Inquiry:
    """The inquiry with them on it: from now on they are written to. Raises NotFound, NotAllowed, Invalid, Conflict or
    Busy."""
    for _ in range(_TRIES):
        inquiry = the_inquiry(reference, Act.ADMIT, actor=actor, at=at)
        contact = at.store.contact_of(who.address)
        fresh = people.admitted(inquiry, replace(who, contact_id=contact.id if contact else ""))
        if fresh is None:
            return inquiry
        told = Outcome(EventType.PARTICIPANT_ADMITTED, {"participant": who.address.key, "why": why}, actor.id)
        if decided := _decided(fresh, told, at):
            return decided
    raise Conflict("inquiry")


def refuse(reference: str, address: Address, *, actor: Actor, why: str, at: Counter) -> Inquiry:
    """The inquiry without them: what they write from now on is a matter of their own. Raises NotFound, NotAllowed,
    Invalid, Conflict or Busy."""
    for _ in range(_TRIES):
        inquiry = the_inquiry(reference, Act.ADMIT, actor=actor, at=at)
        fresh = people.refused(inquiry, address)
        if fresh is None:
            return inquiry
        told = Outcome(EventType.PARTICIPANT_REFUSED, {"participant": address.key, "why": why}, actor.id)
        if decided := _decided(fresh, told, at):
            return decided
    raise Conflict("inquiry")


def _decided(fresh: Inquiry, told: Outcome, at: Counter) -> Inquiry | None:
    """None when somebody else wrote first."""
    stamp = at.randomness.stamp()
    fresh = replace(fresh, version=fresh.version + 1, updated_at=stamp.now)
    events = numbered(fresh.reference, stamp, [told])
    commit = Commit(reference=fresh.reference, stamp=stamp, inquiry=fresh, events=events)
    return fresh if stored(commit, at) else None


def _about(contact: Contact, stamp: Stamp, outcome: Outcome) -> Commit:
    return Commit(reference="", stamp=stamp, contact=contact, events=numbered("", stamp, [outcome]))
