"""The timeline of an inquiry, as staff read it."""

import pytest
from builders import a_district, a_send, an_event, an_inquiry

from chalicelib.domain.events import EventType
from chalicelib.domain.inquiry import Case
from chalicelib.web.catalogues import DESK
from chalicelib.web.languages import words_for
from chalicelib.web.staff.trail import lines

DISTRICT = a_district(languages=("en", "es"))


def said(event, language="en", sends=(), *, hidden=False):
    case = Case(an_inquiry(), events=(event,), sends=sends)
    words = words_for(DISTRICT, asked=language, domain=DESK)
    (line,) = lines(case, DISTRICT, words, "{:%B %d}".format, hidden=hidden)
    return line.more


RUNG = an_event(
    EventType.DEADLINE_MISSED, detail={"kind": "first_response", "rung": "team", "template": "staff_escalation"}
)
MOVED = an_event(
    EventType.DEADLINE_MOVED,
    detail={"kind": "first_response", "due_at": "2026-12-01T14:30:00+00:00", "cause": "DistrictClosed"},
)


@pytest.mark.parametrize(
    ("event", "language", "told"),
    [
        (RUNG, "en", "First answer · The team · an answer is late"),
        (RUNG, "es", "Primera respuesta · El equipo · una respuesta está atrasada"),
        (MOVED, "en", "First answer · due December 01 · The district closed"),
        (MOVED, "es", "Primera respuesta · vence December 01 · El distrito cerró"),
    ],
)
def test_what_an_event_names_is_called_as_everywhere_at_the_desk(event, language, told):
    assert said(event, language) == told


def test_who_was_let_in_is_named_unless_the_family_is_confidential():
    (known, *_) = an_inquiry().participants
    event = an_event(EventType.PARTICIPANT_ADMITTED, detail={"participant": known.address.key, "why": "his father"})
    assert said(event).startswith(f"{known.name}, {known.address.value} · his father")
    assert known.address.value not in said(event, hidden=True)
    assert "his father" in said(event, hidden=True)


def test_a_notice_says_what_it_was_about():
    sent = a_send(key="k", template="team_new", audience="staff", staff="maya")
    told = said(an_event(EventType.NOTIFICATION_SENT, detail={"send": "k", "template": "team_new"}), sends=(sent,))
    assert told.endswith(" · a new inquiry")


@pytest.mark.parametrize(("language", "told"), [("en", "Problem solved"), ("es", "Problema resuelto")])
def test_an_outcome_has_its_name(language, told):
    assert said(an_event(EventType.INQUIRY_CLOSED, detail={"outcome": "resolved"}), language) == told


def test_a_topic_has_its_name_and_priority_and_channel_theirs():
    detail = {"topic": "other", "priority": "high", "channel": "sms"}
    topic = DISTRICT.topic("other").names["en"]
    assert said(an_event(detail=detail)) == f"{topic} · High · Text"


def test_what_the_district_no_longer_has_stays_as_it_was_written():
    assert said(an_event(EventType.INQUIRY_CLOSED, detail={"outcome": "long_gone"})) == "long_gone"
    assert said(an_event(detail={"topic": "choir"})) == "choir"
