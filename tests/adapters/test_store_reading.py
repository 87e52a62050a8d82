"""What the store finds again, on the fake and on the table."""

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
    a_deadline,
    a_form,
    a_message,
    a_page,
    a_send,
    a_source,
    a_submission,
    a_text,
    an_inquiry,
    mail_address,
    phone_number,
)
from fakes import FakeRandomness

from chalicelib.domain.commit import RateWindow
from chalicelib.domain.contact import LastText, Suppression, SuppressionReason
from chalicelib.domain.submission import ThreadHints, mail_key
from chalicelib.domain.threads import Found
from chalicelib.ports import SendState

THIRD = FakeRandomness().reference()
OPT_OUT = Suppression(phone_number(), SuppressionReason.OPT_OUT, NOW)
SHARDS = 4


def keep(store, reference=REFERENCE, **things):
    store.commit(a_commit(reference=reference, inquiry=an_inquiry(reference=reference, **things)))


def test_an_empty_store_knows_nothing(store):
    assert store.find(a_submission()) == Found()
    assert (store.case(REFERENCE), store.inquiry(REFERENCE), store.contact("x")) == (None, None, None)
    assert store.inquiry_and_message(REFERENCE, "m") == (None, None)
    assert store.page(REFERENCE, "p") == (None, None)
    assert store.send_state(reference=REFERENCE, send_key="s", recipient=mail_address()) == SendState()
    assert store.sent_as("ses:x") is None
    assert store.inbox(limit=10) == []
    assert [store.due(shard, before=NOW + DAY, limit=10) for shard in range(SHARDS)] == [[]] * SHARDS


# --- find -----------------------------------------------------------------------------------------------------------


def test_a_proved_reference_finds_its_inquiry(store):
    keep(store)
    assert store.find(a_submission(thread=ThreadHints(reference=REFERENCE))).inquiries == {REFERENCE: an_inquiry()}


def test_the_first_three_references_mentioned_are_looked_up(store):
    keep(store)
    strangers = (OTHER_REFERENCE, THIRD)
    assert store.find(a_submission(thread=ThreadHints(mentioned=(*strangers, REFERENCE)))).inquiries
    assert not store.find(a_submission(thread=ThreadHints(mentioned=(*strangers, "0000-0000", REFERENCE)))).inquiries


def test_an_answer_to_our_mail_leads_to_the_inquiry_by_the_providers_id(store):
    store.commit(a_commit(inquiry=an_inquiry(), send=a_send(), mail_ids=("ses:mail-1",)))
    key = mail_key("<mail-1@us-east-1.amazonses.com>")
    found = store.find(a_submission(thread=ThreadHints(mail_ids=("mail:unknown", key))))
    assert (found.threads, found.inquiries) == ({key: REFERENCE}, {REFERENCE: an_inquiry()})


def test_an_answer_to_the_familys_own_earlier_mail_leads_there_too(store):
    first = mail_key("first@mail.example.com")
    store.commit(a_commit(inquiry=an_inquiry(), source=a_source(first)))
    found = store.find(a_submission(thread=ThreadHints(mail_ids=(first,))))
    assert (found.threads, set(found.inquiries)) == ({first: REFERENCE}, {REFERENCE})


@pytest.mark.parametrize("length", [1, 2, 3])
def test_a_merged_inquiry_is_replaced_by_the_last_survivor(store, length):
    trail = [REFERENCE, OTHER_REFERENCE, THIRD, "AAAA-AAAA"][: length + 1]
    for reference, into in zip(trail, [*trail[1:], ""], strict=True):
        keep(store, reference, merged_into=into)
    found = store.find(a_submission(thread=ThreadHints(reference=REFERENCE)))
    assert found.inquiries[REFERENCE].reference == trail[-1]


def test_a_closed_inquiry_comes_with_those_that_went_on_after_it(store):
    keep(store, OTHER_REFERENCE, merged_into=THIRD)
    keep(store, THIRD)
    store.commit(a_commit(inquiry=a_closed_inquiry(followed_by=(OTHER_REFERENCE,))))
    found = store.find(a_submission(thread=ThreadHints(reference=REFERENCE)))
    assert found.inquiries[OTHER_REFERENCE].reference == THIRD


def test_a_contact_is_found_by_its_first_and_by_every_further_address(store):
    contact = a_contact(addresses=(mail_address(), phone_number()))
    store.commit(a_commit(contact=contact, points=(phone_number(),)))
    for address in contact.addresses:
        assert store.find(a_form(addresses=(address,))).contact == contact


def test_of_several_addresses_the_first_known_one_decides(store):
    store.commit(a_commit(contact=a_contact(id=phone_number().key, addresses=(phone_number(),))))
    found = store.find(a_form(addresses=(mail_address(), phone_number())))
    assert found.contact.id == phone_number().key


def test_the_last_text_leads_to_its_inquiry(store):
    keep(store)
    contact = a_contact(id=phone_number().key, addresses=(phone_number(),), last_text=LastText(REFERENCE, NOW))
    store.commit(a_commit(contact=contact))
    assert store.find(a_text()).inquiries == {REFERENCE: an_inquiry()}


