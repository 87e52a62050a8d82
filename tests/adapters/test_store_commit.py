"""What a commit promises, on the fake and on the table: all of it or nothing, once, in turn."""

from dataclasses import replace

import pytest
from builders import (
    NOW,
    OTHER_REFERENCE,
    REFERENCE,
    a_commit,
    a_contact,
    a_message,
    a_page,
    a_send,
    a_source,
    a_stamp,
    a_submission,
    an_event,
    an_inquiry,
    mail_address,
    phone_number,
)

from chalicelib.domain.commit import RateWindow
from chalicelib.domain.contact import Suppression, SuppressionReason
from chalicelib.domain.errors import Conflict, Duplicate
from chalicelib.domain.events import EventType

WINDOW = RateWindow(mail_address(), 1, (NOW,))
SUPPRESSION = Suppression(mail_address(), SuppressionReason.BOUNCE, NOW, "Permanent General")
VERSIONED = {
    "inquiry": an_inquiry(),
    "send": a_send(),
    "page": a_page(),
    "limit": WINDOW,
    "contact": a_contact(),
}
NAMES = {"limit": "window"}


def everything(**changes):
    given = VERSIONED | {
        "message": a_message(),
        "events": (an_event(),),
        "source": a_source(),
        "points": (phone_number(),),
        "suppression": SUPPRESSION,
    }
    return a_commit(**(given | changes))


def test_everything_a_commit_carries_is_stored(store):
    store.commit(everything())
    case = store.case(REFERENCE)
    assert (case.inquiry, case.messages, case.events) == (an_inquiry(), (a_message(),), (an_event(),))
    assert (case.sends, case.pages) == ((a_send(),), (a_page(),))
    assert store.inquiry(REFERENCE) == an_inquiry()
    assert store.contact(a_contact().id) == a_contact()
    assert store.suppression(mail_address()) == SUPPRESSION


@pytest.mark.parametrize("name", VERSIONED)
def test_what_must_not_exist_yet_conflicts_when_it_does(store, name):
    store.commit(a_commit(**{name: VERSIONED[name]}))
    with pytest.raises(Conflict) as lost:
        store.commit(a_commit(**{name: VERSIONED[name]}))
    assert lost.value.what == NAMES.get(name, name)


@pytest.mark.parametrize("name", VERSIONED)
def test_a_change_must_follow_the_version_that_is_stored(store, name):
    store.commit(a_commit(**{name: VERSIONED[name]}))
    store.commit(a_commit(**{name: replace(VERSIONED[name], version=2)}))
    for stale in (2, 4):
        with pytest.raises(Conflict) as lost:
            store.commit(a_commit(**{name: replace(VERSIONED[name], version=stale)}))
        assert lost.value.what == NAMES.get(name, name)


@pytest.mark.parametrize("name", VERSIONED)
def test_the_first_conflict_of_many_is_named_and_nothing_is_written(store, name):
    store.commit(a_commit(**{name: VERSIONED[name]}))
    with pytest.raises(Conflict) as lost:
        store.commit(everything())
    assert lost.value.what == NAMES.get(name, name)
    assert store.inquiry_and_message(REFERENCE, a_message().id)[1] is None
    assert store.suppression(mail_address()) is None
    assert not store.find(a_submission()).filed


def test_a_message_is_never_overwritten(store):
    store.commit(a_commit(inquiry=an_inquiry(), message=a_message()))
    with pytest.raises(Conflict) as lost:
        store.commit(a_commit(inquiry=an_inquiry(version=2), message=a_message(text="other")))
    assert lost.value.what == "message"
    assert store.inquiry(REFERENCE).version == 1


# --- once -----------------------------------------------------------------------------------------------------------


def test_the_same_source_again_is_a_duplicate_that_names_where_it_went(store):
    store.commit(a_commit(inquiry=an_inquiry(), source=a_source()))
    with pytest.raises(Duplicate) as known:
        store.commit(
            a_commit(reference=OTHER_REFERENCE, inquiry=an_inquiry(reference=OTHER_REFERENCE), source=a_source())
        )
    assert (known.value.reference, known.value.fingerprint) == (REFERENCE, a_source().fingerprint)
    assert store.inquiry(OTHER_REFERENCE) is None


def test_a_duplicate_is_told_before_any_conflict(store):
    store.commit(everything())
    with pytest.raises(Duplicate):
        store.commit(everything())


def test_another_message_under_the_same_id_is_filed_beside_it_once(store):
    store.commit(a_commit(inquiry=an_inquiry(), source=a_source()))
    other = a_source(fingerprint="other")
    second = a_commit(reference=OTHER_REFERENCE, inquiry=an_inquiry(reference=OTHER_REFERENCE), source=other)
    store.commit(second)
    with pytest.raises(Duplicate) as known:
        store.commit(second)
    assert known.value.reference == OTHER_REFERENCE
    found = store.find(a_submission(source=other))
    assert found.filed[other.key].reference == REFERENCE
    assert found.filed[other.fallback_key].reference == OTHER_REFERENCE


# --- what is not versioned ------------------------------------------------------------------------------------------


def test_the_newest_suppression_stands_until_it_is_released(store):
    store.commit(a_commit(suppression=SUPPRESSION))
    newer = Suppression(mail_address(), SuppressionReason.COMPLAINT, NOW)
    store.commit(a_commit(suppression=newer))
    assert store.suppression(mail_address()) == newer
    store.commit(a_commit(release=mail_address()))
    assert store.suppression(mail_address()) is None


def test_releasing_what_never_stood_is_nothing(store):
    store.commit(a_commit(release=phone_number()))
    assert store.suppression(phone_number()) is None


def test_events_of_several_commits_are_one_timeline_in_order(store):
    for number, word in enumerate(("00000001", "00000002"), start=1):
        event = an_event(id=f"{a_stamp(word=word).id}-0")
        store.commit(a_commit(stamp=a_stamp(word=word), inquiry=an_inquiry(version=number), events=(event,)))
    assert [event.id[-10:] for event in store.case(REFERENCE).events] == ["00000001-0", "00000002-0"]


def test_what_is_asked_for_an_address_is_stored_once_under_one_name(store):
    asked = a_commit(reference="", events=(an_event(EventType.LINK_ASKED, reference=""),), about=mail_address().key)
    store.commit(asked)
    with pytest.raises(Conflict, match="events"):
        store.commit(asked)
