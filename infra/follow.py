"""Following a closure, a reopening or a push to the end of its walk along the open deadlines."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from chalicelib.adapters import keys
from chalicelib.adapters.attributes import decode_item
from chalicelib.domain.events import EventType
from chalicelib.ports import Tally
from chalicelib.usecases.recompute import walk_of

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

PATIENCE = 900.0
"""Seconds: a walk looks at some hundred inquiries a second."""
_OVERTAKEN = "a newer change came before the end, and moves and counts the rest: `closed list` tells of both"
_FIRST = frozenset(walk_of(1, shard) for shard in range(keys.SHARDS))
wait_option = click.option("--wait", is_flag=True, help="Follow it to its end, and say how many open deadlines moved.")


def follow(
    read: Callable[[], Tally], *, sleep: Callable[[float], None] = time.sleep, patience: float = PATIENCE
) -> Tally:
    """The tally once every shard was walked along. Raises ClickException when that takes too long: it goes on without us."""
    left = patience
    while not (tally := read()).walked >= _FIRST:
        if left <= 0:
            why = f"it is not done after {patience:.0f} seconds and goes on by itself: {tally.moved} open deadlines moved so far"
            raise click.ClickException(f"{why}; look at `queue list` and the alarms on escalations")
        sleep(1.0)
        left -= 1.0
    return tally


def said(tally: Tally) -> str:
    """In a sentence; the second walk is for what was opened under the older version meanwhile."""
    moved = f"{tally.moved} open deadline{'' if tally.moved == 1 else 's'} moved"
    looks = f"{tally.seen} look{'' if tally.seen == 1 else 's'} at inquiries"
    sentence = f"{moved} ({looks})" if tally.walked >= _FIRST else f"{moved} so far ({looks})"
    return f"{sentence}; {_OVERTAKEN}" if tally.overtaken_by else sentence


def cause_of_push(dynamodb: "DynamoDBClient", table: str, version: str) -> str:
    """The event of that version's push, among the last fifty of the district: one query. Raises LookupError."""
    found: Any = dynamodb.query(
        TableName=table,
        KeyConditionExpression="pk = :pk AND begins_with(sk, :events)",
        ExpressionAttributeValues={":pk": keys.CONFIG["pk"], ":events": {"S": "E#"}},
        ScanIndexForward=False,
        Limit=50,
    )
    events = (event for item in found["Items"] for event in decode_item(item)["events"])
    for event in events:
        if event["type"] == EventType.CONFIGURATION_PUSHED and event["detail"]["version"] == version:
            return str(event["id"])
    raise LookupError(
        f"the push of version {version} is not among the last of the district: `config versions` lists them"
    )
