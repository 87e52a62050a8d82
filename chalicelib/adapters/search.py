"""The search index behind ports.Index: small items of the one table, written in batches of 25."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chalicelib.adapters import items, keys
from chalicelib.adapters.calls import conditional, read_all, transient
from chalicelib.domain.errors import Busy
from chalicelib.domain.inquiry import Inquiry, Message
from chalicelib.domain.search import Entry, Indexed, Stream

_BATCH = 25
_TRIES = 4
Item = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class TableIndex:
    """`client` is a botocore DynamoDB client."""

    client: Any
    table: str

    def known(self, reference: str, messages: Sequence[str]) -> tuple[Indexed, Inquiry | None, Sequence[Message]]:
        wanted = [keys.indexed(reference), keys.inquiry(reference)]
        wanted += [keys.message(reference, one) for one in messages]
        found = {item["sk"]["S"]: item for item in self._batch(wanted)}
        record, inquiry = found.pop("INDEXED", None), found.pop(keys.INQUIRY, None)
        return (
            _record(record) if record else Indexed(reference),
            items.read_inquiry(inquiry) if inquiry else None,
            [items.read_message(item) for item in found.values()],
        )

    def change(self, place: str, *, put: Mapping[str, Entry], drop: Sequence[str]) -> None:
        requests: list[dict[str, Any]] = [{"PutRequest": {"Item": entry_item(key, one)}} for key, one in put.items()]
        requests += [{"DeleteRequest": {"Key": keys.entry(key, place)}} for key in drop]
        for start in range(0, len(requests), _BATCH):
            self._write(requests[start : start + _BATCH])

    def keep(self, record: Indexed) -> None:
        item = keys.indexed(record.reference) | {
            "version": {"N": str(record.version + 1)},
            "place": {"S": record.place},
            "about": {"S": " ".join(record.about)},
            "said": {"S": " ".join(record.said)},
            "into": {"S": record.into},
        }
        with conditional("indexed"):
            self.client.put_item(TableName=self.table, Item=item, **_still(record))

    def forget(self, record: Indexed) -> None:
        with conditional("indexed"):
            self.client.delete_item(TableName=self.table, Key=keys.indexed(record.reference), **_still(record))

    def newest(self, key: str, *, before: str, most: int) -> Stream:
        condition = "pk = :pk AND sk < :before" if before else "pk = :pk"
        values = {":pk": {"S": keys.entries(key)}} | ({":before": {"S": before}} if before else {})
        with transient():
            answer = self.client.query(
                TableName=self.table,
                KeyConditionExpression=condition,
                ExpressionAttributeValues=values,
                ScanIndexForward=False,
                Limit=most,
            )
        entries = tuple(map(_entry, answer["Items"]))
        return Stream(entries, entries[-1].place if entries and "LastEvaluatedKey" in answer else "")

    def read(
        self, inquiries: Sequence[str], records: Sequence[str]
    ) -> tuple[Mapping[str, Inquiry], Mapping[str, Indexed]]:
        wanted = [keys.inquiry(one) for one in dict.fromkeys(inquiries)] + [keys.indexed(one) for one in records]
        items_found = self._batch(wanted) if wanted else ()
        found = [items.read_inquiry(item) for item in items_found if item["sk"]["S"] == keys.INQUIRY]
        known = [_record(item) for item in items_found if item["sk"]["S"] != keys.INQUIRY]
        return {one.reference: one for one in found}, {one.reference: one for one in known}

    def _write(self, requests: list[dict[str, Any]]) -> None:
        left = {self.table: requests}
        for _ in range(_TRIES):
            with transient():
                left = self.client.batch_write_item(RequestItems=left).get("UnprocessedItems") or {}
            if not left:
                return
        raise Busy("the table is throttled")

    def _batch(self, wanted: Sequence[keys.Key]) -> Sequence[Item]:
        return read_all(self.client, self.table, wanted, consistent=True)


def entry_item(key: str, entry: Entry) -> dict[str, Any]:
    """At most a kilobyte: one write unit."""
    item: dict[str, Any] = keys.entry(key, entry.place) | {"words": {"S": " ".join(entry.words)}}
    return item | {"also": {"B": entry.also}} | ({"into": {"S": entry.into}} if entry.into else {})


def _entry(item: Item) -> Entry:
    """One without a sketch was written before there were any."""
    words = tuple(item["words"]["S"].split(" "))
    return Entry(item["sk"]["S"], words, item.get("also", {"B": b""})["B"], item.get("into", {"S": ""})["S"])


def _still(record: Indexed) -> dict[str, Any]:
    if not record.version:
        return {"ConditionExpression": "attribute_not_exists(pk)"}
    return {
        "ConditionExpression": "#version = :before",
        "ExpressionAttributeNames": {"#version": "version"},
        "ExpressionAttributeValues": {":before": {"N": str(record.version)}},
    }


def _record(item: Item) -> Indexed:
    return Indexed(
        reference=item["pk"]["S"].removeprefix("Y#"),
        version=int(item["version"]["N"]),
        place=item["place"]["S"],
        about=tuple(item["about"]["S"].split()),
        said=tuple(item["said"]["S"].split()),
        into=item.get("into", {"S": ""})["S"],
    )
