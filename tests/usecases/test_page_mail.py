"""A paged person answers the page's mail (the on-call list is kai, then mia)."""

import pytest
from builders import REFERENCE, a_message, a_page, an_inquiry
from fakes import Office
from usecases.staff_letters import KAI, address, letter, opened

from chalicelib.domain.consequences import Action, Lane, consequences
from chalicelib.domain.events import EventType
from chalicelib.domain.words import Direction
from chalicelib.usecases.move_on import move_on

PAGE = a_page(id="01", code="4821", step=1, turn=1, paged=("kai",), messages=("m-1",))
TO = address(REFERENCE, person="kai", page="01")


@pytest.fixture
def office():
    fresh = Office()
    fresh.store.keep(an_inquiry(dangers=("self-harm",)), a_message(id="m-1"), PAGE)
    return fresh


def told(office, kind):
    return office.store.told(REFERENCE, kind)


def note(office):
    (found,) = [one for one in office.store.messages.values() if one.direction is Direction.NOTE]
    return found


def test_an_answer_from_their_own_mailbox_acknowledges_and_is_an_internal_note(office):
    found = opened(office, letter(TO, "I am calling the mother now.", sender=KAI))
    assert found.fate == "acknowledge"
    assert office.store.paged[REFERENCE, "01"].acknowledged_by == "kai"
    assert (note(office).text, note(office).author) == ("I am calling the mother now.", "kai")
    (event,) = told(office, EventType.PAGE_ANSWERED)
    assert (event.detail["how"], event.detail["holder"]) == ("email", "kai")
    assert not told(office, EventType.MESSAGE_WRITTEN), "never to the family"


def test_an_empty_answer_acknowledges_too(office):
    opened(office, letter(TO, "", sender=KAI))
    assert office.store.paged[REFERENCE, "01"].acknowledged_by == "kai"


def test_the_same_answer_delivered_twice_is_one(office):
    for key in ("raw/1", "raw/2"):
        found = opened(office, letter(TO, "Mine.", sender=KAI), key)
    assert found.fate == "duplicate"
    assert len(told(office, EventType.PAGE_ANSWERED)) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"X_Auto_Response_Suppress": "All"},
        {"X_Autoreply": "yes"},
        {"Precedence": "auto_reply"},
    ],
)
def test_an_out_of_office_never_acknowledges_and_the_next_person_is_paged_at_once(office, headers):
    opened(office, letter(TO, "I am away until Monday.", sender=KAI, **headers))
    assert office.store.paged[REFERENCE, "01"].acknowledged_by == ""
    (asked,) = consequences(told(office, EventType.PAGE_MOVED_ON)[0])
    assert (asked.lane, asked.action, asked.delay) == (Lane.PAGES, Action.PAGE_ON, 0)
    for _ in range(2):
        move_on(asked, desk=office.desk)
    assert office.mailer.to == ["mia@schools.example.org"]
    assert note(office).automatic


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"sender": "mallory@example.net"}, "not_theirs"),
        ({"dmarc": "fail"}, "unproved"),
        ({"dmarc": "fail", "policy": "reject"}, "held"),
    ],
)
def test_a_forged_answer_acknowledges_nothing_and_its_person_hears_at_once(office, changes, why):
    opened(office, letter(TO, "Got it.", **({"sender": KAI} | changes)))
    assert office.store.paged[REFERENCE, "01"] == PAGE
    (event,) = told(office, EventType.STAFF_MAIL_KEPT)
    assert (event.detail["why"], event.detail["to"], event.detail["page"]) == (why, ["kai"], "01")
    (asked,) = consequences(event)
    assert (asked.lane, asked.action) == (Lane.PAGES, Action.TELL_STAFF)


def test_a_bounce_to_the_reply_address_moves_nothing_by_itself(office):
    """What bounced is known by SES's report; a server's letter may speak of anything."""
    opened(
        office,
        letter(TO, "No such mailbox.", sender="mailer-daemon@schools.example.org", Auto_Submitted="auto-replied"),
    )
    assert not told(office, EventType.PAGE_ACKNOWLEDGED)
    assert not told(office, EventType.PAGE_MOVED_ON)
