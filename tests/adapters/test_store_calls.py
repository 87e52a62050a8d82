"""What the table costs."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import (
    DAY,
    NOW,
    OTHER_REFERENCE,
    REFERENCE,
    a_closed_inquiry,
    a_commit,
    a_contact,
    a_district,
    a_form,
    a_message,
    a_send,
    a_source,
    a_stamp,
    a_submission,
    a_text,
    an_event,
    an_inquiry,
    mail_address,
    phone_number,
)
from fakes import FakeClock, FakeDistricts, FakeRandomness

from chalicelib.adapters import items, keys
from chalicelib.domain.contact import LastText
from chalicelib.domain.submission import ThreadHints
from chalicelib.usecases.receive import receive

NEW = [
    pytest.param(a_submission(), id="mail"),
    pytest.param(a_submission(text="I will kill myself"), id="danger"),
    pytest.param(a_text(), id="text"),
    pytest.param(a_text("STOP"), id="stop"),
    pytest.param(a_form(addresses=(mail_address(), phone_number()), texts_allowed=True), id="form"),
    pytest.param(a_form(addresses=()), id="anonymous"),
    pytest.param(a_submission(held="virus found"), id="held"),
]


def take(table, submission):
    return receive(submission, store=table, districts=FakeDistricts(a_district()), randomness=FakeRandomness())


@pytest.mark.parametrize("submission", NEW)
def test_a_new_inquiry_costs_two_reads_at_most_and_one_transaction_of_six_items_at_most(table, calls, submission):
    take(table, submission)
    assert calls.names.count("TransactWriteItems") == 1
    assert len(calls) - 1 == calls.names.count("BatchGetItem") <= 2
    assert str(calls[-1][1]).count("Put") <= 6


def test_a_duplicate_costs_no_write(table, calls):
    take(table, a_submission())
    calls.clear()
    assert take(table, a_submission()).duplicate
    assert set(calls.names) <= {"BatchGetItem", "GetItem"}


def test_finding_takes_two_reads_however_many_trails_lead_on(table, calls):
    last = LastText(OTHER_REFERENCE, NOW)
    contact = a_contact(addresses=(mail_address(), phone_number()), last_text=last)
    table.commit(a_commit(contact=contact, points=(phone_number(),)))
    table.commit(a_commit(inquiry=an_inquiry(), mail_ids=tuple(f"ses:{number}" for number in range(20))))
    calls.clear()
    many = tuple(f"ses:{number}" for number in range(500))
    hints = ThreadHints(REFERENCE, many, (OTHER_REFERENCE, REFERENCE))
    table.find(a_form(addresses=(phone_number(), mail_address("b@example.com")), thread=hints))
    assert calls.names == ["BatchGetItem", "BatchGetItem"]


def a_contact_texted(days):
    last = LastText(REFERENCE, NOW - days * DAY)
    return a_contact(addresses=(mail_address(), phone_number()), last_text=last)


@pytest.mark.parametrize(("days", "reads"), [(0, 3), (8, 2)])
def test_a_text_from_a_further_number_takes_a_third_read_only_while_it_may_be_an_answer(table, calls, days, reads):
    table.commit(a_commit(inquiry=an_inquiry(), contact=a_contact_texted(days), points=(phone_number(),)))
    calls.clear()
    table.find(a_text())
    assert calls.names == ["BatchGetItem"] * reads


def test_mail_does_not_look_at_the_last_text(table, calls):
    table.commit(a_commit(inquiry=an_inquiry(), contact=a_contact_texted(0)))
    calls.clear()
    table.find(a_submission())
    assert calls.names == ["BatchGetItem"]


def test_a_merged_inquiry_takes_a_third(table, calls):
    table.commit(a_commit(inquiry=an_inquiry(merged_into=OTHER_REFERENCE), mail_ids=("ses:1",)))
    calls.clear()
    table.find(a_submission(thread=ThreadHints(mail_ids=("ses:1",))))
    assert calls.names == ["BatchGetItem"] * 3


TOO_LATE = a_submission(thread=ThreadHints(reference=REFERENCE), received_at=NOW + 15 * DAY)


@pytest.mark.parametrize("which", ["the first", "a further"])
def test_an_answer_that_comes_too_late_costs_no_more_than_any_other(table, calls, which):
    table.commit(a_commit(inquiry=a_closed_inquiry()))
    randomness = FakeRandomness(FakeClock(NOW + 15 * DAY))
    if which == "a further":
        receive(TOO_LATE, store=table, districts=FakeDistricts(a_district()), randomness=randomness)
    calls.clear()
    again = replace(TOO_LATE, source=a_source("mail:2", "2"))
    received = receive(again, store=table, districts=FakeDistricts(a_district()), randomness=randomness)
    assert received.opened is (which == "the first")
    assert len(calls) - 1 == calls.names.count("BatchGetItem") <= 2
    assert str(calls[-1][1]).count('"Put"') == (6 if received.opened else 4)
    assert len(table.inquiry(REFERENCE).followed_by) == 1


def test_merges_that_run_in_a_circle_end(table):
    table.commit(a_commit(inquiry=an_inquiry(merged_into=OTHER_REFERENCE)))
    table.commit(a_commit(inquiry=an_inquiry(reference=OTHER_REFERENCE, merged_into=REFERENCE)))
    assert set(table.find(a_submission(thread=ThreadHints(reference=REFERENCE))).inquiries)


@pytest.mark.parametrize(
    ("read", "cost"),
    [
        (lambda table: table.case(REFERENCE), ["Query"]),
        (lambda table: table.inquiry(REFERENCE), ["GetItem"]),
        (lambda table: table.contact("c"), ["GetItem"]),
        (lambda table: table.inquiry_and_message(REFERENCE, "m"), ["BatchGetItem"]),
        (lambda table: table.page(REFERENCE, "p"), ["BatchGetItem"]),
        (
            lambda table: table.send_state(
                reference=REFERENCE, send_key="s", recipient=phone_number(), with_contact=True
            ),
            ["BatchGetItem"],
        ),
        (lambda table: table.due(0, before=NOW, limit=9), ["Query"]),
        (lambda table: table.inbox(limit=9), ["Query"] * keys.SHARDS),
        (lambda table: table.allow(bucket="b", limit=1, window_seconds=60, now=NOW), ["UpdateItem"]),
    ],
)
def test_every_read_has_a_fixed_cost(table, calls, read, cost):
    read(table)
    assert calls.names == cost


@pytest.mark.parametrize(
    "read",
    [
        lambda table: table.find(a_submission()),
        lambda table: table.case(REFERENCE),
        lambda table: table.inquiry(REFERENCE),
        lambda table: table.page(REFERENCE, "p"),
        lambda table: table.sent_as("ses:1"),
    ],
)
def test_what_decides_is_read_consistently(table, calls, read):
    read(table)
    assert all('"ConsistentRead": true' in str(body) for _, body in calls)


def test_a_send_is_found_in_two_reads(table, calls):
    table.commit(a_commit(inquiry=an_inquiry(), send=a_send(), mail_ids=("ses:1",)))
    calls.clear()
    table.sent_as("ses:1")
    assert calls.names == ["GetItem", "BatchGetItem"]


def test_a_single_write_needs_no_transaction(table, calls):
    table.commit(a_commit(inquiry=an_inquiry()))
    assert calls.names == ["PutItem"]


def test_a_long_case_is_read_to_its_end(table):
    table.commit(a_commit(inquiry=an_inquiry()))
    for number in range(40):
        message = a_message(id=a_stamp(NOW + timedelta(seconds=number)).id, text="x" * 30_000)
        table.commit(a_commit(message=message))
    assert len(table.case(REFERENCE).messages) == 40


def test_the_stream_carries_whole_events_that_read_back(table, client_of):
    events = (an_event(), an_event(id="e-1", detail={"next_in": 300, "channels": ["email"], "late": False}))
    table.commit(a_commit(inquiry=an_inquiry(), events=events))
    stored = client_of("dynamodb").get_item(TableName=table.table, Key=keys.events(REFERENCE, a_stamp().id))["Item"]
    assert stored["kind"] == {"S": "events"}
    assert items.read_events(stored) == events


def test_what_is_remembered_for_a_while_carries_its_end(table, client_of):
    table.commit(a_commit(source=a_source(), inquiry=an_inquiry(), mail_ids=("ses:1",)))
    for key in (keys.filed(a_source().key), keys.thread("ses:1")):
        stored = client_of("dynamodb").get_item(TableName=table.table, Key=key)["Item"]
        assert int(stored["ttl"]["N"]) == int((NOW + 400 * DAY).timestamp())


def test_references_spread_over_all_shards():
    drawn = FakeRandomness()
    found = [keys.shard(drawn.reference()) for _ in range(2_000)]
    assert all(400 < found.count(shard) < 600 for shard in range(keys.SHARDS))
