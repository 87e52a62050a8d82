"""Whatever a rule decides names the version of the configuration it was decided under."""

from datetime import timedelta

import pytest
from builders import (
    NOW,
    OTHER_REFERENCE,
    REFERENCE,
    a_consequence,
    a_district,
    a_form,
    a_message,
    a_notice,
    a_page,
    a_send,
    a_stamp,
    an_event,
    an_inquiry,
    mail_address,
)
from fakes import FakeDistricts, Office

from chalicelib.domain import wishes
from chalicelib.domain.consequences import Action, Lane
from chalicelib.domain.contact import Suppression, SuppressionReason
from chalicelib.domain.events import EventType
from chalicelib.domain.family import Choose
from chalicelib.domain.feedback import Feedback, Verdict
from chalicelib.domain.intake import intake
from chalicelib.domain.outbound import Matter
from chalicelib.domain.permissions import OPERATOR, actor_of
from chalicelib.domain.threads import Found
from chalicelib.domain.words import Direction
from chalicelib.usecases.acknowledge import acknowledge
from chalicelib.usecases.deliver import deliver
from chalicelib.usecases.drafts import open_draft, save_draft, send_draft
from chalicelib.usecases.escalate import escalate
from chalicelib.usecases.family import decide
from chalicelib.usecases.feedback import feedback
from chalicelib.usecases.handle import Counter, handle
from chalicelib.usecases.matters import link
from chalicelib.usecases.page import page
from chalicelib.usecases.reply import reply

LATER = a_district(version="v2")


def named(events):
    return {event.type: event.detail.get("config") for event in events}


def test_routing_and_the_first_deadlines_name_it_and_the_inquiry_keeps_it():
    commit = intake(a_form("bus"), Found(), LATER, stamp=a_stamp(), new_reference=REFERENCE).commit
    assert commit.inquiry.decided_under == "v2"
    told = named(commit.events)
    assert (told[EventType.INQUIRY_OPENED], told[EventType.DEADLINE_SET]) == ("v2", "v2")


def test_a_danger_names_it():
    commit = intake(a_form("I want to kill myself"), Found(), LATER, stamp=a_stamp(), new_reference=REFERENCE).commit
    assert named(commit.events)[EventType.DANGER_FOUND] == "v2"


def test_a_step_of_a_ladder_names_the_one_it_was_taken_under_not_the_one_it_was_opened_under():
    office = Office()
    office.store.keep(an_inquiry(decided_under="v1"))
    office.randomness.clock.now = NOW + timedelta(minutes=50)
    events = escalate(
        a_consequence(Action.CLIMB, event=an_event(EventType.DEADLINE_REACHED), lane=Lane.ESCALATIONS),
        store=office.store,
        districts=FakeDistricts(LATER),
        randomness=office.randomness,
    )
    assert named(events) == {EventType.DEADLINE_WARNED: "v2"}
    assert office.store.inquiry(REFERENCE).decided_under == "v1"


def test_deadlines_found_anew_by_a_decision_name_it():
    office = Office()
    office.store.keep(an_inquiry())
    at = Counter(office.store, FakeDistricts(LATER), office.randomness)
    handle(REFERENCE, wishes.Retopic("wellbeing"), actor=OPERATOR, at=at)
    told = named(office.store.case(REFERENCE).events)
    assert told[EventType.TOPIC_CHANGED] == "v2"
    assert told.get(EventType.DEADLINE_SET, "v2") == "v2"


def _reply(office):
    reply(
        REFERENCE,
        "At eight.",
        staff="ines",
        store=office.store,
        districts=office.districts,
        randomness=office.randomness,
    )


def _draft(office):
    ines = actor_of("ines", LATER, at=NOW)
    open_draft(REFERENCE, actor=ines, at=office.counter)
    save_draft(REFERENCE, "At eight.", actor=ines, at=office.counter)
    send_draft(REFERENCE, actor=ines, at=office.counter)


def _link(office):
    link(REFERENCE, OTHER_REFERENCE, actor=OPERATOR, why="the same bus", at=office.counter)


def _page_joined(office):
    office.store.keep(a_page(id="01"))
    danger = an_event(EventType.DANGER_FOUND, id="e-9", detail={"message": a_message().id})
    page(a_consequence(Action.PAGE, event=danger, lane=Lane.PAGES), desk=office.desk)


def _page_taken(office):
    office.store.keep(a_page(id="01", paged=("kai",)))
    acknowledge(REFERENCE, "01", actor=actor_of("kai", LATER, at=NOW), at=office.counter)


def _bounced(office):
    sent = a_send(template="reply", message_id="m-1")
    office.store.keep(sent, a_message(id="m-1", direction=Direction.OUTBOUND))
    office.store.threads["ses:mail-1"] = (REFERENCE, sent.key)
    report = Feedback("ses:mail-1", Verdict.BOUNCED, permanent=True, why="Permanent General")
    feedback(
        report, store=office.store, districts=office.districts, randomness=office.randomness, metrics=office.metrics
    )


def _skipped(office):
    office.store.suppressions[mail_address().key] = Suppression(mail_address(), SuppressionReason.BOUNCE, NOW)
    deliver(a_notice(), Matter(an_inquiry(), a_message(), NOW), desk=office.desk)


def _chosen(office):
    wish = Choose(channel=None, language="es")
    decide(REFERENCE, wish, store=office.store, districts=office.districts, randomness=office.randomness)


@pytest.mark.parametrize("decision", [_reply, _draft, _link, _page_joined, _page_taken, _bounced, _skipped, _chosen])
def test_what_people_decide_names_it_too(decision):
    office = Office(districts=FakeDistricts(LATER))
    office.store.keep(an_inquiry(decided_under="v1"), an_inquiry(reference=OTHER_REFERENCE), a_message())
    decision(office)
    told = [event for events in office.store.events.values() for event in events]
    assert told
    assert {event.detail.get("config") for event in told} == {"v2"}, [event.type for event in told]
