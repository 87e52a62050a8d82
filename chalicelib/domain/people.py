"""Who is who, and who is on an inquiry: two contacts are one person, an address is somebody else's, somebody who waits
is let in or not. Each is a person's decision; nothing here happens by itself."""

import re
from dataclasses import replace

from chalicelib.domain.contact import Address, AddressKind, Contact, LastText
from chalicelib.domain.errors import Invalid
from chalicelib.domain.inquiry import Inquiry, Participant
from chalicelib.domain.spelling import any_spelling

_RECENT = 10
MOST_ADDRESSES = 20


def joined(one: Contact, into: Contact) -> tuple[Contact, Contact]:
    """`one` emptied and leading on, and `into` with all its addresses. Raises Invalid."""
    addresses = tuple(dict.fromkeys((*into.addresses, *one.addresses)))
    if one.merged_into or into.merged_into:
        raise Invalid({"contact": "merged"})
    if one.id == into.id:
        raise Invalid({"contact": "itself"})
    if len(addresses) > MOST_ADDRESSES:
        raise Invalid({"contact": "too_many"})
    survivor = replace(
        into,
        version=into.version + 1,
        addresses=addresses,
        name=into.name or one.name,
        language=into.language or one.language,
        texts_allowed=_consent(one, into),
        last_text=_newest(one.last_text, into.last_text),
        recent=tuple(dict.fromkeys((*into.recent, *one.recent)))[:_RECENT],
    )
    emptied = replace(one, version=one.version + 1, addresses=(), last_text=None, texts_allowed=False)
    return replace(emptied, merged_into=into.id), survivor


def moved(address: Address, source: Contact, to: Contact) -> tuple[Contact, Contact]:
    """`source` without the address and `to` with it. With its last number goes what was texted to it. Raises Invalid."""
    if to.merged_into:
        raise Invalid({"contact": "merged"})
    if len(to.addresses) >= MOST_ADDRESSES:
        raise Invalid({"contact": "too_many"})
    rest = tuple(one for one in source.addresses if one != address)
    left = replace(source, version=source.version + 1, addresses=rest)
    taken = replace(to, version=to.version + 1, addresses=(*to.addresses, address))
    if address.kind is AddressKind.PHONE:
        alone = replace(source, addresses=(address,))
        taken = replace(taken, texts_allowed=_consent(alone, to))
        if left.address(AddressKind.PHONE) is None:
            taken = replace(taken, last_text=_newest(source.last_text, to.last_text))
            left = replace(left, last_text=None, texts_allowed=False)
    return left, taken


def admitted(inquiry: Inquiry, who: Participant) -> Inquiry | None:
    """With that address on it, or None when it is already. Whoever waits is let in; others (somebody copied on a mail)
    are added. Raises Invalid."""
    known = inquiry.participant(who.address)
    if inquiry.merged_into:
        raise Invalid({"participant": "merged"})
    if inquiry.held:
        raise Invalid({"participant": "held"})
    if known is None:
        fresh = replace(who, admitted=True, refused=False)
        return replace(inquiry, participants=(*inquiry.participants, fresh), anonymous=False)
    if known.admitted:
        return None
    let_in = replace(known, name=known.name or who.name, contact_id=who.contact_id, admitted=True, refused=False)
    return _changed(inquiry, known, let_in)


def refused(inquiry: Inquiry, address: Address) -> Inquiry | None:
    """Without that address, or None when it was refused before. Who was on it is taken off, and the links that they
    may hold are revoked. Raises Invalid for a stranger and for the last one on it."""
    known = inquiry.participant(address)
    if known is None:
        raise Invalid({"participant": "unknown"})
    if known.refused:
        return None
    if known.admitted and sum(one.admitted for one in inquiry.participants) == 1:
        raise Invalid({"participant": "last"})
    generation = inquiry.link_generation + (1 if known.admitted else 0)
    fresh = _changed(inquiry, known, replace(known, admitted=False, refused=True))
    return replace(fresh, link_generation=generation)


def without_addresses(text: str, inquiry: Inquiry) -> str:
    """What was said as everybody on the inquiry may read it: where several are, nobody's address is in it, nor their number
    however it is written."""
    if sum(one.admitted for one in inquiry.participants) < 2:
        return text
    known = sorted({one.address for one in inquiry.participants}, key=lambda one: len(one.value), reverse=True)
    return re.sub("|".join(map(_as_written, known)), "…", text, flags=re.IGNORECASE)


def _as_written(address: Address) -> str:
    if address.kind is AddressKind.PHONE:
        return rf"(?<!\w){any_spelling(address.value)}(?!\w)"
    return re.escape(address.value)


def _changed(inquiry: Inquiry, known: Participant, fresh: Participant) -> Inquiry:
    return replace(inquiry, participants=tuple(fresh if one == known else one for one in inquiry.participants))


def _consent(one: Contact, other: Contact) -> bool:
    """Every number that they have must have allowed texts."""
    asked = [contact for contact in (one, other) if contact.address(AddressKind.PHONE)]
    return bool(asked) and all(contact.texts_allowed for contact in asked)


def _newest(one: LastText | None, other: LastText | None) -> LastText | None:
    known = [last for last in (one, other) if last]
    return max(known, key=lambda last: last.at) if known else None
