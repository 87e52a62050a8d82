"""Sketches: what is in the set is never denied, and little else is taken for it."""

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.sketches import MOST, may_hold, probe, sketch


@given(st.sets(st.text(max_size=8), max_size=900))
def test_what_is_in_the_set_is_never_denied(texts):
    marks = sketch(texts)
    assert all(may_hold(marks, probe(one)) for one in texts)


@given(st.lists(st.text(max_size=5), max_size=50, unique=True))
def test_the_order_does_not_count(texts):
    assert sketch(texts) == sketch(list(reversed(texts)))


def test_one_in_fifty_of_what_is_not_is_taken_for_it():
    for size in (8, 60, 300, MOST):
        marks = sketch([f"in{at}" for at in range(size)])
        assert len(marks) == size
        taken = sum(may_hold(marks, probe(f"out{at}")) for at in range(10_000))
        assert taken < 300, size


def test_however_many_there_are_it_stays_within_what_one_write_unit_leaves_room_for():
    marks = sketch([f"in{at}" for at in range(2 * MOST)])
    assert len(marks) == MOST
    assert sum(may_hold(marks, probe(f"out{at}")) for at in range(10_000)) < 2_500
