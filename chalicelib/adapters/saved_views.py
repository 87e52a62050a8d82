"""Saved views behind ports.Views: one item a person."""

from dataclasses import dataclass, replace
from typing import Any

from chalicelib.adapters import keys
from chalicelib.adapters.attributes import decode_item, encode_item
from chalicelib.adapters.calls import conditional, transient
from chalicelib.adapters.codec import from_plain, to_plain
from chalicelib.domain.saved_views import SavedViews


@dataclass(frozen=True, slots=True)
class TableViews:
    """`client` is a botocore DynamoDB client."""

    client: Any
    table: str

    def get(self, staff: str) -> SavedViews:
        with transient():
            answer = self.client.get_item(TableName=self.table, Key=keys.views(staff), ConsistentRead=True)
        return from_plain(SavedViews, decode_item(answer["Item"])) if "Item" in answer else SavedViews(staff)

    def keep(self, views: SavedViews) -> None:
        item = keys.views(views.staff) | encode_item(to_plain(replace(views, version=views.version + 1)))
        condition: dict[str, Any] = {"ConditionExpression": "attribute_not_exists(pk)"}
        if views.version:
            condition = {
                "ConditionExpression": "#version = :before",
                "ExpressionAttributeNames": {"#version": "version"},
                "ExpressionAttributeValues": {":before": {"N": str(views.version)}},
            }
        with conditional("views"):
            self.client.put_item(TableName=self.table, Item=item, **condition)
