"""Hold: a notice that comes in a person's quiet hours waits in the ledger and on their digest."""

from chalicelib.domain import digest, ledger, quiet
from chalicelib.domain.commit import Commit, Outcome, numbered
from chalicelib.domain.digest import Line
from chalicelib.domain.errors import Conflict
from chalicelib.domain.events import EventType
from chalicelib.domain.inquiry import Inquiry
from chalicelib.domain.ledger import Notice
from chalicelib.usecases.desk import Desk

_TRIES = 5


def hold(notice: Notice, inquiry: Inquiry, *, desk: Desk) -> bool:
    """Whether it waits, now or since an earlier try. One transaction: its row, the digest's line, the event. A digest that is
    leaving already takes nothing more: then it is told at once. Raises Conflict or Busy (the queue repeats)."""
    district = desk.district()
    person = district.person(notice.staff)
    if person is None or not digest.may_wait(notice.template, notice.recipient, inquiry):
        return False
    for _ in range(_TRIES):
        stamp = desk.randomness.stamp()
        leaves_at = quiet.held_until(person, stamp.now, district.time_zone)
        if leaves_at is None:
            return False
        known = desk.store.send_state(reference=notice.reference, send_key=notice.key, recipient=notice.recipient).send
        if known:
            return digest.waits(known)
        line = Line(notice.reference, notice.key, notice.template, stamp.now)
        waiting = digest.joined(desk.store.newest_digest(person.id, leaves_at), person.id, leaves_at, line)
        if waiting is None:
            return False
        detail: dict[str, object] = {"send": notice.key, "template": notice.template, "staff": person.id}
        told = Outcome(EventType.NOTIFICATION_HELD, detail | {"to": [person.id], "until": leaves_at.isoformat()})
        events = numbered(notice.reference, stamp, [told], config=district.version)
        row = ledger.held(notice, stamp.now)
        try:
            desk.store.commit(Commit(notice.reference, stamp, send=row, digest=waiting, events=events))
        except Conflict:
            continue
        desk.metrics.count("SendHeld")
        return True
    raise Conflict("digest")
