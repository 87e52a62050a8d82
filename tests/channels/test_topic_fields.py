"""A topic's own fields: what is kept, and what a person must look at again."""

from dataclasses import replace

import pytest
from builders import NOW, TOPICS, a_district

from chalicelib.channels.form import form_submission
from chalicelib.channels.topic_fields import FIELD_LIMIT, given_fields, judged, spoken_in
from chalicelib.channels.typed import Typed, typed_in_form, typed_in_json
from chalicelib.domain.errors import Invalid
from chalicelib.domain.inquiry import Detail

BUS = TOPICS[1]
STRICT = replace(BUS, fields=tuple(replace(one, required=True) for one in BUS.fields))


def _faults(**given: str) -> dict[str, str]:
    return judged(BUS, given)[1]


def test_answers_are_kept_in_the_topic_s_order_and_empty_ones_not_at_all():
    kept, wrong = judged(BUS, {"daily": "yes", "route": "12", "when": ""})
    assert kept == (Detail("bus", "route", "12"), Detail("bus", "daily", "yes"))
    assert wrong == {}


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("route", "x" * (FIELD_LIMIT + 1), "too_long"),
        ("when", "midnight", "choice_unknown"),
        ("when", "In the morning", "choice_unknown"),
        ("daily", "perhaps", "choice_unknown"),
        ("day", "2026-02-30", "date_unclear"),
        ("day", "yesterday", "date_unclear"),
        ("day", "20260302", "date_unclear"),
        ("day", "2026-W10-1", "date_unclear"),
    ],
)
def test_what_does_not_fit_is_named(field: str, value: str, why: str):
    assert _faults(**{field: value}) == {f"fields.bus.{field}": why}


def test_every_required_field_that_was_left_empty_is_named():
    assert set(judged(STRICT, {"route": "12"})[1]) == {"fields.bus.when", "fields.bus.day", "fields.bus.daily"}
    assert set(judged(STRICT, {})[1].values()) == {"field_missing"}


def test_a_name_that_the_topic_does_not_have_is_refused_and_not_repeated():
    assert _faults(surprise="x") == {"fields": "field_unknown"}


def test_a_form_brings_the_fields_of_the_topic_that_was_chosen():
    given = {"topic": "bus", "fields.bus.route": " 12\u202e ", "fields.wellbeing.who": "me", "message": "x"}
    assert given_fields(given, "wellbeing") == {"who": "me"}
    assert typed_in_form(given).fields == {"route": "12"}


def test_a_program_names_them_as_the_topic_does():
    assert typed_in_json({"message": "x", "topic": "bus", "fields": {"route": "12"}}).fields == {"route": "12"}


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ([], "field_type"),
        ("x", "field_type"),
        ({"route": 12}, "field_type"),
        ({"route": "x" * (FIELD_LIMIT + 1)}, "too_long"),
        ({f"f{at}": "x" for at in range(61)}, "field_unknown"),
    ],
)
def test_what_a_program_may_not_send(fields: object, why: str):
    with pytest.raises(Invalid) as caught:
        typed_in_json({"message": "x", "topic": "bus", "fields": fields})
    assert caught.value.fields == {"fields": why}


def _submitted(**changes: object) -> object:
    typed = Typed(**({"message": "Bus 12 did not come.", "email": "ana@example.com", "topic": "bus"} | changes))
    return form_submission(typed, key="a-key-0001", district=a_district(), received_at=NOW, language="en")


def test_a_submission_carries_them_and_what_is_scanned_for_dangers_says_them_too():
    found = _submitted(fields={"route": "I want to kill myself", "when": "morning"})
    assert found.details == (Detail("bus", "route", "I want to kill myself"), Detail("bus", "when", "morning"))
    assert found.text == "Bus 12 did not come."
    assert found.scanned == "Bus 12 did not come.\nI want to kill myself"
    assert _submitted(fields={"when": "morning"}).scanned == ""


def test_fields_without_a_topic_are_refused():
    with pytest.raises(Invalid) as caught:
        _submitted(topic="not_sure", fields={"route": "12"})
    assert caught.value.fields == {"fields": "field_unknown"}


def test_faults_come_in_the_order_of_the_page():
    with pytest.raises(Invalid) as caught:
        _submitted(message="", email="", fields={"day": "x"})
    assert list(caught.value.fields) == ["fields.bus.day", "message", "email"]


def test_another_answer_makes_another_form():
    first, second = (Typed(message="x", topic="bus", fields={"route": route}) for route in ("1", "2"))
    assert first.fingerprint != second.fingerprint
    assert Typed(message="x").fingerprint != first.fingerprint


def test_only_what_was_written_freely_is_scanned():
    kept, _ = judged(BUS, {"route": "12", "when": "noon", "day": "2026-03-02", "daily": "no"})
    assert spoken_in(BUS, kept) == ("12",)
