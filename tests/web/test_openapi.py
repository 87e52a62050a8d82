"""The described door and the real one agree: schemathesis knocks with what the description allows, and with what not."""

from dataclasses import replace

import schemathesis
from builders import TOPICS, an_inquiry
from hypothesis import HealthCheck, settings
from schemathesis import checks as known
from web.house import House
from web.wsgi import wsgi

from chalicelib.domain.topics import Field, FieldKind
from chalicelib.web import limits

HOUSE = House(site_url="")
HOUSE.office.store.keep(an_inquiry())
SCHEMA = schemathesis.openapi.from_wsgi("/openapi.json", wsgi(HOUSE.app))
UNFITTING = (
    # Which addresses can be reached is a rule that no schema states: a well-formed body may still get a 422.
    known.positive_data_acceptance,
)


@SCHEMA.parametrize()
@settings(max_examples=40, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_api_does_what_its_description_says(case: schemathesis.Case):
    HOUSE.office.store.uses.clear()
    case.call_and_validate(excluded_checks=UNFITTING)


def test_the_description_names_the_district_s_own_choices():
    document = HOUSE.get("/openapi.json").json_body
    fields = document["components"]["schemas"]["NewInquiry"]["properties"]
    assert fields["topic"]["enum"] == ["", "not_sure", "other", "bus", "wellbeing"]
    assert fields["school"]["enum"] == ["", "alder", "birch"]
    assert document["openapi"] == "3.1.0"


def test_limits_are_wide_enough_for_a_school_behind_one_address():
    for limit in (limits.FORMS, limits.MESSAGES, limits.LOOKUPS):
        assert limit.most >= 100


def test_the_description_names_the_topics_own_fields():
    fields = HOUSE.get("/openapi.json").json_body["components"]["schemas"]["NewInquiry"]["properties"]["fields"]
    assert set(fields["properties"]) == {"route", "when", "day", "daily"}
    assert fields["properties"]["when"]["enum"] == ["", "morning", "noon"]
    assert fields["properties"]["route"]["description"] == "bus: Route"
    assert fields["additionalProperties"] is False


def test_a_field_that_two_topics_ask_differently_is_described_as_both():
    house = House()
    twice = replace(TOPICS[0], fields=(Field("when", FieldKind.DATE, {"en": "When?"}, required=True),))
    house.district(topics=(twice, *TOPICS[1:]))
    fields = house.get("/openapi.json").json_body["components"]["schemas"]["NewInquiry"]["properties"]["fields"]
    first, second = fields["properties"]["when"]["anyOf"]
    assert (first["description"], "pattern" in first) == ("other: When? (required)", True)
    assert second["enum"] == ["", "morning", "noon"]
