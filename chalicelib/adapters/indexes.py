"""The sparse indexes: what is due, what is held, what is newest. One query a shard, eventually consistent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chalicelib.adapters import items, keys
from chalicelib.adapters.attributes import Attributes, decode_item
from chalicelib.adapters.calls import transient
from chalicelib.adapters.codec import from_plain
from chalicelib.ports import Summary


@dataclass(frozen=True, slots=True)
class Indexes:
    """`client` is a boto3 DynamoDB client."""

    client: Any
    table: str

    def due(
        self, shard: int, *, before: datetime, limit: int, after: tuple[str, datetime] | None = None
    ) -> Sequence[tuple[str, datetime]]:
        """Only keys are projected, so that a page of them stays far below the megabyte at which a query stops."""
        values = {":shard": {"S": keys.due_shard(shard)}, ":before": {"S": items.instant(before)}}
        start: dict[str, Any] = {}
        if after:
            place = keys.inquiry(after[0]) | {"due_shard": values[":shard"], "due_at": {"S": items.instant(after[1])}}
            start["ExclusiveStartKey"] = place
        found = self._query("due", "due_shard = :shard AND due_at <= :before", values, limit=limit, **start)
        return [(_reference(item), datetime.fromisoformat(item["due_at"]["S"])) for item in found]

    def digests_due(self, *, before: datetime, limit: int) -> Sequence[tuple[str, datetime, int]]:
        values = {":shard": {"S": keys.DIGESTS}, ":before": {"S": items.instant(before)}}
        found = self._query("due", "due_shard = :shard AND due_at <= :before", values, limit=limit)
        named = (keys.read_digest(item["pk"]["S"], item["sk"]["S"]) for item in found)
        return [(staff, datetime.fromisoformat(leaves_at), part) for staff, leaves_at, part in named]

    def held(self, *, limit: int) -> Sequence[str]:
        """References, the longest held first."""
        found: list[Attributes] = []
        for shard in range(keys.SHARDS):
            values = {":shard": {"S": keys.held_shard(shard)}}
            found += self._query("due", "due_shard = :shard", values, limit=limit)
        found.sort(key=lambda item: (str(item["due_at"]["S"]), _reference(item)))
        return [_reference(item) for item in found[:limit]]

    def inbox(self, *, limit: int, before: str = "") -> Sequence[Summary]:
        condition, values = "inbox_shard = :shard", {":before": {"S": before}} if before else {}
        condition += " AND inbox_at < :before" if before else ""
        lines: list[Attributes] = []
        for shard in range(keys.SHARDS):
            named = values | {":shard": {"S": keys.inbox_shard(shard)}}
            lines += self._query("inbox", condition, named, limit=limit, newest=True)
        lines.sort(key=lambda item: str(item["inbox_at"]["S"]), reverse=True)
        return [from_plain(Summary, decode_item(item)["summary"]) for item in lines[:limit]]

    def _query(
        self, index: str, condition: str, values: Attributes, *, limit: int, newest: bool = False, **start: Any
    ) -> list[Attributes]:
        with transient():
            answer = self.client.query(
                TableName=self.table,
                IndexName=index,
                KeyConditionExpression=condition,
                ExpressionAttributeValues=values,
                ScanIndexForward=not newest,
                Limit=limit,
                **start,
            )
        return list(answer["Items"])


def _reference(item: Attributes) -> str:
    return str(item["pk"]["S"]).removeprefix("I#")
