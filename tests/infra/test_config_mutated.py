"""Whatever is done to a sound district: the schema and the reader agree on its shape, and the reader never stumbles."""

import copy
import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from chalicelib.adapters.codec import from_plain, to_plain
from chalicelib.domain.district import District
from infra.config import examine
from infra.config_build import build
from infra.config_read import Document
from infra.config_schema import check_shape, schema

ODD = st.sampled_from(
    [None, True, 0, -1, 7, "", " ", "x", "8h", "2026-02-30", "mon", [], ["x"], [7], [[]], {}, {"x": 1}]
)


def places(value: Any, route: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [route, *(place for key, one in inner for place in places(one, (*route, key)))]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_reader_accepts_the_shape_that_the_schema_accepts(brief: dict[str, Any], data: st.DataObject) -> None:
    mutated = copy.deepcopy(brief)
    for _ in range(data.draw(st.integers(1, 2))):
        _mutate(mutated, data)
    sound = Draft202012Validator(schema()).is_valid(mutated)
    document = Document(data=copy.deepcopy(mutated))
    check_shape(document)
    assert bool(document.problems) is not sound
    if sound:
        district = build(mutated, "draft")
        assert from_plain(District, json.loads(json.dumps(to_plain(district)))) == district
    whole = Document(data=copy.deepcopy(mutated))
    assert bool(examine(whole)) or sound
    assert all(one.what and one.remedy for one in whole.problems)


def _mutate(mutated: dict[str, Any], data: st.DataObject) -> None:
    route = data.draw(st.sampled_from([one for one in places(mutated) if one]))
    around: Any = mutated
    for step in route[:-1]:
        around = around[step]
    how = data.draw(st.sampled_from(["remove", "replace", "add"]))
    if how == "remove":
        del around[route[-1]]
    elif how == "replace":
        around[route[-1]] = copy.deepcopy(data.draw(ODD))
    elif isinstance(around, dict):
        around[data.draw(st.sampled_from(["nmae", "name", "mon", "en", "A b"]))] = copy.deepcopy(data.draw(ODD))
    else:
        around.append(copy.deepcopy(data.draw(ODD)))


def test_every_part_of_the_schema_says_what_it_is_for() -> None:
    """An editor shows it while somebody writes."""
    top = schema()["properties"]
    silent = [name for name, one in top.items() if "description" not in one and "$ref" not in one]
    assert silent == []
