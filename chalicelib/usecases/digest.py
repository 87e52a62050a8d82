"""Digest: what waited for a person leaves in one mail, and every notice that it lists is settled in the ledger."""

from datetime import datetime

from chalicelib.domain import digest as rules
from chalicelib.domain.commit import Commit
from chalicelib.domain.consequences import Consequence
from chalicelib.domain.contact import Address, AddressKind
from chalicelib.domain.digest import Digest
from chalicelib.domain.errors import Conflict
from chalicelib.domain.events import Event
from chalicelib.domain.ledger import Notice
from chalicelib.domain.outbound import Matter
from chalicelib.domain.recipients import mail_of
from chalicelib.domain.words import Delivery
from chalicelib.usecases.deliver import deliver, settle
from chalicelib.usecases.desk import Desk

_TRIES = 5


def send_digest(consequence: Consequence, *, desk: Desk) -> str:
    """What it came to, in a word. First it is sealed, so that whatever happens to this worker the next one sends the same
    lines under the same name; then it is sent, its lines are settled, and it is done. Raises Transient (the queue repeats)."""
    digest = _sealed(consequence.event, desk=desk)
    if digest is None:
        return "nothing"
    status, why, recipient = _sent(digest, desk=desk)
    for line in digest.lines:
        state = desk.store.send_state(reference=line.reference, send_key=line.send, recipient=recipient)
        if state.send and rules.waits(state.send):
            settle(state.send, rules.status_of_a_line(status), why, desk=desk)
    stamp = desk.randomness.stamp()
    desk.store.commit(Commit(digest.lines[0].reference, stamp, digest=rules.settled(digest)))
    return status


def _sealed(event: Event, *, desk: Desk) -> Digest | None:
    """None when there is nothing to do any more."""
    staff, leaves_at = str(event.detail["staff"]), datetime.fromisoformat(str(event.detail["leaves_at"]))
    for _ in range(_TRIES):
        found = desk.store.digest(staff, leaves_at, int(event.detail["part"]))
        if found is None or found.done:
            return None
        if found.sealed:
            return found
        stamp = desk.randomness.stamp()
        person = desk.district().reachable(staff, at=stamp.now)
        fresh = rules.sealed(found, to=person.id if person and person.mail else "")
        try:
            desk.store.commit(Commit(fresh.lines[0].reference, stamp, digest=fresh))
        except Conflict:
            continue
        return fresh
    raise Conflict("digest")


def _sent(digest: Digest, *, desk: Desk) -> tuple[Delivery, str, Address]:
    """What became of the mail, why it is said of its lines, and where it went."""
    person = desk.district().person(digest.to or digest.staff)
    recipient = mail_of(person) if person else Address(AddressKind.EMAIL, "")
    if not digest.to or person is None or not person.mail:
        return Delivery.SKIPPED, "nobody is there to get the digest", recipient
    first = digest.lines[0].reference
    inquiries = {one.reference: one for one in desk.store.inquiries_named(_references(digest))}
    notice = Notice(
        reference=first,
        event_id=digest.id,
        template=rules.TEMPLATE,
        recipient=recipient,
        audience="staff",
        staff=person.id,
    )
    now = desk.randomness.stamp().now
    matter = Matter(inquiries[first], None, now, listed=rules.entries(digest, inquiries))
    return deliver(notice, matter, desk=desk), "in the digest", recipient


def _references(digest: Digest) -> list[str]:
    return list(dict.fromkeys(line.reference for line in digest.lines))
