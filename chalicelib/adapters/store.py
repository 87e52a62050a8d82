"""The table behind ports.Store."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.adapters import items, keys
from chalicelib.adapters.attributes import decode_item
from chalicelib.adapters.calls import OUR_FAULT, read_all, transient
from chalicelib.adapters.codec import from_plain
from chalicelib.adapters.finding import Finding
from chalicelib.adapters.indexes import Indexes
from chalicelib.adapters.transactions import refusal, writes
from chalicelib.domain.commit import Commit, RateWindow
from chalicelib.domain.contact import Address, Contact, Suppression
from chalicelib.domain.digest import Digest
from chalicelib.domain.draft import Draft
from chalicelib.domain.errors import Busy, Conflict, Duplicate
from chalicelib.domain.events import Event
from chalicelib.domain.inquiry import Case, Inquiry, Message, Page, Send
from chalicelib.domain.submission import Submission
from chalicelib.domain.threads import Filed, Found
from chalicelib.ports import SendState, Sent, Summary

T = TypeVar("T")
Item = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class TableStore:
    """`client` is a boto3 DynamoDB client."""

    client: Any
    table: str

    def find(self, submission: Submission) -> Found:
        finding = Finding(submission)
        finding.take(self._batch(finding.first_keys()))
        while more := finding.further_keys():
            finding.take(self._batch(more))
        return finding.found()

    def commit(self, commit: Commit) -> None:
        try:
            self._commit(commit, commit.source.key if commit.source else "")
        except Duplicate as known:
            source = commit.source
            if source is None or known.fingerprint == source.fingerprint:
                raise
            if not source.reusable:
                raise Conflict("source") from known
            self._commit(commit, source.fallback_key)

    def _commit(self, commit: Commit, filed_under: str) -> None:
        planned = writes(commit, filed_under=filed_under)
        requests = [write.request(self.table) for write in planned]
        try:
            if len(requests) == 1 and "Put" in requests[0]:
                self.client.put_item(**requests[0]["Put"])
            else:
                self.client.transact_write_items(TransactItems=requests)
        except ClientError as error:
            if error.response["Error"]["Code"] in OUR_FAULT:
                raise
            raise refusal(error.response, planned) from error
        except BotoCoreError as error:
            raise Busy(type(error).__name__) from error

    def case(self, reference: str) -> Case | None:
        case = items.read_case(self._partition(keys.partition(reference)))
        if case is None or not case.inquiry.merged:
            return case
        merged = (items.read_case(self._partition(keys.partition(one))) for one in case.inquiry.merged)
        return case.joined(filter(None, merged))

    def contact_events(self, contact_id: str) -> Sequence[Event]:
        found = self._partition(f"C#{contact_id}")
        return [event for item in found if "kind" in item for event in items.read_events(item)]

    def pages(self, reference: str) -> tuple[Inquiry | None, Sequence[Page]]:
        found = self._partition(keys.partition(reference), beginning="P#")
        return self.inquiry(reference), [from_plain(Page, decode_item(item)) for item in found]

    def page_of_code(self, code: str, *, now: datetime) -> tuple[str, str] | None:
        item = self._get(keys.code(code))
        if item is None or int(item["valid_to"]["N"]) < int(now.timestamp()):
            return None
        return item["reference"]["S"], item["page"]["S"]

    def _partition(self, pk: str, *, beginning: str = "") -> list[Item]:
        """All of it whose sort key begins so, in the order of its keys."""
        names = {":pk": {"S": pk}} | ({":sk": {"S": beginning}} if beginning else {})
        wanted = "pk = :pk AND begins_with(sk, :sk)" if beginning else "pk = :pk"
        found: list[Item] = []
        start: dict[str, Any] = {}
        while True:
            with transient():
                answer = self.client.query(
                    TableName=self.table,
                    KeyConditionExpression=wanted,
                    ExpressionAttributeValues=names,
                    ConsistentRead=True,
                    **start,
                )
            found += answer["Items"]
            if "LastEvaluatedKey" not in answer:
                return found
            start = {"ExclusiveStartKey": answer["LastEvaluatedKey"]}

    def inquiry(self, reference: str) -> Inquiry | None:
        return self._one(keys.inquiry(reference), Inquiry)

    def contact(self, contact_id: str) -> Contact | None:
        return self._one(keys.contact(contact_id), Contact)

    def contact_of(self, address: Address) -> Contact | None:
        return self.contact_at(address.key)

    def contact_at(self, address_key: str) -> Contact | None:
        pointer = self._get(keys.pointer(address_key))
        return self.contact(pointer["contact"]["S"] if pointer else address_key)

    def filed(self, source_key: str) -> Filed | None:
        item = self._get(keys.filed(source_key))
        return Filed(item["reference"]["S"], item["fingerprint"]["S"]) if item else None

    def hold(self, reference: str) -> Submission | None:
        return self._one(keys.hold(reference), Submission)

    def suppression(self, address: Address) -> Suppression | None:
        return self._one(keys.suppression(address.key), Suppression)

    def shut(self, addresses: Sequence[Address]) -> Sequence[Suppression]:
        found = self._batch([keys.suppression(one.key) for one in addresses]) if addresses else []
        return [from_plain(Suppression, decode_item(item)) for item in found]

    def inquiry_and_message(self, reference: str, message_id: str) -> tuple[Inquiry | None, Message | None]:
        wanted = (keys.inquiry(reference), keys.message(reference, message_id))
        found = self._named(wanted)
        said = found.get(_name(wanted[1]))
        return _read(found.get(_name(wanted[0])), Inquiry), items.read_message(said) if said else None

    def inquiry_and_contact(self, reference: str, contact_id: str) -> tuple[Inquiry | None, Contact | None]:
        wanted = (keys.inquiry(reference), keys.contact(contact_id))
        found = self._named(wanted)
        return _read(found.get(_name(wanted[0])), Inquiry), _read(found.get(_name(wanted[1])), Contact)

    def inquiry_and_draft(self, reference: str, staff: str) -> tuple[Inquiry | None, Draft | None]:
        wanted = (keys.inquiry(reference), keys.draft(reference, staff))
        found = self._named(wanted)
        return _read(found.get(_name(wanted[0])), Inquiry), _read(found.get(_name(wanted[1])), Draft)

    def send_state(self, *, reference: str, send_key: str, recipient: Address, with_contact: bool = False) -> SendState:
        send, suppression = keys.send(reference, send_key), keys.suppression(recipient.key)
        window, pointer = keys.window(recipient.key), keys.pointer(recipient.key)
        own = keys.contact(recipient.key)
        found = self._named((send, suppression, window, *((pointer, own) if with_contact else ())))
        led = found.get(_name(pointer))
        return SendState(
            send=_read(found.get(_name(send)), Send),
            suppression=_read(found.get(_name(suppression)), Suppression),
            window=_read(found.get(_name(window)), RateWindow),
            contact=self.contact(led["contact"]["S"]) if led else _read(found.get(_name(own)), Contact),
        )

    def page(self, reference: str, page_id: str) -> tuple[Inquiry | None, Page | None]:
        wanted = (keys.inquiry(reference), keys.page(reference, page_id))
        found = self._named(wanted)
        return _read(found.get(_name(wanted[0])), Inquiry), _read(found.get(_name(wanted[1])), Page)

    def sent_as(self, mail_key: str) -> Sent | None:
        thread = self._get(keys.thread(mail_key))
        if thread is None or not thread["send"]["S"]:
            return None
        reference = thread["reference"]["S"]
        wanted = (keys.inquiry(reference), keys.send(reference, thread["send"]["S"]))
        found = self._named(wanted)
        inquiry, send = _read(found.get(_name(wanted[0])), Inquiry), _read(found.get(_name(wanted[1])), Send)
        return Sent(inquiry=inquiry, send=send) if inquiry and send else None

    def due(
        self, shard: int, *, before: datetime, limit: int, after: tuple[str, datetime] | None = None
    ) -> Sequence[tuple[str, datetime]]:
        return self._indexes.due(shard, before=before, limit=limit, after=after)

    def digests_due(self, *, before: datetime, limit: int) -> Sequence[tuple[str, datetime, int]]:
        return self._indexes.digests_due(before=before, limit=limit)

    def newest_digest(self, staff: str, leaves_at: datetime) -> Digest | None:
        beginning = keys.digests_at(items.instant(leaves_at))
        with transient():
            answer = self.client.query(
                TableName=self.table,
                KeyConditionExpression="pk = :pk AND begins_with(sk, :sk)",
                ExpressionAttributeValues={":pk": {"S": keys.digests(staff)}, ":sk": {"S": beginning}},
                ScanIndexForward=False,
                Limit=1,
                ConsistentRead=True,
            )
        return next((_read(item, Digest) for item in answer["Items"]), None)

    def digest(self, staff: str, leaves_at: datetime, part: int) -> Digest | None:
        return self._one(keys.digest(staff, items.instant(leaves_at), part), Digest)

    def inbox(self, *, limit: int, before: str = "") -> Sequence[Summary]:
        return self._indexes.inbox(limit=limit, before=before)

    def held(self, *, limit: int) -> Sequence[Inquiry]:
        return [one for one in self.inquiries_named(self._indexes.held(limit=limit)) if one.held]

    def inquiries_named(self, references: Sequence[str]) -> Sequence[Inquiry]:
        wanted = [keys.inquiry(reference) for reference in references]
        found = self._named(wanted) if wanted else {}
        known = (_read(found.get(_name(key)), Inquiry) for key in wanted)
        return [one for one in known if one]

    @property
    def _indexes(self) -> Indexes:
        return Indexes(self.client, self.table)

    def allow(self, *, bucket: str, limit: int, window_seconds: int, now: datetime) -> bool:
        number, ttl = int(now.timestamp()) // window_seconds, int(now.timestamp()) + 2 * window_seconds
        with transient():
            answer = self.client.update_item(
                TableName=self.table,
                Key=keys.uses(bucket, number),
                UpdateExpression="ADD uses :one SET #ttl = :ttl",
                ExpressionAttributeNames={"#ttl": "ttl"},
                ExpressionAttributeValues={":one": {"N": "1"}, ":ttl": {"N": str(ttl)}},
                ReturnValues="UPDATED_NEW",
            )
        return int(answer["Attributes"]["uses"]["N"]) <= limit

    def _get(self, key: keys.Key) -> Item | None:
        with transient():
            answer: Mapping[str, Any] = self.client.get_item(TableName=self.table, Key=key, ConsistentRead=True)
        return answer.get("Item")

    def _one(self, key: keys.Key, cls: type[T]) -> T | None:
        return _read(self._get(key), cls)

    def _named(self, wanted: Sequence[keys.Key]) -> dict[tuple[str, str], Item]:
        return {_name(item): item for item in self._batch(wanted)}

    def _batch(self, wanted: Iterable[keys.Key]) -> Sequence[Item]:
        return read_all(self.client, self.table, wanted, consistent=True)


def _read(item: Item | None, cls: type[T]) -> T | None:
    return None if item is None else from_plain(cls, decode_item(item))


def _name(key: Mapping[str, Any]) -> tuple[str, str]:
    return key["pk"]["S"], key["sk"]["S"]
