"""DynamoDB's request units. Writes are what the emulator says (it reckons them from real sizes); reads are reckoned here by the
published rule, because it does not reckon those of batches.

Sources: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html,
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html
"""

from collections.abc import Callable, Iterable, Mapping
from math import ceil
from typing import Any

Item = Mapping[str, Any]
Params = Mapping[str, Any]
_PAGE = 4096


def write_units(answer: Mapping[str, Any]) -> float:
    """Of one answer: table and indexes together, transactions at their double price."""
    consumed = answer.get("ConsumedCapacity", ())
    parts = consumed if isinstance(consumed, list) else [consumed] if consumed else []
    return sum(float(one["CapacityUnits"]) for one in parts)


def read_units(operation: str, params: Params, answer: Mapping[str, Any]) -> float:
    """Of one answer; what was not there costs as much as something small."""
    return _READS[operation](params, answer)


def item_bytes(item: Item) -> int:
    """Names and values, as DynamoDB stores them."""
    return sum(len(name.encode()) + _value_bytes(value) for name, value in item.items())


def _value_bytes(value: Item) -> int:
    ((kind, held),) = value.items()
    if kind == "S":
        return len(held.encode())
    if kind == "B":
        return len(held)
    if kind == "N":
        return (len(held) + 1) // 2 + 1
    if kind == "M":
        return 3 + len(held) + item_bytes(held)
    if kind == "L":
        return 3 + len(held) + sum(map(_value_bytes, held))
    return 1


def _units(sizes: Iterable[int], params: Params) -> float:
    return sum(max(1, ceil(size / _PAGE)) for size in sizes) * (1.0 if params.get("ConsistentRead") else 0.5)


def _get(params: Params, answer: Mapping[str, Any]) -> float:
    return _units([item_bytes(answer.get("Item", {}))], params)


def _batch(params: Params, answer: Mapping[str, Any]) -> float:
    total = 0.0
    for table, asked in params["RequestItems"].items():
        sizes = [item_bytes(item) for item in answer["Responses"].get(table, ())]
        total += _units([*sizes, *[0] * (len(asked["Keys"]) - len(sizes))], asked)
    return total


def _query(params: Params, answer: Mapping[str, Any]) -> float:
    return _units([sum(map(item_bytes, answer["Items"]))], params)


_READS: dict[str, Callable[[Params, Mapping[str, Any]], float]] = {
    "GetItem": _get,
    "BatchGetItem": _batch,
    "Query": _query,
}
READS = frozenset(_READS)
