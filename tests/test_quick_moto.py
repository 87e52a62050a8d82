"""The quickened moto answers as moto does."""

from decimal import Decimal
from typing import Any

import boto3
import pytest
from boto3.dynamodb.types import TypeSerializer
from botocore.exceptions import ClientError
from moto import mock_aws
from quick_moto import quick_aws
from world import TABLE, make_table

EVERY_TYPE = {
    "text": "é\u2028",
    "empty": "",
    "number": Decimal("1.5"),
    "bytes": b"\x00\xff",
    "yes": True,
    "none": None,
    "names": {"a"},
    "numbers": {Decimal(2)},
    "blobs": {b"\x01"},
    "list": ["a", Decimal(1), [b"\x02", {"deep": [True]}]],
    "map": {"S": "named as a type", "a": {"b": None, "c": b"\x03"}},
    "nothing": [],
    "hollow": {},
}


def an_item(whole: str, part: str, **more: Any) -> dict[str, Any]:
    return {name: TypeSerializer().serialize(value) for name, value in ({"pk": whole, "sk": part} | more).items()}


def put(whole: str, part: str, *, condition: str = "", **more: Any) -> dict[str, Any]:
    wish = {"TableName": TABLE, "Item": an_item(whole, part, **more)}
    return {"Put": wish | ({"ConditionExpression": condition} if condition else {})}


def changed(whole: str, part: str) -> dict[str, Any]:
    to = {"UpdateExpression": "SET seen = :one", "ExpressionAttributeValues": {":one": {"N": "1"}}}
    return {"Update": {"TableName": TABLE, "Key": an_item(whole, part), **to}}


def removed(whole: str, part: str) -> dict[str, Any]:
    return {"Delete": {"TableName": TABLE, "Key": an_item(whole, part)}}


def everything_asked(client: Any) -> list[Any]:
    """Some of everything that the adapters ask, and what it leaves."""
    told: list[Any] = []

    def ask(operation: str, **params: Any) -> None:
        try:
            told.append(getattr(client, operation)(**params))
        except ClientError as refused:
            told.append(refused.response)
        told[-1].pop("ResponseMetadata", None)

    def look() -> None:
        ask("scan", TableName=TABLE)
        for whole in ("A", "B", "C", "D"):
            for more in ({}, {"ScanIndexForward": False, "Limit": 1}):
                ask(
                    "query",
                    TableName=TABLE,
                    KeyConditionExpression="pk = :pk",
                    ExpressionAttributeValues={":pk": {"S": whole}},
                    **more,
                )
        ask(
            "query",
            TableName=TABLE,
            IndexName="due",
            KeyConditionExpression="due_shard = :one AND due_at <= :at",
            ExpressionAttributeValues={":one": {"S": "1"}, ":at": {"S": "5"}},
        )

    fine = [put("A", "1", **EVERY_TYPE), put("A", "2", due_shard="1", due_at="4"), put("B", "1")]
    ask("transact_write_items", TransactItems=fine)
    look()
    for refused in (
        put("A", "1", condition="attribute_not_exists(pk)"),
        put("B", "9", condition="attribute_exists(pk)"),
    ):
        undone = [changed("A", "2"), removed("B", "1"), put("C", "1"), changed("D", "1"), refused]
        ask("transact_write_items", TransactItems=undone)
        look()
    ask("transact_write_items", TransactItems=[changed("A", "2"), removed("B", "1"), put("C", "1"), changed("D", "1")])
    look()
    ask("get_item", TableName=TABLE, Key=an_item("A", "1"))
    ask("get_item", TableName=TABLE, Key=an_item("A", "gone"))
    ask("batch_get_item", RequestItems={TABLE: {"Keys": [an_item("A", "1"), an_item("C", "1")]}})
    ask("put_item", TableName=TABLE, Item=an_item("E", "1", large=["x" * 100_000] * 3, more="y" * 90_000))
    ask("put_item", TableName=TABLE, Item=an_item("E", "2", large={"deep": ["x" * 100_000] * 3}, more="é" * 60_000))
    look()
    ask("delete_item", TableName=TABLE, Key=an_item("A", "1"), ReturnValues="ALL_OLD")
    return told


@pytest.fixture(scope="module")
def told() -> list[Any]:
    with mock_aws():
        return on_a_table()


def on_a_table() -> list[Any]:
    client = boto3.client("dynamodb", region_name="us-east-1")
    make_table(client)
    return everything_asked(client)


def test_the_same_is_answered_and_the_same_is_left(told: list[Any]) -> None:
    with quick_aws():
        assert on_a_table() == told


def test_what_is_compared_says_something(told: list[Any]) -> None:
    refusals = [one["CancellationReasons"][-1]["Code"] for one in told if "CancellationReasons" in one]
    assert refusals == ["ConditionalCheckFailed"] * 2
    assert [one["Error"]["Message"] for one in told if "size" in str(one.get("Error"))] == [
        "Item size has exceeded the maximum allowed size"
    ]
    assert [one["bytes"]["B"] for one in told[1]["Items"] if "bytes" in one] == [b"\x00\xff"]
