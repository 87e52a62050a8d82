"""The inbox's items behind ports.Inbox: rows as compressed JSON, one item a shard.

A row is a list in the order of `_FIELDS`, moments in whole seconds since 1970, what is empty left out at its end.
"""

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields
from datetime import UTC, datetime
from typing import Any

from chalicelib.adapters import keys
from chalicelib.adapters.calls import conditional, read_all, transient
from chalicelib.domain.inbox import Row
from chalicelib.domain.words import Priority, Status
from chalicelib.ports import InboxShard

FULL = 350_000
"""Bytes of compressed rows that one item takes; DynamoDB's limit is 400 KB for the whole item."""
_FIELDS = tuple(one.name for one in fields(Row))
_NEEDED = sum(one.default is MISSING for one in fields(Row))
_MOMENTS = ("opened_at", "updated_at", "due_at")
_LISTS = ("dangers", "tags", "told")


@dataclass(frozen=True, slots=True)
class TableInbox:
    """`client` is a botocore DynamoDB client."""

    client: Any
    table: str
    _known: dict[tuple[int, bytes], InboxShard] = field(default_factory=dict, compare=False)
    """What was read last, by its version and its own bytes: between two looks hardly anything changes."""

    def read(self) -> Sequence[InboxShard]:
        """All shards in one eventually consistent BatchGetItem; one that was never written is empty."""
        wanted = [keys.inbox(number) for number in range(keys.INBOX_SHARDS)]
        return self._unpacked(read_all(self.client, self.table, wanted, consistent=False))

    def _unpacked(self, items: Sequence[Mapping[str, Any]]) -> Sequence[InboxShard]:
        """What is known already is not unpacked again; what is no longer so is forgotten."""
        named = [((int(item["version"]["N"]), bytes(item["rows"]["B"])), item) for item in items]
        found = {name: self._known.get(name) or _shard(item) for name, item in named}
        self._known.clear()
        self._known.update(found)
        return tuple(found[name] for name, _ in named)

    def shard(self, number: int) -> InboxShard:
        """One strongly consistent read."""
        with transient():
            answer = self.client.get_item(TableName=self.table, Key=keys.inbox(number), ConsistentRead=True)
        return _shard(answer["Item"]) if "Item" in answer else InboxShard(version=0, rows={})

    def save(self, number: int, rows: Mapping[str, Row], *, version: int) -> int:
        """Writes the shard as its next version; how many rows did not fit (the least pressing). Raises Conflict when somebody
        wrote it meanwhile."""
        packed, left = _fitting(rows)
        item = keys.inbox(number) | {"version": {"N": str(version + 1)}, "rows": {"B": packed}}
        condition: dict[str, Any] = {"ConditionExpression": "attribute_not_exists(pk)"}
        if version:
            condition = {
                "ConditionExpression": "#version = :before",
                "ExpressionAttributeNames": {"#version": "version"},
                "ExpressionAttributeValues": {":before": {"N": str(version)}},
            }
        with conditional("inbox"):
            self.client.put_item(TableName=self.table, Item=item, **condition)
        return left


def _shard(item: Mapping[str, Any]) -> InboxShard:
    rows = [_unpacked(values) for values in json.loads(zlib.decompress(bytes(item["rows"]["B"])))]
    return InboxShard(version=int(item["version"]["N"]), rows={row.reference: row for row in rows})


def _fitting(rows: Mapping[str, Row]) -> tuple[bytes, int]:
    """All of them, or so many of the most pressing that the item takes them."""
    pressing = sorted(rows.values(), key=lambda row: (row.priority != "critical", row.due_at or row.opened_at))
    keep = len(pressing)
    while True:
        packed = _compressed(pressing[:keep])
        if len(packed) <= FULL:
            return packed, len(pressing) - keep
        keep = keep * 9 // 10


def _compressed(rows: Sequence[Row]) -> bytes:
    text = json.dumps([_packed(row) for row in rows], ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "replace"))


def _packed(row: Row) -> list[Any]:
    values: list[Any] = []
    for name in _FIELDS:
        value = getattr(row, name)
        if name in _MOMENTS:
            value = int(value.timestamp()) if value else None
        values.append(value)
    while len(values) > _NEEDED and not values[-1]:
        values.pop()
    return values


def _unpacked(values: Sequence[Any]) -> Row:
    """By hand, not by the codec: a page reads thousands of them."""
    found = dict(zip(_FIELDS, values, strict=False))
    for name in _MOMENTS:
        value = found.get(name)
        found[name] = datetime.fromtimestamp(value, UTC) if value is not None else None
    for name in _LISTS:
        found[name] = tuple(found.get(name, ()))
    found["status"], found["priority"] = Status(found["status"]), Priority(found["priority"])
    return Row(**found)
