"""The inbox, in memory."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from chalicelib.domain.errors import Conflict
from chalicelib.domain.inbox import Row
from chalicelib.ports import InboxShard


@dataclass
class FakeInbox:
    """`interfere` holds actions run just before the next writes, one each; `most` is how many rows a shard takes."""

    shards: dict[int, InboxShard] = field(default_factory=dict)
    interfere: list[Callable[[], None]] = field(default_factory=list)
    most: int = 1_000
    writes: int = 0

    def read(self) -> Sequence[InboxShard]:
        return tuple(self.shards.values())

    def shard(self, number: int) -> InboxShard:
        return self.shards.get(number, InboxShard(version=0, rows={}))

    def save(self, number: int, rows: Mapping[str, Row], *, version: int) -> int:
        if self.interfere:
            self.interfere.pop(0)()
        if self.shard(number).version != version:
            raise Conflict("inbox")
        self.writes += 1
        kept = dict(list(rows.items())[: self.most])
        self.shards[number] = InboxShard(version=version + 1, rows=kept)
        return len(rows) - len(kept)

    def touch(self, number: int) -> None:
        """Somebody else's write, of the same rows."""
        known = self.shard(number)
        self.shards[number] = InboxShard(known.version + 1, known.rows)

    @property
    def rows(self) -> list[Row]:
        return [row for shard in self.shards.values() for row in shard.rows.values()]
