"""Orders for many inquiries behind ports.Jobs: one item a job, gone after a month."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from chalicelib.adapters import keys
from chalicelib.adapters.attributes import Attributes, decode_item, encode, encode_item
from chalicelib.adapters.calls import conditional, transient
from chalicelib.adapters.codec import from_plain, to_plain
from chalicelib.domain.bulk import Job, State
from chalicelib.domain.commit import Stamp
from chalicelib.domain.errors import Conflict, Duplicate
from chalicelib.domain.events import Event

KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class TableJobs:
    """`client` is a botocore DynamoDB client."""

    client: Any
    table: str

    def begin(self, job: Job, events: Sequence[Event], stamp: Stamp) -> None:
        ttl = {"ttl": encode(int((stamp.now + KEPT).timestamp()))}
        plain = to_plain(job)
        plain["results"] = plain.get("results", {})
        plain["state"] = job.state.value
        item: Attributes = keys.job(job.id) | encode_item(plain) | ttl
        told = (
            keys.job_events(job.id, stamp.id)
            | encode_item({"kind": keys.EVENTS_KIND, "events": to_plain(events)})
            | ttl
        )
        puts = [
            {"Put": {"TableName": self.table, "Item": one, "ConditionExpression": "attribute_not_exists(pk)"}}
            for one in (item, told)
        ]
        try:
            with conditional("job"):
                self.client.transact_write_items(TransactItems=puts)
        except Conflict as known:
            raise Duplicate("", "") from known

    def get(self, job_id: str) -> Job | None:
        with transient():
            answer = self.client.get_item(TableName=self.table, Key=keys.job(job_id), ConsistentRead=True)
        return from_plain(Job, decode_item(answer["Item"])) if "Item" in answer else None

    def note(self, job_id: str, reference: str, result: str) -> None:
        with transient():
            self.client.update_item(
                TableName=self.table,
                Key=keys.job(job_id),
                UpdateExpression="SET results.#reference = :result",
                ExpressionAttributeNames={"#reference": reference},
                ExpressionAttributeValues={":result": encode(result)},
            )

    def move(self, job_id: str, before: Sequence[State], after: State) -> bool:
        names = {f":s{at}": encode(state.value) for at, state in enumerate(before)}
        try:
            with conditional("job"):
                self.client.update_item(
                    TableName=self.table,
                    Key=keys.job(job_id),
                    UpdateExpression="SET #state = :after",
                    ConditionExpression=f"#state IN ({', '.join(names)})",
                    ExpressionAttributeNames={"#state": "state"},
                    ExpressionAttributeValues=names | {":after": encode(after.value)},
                )
        except Conflict:
            return False
        return True
