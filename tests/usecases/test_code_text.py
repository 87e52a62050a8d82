"""A paged person texts the code back (the on-call list is kai, then mia); staff are parents, too."""

import pytest
from builders import REFERENCE, a_message, a_page, a_text, an_inquiry, phone_number, staff_with
from district_builder import a_district
from fakes import FakeDistricts, Office

from chalicelib.domain.consequences import Action, Consequence, Lane, consequences
from chalicelib.domain.events import EventType
from chalicelib.domain.inquiry import Page
from chalicelib.domain.words import Direction, Status
from chalicelib.usecases.code_text import code_text
from chalicelib.usecases.notify import notify
from chalicelib.usecases.receive import receive

KAI, MIA, INES = phone_number("+12025550105"), phone_number("+12025550106"), phone_number("+12025550101")
PAGE = a_page(id="01", code="4821", step=1, turn=1, paged=("kai",), messages=("m-1",))


@pytest.fixture
def office():
    fresh = Office()
    fresh.store.keep(an_inquiry(dangers=("self-harm",)), a_message(id="m-1"), PAGE)
    fresh.store.codes["4821"] = (REFERENCE, "01", fresh.clock.now.replace(year=2027))
    return fresh


def text(office, said, number=KAI, *, key="sms:1"):
    """As the function does: what is no code of a page is received as any other text."""
    with_whom = {"store": office.store, "districts": office.districts, "randomness": office.randomness}
    found = code_text(a_text(said, key=key, addresses=(number,)), **with_whom)
    return found if isinstance(found, Page) else receive(found, **with_whom)


def confirm(office, kind=EventType.PAGE_ANSWERED, *, on=REFERENCE):
    """What the newest such event sends."""
    (asked,) = [
        one
        for one in consequences(office.store.told(on, kind)[-1])
        if one.action in {Action.CONFIRM_PAGE, Action.SEND_CODE_HELP}
    ]
    assert asked.lane is Lane.PAGES
    notify(Consequence(Lane.PAGES, asked.action, asked.event), desk=office.desk)
    return office.texter.sent[-1]


def test_the_code_from_the_paged_persons_number_acknowledges(office):
    page = text(office, "OK 4821")
    assert (page.acknowledged_by, office.store.paged[REFERENCE, "01"]) == ("kai", page)
    (event,) = office.store.told(REFERENCE, EventType.PAGE_ACKNOWLEDGED)
    assert (event.actor, event.detail["how"]) == ("kai", "sms")
    assert confirm(office) == (KAI.value, f"page_yours {REFERENCE} en")


def test_the_text_is_kept_as_a_note_and_opens_no_inquiry(office):
    text(office, "OK 4821")
    (note,) = [one for one in office.store.messages.values() if one.direction is Direction.NOTE]
    assert (note.text, note.author, note.author_name, note.reference) == ("OK 4821", "kai", "Kai Brandt", REFERENCE)
    assert list(office.store.inquiries) == [REFERENCE]


def test_the_same_text_delivered_twice_is_one_answer(office):
    for _ in range(2):
        assert text(office, "OK 4821").acknowledged_by == "kai"
    assert len(office.store.told(REFERENCE, EventType.PAGE_ANSWERED)) == 1


def test_the_code_texted_again_is_told_once_more_that_it_is_theirs(office):
    text(office, "OK 4821")
    text(office, "OK 4821", key="sms:2")
    assert len(office.store.told(REFERENCE, EventType.PAGE_ACKNOWLEDGED)) == 1
    assert confirm(office)[1].startswith("page_yours")


def test_whoever_comes_second_hears_who_has_it(office):
    text(office, "OK 4821")
    assert text(office, "ok 4821", MIA, key="sms:2").acknowledged_by == "kai"
    assert confirm(office) == (MIA.value, f"page_late {REFERENCE} en")
    assert office.store.told(REFERENCE, EventType.PAGE_ANSWERED)[-1].detail["holder"] == "kai"


def test_somebody_of_the_list_may_take_it_before_their_turn(office):
    assert text(office, "OK 4821", MIA).acknowledged_by == "mia"


@pytest.mark.parametrize("number", [phone_number("+12025550199"), INES])
def test_the_code_from_any_other_number_acknowledges_nothing(office, number):
    received = text(office, "OK 4821", number)
    assert office.store.paged[REFERENCE, "01"] == PAGE
    assert received.opened


def test_a_strangers_code_is_an_inquiry_like_any_text(office):
    received = text(office, "OK 4821", phone_number("+12025550199"))
    assert received.inquiry.status is Status.NEW


@pytest.mark.parametrize("said", ["OK 4822", "ok 0000"])
def test_a_code_that_no_page_goes_by_is_kept_and_answered_once(office, said):
    for _ in range(2):
        received = text(office, said)
    assert (received.inquiry.status, received.inquiry.deadline) == (Status.CLOSED, None)
    assert office.store.timeline(received.reference) == [EventType.MESSAGE_RECEIVED, EventType.PAGE_CODE_UNKNOWN]
    assert confirm(office, EventType.PAGE_CODE_UNKNOWN, on=received.reference)[1].startswith("page_code_unknown")


def test_a_code_past_its_time_is_one_that_no_page_goes_by(office):
    office.clock.advance(days=700)
    received = text(office, "OK 4821")
    assert office.store.told(received.reference, EventType.PAGE_CODE_UNKNOWN)
    assert office.store.paged[REFERENCE, "01"] == PAGE


@pytest.mark.parametrize("said", ["1204", "Is there school on Friday?", "OK thanks", "on my way"])
def test_anything_else_from_a_staff_number_is_a_parents_text(office, said):
    received = text(office, said)
    assert (received.opened, received.inquiry.status) == (True, Status.NEW)
    assert office.store.told(received.reference, EventType.INQUIRY_OPENED)[0].detail["acknowledge"]


def test_a_step_taken_at_the_same_moment_loses_nobodys_answer(office):
    later = a_page(id="01", version=2, code="4821", step=2, turn=2, paged=("kai", "mia"))
    office.store.interfere.append(lambda: office.store.keep(later))
    page = text(office, "OK 4821")
    assert (page.acknowledged_by, page.step) == ("kai", 2)
    assert office.store.told(REFERENCE, EventType.PAGE_ACKNOWLEDGED)[0].detail["to"] == ["mia"]


def test_of_two_who_share_a_phone_the_paged_one_has_it(office):
    office.districts = FakeDistricts(a_district(staff=staff_with("ines", phone=KAI.value)))
    assert text(office, "OK 4821").acknowledged_by == "kai"


def test_a_page_that_nobody_answered_in_time_can_still_be_taken(office):
    office.store.keep(a_page(id="01", version=1, code="4821", step=4, exhausted=True, paged=("kai", "mia")))
    assert text(office, "OK 4821").acknowledged_by == "kai"
