"""Sessions of signed-in staff."""

from datetime import timedelta

import pytest
from builders import NOW
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.sessions import (
    GRACE,
    IDLE,
    LONGEST,
    NOTED_EVERY,
    RENEWED_EVERY,
    Upkeep,
    alive,
    begun,
    cookie_of,
    digest_of,
    noted,
    read_cookie,
    renewed,
    upkeep,
)
from chalicelib.domain.words import Role

A_MOMENT = timedelta(seconds=1)


def a_session():
    return begun("ines", (Role.AGENT,), secret="s3cret", csrf="c", now=NOW)


def test_a_session_does_not_hold_its_secret():
    assert "s3cret" not in repr(a_session())
    assert a_session().digest == digest_of("s3cret")


def test_a_desk_left_alone_is_signed_out():
    assert alive(a_session(), NOW + IDLE - A_MOMENT)
    assert not alive(a_session(), NOW + IDLE)


def test_being_used_keeps_it_up_to_a_working_day_and_no_longer():
    used = noted(a_session(), NOW + LONGEST - A_MOMENT)
    assert alive(used, NOW + LONGEST - A_MOMENT)
    assert not alive(used, NOW + LONGEST)


@pytest.mark.parametrize(
    ("after", "wanted"),
    [
        (timedelta(0), Upkeep.NOTHING),
        (NOTED_EVERY - A_MOMENT, Upkeep.NOTHING),
        (NOTED_EVERY, Upkeep.NOTE),
        (RENEWED_EVERY, Upkeep.RENEW),
    ],
)
def test_what_a_session_needs_when_it_is_used(after, wanted):
    assert upkeep(a_session(), NOW + after) is wanted


def test_a_replaced_secret_serves_the_requests_already_under_way_and_then_no_more():
    old, fresh = renewed(a_session(), secret="n3xt", now=NOW + RENEWED_EVERY)
    assert alive(old, NOW + RENEWED_EVERY + GRACE - A_MOMENT)
    assert not alive(old, NOW + RENEWED_EVERY + GRACE)
    assert upkeep(old, NOW + RENEWED_EVERY) is Upkeep.NOTHING
    assert fresh.digest == digest_of("n3xt")
    assert fresh.csrf == old.csrf
    assert fresh.began_at == old.began_at


@given(st.text(max_size=60), st.text(st.characters(codec="ascii", exclude_categories=["C"]), min_size=1, max_size=60))
def test_a_cookie_says_whose_it_is(staff, secret):
    assert read_cookie(cookie_of(staff, secret)) == (staff, secret)


@given(st.text(max_size=600))
def test_reading_a_cookie_never_raises(value):
    found = read_cookie(value)
    assert found is None or len(found) == 2
