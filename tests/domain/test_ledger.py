"""The send ledger's table, row by row."""

from datetime import timedelta

import pytest
from builders import DAY, NOW, a_notice, a_send, mail_address, phone_number
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain import ledger
from chalicelib.domain.commit import RateWindow
from chalicelib.domain.ledger import LEASE, PAGE_LEASE, Turn, turn
from chalicelib.domain.words import Delivery

AUTOMATIC, PERSONAL = a_notice(), a_notice(template="reply", repeatable=False)
A_MOMENT_AGO = NOW - LEASE + timedelta(seconds=1)
LONG_AGO = NOW - LEASE
LATER = [one for one in Delivery if one not in {Delivery.PENDING, Delivery.CLAIMED}]


def claimed(at, attempts=1):
    return a_send(status=Delivery.CLAIMED, at=at, attempts=attempts)


@pytest.mark.parametrize(
    ("row", "automatic", "personal"),
    [
        (None, Turn.SEND, Turn.SEND),
        (a_send(status=Delivery.PENDING, attempts=0), Turn.SEND, Turn.SEND),
        (claimed(A_MOMENT_AGO), Turn.WAIT, Turn.WAIT),
        (claimed(LONG_AGO), Turn.SEND, Turn.GIVE_UP),
        (claimed(A_MOMENT_AGO, attempts=2), Turn.WAIT, Turn.WAIT),
        (claimed(LONG_AGO, attempts=2), Turn.GIVE_UP, Turn.GIVE_UP),
        *((a_send(status=later), Turn.DONE, Turn.DONE) for later in LATER),
    ],
)
def test_the_row_decides_what_may_happen(row, automatic, personal):
    assert turn(AUTOMATIC, row, NOW) is automatic
    assert turn(PERSONAL, row, NOW) is personal


def test_a_pages_claim_lapses_sooner():
    row = claimed(NOW - PAGE_LEASE)
    assert turn(a_notice(template="page", lease=PAGE_LEASE), row, NOW) is Turn.SEND
    assert turn(AUTOMATIC, row, NOW) is Turn.WAIT


def test_a_first_claim_is_version_one_and_a_second_counts_on():
    first = ledger.claimed(AUTOMATIC, None, NOW)
    second = ledger.claimed(AUTOMATIC, first, NOW + DAY)
    assert (first.version, first.attempts, first.status) == (1, 1, Delivery.CLAIMED)
    assert (second.version, second.attempts, second.at) == (2, 2, NOW + DAY)


def test_what_is_known_not_to_be_sent_gives_its_attempt_back():
    row = ledger.claimed(AUTOMATIC, None, NOW)
    assert ledger.marked(row, Delivery.PENDING, NOW).attempts == 0
    assert ledger.marked(row, Delivery.SENT, NOW).attempts == 1


def test_a_mark_keeps_the_providers_id_that_is_known():
    row = ledger.marked(a_send(provider_id="mail-1"), Delivery.DELIVERED, NOW, reason="")
    assert (row.provider_id, row.version) == ("mail-1", 2)


@pytest.mark.parametrize(
    "changed",
    [
        {"event_id": "other"},
        {"template": "reply"},
        {"recipient": phone_number()},
        {"recipient": mail_address("b@example.com")},
    ],
)
def test_the_ledger_names_event_template_and_recipient(changed):
    assert a_notice(**changed).key != a_notice().key
    assert a_notice(audience="staff", staff="ines").key == a_notice().key


# --- limits ---------------------------------------------------------------------------------------------------------


def window(*ages):
    return RateWindow(mail_address(), 1, tuple(NOW - age for age in ages))


@pytest.mark.parametrize(
    ("age", "most"),
    [(timedelta(minutes=9), 5), (timedelta(minutes=59), 15), (timedelta(hours=23), 40)],
)
def test_five_in_ten_minutes_fifteen_an_hour_forty_a_day(age, most):
    assert ledger.within_limits(window(*[age] * (most - 1)), NOW)
    assert not ledger.within_limits(window(*[age] * most), NOW)


def test_a_first_mail_is_within_the_limits():
    assert ledger.within_limits(None, NOW)


@given(st.lists(st.integers(0, 200_000), max_size=60))
def test_counting_adds_one_and_forgets_what_is_older_than_a_day(ages):
    before = window(*(timedelta(seconds=age) for age in ages))
    after = ledger.counted(before, mail_address(), NOW)
    assert after.version == 2
    assert after.sent_at[-1] == NOW
    assert len(after.sent_at) == 1 + sum(age < 86_400 for age in ages)


@given(st.lists(st.integers(0, 90_000), min_size=1, max_size=120))
def test_whoever_sends_only_within_the_limits_never_passes_them(gaps):
    known, sent, now = None, [], NOW
    for gap in gaps:
        now += timedelta(seconds=gap / 30)
        if ledger.within_limits(known, now):
            known = ledger.counted(known, mail_address(), now)
            sent.append(now)
    for length, most in ledger.LIMITS:
        assert all(sum(at - length < one <= at for one in sent) <= most for at in sent)
