"""What administrators look up: configuration versions, and addresses that nothing is sent to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chalicelib.adapters import keys
from chalicelib.adapters.attributes import Attributes, decode_item
from chalicelib.adapters.calls import read_all, transient
from chalicelib.adapters.codec import from_plain
from chalicelib.domain.contact import Address, Suppression
from chalicelib.domain.versions import Version

_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class TableRecords:
    """`client` is a botocore DynamoDB client."""

    client: Any
    table: str

    def versions(self, *, limit: int) -> Sequence[Version]:
        """The newest first: one query."""
        with transient():
            found = self.client.query(
                TableName=self.table,
                KeyConditionExpression="pk = :config AND begins_with(sk, :version)",
                ExpressionAttributeValues={":config": keys.CONFIG["pk"], ":version": {"S": keys.CONFIG_VERSION}},
                ScanIndexForward=False,
                Limit=limit,
            )
        return [from_plain(Version, decode_item(item)) for item in found["Items"]]

    def suppressed(self, *, limit: int, before: str = "") -> Sequence[tuple[str, Suppression]]:
        """(cursor, suppression), the newest first, from behind that cursor on: one query and one read, eventually consistent."""
        values = {":all": {"S": keys.SUPPRESSED}} | ({":before": {"S": before}} if before else {})
        with transient():
            answer = self.client.query(
                TableName=self.table,
                IndexName="due",
                KeyConditionExpression="due_shard = :all" + (" AND due_at < :before" if before else ""),
                ExpressionAttributeValues=values,
                ScanIndexForward=False,
                Limit=limit,
            )
        listed = {item["pk"]["S"]: str(item["due_at"]["S"]) for item in answer["Items"]}
        named = [{"pk": item["pk"], "sk": item["sk"]} for item in answer["Items"]]
        rows = {item["pk"]["S"]: item for item in (self._read(named) if named else ())}
        return [(at, from_plain(Suppression, decode_item(rows[pk]))) for pk, at in listed.items() if pk in rows]

    def suppressions(self, addresses: Sequence[Address]) -> Mapping[Address, Suppression]:
        """Of those addresses the suppressed ones: one read for every 100. Raises Busy."""
        found: dict[Address, Suppression] = {}
        for start in range(0, len(addresses), _AT_ONCE):
            some = [keys.suppression(one.key) for one in dict.fromkeys(addresses[start : start + _AT_ONCE])]
            known = (
                from_plain(Suppression, decode_item(item))
                for item in read_all(self.client, self.table, some, consistent=False)
            )
            found |= {one.address: one for one in known}
        return found

    def _read(self, wanted: Sequence[keys.Key]) -> Sequence[Attributes]:
        return read_all(self.client, self.table, wanted, consistent=False)
