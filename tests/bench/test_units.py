import pytest

from bench.units import item_bytes, read_units, write_units


@pytest.mark.parametrize(
    ("item", "size"),
    [
        ({}, 0),
        ({"pk": {"S": "abc"}}, 5),
        ({"pk": {"S": "ä"}}, 4),
        ({"n": {"N": "1234"}}, 4),
        ({"b": {"BOOL": True}}, 2),
        ({"m": {"M": {"a": {"S": "x"}}}}, 7),
        ({"l": {"L": [{"S": "x"}, {"S": "yz"}]}}, 9),
    ],
)
def test_an_item_is_its_names_and_values(item, size):
    assert item_bytes(item) == size


def test_a_consistent_read_costs_one_unit_for_each_four_kilobytes_begun():
    answer = {"Item": {"a": {"S": "x" * 5000}}}
    assert read_units("GetItem", {"ConsistentRead": True}, answer) == 2
    assert read_units("GetItem", {}, answer) == 1


def test_what_is_not_there_costs_as_much_as_something_small():
    asked = {"RequestItems": {"t": {"Keys": [{}, {}, {}], "ConsistentRead": True}}}
    assert read_units("BatchGetItem", asked, {"Responses": {"t": [{"a": {"S": "x"}}]}}) == 3


def test_a_query_is_rounded_up_as_a_whole():
    assert read_units("Query", {}, {"Items": [{"a": {"S": "x"}}] * 50}) == 0.5


def test_writes_are_what_the_table_says():
    assert write_units({"ConsumedCapacity": [{"CapacityUnits": 3.0}, {"CapacityUnits": 2.0}]}) == 5
    assert write_units({"ConsumedCapacity": {"CapacityUnits": 1.0}}) == 1
    assert write_units({}) == 0
