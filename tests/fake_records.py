"""What administrators look up, in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from fake_store import FakeStore

from chalicelib.domain.contact import Address, Suppression
from chalicelib.domain.health import LaneHealth
from chalicelib.domain.versions import Version

CALM = (LaneHealth("email", 0, 0, 0), LaneHealth("publish", None, None, 0))


@dataclass
class FakeRecords:
    """Suppressions are the store's own. `lanes` are what SQS would say."""

    store: FakeStore
    pushed: list[Version] = field(default_factory=list)
    lanes: Sequence[LaneHealth] = CALM

    def versions(self, *, limit: int) -> Sequence[Version]:
        return sorted(self.pushed, key=lambda one: one.version, reverse=True)[:limit]

    def suppressed(self, *, limit: int, before: str = "") -> Sequence[tuple[str, Suppression]]:
        rows = ((f"{one.since.isoformat()}#{one.address.key}", one) for one in self.store.suppressions.values())
        newest = sorted(rows, key=lambda pair: pair[0], reverse=True)
        return [pair for pair in newest if not before or pair[0] < before][:limit]

    def suppressions(self, addresses: Sequence[Address]) -> Mapping[Address, Suppression]:
        known = ((one, self.store.suppressions.get(one.key)) for one in addresses)
        return {address: row for address, row in known if row}

    def health(self) -> Sequence[LaneHealth]:
        return self.lanes
