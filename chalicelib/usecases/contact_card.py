"""The card of somebody on an inquiry: how they are known, and their other inquiries as far as the reader may see them."""

from dataclasses import dataclass

from chalicelib.domain.contact import Contact
from chalicelib.domain.errors import NotFound
from chalicelib.domain.inquiry import Inquiry
from chalicelib.domain.permissions import Act, Actor, about, may, require
from chalicelib.usecases.handle import Counter


@dataclass(frozen=True, slots=True)
class Card:
    inquiry: Inquiry
    contact: Contact
    others: tuple[Inquiry, ...]


def contact_card(reference: str, name: str, *, actor: Actor, at: Counter) -> Card:
    """Of somebody on that inquiry, `name` being their contact's id or the key of their address: two reads; more where the
    address is a further one of theirs, or where they were merged into another. What is confidential has no card, and stands on nobody's. Raises NotFound."""
    inquiry, contact = at.store.inquiry_and_contact(reference, name)
    district = at.districts.current()
    found = require(actor, Act.READ, inquiry, district, reference=reference)
    contact = None if found.confidential else _theirs(found, name, contact, at)
    if contact is None:
        raise NotFound(f"nobody of that name is on {reference}")
    recent = [one for one in contact.recent if one != reference]
    known = at.store.inquiries_named(recent) if recent else ()
    seen = (one for one in known if may(actor, Act.READ, about(one), district) and not one.confidential)
    return Card(found, contact, tuple(seen))


def _theirs(inquiry: Inquiry, name: str, contact: Contact | None, at: Counter) -> Contact | None:
    on_it = [one for one in inquiry.participants if one.admitted]
    address = next((one.address for one in on_it if one.address.key == name), None)
    if address is None and name not in {inquiry.contact_id, *(one.contact_id for one in on_it)} - {""}:
        return None
    if contact is None:
        return at.store.contact_of(address) if address else None
    return at.store.contact(contact.merged_into) if contact.merged_into else contact
