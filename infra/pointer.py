"""The item that names the newest version and holds what was closed since. It changes together with an event that says so,
from which everything else follows, and names that event: a walk that follows an older one leaves what moves to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from chalicelib.adapters import keys
from chalicelib.adapters.attributes import encode, encode_item
from chalicelib.adapters.cached import mark_of
from chalicelib.adapters.codec import to_plain
from chalicelib.domain.commit import Outcome, Stamp, numbered
from chalicelib.domain.events import EventType

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


class ChangedMeanwhile(Exception):
    """Somebody else changed the item first: read it again."""


@dataclass(frozen=True, slots=True)
class Change:
    """`before` is the item as it was read, empty when there was none; `item` what it becomes, closures kept unless it brings
    its own. `kind`, `detail` and `actor` make the event."""

    item: Mapping[str, Any]
    before: Mapping[str, Any]
    kind: EventType
    detail: Mapping[str, Any]
    actor: str

    def store(self, stamp: Stamp, *, dynamodb: "DynamoDBClient", table: str, also: Sequence[Any] = ()) -> str:
        """One transaction, with what else belongs to it; the event's id. Raises ChangedMeanwhile."""
        (event,) = numbered("", stamp, [Outcome(self.kind, dict(self.detail), self.actor)])
        body = encode_item({"kind": keys.EVENTS_KIND, "events": to_plain((event,))})
        told: Any = {"TableName": table, "Item": keys.district_events(stamp.id) | body}
        try:
            dynamodb.transact_write_items(TransactItems=[{"Put": self._put(table, event.id)}, {"Put": told}, *also])
        except ClientError as error:
            if error.response["Error"]["Code"] == "TransactionCanceledException":
                raise ChangedMeanwhile from error
            raise
        return event.id

    def _put(self, table: str, event: str) -> Any:
        kept = {"closures": self.before["closures"]} if "closures" in self.before else {}
        item = kept | dict(self.item)
        put: dict[str, Any] = {"TableName": table, "Item": keys.CONFIG | encode_item(item | mark_of(event, item))}
        if not self.before:
            return put | {"ConditionExpression": "attribute_not_exists(pk)"}
        values = {":version": encode(self.before["version"])}
        condition, names = "#version = :version", {"#version": "version"}
        if kept:
            condition, values[":closures"] = f"{condition} AND closures = :closures", encode(kept["closures"])
        else:
            condition += " AND attribute_not_exists(closures)"
        return put | {
            "ConditionExpression": condition,
            "ExpressionAttributeNames": names,
            "ExpressionAttributeValues": values,
        }
