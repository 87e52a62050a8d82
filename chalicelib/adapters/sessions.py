"""Sessions of signed-in staff on the one table: behind ports.Sessions. A person's sessions share a partition, so that all
of them end with one query."""

from dataclasses import dataclass
from typing import Any

from chalicelib.adapters import keys
from chalicelib.adapters.attributes import Attributes, decode_item, encode, encode_item
from chalicelib.adapters.calls import conditional, transient
from chalicelib.adapters.codec import from_plain, to_plain
from chalicelib.domain.errors import Conflict
from chalicelib.domain.sessions import Session

_AT_ONCE = 25
"""Keys of one BatchWriteItem."""


@dataclass(frozen=True, slots=True)
class TableSessions:
    """`client` is a botocore DynamoDB client."""

    client: Any
    table: str

    def get(self, staff: str, digest: str) -> Session | None:
        """One strongly consistent read."""
        with transient():
            answer = self.client.get_item(TableName=self.table, Key=keys.session(staff, digest), ConsistentRead=True)
        return from_plain(Session, decode_item(answer["Item"])) if "Item" in answer else None

    def begin(self, session: Session) -> None:
        with transient():
            self.client.put_item(TableName=self.table, Item=_item(session))

    def note(self, session: Session) -> None:
        """Writes down that it was used; one that ended meanwhile stays ended."""
        try:
            with conditional("session"):
                self.client.put_item(TableName=self.table, Item=_item(session), ConditionExpression=_STILL_THE_ONE)
        except Conflict:
            return

    def renew(self, old: Session, fresh: Session) -> None:
        """Both in one transaction. Raises Conflict when it ended, or was renewed by another request."""
        puts = [
            {"Put": {"TableName": self.table, "Item": _item(old), "ConditionExpression": _STILL_THE_ONE}},
            {"Put": {"TableName": self.table, "Item": _item(fresh)}},
        ]
        with conditional("session"):
            self.client.transact_write_items(TransactItems=puts)

    def end(self, staff: str, digest: str) -> None:
        with transient():
            self.client.delete_item(TableName=self.table, Key=keys.session(staff, digest))

    def end_all(self, staff: str) -> int:
        """Every session of that person; how many. One query, and a write for each 25."""
        with transient():
            answer = self.client.query(
                TableName=self.table,
                KeyConditionExpression="pk = :pk",
                ExpressionAttributeValues={":pk": encode(keys.sessions(staff))},
                ProjectionExpression="pk, sk",
            )
            found = answer["Items"]
            for start in range(0, len(found), _AT_ONCE):
                gone = [{"DeleteRequest": {"Key": key}} for key in found[start : start + _AT_ONCE]]
                self.client.batch_write_item(RequestItems={self.table: gone})
        return len(found)


_STILL_THE_ONE = "attribute_exists(pk) AND attribute_not_exists(replaced_at)"


def _item(session: Session) -> Attributes:
    body = to_plain(session) | {"ttl": int(session.ends_at.timestamp()) + 1}
    return keys.session(session.staff, session.digest) | encode_item(body)
