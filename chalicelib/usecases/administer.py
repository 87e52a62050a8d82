"""Administer: what is in force, who can be reached, what nothing is sent to, how the lanes are; and taking an address back."""

from collections.abc import Sequence
from dataclasses import dataclass

from chalicelib.domain.commit import Commit, Outcome, numbered
from chalicelib.domain.contact import Address, Suppression, SuppressionReason
from chalicelib.domain.errors import Invalid, NotFound
from chalicelib.domain.events import EventType
from chalicelib.domain.health import LaneHealth
from chalicelib.domain.permissions import Actor, Duty, require_duty
from chalicelib.domain.reachability import Reachability, addresses, reachability
from chalicelib.domain.versions import Version
from chalicelib.ports import Districts, Health, Randomness, Records, Store

MOST_VERSIONS = 20
MOST_ADDRESSES = 50


@dataclass(frozen=True, slots=True)
class Office:
    """Where administrators look: its collaborators."""

    store: Store
    districts: Districts
    randomness: Randomness
    records: Records
    health: Health


def versions(*, actor: Actor, at: Office) -> Sequence[Version]:
    """The newest of the configuration's versions, newest first: one query. Raises NotAllowed, Busy."""
    require_duty(actor, Duty.INSPECT)
    return at.records.versions(limit=MOST_VERSIONS)


def reached(*, actor: Actor, at: Office) -> Sequence[Reachability]:
    """Everybody of the staff, trouble first: one read for every 50 of them. Raises NotAllowed, Busy."""
    require_duty(actor, Duty.INSPECT)
    district = at.districts.current()
    suppressed = at.records.suppressions(addresses(district))
    return reachability(district, suppressed, at=at.randomness.stamp().now)


def suppressed(*, actor: Actor, at: Office, before: str = "") -> Sequence[tuple[str, Suppression]]:
    """(cursor, suppression), the newest first, one more than a page shows: one query and one read. Raises NotAllowed, Busy."""
    require_duty(actor, Duty.INSPECT)
    return at.records.suppressed(limit=MOST_ADDRESSES + 1, before=before)


def lanes(*, actor: Actor, at: Office) -> Sequence[LaneHealth]:
    """Raises NotAllowed, Busy."""
    require_duty(actor, Duty.INSPECT)
    return at.health()


def release_address(address: Address, *, actor: Actor, store: Store, randomness: Randomness) -> Suppression:
    """What the suppression said that is gone now; the release is an event of the district's. An opt-out from texts is ended by
    its owner alone, who texts START. One read and one transaction. Raises NotAllowed, NotFound, Invalid, Busy."""
    require_duty(actor, Duty.RELEASE_ADDRESS)
    found = store.suppression(address)
    if found is None:
        raise NotFound("nothing keeps us from writing to that address")
    if found.reason is SuppressionReason.OPT_OUT:
        raise Invalid({"address": "opted_out"})
    stamp = randomness.stamp()
    outcome = Outcome(EventType.ADDRESS_RELEASED, {"address": address.key, "was": found.reason.value}, actor.id)
    store.commit(Commit("", stamp, release=address, events=numbered("", stamp, [outcome])))
    return found
