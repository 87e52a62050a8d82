"""What the inquiry's page and what lies beside it ask of the table, whatever the table holds."""

import pytest
from builders import REFERENCE, a_contact, a_message, a_stamp, an_inquiry, mail_address
from web.browser import Browser
from web.house import House

from chalicelib.adapters.attendance import TableAttendances
from chalicelib.adapters.sessions import TableSessions
from chalicelib.domain.commit import Commit
from chalicelib.domain.reference import reference_from
from chalicelib.domain.words import Status

PATH = f"/staff/i/{REFERENCE}"
READS = frozenset({"GetItem", "BatchGetItem", "Query", "Scan"})
OTHERS = tuple(reference_from((seed * 7_919_777_333).to_bytes(8, "big")) for seed in range(1, 61))


@pytest.fixture
def house(table):
    found = House(sessions=TableSessions(table.client, table.table))
    found.office.store = table
    found.attendances = TableAttendances(table.client, table.table)
    contact = a_contact(recent=(REFERENCE, *OTHERS[:9]))
    table.commit(
        Commit(REFERENCE, a_stamp(), inquiry=an_inquiry(status=Status.OPEN), message=a_message(), contact=contact)
    )
    return found


def stored(table, how_many):
    for number, reference in enumerate(OTHERS[:how_many]):
        stamp = a_stamp(word=f"{number:08x}")
        said = a_message(reference=reference, id=stamp.id)
        table.commit(Commit(reference, stamp, inquiry=an_inquiry(reference=reference), message=said))


@pytest.mark.parametrize("path", [PATH, f"{PATH}/contacts/{mail_address().key}"])
def test_a_page_is_three_reads_at_most_and_the_same_among_many(house, table, calls, path):
    browser, counted = Browser(house), []
    browser.sign_in()
    for how_many in (9, len(OTHERS)):
        stored(table, how_many) if not counted else stored(table, 0)
        calls.clear()
        assert browser.get(path).status_code == 200
        counted.append([name for name in calls.names if name in READS])
    assert len(counted[0]) <= 3
    assert counted[0] == counted[1]
    assert "Scan" not in counted[0]


def test_an_open_page_asks_with_two_reads_and_writes_only_when_its_mark_is_old(house, calls):
    browser = Browser(house)
    browser.sign_in()
    form = {"csrf": browser.form(PATH), "seen": "1"}
    spent = []
    for seconds in (0, 5, 30):
        house.office.clock.advance(seconds=seconds)
        calls.clear()
        assert browser.post(f"{PATH}/attend", form).status_code == 200
        spent.append(calls.names)
    assert spent[0] == spent[1] == ["GetItem", "BatchGetItem"]
    assert spent[2] == ["GetItem", "BatchGetItem", "PutItem"]
