"""Whatever is stored reads back as itself: entities ⇄ plain values ⇄ JSON ⇄ the table's attributes."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from builders import a_deadline, a_district, an_event, an_inquiry
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.adapters.attributes import decode, decode_item, encode, encode_item
from chalicelib.adapters.codec import from_plain, to_plain
from chalicelib.domain.commit import RateWindow
from chalicelib.domain.consequences import Consequence
from chalicelib.domain.contact import Contact, Suppression
from chalicelib.domain.district import District
from chalicelib.domain.draft import Draft
from chalicelib.domain.events import Event, EventType
from chalicelib.domain.inquiry import Inquiry, Message, Page, Send
from chalicelib.domain.submission import Source
from chalicelib.ports import Summary

json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**15), 10**15) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
moments = st.datetimes(timezones=st.just(UTC))
events = st.builds(Event, at=moments, detail=st.dictionaries(st.text(max_size=8), json_values, max_size=4))
ENTITIES = [Draft, Inquiry, Message, Contact, Send, Page, Suppression, RateWindow, Source, Summary, Event, Consequence]


@pytest.fixture(scope="module", autouse=True)
def _known_types():
    st.register_type_strategy(datetime, moments)
    st.register_type_strategy(Event, events)


@pytest.mark.parametrize("cls", ENTITIES)
@given(data=st.data())
def test_every_entity_reads_back_as_itself_from_json_and_from_the_table(cls, data):
    entity = data.draw(st.from_type(cls))
    plain = to_plain(entity)
    assert from_plain(cls, json.loads(json.dumps(plain))) == entity
    assert from_plain(cls, decode_item(encode_item(plain))) == entity


def test_a_whole_district_reads_back_as_itself():
    district = a_district(texts={"en": {"greeting": "Hello"}})
    assert from_plain(District, json.loads(json.dumps(to_plain(district)))) == district


def test_what_holds_its_default_is_left_out():
    plain = to_plain(an_inquiry())
    assert "merged_into" not in plain
    assert "anonymous" not in plain
    assert plain["status"] == "new"


def test_an_old_item_without_a_new_field_reads_with_its_default():
    plain = to_plain(an_inquiry())
    assert from_plain(Inquiry, plain | {"from_the_future": 1}) == an_inquiry()


def test_what_lacks_a_field_it_needs_is_told():
    with pytest.raises(TypeError):
        from_plain(Inquiry, {})


def test_a_word_nobody_knows_is_told():
    with pytest.raises(ValueError, match="no_such_event"):
        from_plain(Event, to_plain(an_event()) | {"type": "no_such_event"})


def test_enums_inside_free_detail_travel_as_their_values():
    event = an_event(detail={"why": EventType.INQUIRY_HELD, "list": (EventType.PAGE_SENT,)})
    assert to_plain(event)["detail"] == {"why": "InquiryHeld", "list": ["PageSent"]}


@dataclass(frozen=True)
class _Shapes:
    words: tuple[str, ...] = ()
    by_name: dict[str, tuple[int, ...]] | None = None
    anything: Any = None


@given(st.builds(_Shapes, anything=json_values))
def test_nested_containers_read_back_as_themselves(shapes):
    assert from_plain(_Shapes, json.loads(json.dumps(to_plain(shapes)))) == shapes


@given(json_values)
def test_any_plain_value_survives_the_tables_attributes(value):
    assert decode(encode(value)) == value


@pytest.mark.parametrize(
    ("value", "attribute"),
    [
        (True, {"BOOL": True}),
        (1, {"N": "1"}),
        (1.5, {"N": "1.5"}),
        ("", {"S": ""}),
        (None, {"NULL": True}),
        ([1, "a"], {"L": [{"N": "1"}, {"S": "a"}]}),
        ({"a": -1}, {"M": {"a": {"N": "-1"}}}),
    ],
)
def test_attributes_are_typed_as_dynamodb_wants_them(value, attribute):
    assert encode(value) == attribute
    assert decode(attribute) == value


def test_an_inquiry_stored_when_there_was_one_deadline_reads_with_its_clock_and_its_target():
    plain = to_plain(an_inquiry(met=a_deadline()))
    old = {name: value for name, value in plain["clocks"][0].items() if name != "target"}
    stored = {name: value for name, value in plain.items() if name not in {"clocks", "met"}}
    assert from_plain(Inquiry, stored | {"deadline": old, "met": old}) == an_inquiry(met=a_deadline())
    assert from_plain(Inquiry, stored | {"deadline": None}).clocks == ()
