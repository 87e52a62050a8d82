"""Plain values ⇄ DynamoDB attribute values, without the resource layer.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html
"""

from collections.abc import Mapping
from typing import Any

Attributes = dict[str, Any]


def encode(value: Any) -> Attributes:
    """`{"S": …}` and its kin; empty strings are kept, floats are refused by the table itself."""
    if isinstance(value, bool):
        return {"BOOL": value}
    if isinstance(value, str):
        return {"S": value}
    if isinstance(value, int | float):
        return {"N": str(value)}
    if value is None:
        return {"NULL": True}
    if isinstance(value, Mapping):
        return {"M": {key: encode(held) for key, held in value.items()}}
    return {"L": [encode(held) for held in value]}


def decode(attribute: Mapping[str, Any]) -> Any:
    """The plain value of one attribute."""
    ((kind, value),) = attribute.items()
    if kind == "N":
        return int(value) if value.lstrip("-").isdigit() else float(value)
    if kind == "M":
        return {key: decode(held) for key, held in value.items()}
    if kind == "L":
        return [decode(held) for held in value]
    return None if kind == "NULL" else value


def encode_item(plain: Mapping[str, Any]) -> Attributes:
    return {key: encode(value) for key, value in plain.items()}


def decode_item(item: Mapping[str, Any]) -> dict[str, Any]:
    return {key: decode(value) for key, value in item.items()}
