"""The published schema and the domain's dataclasses say the same."""

from dataclasses import MISSING, fields

import pytest
from jsonschema import Draft202012Validator

from chalicelib.domain import district as domain
from chalicelib.domain import topics
from chalicelib.domain.hours import Hours
from chalicelib.domain.staff import Absence, Staff
from chalicelib.domain.words import Priority, Role, Tier
from infra.config_schema import schema

RENAMED = {"after_seconds": "after", "repeat_seconds": "repeat", "week": "hours", "first": "from", "last": "to"}
GIVEN_ELSEWHERE = {"id", "version", "closures"}


def _fields(cls):
    return {RENAMED.get(one.name, one.name) for one in fields(cls)} - GIVEN_ELSEWHERE


def _required(cls):
    without = {one.name for one in fields(cls) if one.default is MISSING and one.default_factory is MISSING}
    return {RENAMED.get(name, name) for name in without} - GIVEN_ELSEWHERE


@pytest.mark.parametrize(
    "name",
    [
        "school",
        "team",
        "staff",
        "absence",
        "targets",
        "topic",
        "rung",
        "on_call",
        "calendar",
        "field",
        "question",
        "macro",
        "ending",
    ],
)
def test_each_part_has_the_fields_of_its_dataclass(name):
    elsewhere = {"on_call": domain.OnCall, "staff": Staff, "absence": Absence, "calendar": Hours}
    elsewhere |= {"field": topics.Field, "question": topics.Question, "macro": topics.Macro, "ending": topics.Ending}
    cls = elsewhere.get(name) or getattr(domain, name.capitalize())
    part = schema()["$defs"][name]
    assert set(part["properties"]) == _fields(cls)
    assert _required(cls) <= set(part.get("required", ()))
    assert part["additionalProperties"] is False


def test_the_whole_has_the_fields_of_the_district():
    assert set(schema()["properties"]) == _fields(domain.District) | {"targets", "working_day", "groups"}
    assert _required(domain.District) - {"schools"} <= set(schema()["required"])


def test_the_emergency_part_has_the_fields_of_its_dataclass():
    assert set(schema()["properties"]["emergency"]["properties"]) == _fields(domain.Emergency)


def test_the_closed_vocabularies_are_the_domains():
    parts = schema()["$defs"]
    assert parts["staff"]["properties"]["roles"]["items"]["enum"] == list(Role)
    assert parts["topic"]["properties"]["priority"]["enum"] == list(Priority)
    assert set(parts["dangers"]["properties"]) == set(Tier)


def test_the_schema_is_a_schema():
    Draft202012Validator.check_schema(schema())
