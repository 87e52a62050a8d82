"""Where configuration versions live: documents in the bucket, one record a version and one pointer to the newest.

The document is stored before the pointer moves, so a reader never finds a version without its document. Versions are
never changed or deleted: old inquiries explain themselves by the one they were decided under.
"""

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import click
from botocore.exceptions import ClientError

from chalicelib.adapters import keys
from chalicelib.adapters.attributes import decode_item, encode_item
from chalicelib.adapters.cached import config_key
from chalicelib.adapters.codec import from_plain, to_plain
from chalicelib.adapters.records import TableRecords
from chalicelib.domain.commit import Stamp
from chalicelib.domain.district import District
from chalicelib.domain.events import EventType
from chalicelib.domain.permissions import OPERATOR
from chalicelib.domain.versions import Version
from infra.pointer import Change, ChangedMeanwhile

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_s3 import S3Client

LARGEST = 4_000_000
"""Bytes of a document: each function reads it within its start, and holds it in memory."""


class PushedMeanwhile(click.ClickException):
    """Somebody else pushed another version at the same moment."""


class TooLarge(click.ClickException):
    """The district has grown past what functions read."""


@dataclass(frozen=True, slots=True)
class Pushed:
    """Who made a version, and what for."""

    by: str = ""
    note: str = ""


UNSAID = Pushed()


@dataclass(frozen=True, slots=True)
class Versions:
    """An installation's versions."""

    s3: "S3Client"
    dynamodb: "DynamoDBClient"
    bucket: str
    table: str

    def push(self, district: District, *, now: datetime, pushed: Pushed = UNSAID) -> str:
        """Stores the district as the newest version and returns that version's id; `now` is aware and in UTC. A district
        that says what the newest says already makes no new version. Raises PushedMeanwhile and TooLarge."""
        pointer = self._pointer()
        before = _version(pointer) if pointer else None
        digest = sha256(_canonical(replace(district, version="")).encode()).hexdigest()
        if before and before.digest == digest:
            return before.version
        version = f"{now:%Y%m%dT%H%M%S}{now.microsecond // 1000:03}-{digest[:6]}"
        body = _canonical(replace(district, version=version)).encode()
        if len(body) > LARGEST:
            raise TooLarge(
                f"the district takes {len(body):,} bytes, and functions read {LARGEST:,}: shorten the lexicon"
            )
        self.s3.put_object(Bucket=self.bucket, Key=config_key(version), Body=body, ContentType="application/json")
        previous = before.version if before else ""
        made = Version(version, now.isoformat(), digest, previous, by=pushed.by, note=pushed.note, size=len(body))
        self._point(made, pointer)
        return version

    def newest(self) -> Version | None:
        """The version in force; None when nothing was ever pushed."""
        found = self._pointer()
        return _version(found) if found else None

    def record(self, version: str) -> Version | None:
        found = self.dynamodb.get_item(TableName=self.table, Key=keys.config_version(version))
        return _version(found["Item"]) if "Item" in found else None

    def list(self, *, limit: int) -> Sequence[Version]:
        """The newest first: one query."""
        return TableRecords(self.dynamodb, self.table).versions(limit=limit)

    def stored(self, version: str) -> District:
        """The district as of that version. Raises LookupError when there is none."""
        try:
            body = self.s3.get_object(Bucket=self.bucket, Key=config_key(version))["Body"].read()
        except ClientError as error:
            if error.response["Error"]["Code"] in {"NoSuchKey", "404"}:
                what = f"no configuration version {version}: `config versions` lists them"
                raise LookupError(what) from error
            raise
        return from_plain(District, json.loads(body))

    def _pointer(self) -> Mapping[str, Any]:
        return self.dynamodb.get_item(TableName=self.table, Key=keys.CONFIG, ConsistentRead=True).get("Item", {})

    def _point(self, version: Version, before: Mapping[str, Any]) -> None:
        """The record, the pointer and the event from which open deadlines are found anew: all or nothing, and only while
        nobody else has moved the pointer. Closures stay beside the new version."""
        item = asdict(version)
        record = {"TableName": self.table, "Item": keys.config_version(version.version) | encode_item(item)}
        record |= {"ConditionExpression": "attribute_not_exists(pk)"}
        actor = version.by or OPERATOR.id
        change = Change(item, decode_item(before), EventType.CONFIGURATION_PUSHED, {"version": version.version}, actor)
        stamp = Stamp(datetime.fromisoformat(version.pushed_at), secrets.token_hex(4))
        try:
            change.store(stamp, dynamodb=self.dynamodb, table=self.table, also=({"Put": record},))
        except ChangedMeanwhile as lost:
            why = "somebody else pushed a version at the same moment: look at `config diff`, then push again"
            raise PushedMeanwhile(why) from lost


def _version(item: Mapping[str, Any]) -> Version:
    return from_plain(Version, decode_item(item))


def _canonical(district: District) -> str:
    return json.dumps(to_plain(district), ensure_ascii=False, sort_keys=False, separators=(",", ":"))
