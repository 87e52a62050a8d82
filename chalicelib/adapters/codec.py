"""Dataclasses ⇄ plain JSON values, by their type hints. One codec for the table, the queues and the configuration.

Fields that hold their default are left out, so that items stay small and old items read as new classes with defaults.
Datetimes travel as ISO 8601 with an offset, dates as YYYY-MM-DD, enums as their values, tuples as lists.
"""

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from chalicelib.adapters.upgrades import UPGRADES

T = TypeVar("T")
Convert = Callable[[Any], Any]


def to_plain(value: Any) -> Any:
    """JSON-able: dicts, lists, strings, ints, bools, None."""
    if value is None or type(value) in {str, int, bool, float}:
        return value
    if is_dataclass(value):
        named: Any = type(value)
        return {name: to_plain(held) for name, default in _defaults(named) if (held := getattr(value, name)) != default}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): to_plain(held) for key, held in value.items()}
    return [to_plain(held) for held in value]


def from_plain(cls: type[T], plain: Mapping[str, Any]) -> T:
    """The dataclass that `to_plain` made the value of; keys it does not know are ignored."""
    hashable: Any = cls
    before = UPGRADES.get(hashable)
    known = before(plain) if before else plain
    return cls(**{name: convert(known[name]) for name, convert in _converters(hashable) if name in known})


@cache
def _defaults(cls: Any) -> tuple[tuple[str, Any], ...]:
    return tuple((field.name, _default(field)) for field in fields(cls))


def _default(field: Field[Any]) -> Any:
    if field.default is not MISSING:
        return field.default
    return field.default_factory() if field.default_factory is not MISSING else MISSING


@cache
def _converters(cls: Any) -> tuple[tuple[str, Convert], ...]:
    hints = get_type_hints(cls)
    return tuple((field.name, _converter(hints[field.name])) for field in fields(cls))


def _same(value: Any) -> Any:
    return value


def _converter(hint: Any) -> Convert:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in {Union, types.UnionType}:
        inner = _converter(next(one for one in arguments if one is not type(None)))
        return lambda value: None if value is None else inner(value)
    if origin is tuple:
        item = _converter(arguments[0])
        return lambda value: tuple(map(item, value))
    if origin is not None:
        held = _converter(arguments[1])
        return lambda value: {key: held(one) for key, one in value.items()}
    return _plain_converter(hint)


def _plain_converter(hint: Any) -> Convert:
    if hint is datetime:
        return datetime.fromisoformat
    if hint is date:
        return date.fromisoformat
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    if is_dataclass(hint):
        cls: Any = hint
        return lambda value: from_plain(cls, value)
    return _same
