"""What merging, splitting, holding and contacts ask of the store, on the fake and on the table."""

from dataclasses import replace

import pytest
from builders import (
    DAY,
    NOW,
    OTHER_REFERENCE,
    REFERENCE,
    a_commit,
    a_contact,
    a_deadline,
    a_form,
    a_message,
    a_source,
    a_stamp,
    a_submission,
    an_event,
    an_inquiry,
    mail_address,
    phone_number,
)

from chalicelib.domain.errors import Conflict
from chalicelib.domain.submission import ThreadHints
from chalicelib.domain.threads import Filed

HER_PHONE = a_contact(id=phone_number().key, addresses=(phone_number(),))
OTHER = an_inquiry(reference=OTHER_REFERENCE)


def test_commits_of_one_transaction_are_stored_together(store):
    event = an_event(reference=OTHER_REFERENCE)
    other = a_commit(reference=OTHER_REFERENCE, inquiry=OTHER, events=(event,))
    store.commit(a_commit(inquiry=an_inquiry(), events=(an_event(),), also=(other,)))
    assert store.case(REFERENCE).events == (an_event(),)
    assert store.case(OTHER_REFERENCE).events == (event,)


def test_a_conflict_in_one_of_them_keeps_all_from_being_stored(store):
    store.commit(a_commit(reference=OTHER_REFERENCE, inquiry=OTHER))
    with pytest.raises(Conflict) as lost:
        store.commit(a_commit(inquiry=an_inquiry(), also=(a_commit(reference=OTHER_REFERENCE, inquiry=OTHER),)))
    assert lost.value.what == "inquiry"
    assert store.inquiry(REFERENCE) is None


def test_the_case_of_a_survivor_holds_what_was_merged_into_it_in_order(store):
    early, late = a_stamp(word="00000001"), a_stamp(word="00000002")
    merged = an_inquiry(reference=OTHER_REFERENCE, merged_into=REFERENCE)
    theirs = a_message(reference=OTHER_REFERENCE, id=early.id)
    event = an_event(reference=OTHER_REFERENCE, id=f"{early.id}-0")
    store.commit(a_commit(reference=OTHER_REFERENCE, stamp=early, inquiry=merged, message=theirs, events=(event,)))
    mine = a_message(id=late.id)
    store.commit(a_commit(stamp=late, inquiry=an_inquiry(merged=(OTHER_REFERENCE,)), message=mine))
    case = store.case(REFERENCE)
    assert (case.messages, case.events) == ((theirs, mine), (event,))
    assert store.case(OTHER_REFERENCE).messages == (theirs,)


def test_a_message_is_marked_as_moved_and_others_are_erased(store):
    store.commit(a_commit(inquiry=an_inquiry(), message=a_message()))
    store.commit(a_commit(inquiry=an_inquiry(version=2), message=a_message(id="z")))
    moved = a_message(split_into=OTHER_REFERENCE)
    store.commit(a_commit(inquiry=an_inquiry(version=3), moved=moved, erased=("z",)))
    assert store.case(REFERENCE).messages == (moved,)


def test_a_marker_can_lead_elsewhere(store):
    assert store.filed("mail:1") is None
    store.commit(a_commit(inquiry=an_inquiry(), source=a_source()))
    store.commit(a_commit(reference=OTHER_REFERENCE, inquiry=OTHER, refiled=a_source()))
    assert store.filed("mail:1") == Filed(OTHER_REFERENCE, a_source().fingerprint)
    found = store.find(a_submission(thread=ThreadHints(mail_ids=("mail:1",))))
    assert set(found.inquiries) == {OTHER_REFERENCE}


# --- held -----------------------------------------------------------------------------------------------------------


def test_what_is_held_is_kept_whole_until_it_is_dropped(store):
    submission = a_submission(held="looks like spam", thread=ThreadHints(reference=OTHER_REFERENCE))
    assert store.hold(REFERENCE) is None
    store.commit(a_commit(inquiry=an_inquiry(), hold=submission))
    assert store.hold(REFERENCE) == submission
    store.commit(a_commit(inquiry=an_inquiry(version=2), unhold=True))
    assert store.hold(REFERENCE) is None


def test_the_held_are_listed_the_longest_held_first_and_never_due(store):
    assert store.held(limit=10) == []
    held = an_inquiry(held="looks like spam", deadline=a_deadline(), opened_at=NOW)
    older = replace(held, reference=OTHER_REFERENCE, opened_at=NOW - DAY)
    store.commit(a_commit(inquiry=held))
    store.commit(a_commit(reference=OTHER_REFERENCE, inquiry=older))
    assert store.held(limit=10) == [older, held]
    assert store.held(limit=1) == [older]
    store.commit(a_commit(inquiry=replace(held, version=2, held="")))
    assert store.held(limit=10) == [older]


# --- contacts -------------------------------------------------------------------------------------------------------


def test_a_contact_is_found_by_each_of_its_addresses(store):
    contact = a_contact(addresses=(mail_address(), phone_number()))
    assert store.contact_of(mail_address()) is None
    store.commit(a_commit(contact=contact, points=(phone_number(),)))
    assert [store.contact_of(one) for one in contact.addresses] == [contact, contact]
    assert [store.contact_at(one.key) for one in contact.addresses] == [contact, contact]


def test_a_submission_whose_addresses_have_two_owners_names_both(store):
    store.commit(a_commit(contact=a_contact()))
    store.commit(a_commit(contact=HER_PHONE))
    found = store.find(a_form(addresses=(mail_address(), phone_number(), mail_address("new@example.com"))))
    assert found.contact == a_contact()
    assert found.owners == {mail_address().key: a_contact().id, phone_number().key: HER_PHONE.id}


def test_what_is_done_to_a_contact_lies_with_it(store):
    event = an_event(reference="")
    store.commit(a_commit(reference="", contact=a_contact(), events=(event,)))
    assert store.contact_events(a_contact().id) == [event]
    assert store.contact_events(HER_PHONE.id) == []


def test_a_text_is_remembered_with_whom_its_number_leads_to_now(store):
    survivor = a_contact(addresses=(mail_address(), phone_number()))
    store.commit(a_commit(contact=replace(HER_PHONE, addresses=(), merged_into=survivor.id)))
    assert texted(store).merged_into == survivor.id
    store.commit(a_commit(contact=survivor, points=(phone_number(),)))
    assert texted(store) == survivor


def texted(store):
    return store.send_state(reference=REFERENCE, send_key="s", recipient=phone_number(), with_contact=True).contact
