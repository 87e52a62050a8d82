"""How far a recompute has come, behind ports.Tallies: one counter item for each closure, reopening or push."""

from dataclasses import dataclass
from typing import Any

from chalicelib.adapters import keys
from chalicelib.adapters.calls import transient


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

    def read(self, cause: str) -> tuple[int, int]:
        with transient():
            answer = self.client.get_item(TableName=self.table, Key=keys.tally(cause), ConsistentRead=True)
        item = answer.get("Item", {})
        return int(item.get("seen", {}).get("N", 0)), int(item.get("moved", {}).get("N", 0))
