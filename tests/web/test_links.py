"""Private links: what opens, what does not, and that a stranger cannot tell why."""

from dataclasses import replace

import pytest
from builders import a_signer, an_inquiry
from web.house import House, a_form

from chalicelib.domain.inquiry import Inquiry
from chalicelib.web.limits import LOOKUPS


@pytest.fixture
def inquiry(house: House) -> Inquiry:
    found = an_inquiry()
    house.office.store.keep(found)
    return found


def _forged(house: House, inquiry: Inquiry) -> list[str]:
    token = house.link(inquiry).removeprefix("/i/")
    other = an_inquiry(reference="5M0W-GD42")
    return [
        token[:8] + "a" * 16,
        house.link(other).removeprefix("/i/"),
        inquiry.reference,
        token[:-1],
        token + "a",
        "x",
        "k7q29fhqé",
        house.link(replace(inquiry, link_generation=2)).removeprefix("/i/"),
    ]


def test_every_wrong_link_gets_the_same_answer(house: House, inquiry: Inquiry):
    answers = [house.get(f"/{door}/{token}") for token in _forged(house, inquiry) for door in ("i", "thanks")]
    assert {(answer.status_code, answer.body) for answer in answers} == {(404, answers[0].body)}
    assert "This link does not open anything" in answers[0].body.decode()


def test_a_wrong_link_takes_no_message(house: House, inquiry: Inquiry):
    for token in _forged(house, inquiry):
        assert house.post(f"/i/{token}/messages", {"message": "x", "key": "a-key-0010"}).status_code == 404
    assert house.office.store.commits == []


def test_a_revoked_link_is_dead_and_the_new_one_opens(house: House, inquiry: Inquiry):
    old, fresh = house.link(inquiry), replace(inquiry, link_generation=2)
    house.office.store.keep(fresh)
    assert house.get(old).status_code == 404
    assert house.get(house.link(fresh)).status_code == 200


def test_a_link_signed_with_the_previous_key_opens_and_takes_messages_and_one_of_an_older_key_does_not(
    house: House, inquiry: Inquiry
):
    link = house.link(inquiry)
    house.office.keys.keys = a_signer(b"next", *a_signer().keys)
    assert house.get(link).status_code == 200
    house.office.clock.advance(minutes=5)
    assert house.post(f"{link}/messages", {"message": "x", "key": "a-key-0010"}).status_code == 303
    house.office.keys.keys = a_signer(b"next but one", b"next")
    assert house.get(link).status_code == 404


def test_lookups_are_limited_by_origin(house: House, inquiry: Inquiry):
    for _ in range(LOOKUPS.most):
        assert house.get("/i/guess").status_code == 404
    answer = house.get(house.link(inquiry))
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0


def test_a_form_sent_anonymously_warns_that_the_answer_is_only_there(house: House):
    answer = house.post("/inquiries", a_form(anonymous="on"))
    page = house.get("/" + answer.headers["Location"]).body.decode()
    assert "You gave us no address" in page
    assert house.stored[0].anonymous


def test_who_writes_of_danger_is_told_whom_to_call_before_anything_else(house: House):
    answer = house.post("/inquiries", a_form(message="I want to kill myself"))
    page = house.get("/" + answer.headers["Location"]).body.decode()
    assert page.index("call 911") < page.index("Your reference number")
