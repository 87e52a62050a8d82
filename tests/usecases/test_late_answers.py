"""Answers to what was closed for longer than two weeks: the first opens a linked inquiry, the next ones go on there."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import (
    DAY,
    NOW,
    REFERENCE,
    a_closed_inquiry,
    a_form,
    a_source,
    a_submission,
    a_text,
    mail_address,
    phone_number,
)
from fakes import Office

from chalicelib.domain.inquiry import Participant
from chalicelib.domain.submission import Kind, Source, ThreadHints
from chalicelib.domain.words import Channel, Status
from chalicelib.usecases.receive import receive

ANA, BEN, EVE = (mail_address(f"{one}@example.com") for one in ("ana", "ben", "eve"))
LATE = 14 * DAY + timedelta(seconds=1)
FAMILY = (Participant(ANA, "Ana Diaz"), Participant(BEN, "Ben Diaz"))


@pytest.fixture
def office():
    fresh = Office()
    fresh.store.keep(a_closed_inquiry(participants=FAMILY))
    fresh.clock.advance(LATE)
    return fresh


def answers(office, number, who=ANA, **changes):
    submission = a_submission(
        source=a_source(f"mail:{number}", f"{number}"),
        thread=ThreadHints(reference=REFERENCE),
        addresses=(who,),
        received_at=office.clock(),
        **changes,
    )
    return take(office, submission)


def take(office, submission):
    return receive(submission, store=office.store, districts=office.districts, randomness=office.randomness)


def on_the_page(office, number, **changes):
    source = Source(key=f"web:{number}", fingerprint=f"{number}")
    hints = ThreadHints(reference=REFERENCE)
    page = a_form(channel=Channel.WEB, thread=hints, addresses=(), name="", source=source, received_at=office.clock())
    return take(office, replace(page, **changes))


def test_every_further_late_answer_goes_on_in_the_inquiry_that_the_first_opened(office):
    first = answers(office, 1)
    assert first.opened
    for number in (2, 3, 4):
        again = answers(office, number)
        assert (again.opened, again.reference) == (False, first.reference)
    old, fresh = office.store.inquiry(REFERENCE), office.store.inquiry(first.reference)
    assert (old.status, old.followed_by, fresh.linked) == (Status.CLOSED, (first.reference,), (REFERENCE,))


def test_two_late_answers_at_the_same_moment_open_one(office):
    other = []
    office.store.interfere = [lambda: other.append(answers(office, 2))]
    first = answers(office, 1)
    assert [(one.opened, one.reference) for one in (first, *other)] == [
        (False, other[0].reference),
        (True, other[0].reference),
    ]


def test_each_of_a_family_goes_on_where_they_are_read(office):
    hers, his = answers(office, 1), answers(office, 2, BEN)
    assert hers.opened
    assert his.opened, "nobody puts him on hers without a person's decision"
    assert answers(office, 3).reference == hers.reference
    assert answers(office, 4, BEN).reference == his.reference


def test_a_stranger_with_the_reply_address_goes_on_in_their_own_and_moves_nobody(office):
    theirs, hers = answers(office, 1, EVE), answers(office, 2)
    assert (theirs.opened, hers.opened) == (True, True)
    assert answers(office, 3, EVE).reference == theirs.reference
    assert answers(office, 4).reference == hers.reference


def test_a_name_in_the_subject_alone_makes_an_old_inquiry_remember_nobody(office):
    stranger = a_submission(thread=ThreadHints(mentioned=(REFERENCE,)), addresses=(EVE,), received_at=office.clock())
    assert take(office, stranger).opened
    assert office.store.inquiry(REFERENCE).followed_by == ()


def test_what_went_on_and_was_closed_for_two_weeks_itself_is_followed_by_another(office):
    first = answers(office, 1)
    old = office.store.inquiry(first.reference)
    office.store.keep(replace(old, status=Status.CLOSED, closed_at=office.clock()))
    office.clock.advance(13 * DAY)
    assert answers(office, 2).reference == first.reference
    office.store.keep(replace(office.store.inquiry(first.reference), status=Status.CLOSED, closed_at=office.clock()))
    office.clock.advance(LATE)
    third = answers(office, 3)
    assert third.opened
    assert office.store.inquiry(REFERENCE).followed_by == (third.reference, first.reference)
    assert answers(office, 4).reference == third.reference


def test_the_private_page_speaks_for_everybody_on_it_and_goes_on_once(office):
    first = on_the_page(office, 1)
    fresh = office.store.inquiry(first.reference)
    assert (fresh.participants, fresh.anonymous) == (FAMILY, False)
    assert on_the_page(office, 2).reference == first.reference
    assert answers(office, 3, BEN).reference == first.reference


def test_the_private_page_never_leads_into_what_only_one_of_them_reads(office):
    hers = answers(office, 1)
    assert on_the_page(office, 2).reference != hers.reference


def test_who_texted_is_texted_where_the_page_goes_on(office):
    office.store.keep(a_closed_inquiry(channel=Channel.SMS, participants=(Participant(phone_number()),)))
    fresh = office.store.inquiry(on_the_page(office, 1, addresses=(phone_number(),)).reference)
    assert fresh.texts_allowed


@pytest.mark.parametrize("kind", [Kind.AUTO_REPLY, Kind.BOUNCE, Kind.COMPLAINT, Kind.LOOP])
def test_what_a_machine_says_so_late_lies_on_the_thread_and_starts_nothing(office, kind):
    late = answers(office, 1, kind=kind)
    assert (late.opened, late.reference) == (False, REFERENCE)
    assert office.store.inquiry(REFERENCE).status is Status.CLOSED


def test_a_stop_so_late_stops_and_is_nothing_that_anybody_goes_on_in(office):
    office.store.keep(a_closed_inquiry(participants=(Participant(phone_number()),)))
    stop = a_text("STOP", thread=ThreadHints(mentioned=(REFERENCE,)), received_at=office.clock())
    assert office.store.inquiry(take(office, stop).reference).status is Status.CLOSED
    assert office.store.inquiry(REFERENCE).followed_by == ()


def test_the_day_before_it_opens_again(office):
    office.clock.now = NOW + 14 * DAY
    assert answers(office, 1).reference == REFERENCE
    assert office.store.inquiry(REFERENCE).status is Status.OPEN
