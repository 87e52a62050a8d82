"""Inquiries that changed become rows of the inbox, once."""

from builders import a_closed_inquiry, an_inquiry
from fake_inbox import FakeInbox
from fakes import FakeMetrics

from chalicelib.usecases.fold import fold


def folding(inbox, *changed, metrics=None):
    return fold(
        changed, shard_of=lambda reference: ord(reference[0]) % 2, inbox=inbox, metrics=metrics or FakeMetrics()
    )


def test_one_write_for_each_part_that_changed():
    inbox = FakeInbox()
    assert folding(inbox, *(an_inquiry(reference=name) for name in "ACEB")) == []
    assert inbox.writes == 2
    assert {row.reference for row in inbox.rows} == set("ABCE")


def test_what_is_known_already_writes_nothing():
    inbox = FakeInbox()
    folding(inbox, an_inquiry(reference="A", version=2))
    folding(inbox, an_inquiry(reference="A", version=2), an_inquiry(reference="A", version=1))
    assert inbox.writes == 1


def test_a_closed_one_leaves():
    inbox = FakeInbox()
    folding(inbox, an_inquiry(reference="A", version=1))
    folding(inbox, a_closed_inquiry(reference="A", version=2))
    assert inbox.rows == []


def test_somebody_elses_write_in_between_is_not_lost():
    inbox = FakeInbox()
    inbox.interfere.append(lambda: folding(inbox, an_inquiry(reference="C")))
    assert folding(inbox, an_inquiry(reference="A")) == []
    assert {row.reference for row in inbox.rows} == {"A", "C"}


def test_what_loses_every_time_is_handed_back_to_be_repeated():
    inbox = FakeInbox()
    lost = an_inquiry(reference="A")
    inbox.interfere = [lambda: inbox.touch(ord("A") % 2)] * 6
    assert folding(inbox, lost, an_inquiry(reference="B")) == [lost]
    assert {row.reference for row in inbox.rows} == {"B"}


def test_rows_that_no_longer_fit_are_counted():
    metrics = FakeMetrics()
    folding(FakeInbox(most=1), *(an_inquiry(reference=name) for name in "ACE"), metrics=metrics)
    assert metrics.counts["InboxFull"] == 2
