"""Commits as DynamoDB writes, and the table's refusals as our errors.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chalicelib.adapters import items, keys
from chalicelib.adapters.attributes import Attributes, encode
from chalicelib.domain.commit import Commit
from chalicelib.domain.errors import Busy, Conflict, Duplicate, EarshotError
from chalicelib.domain.inquiry import Page

_NEW = "attribute_not_exists(pk)"
_NEXT = "version = :before"


@dataclass(frozen=True, slots=True)
class Write:
    """One element of a transaction; `what` names the entity in a Conflict."""

    what: str
    put: Attributes | None = None
    delete: keys.Key | None = None
    condition: str = ""
    values: Attributes | None = None

    def request(self, table: str) -> dict[str, Any]:
        if self.delete is not None:
            return {"Delete": {"TableName": table, "Key": self.delete}}
        put: dict[str, Any] = {"TableName": table, "Item": self.put}
        if self.condition:
            put["ConditionExpression"] = self.condition
            put["ReturnValuesOnConditionCheckFailure"] = "ALL_OLD"
        if self.values:
            put["ExpressionAttributeValues"] = self.values
        return {"Put": put}


def writes(commit: Commit, *, filed_under: str) -> list[Write]:
    """In a fixed order. `filed_under` is the key the source is filed under."""
    own = [*_marker(commit, filed_under), *_inquiry(commit), *_sends(commit), *_people(commit), *_threads(commit)]
    own += _held(commit)
    return own + [write for other in commit.also for write in writes(other, filed_under="")]


def _marker(commit: Commit, filed_under: str) -> Iterator[Write]:
    if commit.source:
        item = items.filed_item(filed_under, commit.source, reference=commit.reference, now=commit.stamp.now)
        yield Write("source", item, condition=_NEW)


def _inquiry(commit: Commit) -> Iterator[Write]:
    if commit.inquiry:
        yield _versioned("inquiry", items.inquiry_item(commit.inquiry), commit.inquiry.version)
    if commit.message:
        yield Write("message", items.message_item(commit.message), condition=_NEW)
    if commit.moved:
        yield Write("message", items.message_item(commit.moved))
    for message_id in commit.erased:
        yield Write("message", delete=keys.message(commit.reference, message_id))
    if commit.events:
        yield Write("events", items.events_item(commit), condition=_NEW)


def _sends(commit: Commit) -> Iterator[Write]:
    if commit.send:
        yield _versioned("send", items.send_item(commit.send), commit.send.version)
    if commit.page:
        yield _versioned("page", items.page_item(commit.page), commit.page.version)
        yield from _code(commit.page, commit.stamp.now)
    if commit.draft:
        yield _versioned("draft", items.draft_item(commit.draft), commit.draft.version)
    if commit.digest:
        item = items.digest_item(commit.digest, now=commit.stamp.now)
        yield _versioned("digest", item, commit.digest.version)
    if commit.limit:
        yield _versioned("window", items.window_item(commit.limit, now=commit.stamp.now), commit.limit.version)


def _code(page: Page, now: datetime) -> Iterator[Write]:
    """A new page's code, unless another page still goes by it: then a fresh one is drawn."""
    if page.version == 1 and page.code:
        item, values = items.code_item(page, now=now), {":now": encode(int(now.timestamp()))}
        yield Write("code", item, condition=f"{_NEW} OR valid_to < :now", values=values)


def _people(commit: Commit) -> Iterator[Write]:
    if commit.contact:
        yield _versioned("contact", items.contact_item(commit.contact), commit.contact.version)
        body = {"contact": encode(commit.contact.id)}
        yield from (Write("pointer", keys.pointer(one.key) | body) for one in commit.points)
    if commit.suppression:
        yield Write("suppression", items.suppression_item(commit.suppression))
    if commit.release:
        yield Write("suppression", delete=keys.suppression(commit.release.key))


def _held(commit: Commit) -> Iterator[Write]:
    if commit.hold:
        yield Write("hold", items.hold_item(commit.reference, commit.hold))
    if commit.unhold:
        yield Write("hold", delete=keys.hold(commit.reference))


def _threads(commit: Commit) -> Iterator[Write]:
    send_key = commit.send.key if commit.send else ""
    for mail_key in commit.mail_ids:
        item = items.thread_item(mail_key, reference=commit.reference, send_key=send_key, now=commit.stamp.now)
        yield Write("thread", item)
    if commit.refiled:
        source = commit.refiled
        yield Write("marker", items.filed_item(source.key, source, reference=commit.reference, now=commit.stamp.now))


def refusal(error: Mapping[str, Any], planned: list[Write]) -> EarshotError:
    """The error a refused write stands for. `error` is botocore's response."""
    code = error["Error"]["Code"]
    if code == "TransactionCanceledException":
        return _cancelled(error, planned)
    if code == "ConditionalCheckFailedException":
        return _lost(planned[0], error.get("Item"))
    return Conflict(planned[0].what) if code == "TransactionConflictException" else Busy(code)


def _cancelled(error: Mapping[str, Any], planned: list[Write]) -> EarshotError:
    """A lost condition first; then a meeting with somebody else's transaction, which a fresh read settles as well."""
    reasons = list(zip(planned, error.get("CancellationReasons", ()), strict=False))
    for write, reason in reasons:
        if reason["Code"] == "ConditionalCheckFailed":
            return _lost(write, reason.get("Item"))
    for write, reason in reasons:
        if reason["Code"] == "TransactionConflict":
            return Conflict(write.what)
    return Busy(f"transaction cancelled: {error['Error'].get('Message', '')}")


def _versioned(what: str, item: Attributes, version: int) -> Write:
    if version == 1:
        return Write(what, item, condition=_NEW)
    return Write(what, item, condition=_NEXT, values={":before": encode(version - 1)})


def _lost(write: Write, item: Mapping[str, Any] | None) -> EarshotError:
    if write.what == "source" and item:
        return Duplicate(item["reference"]["S"], item["fingerprint"]["S"])
    return Conflict(write.what)