def test_an_opt_out_is_found_and_a_bounce_is_none(store):
    store.commit(a_commit(suppression=OPT_OUT))
    assert store.find(a_text()).opted_out
    bounce = Suppression(phone_number(), SuppressionReason.BOUNCE, NOW)
    store.commit(a_commit(suppression=bounce))
    assert not store.find(a_text()).opted_out


# --- single things --------------------------------------------------------------------------------------------------


def test_an_inquiry_comes_with_the_message_asked_for(store):
    store.commit(a_commit(inquiry=an_inquiry(), message=a_message()))
    assert store.inquiry_and_message(REFERENCE, a_message().id) == (an_inquiry(), a_message())
    assert store.inquiry_and_message(REFERENCE, "") == (an_inquiry(), None)


def test_a_page_comes_with_its_inquiry(store):
    store.commit(a_commit(inquiry=an_inquiry(), page=a_page()))
    assert store.page(REFERENCE, a_page().id) == (an_inquiry(), a_page())
    assert store.page(REFERENCE, "other") == (an_inquiry(), None)


def test_all_that_bears_on_a_send_comes_together(store):
    window = RateWindow(phone_number(), 1, (NOW,))
    owner = a_contact(id=phone_number().key, addresses=(phone_number(),))
    store.commit(a_commit(send=a_send(), suppression=OPT_OUT, contact=owner, limit=window))
    state = store.send_state(reference=REFERENCE, send_key=a_send().key, recipient=phone_number(), with_contact=True)
    assert state == SendState(a_send(), OPT_OUT, window, owner)


def test_a_send_is_found_by_the_providers_id(store):
    store.commit(a_commit(inquiry=an_inquiry(), send=a_send(), mail_ids=("ses:mail-1",)))
    sent = store.sent_as("ses:mail-1")
    assert (sent.inquiry, sent.send) == (an_inquiry(), a_send())


def test_an_id_that_leads_to_no_send_is_unknown(store):
    store.commit(a_commit(inquiry=an_inquiry(), mail_ids=("ses:mail-1",)))
    assert store.sent_as("ses:mail-1") is None


def test_sends_of_a_case_stand_in_the_order_they_were_made(store):
    later, earlier = a_send(key="a", at=NOW + DAY), a_send(key="b")
    store.commit(a_commit(inquiry=an_inquiry(), send=later))
    store.commit(a_commit(send=earlier))
    assert store.case(REFERENCE).sends == (earlier, later)


# --- due, inbox, limits ---------------------------------------------------------------------------------------------


def due(store, before, limit=100):
    return sorted(one for shard in range(SHARDS) for one in store.due(shard, before=before, limit=limit))


def test_what_is_due_is_found_when_it_is_due_and_not_before(store):
    keep(store)
    at = an_inquiry().deadline.next_at
    assert due(store, at - timedelta(seconds=1)) == []
    assert due(store, at) == [(REFERENCE, at)]


@pytest.mark.parametrize("deadline", [None, a_deadline(next_at=None)])
def test_a_clock_that_asks_for_nothing_more_is_never_due(store, deadline):
    keep(store)
    store.commit(a_commit(inquiry=an_inquiry(version=2, deadline=deadline)))
    assert due(store, NOW + 99 * DAY) == []


def test_the_longest_due_come_first_up_to_the_limit(store):
    for minutes in (3, 1, 2):
        keep(store, f"0000-000{minutes}", deadline=a_deadline(next_at=NOW + timedelta(minutes=minutes)))
    for shard in range(SHARDS):
        found = store.due(shard, before=NOW + DAY, limit=100)
        assert list(found) == sorted(found, key=lambda one: one[1])
        assert list(store.due(shard, before=NOW + DAY, limit=1)) == list(found)[:1]


def test_the_inbox_shows_the_newest_first_a_page_at_a_time(store):
    references = [FakeRandomness(drawn=number).reference() for number in range(12)]
    for number, reference in enumerate(references):
        keep(store, reference, opened_at=NOW + timedelta(milliseconds=500 * number), held="x" if number == 3 else "")
    shown, cursor = [], ""
    while lines := store.inbox(limit=5, before=cursor):
        shown += lines
        cursor = f"{lines[-1].opened_at.isoformat()}#{lines[-1].reference}"
    assert [line.reference for line in shown] == references[::-1]
    assert [line.held for line in shown].count("x") == 1
    assert (shown[0].status, shown[0].subject, shown[0].topic) == ("new", "Bus 12 is late", "bus")


def test_a_bucket_allows_so_many_uses_in_each_window(store):
    def use(now, bucket="form#a"):
        return store.allow(bucket=bucket, limit=2, window_seconds=60, now=now)

    assert [use(NOW) for _ in range(4)] == [True, True, False, False]
    assert use(NOW, "form#b")
    assert use(NOW + timedelta(seconds=60))


def test_what_is_shut_is_found_in_one_read(store):
    store.commit(a_commit(suppression=OPT_OUT))
    assert store.shut((phone_number(), mail_address())) == [OPT_OUT]
    assert list(store.shut(())) == []
