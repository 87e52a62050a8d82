"""Digests: versioned as any entity, on the due index until they are settled."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import NOW, REFERENCE, a_stamp

from chalicelib.domain.commit import Commit
from chalicelib.domain.digest import Digest, Line, settled
from chalicelib.domain.errors import Conflict

HOUR = timedelta(hours=1)
LINE = Line(REFERENCE, "e-0-0badcafe0001", "team_new", NOW)


def a_digest(**changes):
    return Digest(**({"staff": "ines", "leaves_at": NOW, "part": 1, "version": 1, "lines": (LINE,)} | changes))


def keep(store, *digests):
    for one in digests:
        store.commit(Commit(REFERENCE, a_stamp(), digest=one))


def test_a_digest_is_read_as_it_was_written(store):
    keep(store, a_digest())
    assert store.digest("ines", NOW, 1) == a_digest()
    assert store.digest("ines", NOW, 2) is None
    assert store.digest("omar", NOW, 1) is None


def test_one_of_two_who_write_at_once_starts_again(store):
    keep(store, a_digest())
    with pytest.raises(Conflict):
        keep(store, a_digest())
    keep(store, a_digest(version=2))
    with pytest.raises(Conflict):
        keep(store, a_digest(version=2, sealed=True))


def test_the_newest_part_of_an_hour_is_found(store):
    assert store.newest_digest("ines", NOW) is None
    keep(store, *(a_digest(part=number) for number in range(1, 12)), a_digest(leaves_at=NOW + HOUR, part=1))
    assert store.newest_digest("ines", NOW).part == 11


def test_those_whose_hour_has_come_are_due_until_they_are_settled(store):
    later = a_digest(staff="omar", leaves_at=NOW + HOUR)
    keep(store, later, a_digest(part=1), a_digest(part=2), a_digest(staff="maya-li-2", leaves_at=NOW - HOUR))
    found = store.digests_due(before=NOW, limit=10)
    assert found == [("maya-li-2", NOW - HOUR, 1), ("ines", NOW, 1), ("ines", NOW, 2)]
    assert store.digests_due(before=NOW, limit=1) == found[:1]
    keep(store, settled(a_digest(part=1)))
    assert [part for staff, _, part in store.digests_due(before=NOW + HOUR, limit=10) if staff == "ines"] == [2]


def test_digests_are_no_deadlines_and_deadlines_no_digests(store):
    keep(store, a_digest())
    assert [store.due(shard, before=NOW + HOUR, limit=10) for shard in range(4)] == [[]] * 4
    assert store.held(limit=10) == []


def test_a_digest_that_left_is_forgotten_after_a_while(table, client_of):
    keep(table, a_digest(), settled(replace(a_digest(), sealed=True)))
    (item,) = client_of("dynamodb").scan(TableName=table.table)["Items"]
    assert "due_at" not in item
    assert int(item["ttl"]["N"]) == int((NOW + timedelta(days=30)).timestamp())
