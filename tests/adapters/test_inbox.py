"""The inbox's items: one contract on the fake and on the table."""

from random import Random

import pytest
from builders import HOUR, NOW, a_deadline, an_inquiry
from fake_inbox import FakeInbox
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.adapters import keys
from chalicelib.adapters.inbox import TableInbox, _packed, _unpacked
from chalicelib.domain.errors import Conflict
from chalicelib.domain.inbox import Row, row_of
from chalicelib.domain.words import Priority, Status


@pytest.fixture(params=["fake", "table"])
def inbox(request):
    if request.param == "fake":
        return FakeInbox()
    table = request.getfixturevalue("table")
    return TableInbox(table.client, table.table)


def rows(*references, **changes):
    return {one: row_of(an_inquiry(reference=one, **changes)) for one in references}


def test_what_was_never_written_is_empty(inbox):
    assert inbox.shard(3).version == 0
    assert list(inbox.read()) == []


def test_rows_come_back_whole(inbox):
    given_rows = rows(
        "A", deadline=a_deadline(), tags=("storm",), dangers=("weapons",), school="alder", assignee="ines"
    )
    assert inbox.save(3, given_rows, version=0) == 0
    assert inbox.shard(3).rows == given_rows
    (shard,) = inbox.read()
    assert (shard.version, shard.rows) == (1, given_rows)


def test_a_write_on_what_is_no_longer_so_is_refused(inbox):
    inbox.save(3, rows("A"), version=0)
    for stale in (0, 2):
        with pytest.raises(Conflict):
            inbox.save(3, rows("B"), version=stale)
    inbox.save(3, rows("B"), version=1)
    assert set(inbox.shard(3).rows) == {"B"}


_moments = st.datetimes(min_value=NOW.replace(tzinfo=None, year=2001), timezones=st.just(NOW.tzinfo)).map(
    lambda at: at.replace(microsecond=0)
)
_rows = st.builds(
    Row,
    reference=st.text(min_size=1),
    version=st.integers(1),
    opened_at=_moments,
    updated_at=_moments,
    due_at=st.none() | _moments,
    topic=st.text(),
    team=st.text(),
    channel=st.text(),
    language=st.text(),
    subject=st.text(),
    status=st.sampled_from(Status),
    priority=st.sampled_from(Priority),
    dangers=st.lists(st.text()).map(tuple),
    tags=st.lists(st.text()).map(tuple),
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(_rows)
def test_a_row_and_its_list_say_the_same(row):
    assert _unpacked(_packed(row)) == row


def test_the_whole_inbox_is_one_call_and_grows_by_a_hundred_bytes_a_row(table, calls, client_of):
    inbox = TableInbox(table.client, table.table)
    for number in range(keys.INBOX_SHARDS):
        listed = rows(
            *(f"{number}{at:03X}-7Q2F" for at in range(100)),
            subject=f"Bus {number} was late again this week",
            deadline=a_deadline(),
        )
        inbox.save(number, listed, version=0)
    calls.clear()
    assert sum(len(shard.rows) for shard in inbox.read()) == 800
    assert calls.names == ["BatchGetItem"]
    items = client_of("dynamodb").scan(TableName=table.table)["Items"]
    assert sum(len(item["rows"]["B"]) for item in items) < 800 * 100


def test_what_was_read_before_is_not_unpacked_again_and_what_changed_is(table):
    inbox = TableInbox(table.client, table.table)
    for number in (0, 1, 2):
        inbox.save(number, rows(f"{number}A"), version=0)
    first = {id(shard) for shard in inbox.read()}
    assert {id(shard) for shard in inbox.read()} == first
    inbox.save(1, rows("1A", "1B"), version=1)
    again = inbox.read()
    assert len({id(shard) for shard in again} - first) == 1
    assert {one for shard in again for one in shard.rows} == {"0A", "1A", "1B", "2A"}


def test_two_parts_that_hold_the_same_keep_their_own_versions(table):
    inbox = TableInbox(table.client, table.table)
    for number, version in ((0, 0), (1, 0), (1, 1)):
        inbox.save(number, {}, version=version)
    for _ in range(2):
        assert sorted(shard.version for shard in inbox.read()) == [1, 2]


def test_past_what_an_item_takes_the_least_pressing_stay_out(table):
    inbox = TableInbox(table.client, table.table)
    many = {}
    drawn = Random(7)
    for at in range(2_500):  # subjects that do not compress
        subject = "".join(chr(0x4E00 + drawn.randrange(20_000)) for _ in range(80))
        many |= rows(f"{at:06}", subject=subject, deadline=a_deadline(due_at=NOW + at * HOUR))
    many |= rows("URGENT", priority=Priority.CRITICAL, deadline=a_deadline(due_at=NOW + 9_000 * HOUR))
    left = inbox.save(0, many, version=0)
    kept = inbox.shard(0).rows
    assert left == len(many) - len(kept) > 0
    assert {"URGENT", "000000"} <= set(kept)
    assert "002499" not in kept
