"""Calls and visits that staff write down."""

import pytest
from builders import REFERENCE, a_message, an_inquiry, mail_address, phone_number
from district_builder import STAFF
from web.browser import Browser

from chalicelib.domain.consequences import Action, consequences
from chalicelib.domain.events import EventType
from chalicelib.domain.inquiry import Participant
from chalicelib.domain.staff import Staff
from chalicelib.domain.submission import WALK_IN
from chalicelib.domain.words import Channel, Direction, Priority, Role, Status

CALL = {
    "key": "call-key-0001",
    "message": "The bus has not come for three days.",
    "topic": "bus",
    "school": "alder",
    "language": "es",
    "name": "Ana Diaz",
    "email": "ana@example.com",
    "phone": "",
    "how": "phone",
    "answers": "on",
}


def at_the_desk(house, who="ines"):
    house.sign_ins.mail = f"{who}@schools.example.org"
    found = Browser(house)
    found.sign_in()
    return found


def logs(browser, **changes):
    return browser.post("/staff/calls", {"csrf": browser.form("/staff/calls")} | CALL | changes)


def follow(office, inquiry):
    """What the events of an inquiry make Earshot do."""
    return {one.action for event in office.store.events[inquiry.reference] for one in consequences(event)}


def test_a_call_becomes_an_inquiry_like_any_other(house):
    answer = logs(at_the_desk(house))
    (inquiry,) = house.stored
    assert answer.status_code == 303
    assert f"staff/i/{inquiry.reference}" in answer.headers["Location"]
    assert (inquiry.channel, inquiry.topic, inquiry.school, inquiry.language) == (Channel.PHONE, "bus", "alder", "es")
    assert inquiry.participants == (Participant(mail_address(), "Ana Diaz"),)
    assert inquiry.deadline is not None
    (message,) = house.office.store.messages.values()
    assert (message.direction, message.channel, message.author) == (Direction.INBOUND, Channel.PHONE, "ines")
    (logged,) = house.office.store.told(inquiry.reference, EventType.CALL_LOGGED)
    assert logged.actor == "ines"
    assert Action.ACKNOWLEDGE in follow(house.office, inquiry)


def test_nobody_hears_from_us_who_did_not_want_to(house):
    logs(at_the_desk(house), answers="")
    (inquiry,) = house.stored
    assert Action.ACKNOWLEDGE not in follow(house.office, inquiry)
    assert inquiry.admitted


def test_contact_details_are_for_the_caller_to_give(house):
    logs(at_the_desk(house), email="", name="A grandmother")
    (inquiry,) = house.stored
    assert inquiry.anonymous
    (message,) = house.office.store.messages.values()
    assert message.author_name == "A grandmother"
    assert Action.ACKNOWLEDGE not in follow(house.office, inquiry)


def test_a_number_is_texted_only_with_leave(house):
    browser = at_the_desk(house)
    logs(browser, email="", phone="(202) 555-0143", texts="on")
    logs(browser, email="", phone="(202) 555-0143", key="call-key-0002")
    assert [one.texts_allowed for one in house.stored] == [True, False]
    assert house.stored[0].admitted == {phone_number()}


def test_a_danger_said_on_the_telephone_pages_people(house):
    logs(at_the_desk(house), message="My son says that he will kill myself.", topic="")
    (inquiry,) = house.stored
    assert (inquiry.priority, inquiry.dangers) == (Priority.CRITICAL, ("self-harm",))
    assert house.office.store.told(inquiry.reference, EventType.DANGER_FOUND)


def test_a_caller_s_name_is_kept_from_the_staff_where_they_ask_for_it(house):
    browser = at_the_desk(house)
    answer = logs(browser, confidential="on")
    (inquiry,) = house.stored
    assert inquiry.confidential
    page = browser.get("/staff/i/" + answer.headers["Location"].partition("staff/i/")[2].partition("#")[0])
    assert "ana@example.com" not in page.body.decode()
    assert Action.ACKNOWLEDGE in follow(house.office, inquiry)


def test_a_visit_is_called_one(house):
    browser = at_the_desk(house)
    page = browser.get("/" + logs(browser, how="walk_in").headers["Location"].lstrip("./").partition("#")[0])
    (message,) = house.office.store.messages.values()
    assert message.notes == (WALK_IN,)
    assert "written down by Ines Moreau · in person" in page.body.decode()


