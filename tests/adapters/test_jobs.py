"""Orders for many inquiries: one contract on the fake and on the table."""

from datetime import timedelta

import pytest
from builders import NOW, a_stamp, an_event
from fake_jobs import FakeJobs

from chalicelib.adapters import keys
from chalicelib.adapters.items import read_events
from chalicelib.adapters.jobs import KEPT, TableJobs
from chalicelib.domain.bulk import Deed, Job, Order, State
from chalicelib.domain.errors import Duplicate
from chalicelib.domain.events import EventType

ORDER = Order(Deed.TAG, tags=("storm",))
JOB = Job("j1", "ines", ORDER, ("A", "B"), NOW, NOW + timedelta(seconds=5), results={"B": "critical"})
EVENT = an_event(EventType.BULK_ORDERED, reference="", detail={"job": "j1"})


@pytest.fixture(params=["fake", "table"])
def jobs(request):
    if request.param == "fake":
        return FakeJobs()
    table = request.getfixturevalue("table")
    return TableJobs(table.client, table.table)


def test_a_job_comes_back_whole(jobs):
    assert jobs.get("j1") is None
    jobs.begin(JOB, [EVENT], a_stamp())
    assert jobs.get("j1") == JOB


def test_the_same_again_is_refused(jobs):
    jobs.begin(JOB, [EVENT], a_stamp())
    with pytest.raises(Duplicate):
        jobs.begin(JOB, [EVENT], a_stamp(word="other000"))


def test_results_are_noted_one_by_one(jobs):
    jobs.begin(JOB, [EVENT], a_stamp())
    jobs.note("j1", "A", "done")
    jobs.note("j1", "A", "done")
    assert jobs.get("j1").results == {"A": "done", "B": "critical"}
    assert jobs.get("j1").left == ()


def test_a_job_moves_only_from_where_it_may(jobs):
    jobs.begin(JOB, [EVENT], a_stamp())
    assert not jobs.move("j1", (State.RUNNING,), State.DONE)
    assert jobs.move("j1", (State.WAITING, State.RUNNING), State.RUNNING)
    assert not jobs.move("j1", (State.WAITING,), State.STOPPED)
    assert jobs.get("j1").state is State.RUNNING


def test_it_is_stored_with_its_event_in_one_transaction_and_forgotten_after_a_month(table, calls):
    jobs = TableJobs(table.client, table.table)
    calls.clear()
    jobs.begin(JOB, [EVENT], a_stamp())
    assert calls.names == ["TransactWriteItems"]
    items = table.client.scan(TableName=table.table)["Items"]
    assert {item["ttl"]["N"] for item in items} == {str(int((NOW + KEPT).timestamp()))}
    (told,) = [item for item in items if "kind" in item]
    assert told["kind"]["S"] == keys.EVENTS_KIND
    assert read_events(told) == (EVENT,)
