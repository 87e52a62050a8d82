"""Share: an inquiry that a rule leaves to the team goes to whoever of them has least to do, once."""

from collections.abc import Sequence
from dataclasses import replace

from chalicelib.domain.commit import Commit, Outcome, numbered
from chalicelib.domain.consequences import Consequence
from chalicelib.domain.errors import Conflict, NotFound
from chalicelib.domain.events import Event, EventType
from chalicelib.domain.sharing import least_busy
from chalicelib.domain.words import Status
from chalicelib.ports import Districts, Inbox, Randomness, Store

_TRIES = 5


def share(
    consequence: Consequence, *, store: Store, inbox: Inbox, districts: Districts, randomness: Randomness
) -> Sequence[Event]:
    """The events it stored: none when somebody has or had it open already, or while all of the team are away. One
    read of the inbox, one of the inquiry, one transaction. Raises NotFound, Conflict or Busy."""
    reference = consequence.event.reference
    rows = [row for shard in inbox.read() for row in shard.rows.values()]
    for _ in range(_TRIES):
        inquiry = store.inquiry(reference)
        if inquiry is None:
            raise NotFound(f"inquiry {reference}")
        stamp, district = randomness.stamp(), districts.current()
        found = least_busy(inquiry, rows, district, at=stamp.now)
        if found is None or inquiry.assignee or inquiry.status is not Status.NEW or inquiry.merged_into:
            return ()
        person, why = found
        detail: dict[str, object] = {"team": inquiry.team, "person": person.id, "from": inquiry.team, "why": why}
        outcome = Outcome(EventType.INQUIRY_ASSIGNED, detail | {"to": [person.id]})
        events = numbered(reference, stamp, [outcome], config=district.version)
        fresh = replace(inquiry, assignee=person.id, version=inquiry.version + 1, updated_at=stamp.now)
        try:
            store.commit(Commit(reference=reference, stamp=stamp, inquiry=fresh, events=events))
        except Conflict:
            continue
        return events
    raise Conflict("inquiry")
