"""Sessions: one contract on the fake and on the table."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import NOW
from fake_sign_in import FakeSessions

from chalicelib.adapters.sessions import TableSessions
from chalicelib.domain.errors import Conflict
from chalicelib.domain.sessions import begun, noted, renewed
from chalicelib.domain.words import Role


@pytest.fixture(params=["fake", "table"])
def sessions(request):
    if request.param == "fake":
        return FakeSessions()
    table = request.getfixturevalue("table")
    return TableSessions(table.client, table.table)


def a_session(secret="one", staff="ines"):
    return begun(staff, (Role.AGENT, Role.ADMIN), secret=secret, csrf="c", now=NOW)


def test_what_began_is_there_whole(sessions):
    sessions.begin(a_session())
    assert sessions.get("ines", a_session().digest) == a_session()
    assert sessions.get("omar", a_session().digest) is None


def test_noting_its_use(sessions):
    sessions.begin(a_session())
    later = noted(a_session(), NOW + timedelta(minutes=5))
    sessions.note(later)
    assert sessions.get("ines", later.digest) == later


def test_noting_the_use_of_one_that_ended_does_not_bring_it_back(sessions):
    sessions.begin(a_session())
    sessions.end("ines", a_session().digest)
    sessions.note(noted(a_session(), NOW))
    assert sessions.get("ines", a_session().digest) is None


def test_a_renewal_happens_once(sessions):
    sessions.begin(a_session())
    old, fresh = renewed(a_session(), secret="two", now=NOW)
    sessions.renew(old, fresh)
    with pytest.raises(Conflict):
        sessions.renew(old, replace(fresh, digest="3" * 64))
    assert sessions.get("ines", "3" * 64) is None
    assert (sessions.get("ines", old.digest), sessions.get("ines", fresh.digest)) == (old, fresh)


def test_one_that_ended_is_not_renewed(sessions):
    with pytest.raises(Conflict):
        sessions.renew(*renewed(a_session(), secret="two", now=NOW))


def test_all_of_a_person_end_at_once_and_nobody_elses(sessions):
    for number in range(30):
        sessions.begin(a_session(f"{number}"))
    sessions.begin(a_session("one", staff="omar"))
    assert sessions.end_all("ines") == 30
    assert sessions.end_all("ines") == 0
    assert sessions.get("omar", a_session("one").digest)


def test_the_table_forgets_them_by_itself(table, client_of):
    TableSessions(table.client, table.table).begin(a_session())
    (item,) = client_of("dynamodb").scan(TableName=table.table)["Items"]
    assert int(item["ttl"]["N"]) == int(a_session().ends_at.timestamp()) + 1
