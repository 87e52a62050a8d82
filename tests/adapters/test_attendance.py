"""Who looks and looked: one contract on the fake and on the table."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import NOW, REFERENCE, a_message, a_stamp, an_inquiry
from fake_attendance import FakeAttendances
from fake_store import FakeStore

from chalicelib.adapters.attendance import TableAttendances
from chalicelib.domain.attendance import Attendance, Look, marked
from chalicelib.domain.commit import Commit
from chalicelib.domain.errors import Conflict


@pytest.fixture(params=["fake", "table"])
def kept(request):
    """(where it is kept, the store beside it)."""
    if request.param == "fake":
        store = FakeStore()
        return FakeAttendances(store), store
    table = request.getfixturevalue("table")
    return TableAttendances(table.client, table.table), table


def test_nobody_is_there_at_first_and_nothing_is_known_of_what_is_not(kept):
    assert kept[0].read(REFERENCE) == (None, Attendance(REFERENCE))


def test_a_mark_is_read_with_the_inquiry_and_with_the_case(kept):
    attendances, store = kept
    store.commit(Commit(REFERENCE, a_stamp(), inquiry=an_inquiry(), message=a_message()))
    there = marked(Attendance(REFERENCE), "ines", NOW, typing=True)
    attendances.write(there)
    assert attendances.read(REFERENCE) == (an_inquiry(), there)
    assert store.case(REFERENCE).attendance == there


def test_of_two_who_mark_themselves_at_once_one_is_told_to_look_again(kept):
    attendances, _ = kept
    attendances.write(marked(Attendance(REFERENCE), "ines", NOW))
    with pytest.raises(Conflict):
        attendances.write(marked(Attendance(REFERENCE), "omar", NOW))
    _, there = attendances.read(REFERENCE)
    attendances.write(marked(there, "omar", NOW))
    assert {one.staff for one in attendances.read(REFERENCE)[1].marks} == {"ines", "omar"}


def test_a_look_is_kept_once_for_each_person_and_hour_the_latest_first(kept):
    attendances, _ = kept
    first = Look(REFERENCE, "ines", NOW)
    later = replace(first, at=NOW + timedelta(hours=2))
    for look in (first, replace(first, at=NOW + timedelta(minutes=5)), later):
        attendances.note(look)
    assert list(attendances.looks(REFERENCE, limit=9)) == [later, first]
    assert list(attendances.looks(REFERENCE, limit=1)) == [later]
    assert list(attendances.looks("5M0W-GD42", limit=9)) == []
