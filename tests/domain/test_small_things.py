"""Ids, sources, contacts: what is small and everywhere."""

from datetime import timedelta

import pytest
from builders import NOW, REFERENCE, a_contact, a_source, a_stamp, an_inquiry, mail_address, phone_number
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain import errors
from chalicelib.domain.commit import Outcome, numbered
from chalicelib.domain.contact import AddressKind
from chalicelib.domain.events import EventType
from chalicelib.domain.submission import mail_key, text_key


@given(st.integers(0, 10**10), st.integers(0, 10**10))
def test_ids_sort_by_time(one, other):
    first, second = sorted((one, other))
    earlier = a_stamp(NOW + timedelta(milliseconds=first), "ffffffff").id
    later = a_stamp(NOW + timedelta(milliseconds=second), "00000000").id
    assert (earlier < later) or first == second


def test_outcomes_become_events_in_order():
    stamp = a_stamp()
    first, second = numbered(
        REFERENCE, stamp, [Outcome(EventType.INQUIRY_OPENED, {"a": 1}), Outcome(EventType.PAGE_ACKNOWLEDGED, {}, "kai")]
    )
    assert (first.id, first.actor, first.detail, first.at) == (f"{stamp.id}-0", "earshot", {"a": 1}, NOW)
    assert (second.id, second.actor) == (f"{stamp.id}-1", "kai")


def test_an_address_has_an_opaque_stable_name():
    assert mail_address().key == mail_address(verified=False).key
    assert "ana" not in mail_address().key
    assert mail_address("+12025550143").key != phone_number("+12025550143").key


def test_a_contact_is_found_by_kind_of_address():
    contact = a_contact(addresses=(mail_address(), mail_address("second@example.com")))
    assert contact.address(AddressKind.EMAIL) == mail_address()
    assert contact.address(AddressKind.PHONE) is None


def test_a_participant_is_found_by_address():
    assert an_inquiry().participant(mail_address()).name == "Ana Diaz"
    assert an_inquiry().participant(phone_number()) is None


def test_a_second_message_under_one_id_is_filed_beside_it():
    assert a_source(fingerprint="a" * 40).fallback_key != a_source(fingerprint="b" * 40).fallback_key
    assert a_source().fallback_key.startswith(a_source().key)


@given(st.text())
def test_any_message_id_has_a_key_and_angle_brackets_do_not_matter(message_id):
    bare = message_id.strip("<> \t\r\n")
    assert mail_key(f"<{bare}>") == mail_key(bare)
    assert len(mail_key(bare)) < 1_100 or bare.endswith("amazonses.com")


def test_texts_and_mails_never_share_a_key():
    assert text_key("1") != mail_key("1@email.amazonses.com")


@pytest.mark.parametrize(
    ("error", "family"),
    [
        (errors.Invalid({"text": "empty"}), errors.Permanent),
        (errors.NotFound("x"), errors.Permanent),
        (errors.SendRefused("x"), errors.Permanent),
        (errors.Conflict("x"), errors.Transient),
        (errors.Busy("x"), errors.Transient),
        (errors.NotSent("x"), errors.Transient),
        (errors.InFlight("x"), errors.Transient),
    ],
)
def test_every_error_says_by_its_family_what_the_caller_must_do(error, family):
    assert isinstance(error, family)
    assert isinstance(error, errors.EarshotError)


def test_a_duplicate_is_neither_failure_nor_retry():
    known = errors.Duplicate(REFERENCE, "f")
    assert not isinstance(known, errors.Permanent | errors.Transient)
    assert (known.reference, known.fingerprint) == (REFERENCE, "f")
