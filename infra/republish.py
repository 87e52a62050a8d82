"""Publishing again what `publish` gave up.

A dead letter of a stream names a shard and two sequence numbers; the events themselves are read from the stream again,
which keeps them for a day; later they are read from the table, inquiry by inquiry. Source: https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-errors.html
"""

import base64
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from botocore.exceptions import ClientError

from chalicelib.adapters import keys
from chalicelib.adapters.items import read_events
from infra.clients import Clients
from infra.outputs import Outputs

GONE = {"TrimmedDataAccessException", "ResourceNotFoundException", "ValidationException"}
EMPTY_PAGES = 5
"""An open shard may answer with nothing and have more: this many in a row are taken as the end."""


class NotPublished(LookupError):
    """This dead letter could not be published again; the message says which events and why."""


def republish(clients: Clients, function: str, body: str) -> str:
    """Run `function` on the events that a dead letter names and return the run's id.

    Raises NotPublished when the stream no longer has all of them, or when the function fails again.
    """
    try:
        batch = json.loads(body)["DDBStreamBatchInfo"]
        wanted = f"{batch['batchSize']} events of {batch['approximateArrivalOfFirstRecord']}, shard {batch['shardId']}"
    except (ValueError, KeyError, TypeError) as error:
        raise NotPublished(f"not a dead letter of a stream: {body[:200]}") from error
    records = [record for record in _read(clients, batch) if _is_event(record)]
    if not records:
        raise NotPublished(f"{wanted}: gone; the stream keeps a day")
    run = _run(clients, function, records, wanted)
    if len(records) < int(batch["batchSize"]):
        raise NotPublished(f"{wanted}: only {len(records)} were left on the stream; these were published again")
    return run


def republish_inquiry(clients: Clients, outputs: Outputs, reference: str, *, since: datetime | None) -> int:
    """Run `publish` on the events that the table holds of an inquiry, from `since` (aware) on; how many items they lie in.
    What was done because of them is not done again: every consequence knows its event.

    Raises NotPublished when there are none, or when `publish` fails again.
    """
    wanted = f"events of {reference}"
    found = [
        item
        for page in clients.dynamodb.get_paginator("query").paginate(
            TableName=outputs.table,
            KeyConditionExpression="pk = :pk AND begins_with(sk, :events)",
            ExpressionAttributeValues={":pk": {"S": keys.partition(reference)}, ":events": {"S": "E#"}},
            ConsistentRead=True,
        )
        for item in page["Items"]
        if since is None or any(event.at >= since for event in read_events(item))
    ]
    if not found:
        raise NotPublished(f"{wanted}: there are none{f' since {since:%Y-%m-%d %H:%M} UTC' if since else ''}")
    for item in found:
        _run(clients, outputs.functions["publish"], [_inserted(item)], wanted)
    return len(found)


def _inserted(item: dict[str, Any]) -> dict[str, Any]:
    """As the stream tells that it was stored."""
    return {"eventName": "INSERT", "dynamodb": {"SequenceNumber": item["sk"]["S"], "NewImage": item}}


def _read(clients: Clients, batch: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The records from the batch's first sequence number to its last, as far as the stream still has them."""
    first, last = int(batch["startSequenceNumber"]), int(batch["endSequenceNumber"])
    iterator = _iterator(clients, batch)
    empty = 0
    while iterator and empty < EMPTY_PAGES:
        page = clients.streams.get_records(ShardIterator=iterator)
        for record in page["Records"]:
            number = int(record["dynamodb"]["SequenceNumber"])
            if number > last:
                return
            if number >= first:
                yield record | {"eventSourceARN": batch["streamArn"]}
        empty = 0 if page["Records"] else empty + 1
        iterator = page.get("NextShardIterator")


def _iterator(clients: Clients, batch: dict[str, Any]) -> str | None:
    """From the batch's first record, or from the oldest there is when that one is gone; None when the whole shard is."""
    shard = {"StreamArn": batch["streamArn"], "ShardId": batch["shardId"]}
    start = {"ShardIteratorType": "AT_SEQUENCE_NUMBER", "SequenceNumber": batch["startSequenceNumber"]}
    for position in (start, {"ShardIteratorType": "TRIM_HORIZON"}):
        try:
            return str(clients.streams.get_shard_iterator(**shard, **position)["ShardIterator"])
        except ClientError as error:
            if error.response["Error"]["Code"] not in GONE:
                raise
    return None


def _is_event(record: dict[str, Any]) -> bool:
    """The filter of the stream's mapping in infra/template/functions.yaml, which does not apply to us."""
    kind = record["dynamodb"].get("NewImage", {}).get("kind", {}).get("S")
    return bool(record["eventName"] == "INSERT" and kind == "events")


def _run(clients: Clients, function: str, records: list[dict[str, Any]], wanted: str) -> str:
    event = json.dumps({"Records": records}, default=_plain).encode()
    answer = clients.functions.invoke(FunctionName=function, Payload=event)
    said = answer["Payload"].read().decode()
    if "FunctionError" in answer:
        raise NotPublished(f"{wanted}: publish failed again: {said[:500]}")
    failures = (json.loads(said or "null") or {}).get("batchItemFailures", [])
    if failures:
        raise NotPublished(f"{wanted}: publish failed again for {len(failures)} of them; see its log")
    return str(answer["ResponseMetadata"]["RequestId"])


def _plain(value: Any) -> Any:
    """As Lambda writes a stream's record: seconds since 1970, base64."""
    if isinstance(value, datetime):
        return value.timestamp()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    raise TypeError(f"{type(value).__name__} in a stream record")
