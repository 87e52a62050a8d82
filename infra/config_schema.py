"""The shape of a district's document: the published JSON Schema's findings, in sentences."""

import json
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from jsonschema.exceptions import ValidationError  # type: ignore[import-untyped]

from infra.config_read import Document, Route

SCHEMA = Path(__file__).parent / "district" / "schema.json"
_KINDS = {
    "object": "keys with values",
    "array": "a list",
    "string": "text",
    "integer": "a whole number",
    "boolean": "true or false",
}
_REMEDIES = {
    "anyOf": "a word or a row of words (quote numbers)",
    "minItems": "at least one",
    "minProperties": "at least one",
    "minLength": "at least one character",
    "maxLength": "at most {value} characters",
    "uniqueItems": "each only once",
    "minimum": "a number from {least} to {most}",
    "maximum": "a number from {least} to {most}",
}
_UNUSABLE = {"type", "anyOf", "enum", "minimum", "maximum"}
_EMPTY: dict[str, Callable[[], Any]] = {"object": dict, "array": list, "string": str}


@cache
def schema() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return found


def check_shape(document: Document) -> None:
    """Adds a problem for each departure from the schema, and empties values of a wrong kind or out of bounds, so that the
    checks of meaning that follow can rely on kinds and sizes."""
    errors = list(_leaves(Draft202012Validator(schema()).iter_errors(document.data)))
    for error in errors:
        _report(document, error)
    for error in errors:
        if error.validator in _UNUSABLE and error.absolute_path:
            kind = "string" if error.validator in {"anyOf", "enum"} else str(error.schema.get("type"))
            _neutralise(document.data, tuple(error.absolute_path), kind)


def _leaves(errors: Any) -> Iterator[ValidationError]:
    """A row of words may be one word or several: the finding inside the row that was meant says more."""
    for error in errors:
        inner = [one for one in error.context if one.absolute_path != error.absolute_path] if error.context else []
        yield from inner or [error]


def _report(document: Document, error: ValidationError) -> None:
    route: Route = tuple(error.absolute_path)
    name = ".".join(map(str, route)) or "the district"
    if error.validator == "additionalProperties" and isinstance(error.instance, dict):
        allowed = sorted(error.schema.get("properties", {}))
        for key in error.instance.keys() - set(allowed):
            document.problem((*route, key), f"unknown key `{key}` in {name}", _did_you_mean(key, allowed))
    elif error.validator == "required":
        missing = sorted(set(error.validator_value) - set(error.instance))
        key = next(one for one in missing if f"'{one}'" in error.message)
        document.problem(route, f"{name} has no `{key}`", f"add `{key}:`")
    elif "propertyNames" in error.absolute_schema_path:
        document.problem((*route, str(error.instance)), f"the name `{error.instance}`", f"use {_wanted(error)}")
    else:
        document.problem(route, f"{name} is {_shown(error.instance)}", f"write {_wanted(error)}")


def _did_you_mean(key: str, allowed: list[str]) -> str:
    close = get_close_matches(key, allowed, n=1)
    return f"did you mean `{close[0]}`?" if close else f"known keys are {', '.join(allowed)}"


def _wanted(error: ValidationError) -> str:
    value, about = error.validator_value, error.schema
    if error.validator == "type":
        return _KINDS.get(str(value), str(value))
    if error.validator == "enum":
        return f"one of {', '.join(map(str, value))}"
    if error.validator == "anyOf" and "description" in about:
        return str(about["description"])
    if error.validator == "pattern":
        return str(about.get("description", f"what matches {value}"))
    sentence = _REMEDIES.get(str(error.validator), error.message)
    return str(sentence).format(value=value, least=about.get("minimum"), most=about.get("maximum"))


def _shown(value: Any) -> str:
    if value in ({}, [], "", None):
        return "empty"
    shown = json.dumps(value, ensure_ascii=False)
    return shown if len(shown) <= 60 else shown[:57] + "…"


def _neutralise(data: Any, route: Route, kind: str) -> None:
    """Puts an empty value of the right kind there: list positions stay, and no later check stumbles."""
    for step in route[:-1]:
        data = data[step]
    if kind in _EMPTY or isinstance(data, list):
        data[route[-1]] = _EMPTY.get(kind, str)()
    else:
        del data[route[-1]]
