from dataclasses import replace

import pytest
from builders import NOW, OTHER_REFERENCE, REFERENCE, a_form, a_source, a_submission, an_inquiry, phone_number
from fakes import Office
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.errors import Busy, Conflict, Duplicate, Invalid
from chalicelib.domain.events import EventType
from chalicelib.domain.submission import Kind, ThreadHints
from chalicelib.domain.words import Channel
from chalicelib.usecases.receive import receive


@pytest.fixture
def office():
    return Office()


def take(office, submission):
    return receive(submission, store=office.store, districts=office.districts, randomness=office.randomness)


def test_a_first_message_opens_an_inquiry_in_one_read_and_one_write(office):
    received = take(office, a_submission())
    assert (received.opened, received.duplicate) == (True, False)
    assert received.inquiry == office.store.inquiry(received.reference)
    assert (office.store.finds, len(office.store.commits)) == (1, 1)


def test_the_same_source_again_changes_nothing_and_leads_to_the_same_inquiry(office):
    first = take(office, a_submission())
    again = take(office, a_submission())
    assert (again.reference, again.duplicate, again.opened) == (first.reference, True, False)
    assert again.inquiry == first.inquiry
    assert len(office.store.commits) == 1


@given(
    st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["Bus 12", "I will kill myself", "STOP"])), max_size=6),
    st.sampled_from([Channel.EMAIL, Channel.SMS, Channel.FORM]),
    st.sampled_from(Kind),
    st.booleans(),
)
def test_receiving_everything_twice_equals_receiving_it_once(said, channel, kind, anonymous):
    once, twice = Office(), Office()
    messages = dict(said)
    submissions = [
        a_submission(
            source=a_source(f"k:{number}", f"{number}/{text}"),
            channel=channel,
            kind=kind,
            text=text,
            addresses=() if anonymous else (phone_number(),),
        )
        for number, text in messages.items()
    ]
    for submission in submissions:
        take(once, submission)
        take(twice, submission)
        assert take(twice, submission).duplicate
    assert len(once.store.inquiries) == len(twice.store.inquiries)
    assert len(once.store.messages) == len(twice.store.messages) == len(submissions)
    types = [[event.type for events in office.store.events.values() for event in events] for office in (once, twice)]
    assert types[0] == types[1]


def test_two_mails_that_share_a_message_id_by_a_senders_fault_are_both_kept(office):
    first = take(office, a_submission(source=a_source(fingerprint="a" * 40)))
    second_mail = a_submission(source=a_source(fingerprint="b" * 40), text="Something else")
    second = take(office, second_mail)
    assert second.reference != first.reference
    assert take(office, second_mail).reference == second.reference


@pytest.mark.parametrize("channel", [Channel.FORM, Channel.WEB])
def test_a_forms_key_with_another_body_is_refused(office, channel):
    take(office, a_form("One", channel=channel))
    with pytest.raises(Invalid) as refused:
        take(office, a_form("Two", channel=channel))
    assert refused.value.fields == {"idempotency_key": "key_reused"}
    assert len(office.store.messages) == 1


def test_when_somebody_else_writes_first_it_decides_again_from_what_they_left(office):
    office.store.keep(an_inquiry())
    closed_by_staff = replace(an_inquiry(version=2), subject="renamed by staff")
    office.store.interfere.append(lambda: office.store.keep(closed_by_staff))
    received = take(office, a_submission(thread=ThreadHints(reference=REFERENCE)))
    assert (received.inquiry.version, received.inquiry.subject) == (3, "renamed by staff")
    assert office.store.finds == 2
    assert len(office.store.told(REFERENCE, EventType.MESSAGE_RECEIVED)) == 1


def test_when_the_same_message_is_received_meanwhile_it_is_a_duplicate(office):
    office.store.interfere.append(lambda: take(office, a_submission()))
    received = take(office, a_submission())
    assert received.duplicate
    assert len(office.store.commits) == 1


def test_when_somebody_always_writes_first_it_leaves_it_to_the_queue(office):
    office.store.raise_next(*[Conflict("contact")] * 5)
    with pytest.raises(Conflict):
        take(office, a_submission())
    assert not office.store.commits


def test_a_table_out_of_reach_is_told_at_once(office):
    office.store.raise_next(Busy("throttled"))
    with pytest.raises(Busy):
        take(office, a_submission())
    assert office.store.finds == 1


def test_a_reference_already_taken_is_drawn_again(office):
    drawn = Office().randomness
    drawn.stamp()
    taken = drawn.reference()
    office.store.keep(an_inquiry(reference=taken))
    assert take(office, a_submission()).reference not in {taken, REFERENCE, OTHER_REFERENCE}


def test_a_duplicate_told_by_the_table_is_looked_up_not_raised(office):
    office.store.raise_next(Duplicate(REFERENCE, "f" * 40))
    assert take(office, a_submission()).opened


def test_the_second_mail_of_a_contact_finds_the_contact(office):
    take(office, a_submission())
    take(office, a_submission(source=a_source("mail:2", "other")))
    (contact,) = office.store.contacts.values()
    assert (contact.version, len(contact.recent)) == (2, 2)
    assert office.clock() == NOW


def test_two_forms_at_once_with_one_key_and_different_bodies_are_one_inquiry_and_one_refusal(office):
    first, second = a_form("One", key="form:k"), a_form("Another", key="form:k")
    office.store.interfere = [lambda: take(office, first)]
    with pytest.raises(Invalid, match="key_reused"):
        take(office, second)
    assert len(office.store.inquiries) == 1
