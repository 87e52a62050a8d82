"""Links: a family that lost its link asks for it again. What is stored says nothing of whether the address is anybody's; who it
belongs to is looked up later, where nobody can measure it."""

from datetime import UTC, datetime, timedelta

from chalicelib.domain.commit import Commit, Outcome, Stamp, numbered
from chalicelib.domain.consequences import Consequence
from chalicelib.domain.contact import Address
from chalicelib.domain.errors import Conflict, Transient
from chalicelib.domain.events import EventType
from chalicelib.domain.inquiry import Inquiry
from chalicelib.domain.ledger import Notice
from chalicelib.domain.outbound import Matter
from chalicelib.domain.recipients import may_be_sent_links
from chalicelib.ports import Randomness, Store
from chalicelib.usecases.deliver import deliver
from chalicelib.usecases.desk import Desk
from chalicelib.usecases.living import living

AGAIN = timedelta(minutes=10)
NEWEST = 3
"""Inquiries whose links are sent, one notice each."""


def ask_links(address: Address, *, store: Store, randomness: Randomness) -> None:
    """One write, whosever address it is. Asked again within ten minutes, nothing more follows: all askings of that time go by
    one name. Raises Busy."""
    now = randomness.stamp().now
    stamp = Stamp(now - (now - datetime.min.replace(tzinfo=UTC)) % AGAIN, "asked")
    events = numbered("", stamp, [Outcome(EventType.LINK_ASKED, {"address": address.key})])
    try:
        store.commit(Commit("", stamp, events=events, about=address.key))
    except Conflict:
        return


def send_links(consequence: Consequence, *, desk: Desk) -> int:
    """To that address, the links of the newest inquiries it is on; how many. One recipient's trouble never keeps another
    notice: all are tried, then the first Transient is raised."""
    key = str(consequence.event.detail["address"])
    contact = desk.store.contact_at(key)
    address = next((one for one in contact.addresses if one.key == key), None) if contact else None
    if contact is None or address is None:
        return 0
    trouble: list[Transient] = []
    inquiries = _newest(contact.recent, address, desk)
    for inquiry in inquiries:
        notice = Notice(inquiry.reference, consequence.event.id, "link_again", address, "family", limited=True)
        try:
            deliver(notice, Matter(inquiry, None, desk.randomness.stamp().now), desk=desk)
        except Transient as error:
            trouble.append(error)
    if trouble:
        raise trouble[0]
    return len(inquiries)


def _newest(references: tuple[str, ...], address: Address, desk: Desk) -> list[Inquiry]:
    """Each with those that it lives on in; the newest first."""
    found = desk.store.inquiries_named(references) if references else ()
    there = (living(one, desk.store) for one in found)
    known = {one.reference: one for one in there if may_be_sent_links(one, address)}
    return sorted(known.values(), key=lambda one: one.updated_at, reverse=True)[:NEWEST]
