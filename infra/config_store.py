"""Where configuration versions live: documents in the bucket, and one pointer item to the newest.

The document is stored before the pointer moves, so a reader never finds a version without its document. Versions are
never changed or deleted: old inquiries explain themselves by the one they were decided under.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import click
from botocore.exceptions import ClientError

from chalicelib.adapters import keys
from chalicelib.adapters.attributes import decode_item, encode_item
from chalicelib.adapters.cached import config_key
from chalicelib.adapters.codec import from_plain, to_plain
from chalicelib.domain.district import District

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_s3 import S3Client


class PushedMeanwhile(click.ClickException):
    """Somebody else pushed another version at the same moment."""


def push(
    district: District, *, s3: "S3Client", dynamodb: "DynamoDBClient", bucket: str, table: str, now: datetime
) -> str:
    """Stores the district as the newest version and returns that version's id; `now` is aware and in UTC. A district
    that says what the newest says already makes no new version. Raises PushedMeanwhile."""
    before = pointer(dynamodb, table)
    digest = sha256(_canonical(replace(district, version="")).encode()).hexdigest()
    if before.get("digest") == digest:
        return str(before["version"])
    version = f"{now:%Y%m%dT%H%M%S}-{digest[:6]}"
    body = _canonical(replace(district, version=version)).encode()
    s3.put_object(Bucket=bucket, Key=config_key(version), Body=body, ContentType="application/json")
    item = {"version": version, "pushed_at": now.isoformat(), "digest": digest, "previous": before.get("version", "")}
    _point(item, str(before.get("version", "")), dynamodb=dynamodb, table=table)
    return version


def pointer(dynamodb: "DynamoDBClient", table: str) -> Mapping[str, Any]:
    """`version`, `pushed_at`, `digest`, `previous` of the newest version; empty when nothing was ever pushed."""
    found = dynamodb.get_item(TableName=table, Key=keys.CONFIG, ConsistentRead=True)
    return decode_item(found.get("Item", {}))


def stored(version: str, *, s3: "S3Client", bucket: str) -> District:
    """The district as of that version. Raises LookupError when there is none."""
    try:
        body = s3.get_object(Bucket=bucket, Key=config_key(version))["Body"].read()
    except ClientError as error:
        if error.response["Error"]["Code"] in {"NoSuchKey", "404"}:
            raise LookupError(f"no configuration version {version}: `config show` names the newest") from error
        raise
    return from_plain(District, json.loads(body))


def _point(item: Mapping[str, Any], before: str, *, dynamodb: "DynamoDBClient", table: str) -> None:
    condition: dict[str, Any] = {"ConditionExpression": "attribute_not_exists(pk)"}
    if before:
        condition = {
            "ConditionExpression": "#version = :before",
            "ExpressionAttributeNames": {"#version": "version"},
            "ExpressionAttributeValues": {":before": {"S": before}},
        }
    try:
        dynamodb.put_item(TableName=table, Item={**keys.CONFIG, **encode_item(item)}, **condition)
    except ClientError as error:
        if error.response["Error"]["Code"] == "ConditionalCheckFailedException":
            raise PushedMeanwhile("somebody else pushed a version at the same moment: push again") from error
        raise


def _canonical(district: District) -> str:
    return json.dumps(to_plain(district), ensure_ascii=False, sort_keys=False, separators=(",", ":"))
