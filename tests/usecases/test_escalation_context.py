"""Whoever an escalation reaches reads what was asked, how long it waits, who was told before, and can answer from there."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import (
    NOW,
    REFERENCE,
    a_consequence,
    a_deadline,
    a_district,
    a_message,
    a_page,
    a_signer,
    an_event,
    an_inquiry,
)
from fakes import FakeDistricts, Office

from chalicelib.channels.wording import Wording
from chalicelib.domain.consequences import Action, Lane, consequences
from chalicelib.domain.district import Rung
from chalicelib.domain.events import EventType
from chalicelib.domain.staff_tokens import read_staff_token
from chalicelib.domain.words import Priority, Reach
from chalicelib.usecases.escalate import escalate
from chalicelib.usecases.notify import notify
from chalicelib.usecases.page import page

SITE = "https://earshot.example.org"
LADDER = (Rung("team", 0), Rung("supervisor", 600, channel=Reach.BOTH))
OWED = a_deadline(kind="next_response", at=NOW + timedelta(days=2), message="m-2")
ASKED = a_message(id="m-2", text="Is the 7:40 bus to Alder still running?", at=NOW + timedelta(days=2))
LATE = OWED.due_at + timedelta(minutes=30)


@pytest.fixture
def office():
    fresh = Office()
    fresh.districts = FakeDistricts(a_district(ladders={"standard": LADDER}))
    fresh.store.keep(an_inquiry(deadline=OWED), ASKED)
    fresh.clock.now = LATE
    return fresh


def climb(office, kind=EventType.DEADLINE_REACHED, **detail):
    event = an_event(kind, id="due-1", detail=detail)
    events = escalate(
        a_consequence(Action.CLIMB, event=event, lane=Lane.ESCALATIONS),
        store=office.store,
        districts=office.districts,
        randomness=office.randomness,
    )
    words = Wording(office.districts.current(), a_signer(), site_url=SITE, domain="demo.example.org")
    for consequence in (one for event in events for one in consequences(event) if one.action is Action.TELL_STAFF):
        notify(consequence, desk=replace(office.desk, words=words))


def mail_to(office, name):
    return next(mail for mail in reversed(office.mailer.sent) if mail.to.startswith(name))


def test_by_mail_the_supervisor_reads_it_all_and_an_answer_goes_to_the_family(office):
    climb(office)
    mail = mail_to(office, "sofia")
    for said in (
        "> Is the 7:40 bus to Alder still running?",
        "The family has waited 1 hour 30 minutes.",
        "Told before you: Ines Moreau, Omar Haddad.",
        "you supervise the team that owns this topic",
        "To answer the family, reply to this e-mail",
    ):
        assert said in mail.text
    assert mail.text.count("https://") == 1
    assert f"{SITE}/staff/i/{REFERENCE}" in mail.text
    claim = read_staff_token(a_signer(), mail.reply_to.partition("@")[0].removeprefix("staff+"))
    assert claim is not None
    assert claim.reference == REFERENCE


def test_by_text_too_in_three_segments_at_most(office):
    climb(office)
    ((number, said),) = office.texter.sent
    assert number == "+12025550103"
    for wanted in (
        '"Is the 7:40 bus to Alder still running?"',
        "waiting 1 hour 30 minutes",
        "Told before: Ines Moreau, Omar Haddad.",
        f"Open and answer: {SITE}/staff/i/{REFERENCE}",
    ):
        assert wanted in said
    assert len(said) <= 3 * 153


def test_a_long_question_shrinks_and_the_rest_stays(office):
    office.store.keep(replace(ASKED, text="Please tell me about the bus. " * 40))
    climb(office)
    ((_, said),) = office.texter.sent
    assert "Told before: Ines Moreau, Omar Haddad." in said
    assert said.endswith(f"{SITE}/staff/i/{REFERENCE}")
    assert len(said) <= 3 * 153


def test_a_matter_that_was_to_be_settled_is_not_said_to_be_unanswered(office):
    office.store.keep(an_inquiry(deadline=replace(OWED, kind="resolution")))
    climb(office)
    mail = mail_to(office, "sofia")
    assert f"{REFERENCE} was to be settled by" in mail.text
    assert "Nobody has answered" not in mail.text
    assert "> Is the 7:40 bus" in mail.text


def test_after_a_person_reopened_it_what_was_asked_before_is_quoted(office):
    met = a_deadline(message="m-2", answered_by=("r-1",))
    office.store.keep(an_inquiry(deadline=replace(OWED, message=""), met=met))
    climb(office)
    assert "> Is the 7:40 bus" in mail_to(office, "sofia").text


def test_leaders_hear_of_a_page_with_its_words_how_long_it_waits_and_who_was_paged(office):
    office.store.keep(an_inquiry(dangers=("self-harm",), priority=Priority.CRITICAL, deadline=None))
    unanswered = a_page(
        id="01", at=LATE - timedelta(minutes=20), step=4, exhausted=True, paged=("omar", "sofia", "omar")
    )
    office.store.keep(unanswered)
    climb(office, EventType.PAGE_UNANSWERED, page=unanswered.id, message="m-2")
    mail = office.mailer.sent[-1]
    for said in (
        "> Is the 7:40 bus to Alder still running?",
        "It has waited for somebody for 20 minutes.",
        "Paged before you: Omar Haddad, Sofia Lund.",
        "You can also answer this e-mail",
    ):
        assert said in mail.text
    assert mail.text.count("https://") == 1
    assert read_staff_token(a_signer(), mail.reply_to.partition("@")[0].removeprefix("staff+")).page == unanswered.id
    ((_, said),) = office.texter.sent
    assert "Paged: Omar Haddad, Sofia Lund." in said
    assert "Is the 7:40 bus" in said


def test_whoever_is_paged_after_somebody_hears_how_long_it_waits_and_who_was_paged(office):
    office.store.keep(an_inquiry(dangers=("self-harm",), priority=Priority.CRITICAL, deadline=None))
    office.store.keep(a_page(id="01", at=LATE - timedelta(minutes=5), step=1, paged=("kai",), messages=("m-2",)))
    paged = wake(office, page="01")
    assert "It has waited for somebody for 5 minutes. Paged before you: Kai Brandt." in mail_to(office, "mia").text
    assert "> Is the 7:40 bus to Alder still running?" in mail_to(office, "mia").text
    assert "Paged: Kai Brandt." in office.texter.sent[-1][1]
    assert paged.paged == ("kai", "mia")


def test_whoever_is_paged_first_hears_of_nobody_before(office):
    office.store.keep(an_inquiry(dangers=("self-harm",), priority=Priority.CRITICAL, deadline=None))
    office.store.keep(a_page(id="01", at=LATE, messages=("m-2",)))
    wake(office, page="01")
    assert "before you" not in mail_to(office, "kai").text
    assert "Paged:" not in office.texter.sent[-1][1]


def test_the_name_of_somebody_confidential_is_not_quoted(office):
    office.store.keep(
        an_inquiry(deadline=OWED, confidential=True), replace(ASKED, text="I am Ana Diaz, call ana@example.com.")
    )
    climb(office)
    text = mail_to(office, "sofia").text
    assert "> I am …, call …." in text
    assert "Ana Diaz" not in text


def wake(office, **detail):
    words = Wording(office.districts.current(), a_signer(), site_url=SITE, domain="demo.example.org")
    asked = an_event(EventType.PAGE_SENT, detail=detail)
    return page(a_consequence(Action.PAGE, event=asked, lane=Lane.PAGES), desk=replace(office.desk, words=words))
