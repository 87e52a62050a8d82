"""GET /i/TOKEN, POST /i/TOKEN/messages, GET /thanks/TOKEN: what a private link shows, and to whom."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from builders import NOW, a_closed_inquiry, a_message, an_event, an_inquiry, mail_address
from web.house import House

from chalicelib.domain.errors import Busy
from chalicelib.domain.events import EventType
from chalicelib.domain.inquiry import Attachment, Inquiry, Participant
from chalicelib.domain.words import Channel, Direction, Status


@pytest.fixture
def inquiry(house: House) -> Inquiry:
    found = an_inquiry(expected_by=NOW + timedelta(hours=20))
    house.office.store.keep(found, a_message())
    house.office.store.events[found.reference] = [an_event(EventType.INQUIRY_OPENED)]
    return found


def _page(house: House, inquiry: Inquiry) -> str:
    answer = house.get(house.link(inquiry))
    assert answer.status_code == 200
    return answer.body.decode()


def _said(house: House, inquiry: Inquiry, **fields: str) -> object:
    return house.post(f"{house.link(inquiry)}/messages", {"key": "a-key-0009", "message": "More news."} | fields)


def test_the_page_tells_where_it_stands_what_was_said_and_when_we_answer(house: House, inquiry: Inquiry):
    page = _page(house, inquiry)
    for shown in (
        inquiry.reference,
        "Buses",
        "Transportation",
        "Bus 12 did not come today.",
        "We received your message.",
    ):
        assert shown in page
    assert 'aria-current="step" class="now"><span>Received' in page
    assert (
        '<time datetime="2026-03-03T11:00:00+00:00" title="2026-03-03 06:00:00 EST">6:00 AM tomorrow, Tuesday' in page
    )


@pytest.mark.parametrize(
    ("changes", "step", "said"),
    [
        ({"status": Status.OPEN}, "A person is on it", "You will hear from a person by"),
        ({"status": Status.OPEN, "deadline": None}, "A person is on it", ""),
        ({"status": Status.WAITING, "deadline": None}, "Answered", "We asked you something"),
        ({"status": Status.CLOSED, "deadline": None}, "Closed", "Writing again opens it again"),
        ({"expected_by": NOW - timedelta(days=1)}, "Received", "We are late, and we are sorry"),
    ],
)
def test_each_status_has_its_step_and_its_sentence(house: House, changes: dict[str, object], step: str, said: str):
    inquiry = an_inquiry(**({"expected_by": NOW + timedelta(hours=1)} | changes))
    house.office.store.keep(inquiry)
    page = _page(house, inquiry)
    assert f'aria-current="step" class="now"><span>{step}' in page
    assert said in page


def test_an_answered_matter_says_so(house: House):
    inquiry = an_inquiry(status=Status.OPEN, deadline=None)
    answer = a_message(direction=Direction.OUTBOUND, author="ines", sender=None, text="It comes tomorrow.")
    house.office.store.keep(inquiry, answer)
    page = _page(house, inquiry)
    assert 'aria-current="step" class="now"><span>Answered' in page
    assert "Ines Moreau" in page


def test_notes_automatic_mail_and_people_not_admitted_are_never_shown(house: House, inquiry: Inquiry):
    stranger = mail_address("stranger@example.net")
    people = (*inquiry.participants, Participant(stranger, "Stranger", admitted=False))
    house.office.store.keep(
        replace(inquiry, participants=people),
        a_message(id="n", direction=Direction.NOTE, text="SECRET-NOTE"),
        a_message(id="a", automatic=True, text="SECRET-AUTOMATIC"),
        a_message(id="s", sender=stranger, text="SECRET-STRANGER"),
        a_message(id="u", sender=mail_address("never@example.net"), text="SECRET-UNKNOWN"),
    )
    assert "SECRET" not in _page(house, inquiry)


def test_the_house_s_own_steps_are_no_part_of_the_familys_timeline(house: House, inquiry: Inquiry):
    house.office.store.events[inquiry.reference] = [an_event(kind, id=kind) for kind in EventType]
    page = _page(house, inquiry)
    lines = page.partition('<ol class="timeline">')[2].partition("</ol>")[0]
    assert lines.count("<li>") == 12  # every family-suitable fact; a bounce only where it was mail to the family
    assert "self-harm" not in page


def test_priorities_and_dangers_are_not_told_but_help_stands_first(house: House):
    inquiry = an_inquiry(dangers=("self-harm",), priority="critical")
    house.office.store.keep(inquiry)
    page = _page(house, inquiry)
    assert "self-harm" not in page
    assert "critical" not in page
    assert page.index("call 911") < page.index("Where it stands")


def test_quoted_text_waits_behind_a_summary_and_files_are_named(house: House, inquiry: Inquiry):
    mail = a_message(
        id="q", text="New part.\n> old part", visible="New part.", attachments=(Attachment("a.pdf", "x", 1),)
    )
    house.office.store.keep(mail)
    page = _page(house, inquiry)
    assert "Show the whole message" in page
    assert "a.pdf" in page


def test_the_page_speaks_the_inquirys_language_unless_asked_otherwise(house: House):
    inquiry = an_inquiry(language="es")
    house.office.store.keep(inquiry)
    assert '<html lang="es" dir="ltr">' in _page(house, inquiry)
    assert '<html lang="en"' in house.get(f"{house.link(inquiry)}?lang=en").body.decode()


def test_a_further_message_joins_the_thread_and_the_visitor_returns_to_it(house: House, inquiry: Inquiry):
    house.office.clock.advance(minutes=5)
    answer = _said(house, inquiry)
    token = house.link(inquiry).removeprefix("/i/")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"../{token}?added=1#conversation")
    case = house.office.store.case(inquiry.reference)
    assert case is not None
    assert (case.messages[-1].text, case.messages[-1].channel) == ("More news.", Channel.WEB)
    assert "Your message was added" in house.get(f"{house.link(inquiry)}?added=1").body.decode()


def test_a_further_message_sent_twice_is_said_once(house: House, inquiry: Inquiry):
    assert [_said(house, inquiry).status_code for _ in range(2)] == [303, 303]
    assert len(house.office.store.commits) == 1


def test_a_closed_matter_reopens(house: House):
    inquiry = a_closed_inquiry(closed_at=NOW - timedelta(days=2))
    house.office.store.keep(inquiry)
    _said(house, inquiry)
    assert house.stored[0].status is Status.OPEN


def test_long_after_it_closed_a_message_opens_a_linked_inquiry_and_leads_there(house: House):
    inquiry = a_closed_inquiry(closed_at=NOW - timedelta(days=20))
    house.office.store.keep(inquiry)
    answer = _said(house, inquiry)
    fresh = next(one for one in house.stored if one.reference != inquiry.reference)
    assert fresh.linked == (inquiry.reference,)
    assert fresh.participants[0].address == mail_address()
    assert answer.headers["Location"].startswith(f"..{house.link(fresh).removeprefix('/i')}")


def test_what_one_of_several_people_writes_carries_nobodys_name(house: House):
    both = (Participant(mail_address(), "Ana Diaz"), Participant(mail_address("ben@example.com"), "Ben Diaz"))
    inquiry = an_inquiry(participants=both)
    house.office.store.keep(inquiry)
    _said(house, inquiry)
    (message,) = [one for one in house.office.store.messages.values() if one.text == "More news."]
    assert (message.sender, message.author_name) == (None, "")
    page = _page(house, inquiry)
    assert "<h3>You, or someone else who has this link <small>" in page
    assert "Diaz" not in page


def test_an_empty_or_endless_message_comes_back_kept(house: House, inquiry: Inquiry):
    assert _said(house, inquiry, message=" ").status_code == 422
    answer = _said(house, inquiry, message="x" * 8_001)
    assert answer.status_code == 422
    assert "x" * 8_001 in answer.body.decode()
    assert 'id="message-wrong"' in answer.body.decode()


def test_a_key_used_for_other_words_comes_back_with_a_new_one(house: House, inquiry: Inquiry):
    _said(house, inquiry)
    answer = _said(house, inquiry, message="Other words.")
    assert answer.status_code == 422
    assert "Other words." in answer.body.decode()
    assert "a-key-0009" not in answer.body.decode()


def test_a_busy_table_loses_nothing_of_a_further_message(house: House, inquiry: Inquiry):
    house.office.store.raise_next(Busy("throttled"))
    answer = _said(house, inquiry)
    assert answer.status_code == 503
    assert "More news." in answer.body.decode()
    assert "a-key-0009" in answer.body.decode()


def test_programs_add_messages_as_well(house: House, inquiry: Inquiry):
    answer = house.post_json(f"{house.link(inquiry)}/messages", json.dumps({"message": "By program."}).encode())
    assert answer.status_code == 201
    assert answer.json_body["reference"] == inquiry.reference


@pytest.mark.parametrize(
    ("body", "field"), [("[]", "body"), ('{"x": 1}', "body"), ('{"message": 1}', "message"), ("{}", "message")]
)
def test_programs_are_told_what_is_wrong_with_a_message(house: House, inquiry: Inquiry, body: str, field: str):
    answer = house.post_json(f"{house.link(inquiry)}/messages", body.encode())
    assert answer.status_code == 422
    assert list(answer.json_body["errors"]) == [field]
