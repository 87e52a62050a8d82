"""How far a recompute has come, behind ports.Tallies: one counter item for each closure, reopening or push."""

from dataclasses import dataclass
from typing import Any

from chalicelib.adapters import keys
from chalicelib.adapters.calls import transient
from chalicelib.ports import Tally


@dataclass(frozen=True, slots=True)
class TableTallies:
    """`client` is a boto3 DynamoDB client."""

    client: Any
    table: str

    def add(self, cause: str, *, seen: int, moved: int) -> None:
        with transient():
            self.client.update_item(
                TableName=self.table,
                Key=keys.tally(cause),
                UpdateExpression="ADD seen :seen, moved :moved",
                ExpressionAttributeValues={":seen": {"N": str(seen)}, ":moved": {"N": str(moved)}},
            )

    def end(self, cause: str, walk: str, *, overtaken_by: str = "") -> None:
        values: dict[str, Any] = {":walk": {"SS": [walk]}}
        overtaken = {":by": {"S": overtaken_by}} if overtaken_by else {}
        with transient():
            self.client.update_item(
                TableName=self.table,
                Key=keys.tally(cause),
                UpdateExpression="ADD walked :walk" + (" SET overtaken_by = :by" if overtaken else ""),
                ExpressionAttributeValues=values | overtaken,
            )

    def read(self, cause: str) -> Tally:
        with transient():
            answer = self.client.get_item(TableName=self.table, Key=keys.tally(cause), ConsistentRead=True)
        item = answer.get("Item", {})
        seen, moved = (int(item.get(name, {}).get("N", 0)) for name in ("seen", "moved"))
        walked = frozenset(item.get("walked", {}).get("SS", ()))
        return Tally(seen, moved, walked, item.get("overtaken_by", {}).get("S", ""))
