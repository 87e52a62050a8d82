"""Answers and reports that concern an inquiry which lives on in another."""

from dataclasses import replace

import pytest
from builders import HOUR, NOW, OTHER_REFERENCE, REFERENCE, a_deadline, a_message, a_send, an_inquiry
from fakes import Office

from chalicelib.domain.events import EventType
from chalicelib.domain.feedback import Feedback, Verdict
from chalicelib.domain.replying import unanswered
from chalicelib.domain.words import Status
from chalicelib.usecases.feedback import feedback
from chalicelib.usecases.matters import merge
from chalicelib.usecases.reply import reply


@pytest.fixture
def office():
    """An answered inquiry, merged into another of the same mother, which waits for her, too."""
    fresh = Office()
    answered = an_inquiry(reference=OTHER_REFERENCE, status=Status.WAITING, deadline=None, met=a_deadline())
    fresh.store.keep(an_inquiry(status=Status.WAITING, deadline=None), a_message(), answered)
    sent = a_send(reference=OTHER_REFERENCE, template="reply", message_id="m-1")
    fresh.store.keep(sent)
    fresh.store.threads["ses:mail-1"] = (OTHER_REFERENCE, sent.key)
    merge(OTHER_REFERENCE, REFERENCE, actor=fresh.actor("ines"), why="one", at=fresh.counter)
    return fresh


def test_a_person_who_answers_the_merged_inquiry_answers_the_survivor(office):
    message = reply(
        OTHER_REFERENCE,
        "At eight.",
        staff="ines",
        store=office.store,
        districts=office.districts,
        randomness=office.randomness,
    )
    assert message.reference == REFERENCE
    assert office.store.inquiry(OTHER_REFERENCE).status is Status.CLOSED


def test_an_answer_that_bounces_after_the_merge_starts_the_survivors_clock_again(office):
    report = Feedback("ses:mail-1", Verdict.BOUNCED, permanent=True, why="Permanent General")
    for _ in range(2):
        feedback(
            report, store=office.store, districts=office.districts, randomness=office.randomness, metrics=office.metrics
        )
    survivor, merged = office.store.inquiry(REFERENCE), office.store.inquiry(OTHER_REFERENCE)
    assert (survivor.status, survivor.deadline) == (Status.OPEN, a_deadline())
    assert (merged.status, merged.deadline) == (Status.CLOSED, None)
    assert office.store.timeline(REFERENCE).count(EventType.DEADLINE_SET) == 1
    assert EventType.MESSAGE_BOUNCED in office.store.timeline(OTHER_REFERENCE)


@pytest.mark.parametrize("lost", ["r-1", "r-2"])
def test_each_answer_that_the_survivor_remembers_may_still_turn_out_to_have_reached_nobody(lost):
    office = Office()
    met = tuple(a_deadline(kind="next_response", at=NOW + n * HOUR, answered_by=(f"r-{n}",)) for n in (1, 2))
    waiting = an_inquiry(status=Status.WAITING, deadline=None)
    office.store.keep(replace(waiting, met=met), a_message(), replace(waiting, reference=OTHER_REFERENCE))
    merge(OTHER_REFERENCE, REFERENCE, actor=office.actor("ines"), why="one", at=office.counter)
    again = unanswered(office.store.inquiry(REFERENCE), lost, NOW, office.districts.district)
    assert again is not None
    assert [one.started_at for one in again.inquiry.running] == [NOW + int(lost[-1]) * HOUR]
