"""moto without its slowest habits, answering the same: what it writes out attribute by attribute, asking ten names of each, is written
out at once; a transaction keeps aside the items that it touches, not the table once for each; a query of one partition looks at
that partition; texts are compared as they are, and values copied and weighed once. test_quick_moto.py holds the answers against moto's own."""

import base64
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from copy import deepcopy
from functools import cache
from inspect import signature
from typing import Any
from unittest.mock import patch

from moto import mock_aws
from moto.core import DEFAULT_ACCOUNT_ID, responses
from moto.core.serialize import BaseJSONSerializer
from moto.dynamodb.models import DynamoDBBackend, dynamodb_backends
from moto.dynamodb.models.dynamo_type import DynamoType, Item, LimitedSizeDict
from moto.dynamodb.models.table import Table
from moto.sqs import models as queues

Partition = dict[DynamoType, Any]
_LIGHT = 300_000
"""Bytes; DynamoDB takes 400 KB."""


@contextmanager
def quick_aws() -> Iterator[None]:
    """AWS in memory, empty, until the block ends."""
    with mock_aws(), quickly():
        yield


def stored(table: str, items: Iterable[Mapping[str, Any]]) -> None:
    """Straight into moto's memory: through its door a hundred thousand take minutes."""
    kept = dynamodb_backends[DEFAULT_ACCOUNT_ID]["us-east-1"].tables[table]
    for item in items:
        attributes = {name: DynamoType(value) for name, value in item.items()}
        whole, part = attributes[kept.hash_key_attr], attributes[kept.range_key_attr]
        fresh = Item(whole, part, {})
        dict.update(fresh.attrs, attributes)  # past a look at the whole item's size for each attribute
        kept.items[whole][part] = fresh


@contextmanager
def quickly() -> Iterator[None]:
    methods = cache(responses.method_names_from_class)
    with ExitStack() as stack:
        for owner, name, quick in (
            (BaseJSONSerializer, "_serialize_type_structure", _structure(BaseJSONSerializer._serialize_type_structure)),
            (DynamoDBBackend, "transact_write_items", _transaction(DynamoDBBackend.transact_write_items)),
            (Table, "query", _query(Table.query)),
            (DynamoType, "cast_value", _compared(DynamoType.cast_value.fget)),
            (DynamoType, "__deepcopy__", _copied),
            (DynamoType, "to_regular_json", _regular),
            (DynamoType, "size", _size(DynamoType.size)),
            (LimitedSizeDict, "__setitem__", _bounded(LimitedSizeDict.__setitem__)),
            (responses, "method_names_from_class", methods),
            (queues, "camelcase_to_underscores", cache(queues.camelcase_to_underscores)),
        ):
            stack.enter_context(patch.object(owner, name, quick))
        yield


def _structure(moto: Callable[..., None]) -> Callable[..., None]:
    def write(self: Any, serialized: Any, value: Any, shape: Any, key: str) -> None:
        if shape.name == "AttributeValue" and value is not None:
            self._default_serialize(serialized, _attribute(value), shape, key)
        else:
            moto(self, serialized, value, shape, key)

    return write


def _attribute(value: Mapping[str, Any]) -> dict[str, Any]:
    """As the wire has it: {"S": "text"}."""
    return {kind: _WRITTEN[kind](held) for kind, held in value.items()}


def _base64(value: str | bytes) -> str:
    return base64.b64encode(value.encode() if isinstance(value, str) else value).decode()


_WRITTEN: dict[str, Callable[[Any], Any]] = {
    "S": str,
    "N": str,
    "B": _base64,
    "SS": lambda held: [str(one) for one in held],
    "NS": lambda held: [str(one) for one in held],
    "BS": lambda held: [_base64(one) for one in held],
    "M": lambda held: {name: _attribute(one) for name, one in held.items()},
    "L": lambda held: [_attribute(one) for one in held],
    "NULL": lambda held: held,
    "BOOL": lambda held: held,
}


def _transaction(moto: Callable[..., None]) -> Callable[..., None]:
    def write(self: Any, transact_items: list[dict[str, Any]]) -> None:
        aside = [_kept(self.tables, op) for item in transact_items for op in item.values()]
        try:
            with patch.object(Table, "__deepcopy__", lambda table, memo: table, create=True):
                moto(self, transact_items)
        except Exception:
            for put_back in aside:
                put_back()
            raise

    return write


def _kept(tables: Mapping[str, Table], op: Mapping[str, Any]) -> Callable[[], None]:
    """Puts back what the operation's item is now."""
    table = tables.get(op.get("TableName", ""))
    key = op.get("Key", op.get("Item", {}))
    names = (table.hash_key_attr, table.range_key_attr) if table else ()
    if table is None or not all(name in key for name in names):
        return lambda: None
    whole, part = (DynamoType(key[name]) for name in names)
    items: dict[DynamoType, Partition] = table.items
    before = deepcopy(items[whole].get(part)) if whole in items else None

    def put_back() -> None:
        if before is not None:
            items[whole][part] = before
        elif whole in items:
            items[whole].pop(part, None)
            if not items[whole]:
                del items[whole]

    return put_back


def _copied(one: DynamoType, memo: object) -> DynamoType:
    """Values hold no cycles, so that nothing has to be kept in mind."""
    fresh = object.__new__(DynamoType)
    fresh.type, value = one.type, one.value
    if type(value) is dict:
        value = {name: _copied(held, memo) for name, held in value.items()}
    elif type(value) is list:
        value = [_copied(held, memo) if type(held) is DynamoType else held for held in value]
    fresh.value = value
    return fresh


def _regular(one: DynamoType) -> dict[str, Any]:
    """As plain data, made at once and not from a copy of a copy for each level."""
    value = one.value
    if type(value) is dict:
        value = {name: _regular(held) for name, held in value.items()}
    elif type(value) is list:
        value = [_regular(held) if type(held) is DynamoType else held for held in value]
    elif one.type == "B" and isinstance(value, str):
        value = base64.b64decode(value)
    return {one.type: value}


def _size(moto: Callable[[DynamoType], int]) -> Callable[[DynamoType], int]:
    def size(one: DynamoType) -> int:
        if one.type == "S":
            return len(one.value.encode())
        if one.type == "M":
            return sum(len(name.encode()) + size(held) for name, held in one.value.items())
        return sum(map(size, one.value)) if one.type == "L" else moto(one)

    return size


def _bounded(moto: Callable[..., None]) -> Callable[..., None]:
    """The whole item is weighed for each attribute only once all that was ever put into it might weigh too much."""

    def put(self: LimitedSizeDict, key: str, value: Any) -> None:
        weight = value.size() if type(value) is DynamoType else len(str(value).encode())
        known = self.__dict__.get("weight", 0) + len(key.encode()) + weight
        self.__dict__["weight"] = known
        if known > _LIGHT:
            moto(self, key, value)
        else:
            dict.__setitem__(self, key, value)

    return put


def _compared(moto: Callable[[DynamoType], Any]) -> property:
    """Most are texts, and asked millions of times."""
    return property(lambda one: one.value if one.type == "S" else moto(one))


def _query(moto: Callable[..., Any]) -> Callable[..., Any]:
    asked = signature(moto)

    def ask(self: Any, *args: Any, **more: Any) -> Any:
        named = asked.bind(self, *args, **more).arguments
        if named.get("index_name"):
            return moto(self, *args, **more)
        whole = named["hash_key"]
        partition = list(self.items[whole].values()) if whole in self.items else []
        with patch.object(self, "all_items", lambda: partition):
            return moto(self, *args, **more)

    return ask
