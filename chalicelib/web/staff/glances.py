"""What the inbox's address asks for, and addresses that ask for something else."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from enum import StrEnum
from typing import Any, TypeVar
from urllib.parse import urlencode

from chalicelib.domain.inbox import Filters, Order, View
from chalicelib.usecases.look import Glance

AGES = {"1d": timedelta(days=1), "3d": timedelta(days=3), "7d": timedelta(days=7), "30d": timedelta(days=30)}
_FILTERS = ("topic", "team", "school", "channel", "language", "assignee", "tag")
_Choice = TypeVar("_Choice", bound=StrEnum)


def glance_of(query: Mapping[str, str]) -> Glance:
    """What the address asks for; what it gets wrong is passed over."""
    filters = Filters(
        **{name: query.get(name, "")[:64] for name in _FILTERS},
        older=AGES.get(query.get("age", "")),
    )
    return Glance(
        _one_of(View, query.get("view"), View.TEAMS),
        filters,
        _one_of(Order, query.get("order"), Order.DUE),
        query.get("after", "")[:64],
    )


def _one_of(kind: type[_Choice], given: str | None, otherwise: _Choice) -> _Choice:
    return kind(given) if given in set(kind) else otherwise


def link(glance: Glance, **changes: Any) -> str:
    """The query of the inbox's address with those changes."""
    wanted = replace(glance, **changes)
    ages = {age: name for name, age in AGES.items()}
    told = {"view": wanted.view, "order": wanted.order if wanted.order is not Order.DUE else "", "after": wanted.after}
    filters = {name: getattr(wanted.filters, name) for name in _FILTERS}
    age = {"age": ages[wanted.filters.older]} if wanted.filters.older else {}
    return "?" + urlencode({name: value for name, value in (told | filters | age).items() if value})