def test_the_same_form_sent_twice_is_one_call_and_with_other_words_is_asked_about(house):
    browser = at_the_desk(house)
    for _ in range(2):
        assert logs(browser).status_code == 303
    assert len(house.stored) == 1
    again = logs(browser, message="Something else.")
    assert again.status_code == 422
    assert "Something else." in again.body.decode()
    assert len(house.stored) == 1


@pytest.mark.parametrize(
    "changes", [{"message": " "}, {"email": "nonsense"}, {"phone": "12"}, {"topic": "no-such"}, {"name": "x" * 200}]
)
def test_what_must_be_looked_at_again_is_shown_with_what_was_typed(house, changes):
    answer = logs(at_the_desk(house), **changes)
    assert answer.status_code == 422
    assert b'aria-invalid="true"' in answer.body
    assert CALL["name"] in answer.body.decode() or "name" in changes
    assert not house.stored


def test_who_may_not_read_what_came_of_it_is_told_its_reference(house):
    browser = at_the_desk(house)
    answer = logs(browser, topic="wellbeing")
    (inquiry,) = house.stored
    assert answer.headers["Location"].endswith(f"staff/calls?logged={inquiry.reference}")
    assert inquiry.reference in browser.get(f"/staff/calls?logged={inquiry.reference}").body.decode()
    assert "<script" not in browser.get("/staff/calls?logged=<script>").body.decode().replace("<script defer", "")


def rui(role):
    return Staff("rui", "Rui Alves", (role,) if role else (), mail="rui@schools.example.org")


@pytest.mark.parametrize("role", Role)
def test_every_role_may_log_a_call(house, role):
    house.district(staff=(*STAFF, rui(role)))
    assert logs(at_the_desk(house, "rui")).status_code == 303
    assert len(house.stored) == 1


def test_somebody_whose_role_was_taken_away_logs_nothing(house):
    house.district(staff=(*STAFF, rui(Role.RECORDER)))
    browser = at_the_desk(house, "rui")
    csrf = browser.form("/staff/calls")
    house.district(staff=(*STAFF, rui(None)))
    assert browser.get("/staff/calls").status_code in {303, 403}
    assert browser.post("/staff/calls", {"csrf": csrf} | CALL).status_code in {401, 403}
    assert not house.stored


def test_a_call_without_the_token_of_our_own_form_is_refused(house):
    browser = at_the_desk(house)
    assert browser.post("/staff/calls", CALL).status_code == 403
    assert not house.stored


# --- on an inquiry --------------------------------------------------------------------------------------------------


@pytest.fixture
def known(house):
    house.office.store.keep(an_inquiry(status=Status.WAITING, deadline=None), a_message())
    return f"/staff/i/{REFERENCE}"


def rings(browser, path, **changes):
    form = {"csrf": browser.form(path), "key": "call-key-0003", "text": "Still nothing.", "how": "phone"}
    return browser.post(f"{path}/call", form | changes)


def test_a_further_call_reopens_what_waited_and_its_clock_runs(house, known):
    browser = at_the_desk(house)
    for _ in range(2):
        rings(browser, known)
    inquiry = house.office.store.inquiries[REFERENCE]
    assert inquiry.status is Status.OPEN
    assert inquiry.deadline is not None
    (said,) = [one for one in house.office.store.messages.values() if one.channel is Channel.PHONE]
    assert (said.text, said.sender, said.author_name, said.author) == (
        "Still nothing.",
        mail_address(),
        "Ana Diaz",
        "ines",
    )


def test_of_several_people_the_one_who_called_is_named(house, known):
    uncle = Participant(mail_address("leo@example.net"), "Uncle Leo")
    house.office.store.keep(an_inquiry(participants=(*an_inquiry().participants, uncle), status=Status.OPEN))
    browser = at_the_desk(house)
    assert "wrong=caller_unknown" in rings(browser, known).headers["Location"]
    rings(browser, known, caller=uncle.address.key)
    (said,) = [one for one in house.office.store.messages.values() if one.channel is Channel.PHONE]
    assert said.author_name == "Uncle Leo"
