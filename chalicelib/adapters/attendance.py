"""Who looks and looked, on the one table: behind ports.Attendances."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from chalicelib.adapters import keys
from chalicelib.adapters.attributes import decode_item, encode, encode_item
from chalicelib.adapters.calls import conditional, transient
from chalicelib.adapters.codec import from_plain, to_plain
from chalicelib.domain.attendance import KEPT, THERE, Attendance, Look
from chalicelib.domain.errors import Conflict
from chalicelib.domain.inquiry import Inquiry


@dataclass(frozen=True, slots=True)
class TableAttendances:
    """`client` is a botocore DynamoDB client."""

    client: Any
    table: str

    def read(self, reference: str) -> tuple[Inquiry | None, Attendance]:
        wanted = [keys.inquiry(reference), keys.attendance(reference)]
        with transient():
            answer = self.client.batch_get_item(RequestItems={self.table: {"Keys": wanted}})
        found = {item["sk"]["S"]: item for item in answer["Responses"].get(self.table, [])}
        inquiry, there = found.get(keys.INQUIRY), found.get(keys.ATTENDANCE)
        return (
            from_plain(Inquiry, decode_item(inquiry)) if inquiry else None,
            from_plain(Attendance, decode_item(there)) if there else Attendance(reference),
        )

    def write(self, attendance: Attendance) -> None:
        until = max(one.at for one in attendance.marks) + THERE
        body = to_plain(attendance) | {"ttl": int(until.timestamp())}
        with conditional("attendance"):
            self.client.put_item(
                TableName=self.table,
                Item=keys.attendance(attendance.reference) | encode_item(body),
                ConditionExpression="attribute_not_exists(pk) OR version = :before",
                ExpressionAttributeValues={":before": encode(attendance.version - 1)},
            )

    def note(self, look: Look) -> None:
        body = to_plain(look) | {"ttl": int((look.at + KEPT).timestamp())}
        try:
            with conditional("look"):
                self.client.put_item(
                    TableName=self.table,
                    Item=keys.look(look.reference, look.hour, look.staff) | encode_item(body),
                    ConditionExpression="attribute_not_exists(pk)",
                )
        except Conflict:
            return

    def looks(self, reference: str, *, limit: int) -> Sequence[Look]:
        with transient():
            answer = self.client.query(
                TableName=self.table,
                KeyConditionExpression="pk = :pk",
                ExpressionAttributeValues={":pk": encode(keys.looks(reference))},
                ScanIndexForward=False,
                Limit=limit,
            )
        return [from_plain(Look, decode_item(item)) for item in answer["Items"]]
