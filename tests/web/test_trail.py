"""The timeline of an inquiry, as staff read it."""

import pytest
from builders import a_district, a_send, an_event, an_inquiry

from chalicelib.domain.events import EventType
from chalicelib.domain.inquiry import Case
from chalicelib.web.catalogues import DESK
from chalicelib.web.languages import words_for
from chalicelib.web.staff.trail import lines

DISTRICT = a_district(languages=("en", "es"))


def said(event, language="en", sends=()):
    case = Case(an_inquiry(), events=(event,), sends=sends)
    (line,) = lines(case, DISTRICT, words_for(DISTRICT, asked=language, domain=DESK), "{:%B %d}".format)
    return line.more


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "First answer · The team · an answer is late"),
        ("es", "Primera respuesta · El equipo · una respuesta está atrasada"),
    ],
)
def test_what_an_event_names_is_called_as_everywhere_at_the_desk(language, told):
    detail = {"kind": "first_response", "rung": "team", "template": "staff_escalation"}
    assert said(an_event(EventType.DEADLINE_MISSED, detail=detail), language) == told


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


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "First answer · due December 01 · The district closed"),
        ("es", "Primera respuesta · vence December 01 · El distrito cerró"),
    ],
)
def test_a_deadline_that_moved_says_until_when_and_why(language, told):
    detail = {"kind": "first_response", "due_at": "2026-12-01T14:30:00+00:00", "cause": "DistrictClosed"}
    assert said(an_event(EventType.DEADLINE_MOVED, detail=detail), language) == told
