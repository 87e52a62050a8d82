"""POST /inquiries by people: an HTML form."""

from datetime import timedelta

import pytest
from builders import mail_address
from web.house import House, a_form

from chalicelib.domain.errors import Busy, Conflict
from chalicelib.web.asks import MAX_BODY
from chalicelib.web.limits import FORMS


def test_a_form_is_stored_before_the_visitor_is_thanked(house: House):
    answer = house.post("/inquiries", a_form())
    (inquiry,) = house.stored
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"thanks/{house.link(inquiry).removeprefix('/i/')}"
    assert (inquiry.topic, inquiry.school, inquiry.participants[0].address) == ("bus", "alder", mail_address())


def test_the_thank_you_page_tells_reference_date_link_and_whom_to_call(house: House):
    page = house.get("/" + house.post("/inquiries", a_form()).headers["Location"]).body.decode()
    (inquiry,) = house.stored
    assert inquiry.reference in page
    assert "12:00 PM today" in page
    assert f"https://earshot.example.org{house.link(inquiry)}" in page
    for said in ("911", "988", "741741", "(202) 555-0142"):
        assert said in page


def test_the_same_form_sent_twice_is_one_inquiry_and_one_answer(house: House):
    first, second = house.post("/inquiries", a_form()), house.post("/inquiries", a_form())
    assert first.headers["Location"] == second.headers["Location"]
    assert len(house.stored) == 1


def test_a_form_changed_after_it_was_sent_comes_back_kept_with_a_new_key(house: House):
    house.post("/inquiries", a_form())
    answer = house.post("/inquiries", a_form(message="Something else."))
    page = answer.body.decode()
    assert answer.status_code == 422
    assert "This form was sent before" in page
    assert "Something else." in page
    assert a_form()["key"] not in page
    assert len(house.stored) == 1


def test_wrong_fields_are_named_linked_and_everything_typed_is_kept(house: House):
    typed = a_form(message="", email="ana(at)example", name="Ana", phone="206-555-0123", texts="on", topic="bus")
    answer = house.post("/inquiries", typed)
    page = answer.body.decode()
    assert answer.status_code == 422
    assert 'role="alert"' in page
    for field in ("message", "email"):
        assert f'<a href="#{field}">' in page
        assert f'id="{field}-wrong"' in page
    for kept in ('value="ana(at)example"', 'value="Ana"', 'value="206-555-0123"', 'name="texts" value="on" checked'):
        assert kept in page
    assert 'value="bus" checked' in page
    assert house.stored == []


def test_a_wrong_form_keeps_its_key(house: House):
    assert f'value="{a_form()["key"]}"' in house.post("/inquiries", a_form(message="")).body.decode()


def test_a_form_without_a_key_is_a_message_of_its_own(house: House):
    form = {name: value for name, value in a_form().items() if name != "key"}
    assert [house.post("/inquiries", form).status_code for _ in range(2)] == [303, 303]
    assert len(house.stored) == 2


def test_a_filled_honeypot_gets_the_same_thanks_and_stores_nothing(house: House):
    answer = house.post("/inquiries", a_form(leave_this_empty="http://spam.example.com"))
    page = house.get("/" + answer.headers["Location"])
    assert (answer.status_code, page.status_code) == (303, 200)
    assert "We have your message" in page.body.decode()
    assert house.stored == []
    assert house.get("/i/" + answer.headers["Location"].removeprefix("thanks/")).status_code == 404


def test_too_many_from_one_origin_are_asked_to_wait_with_everything_kept(house: House):
    for number in range(FORMS.most):
        house.post("/inquiries", a_form(key=f"key-{number:06}"))
    answer = house.post("/inquiries", a_form(key="one-too-many", message="Keep these words."))
    page = answer.body.decode()
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= FORMS.window_seconds
    assert "Keep these words." in page
    assert "help@demo.example.org" in page
    house.office.clock.advance(timedelta(seconds=FORMS.window_seconds))
    assert house.post("/inquiries", a_form(key="one-too-many")).status_code == 303


def test_forms_that_need_another_look_do_not_count_towards_the_limit(house: House):
    house.post("/inquiries", a_form(message=""))
    assert house.office.store.uses.total() == 0


@pytest.mark.parametrize("trouble", [Busy("throttled"), Conflict("inquiry")])
def test_when_the_table_is_busy_nothing_is_lost_and_the_same_key_is_sent_again(house: House, trouble: Exception):
    house.office.store.raise_next(*[trouble] * 5)
    answer = house.post("/inquiries", a_form())
    page = answer.body.decode()
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert "Nothing was lost" in page
    assert "Bus 12 did not come today." in page
    assert f'value="{a_form()["key"]}"' in page
    house.office.store.interfere.clear()
    assert house.post("/inquiries", a_form()).status_code == 303


def test_a_chosen_language_stays_chosen_and_becomes_the_contacts(house: House):
    page = house.get("/?lang=es").body.decode()
    assert 'action="./inquiries?lang=es"' in page
    answer = house.post("/inquiries?lang=es", a_form(language="es"))
    assert answer.headers["Location"].endswith("?lang=es")
    assert house.stored[0].language == "es"


def test_more_than_128_kilobytes_are_refused_kindly(house: House):
    answer = house.post("/inquiries", a_form(message="x" * MAX_BODY))
    assert answer.status_code == 413
    assert "shorten your message" in answer.body.decode()


def test_the_longest_message_of_the_widest_letters_fits(house: House):
    assert house.post("/inquiries", a_form(message="😀" * 8_000)).status_code == 303


def test_more_fields_than_any_form_has_are_refused(house: House):
    assert house.post("/inquiries", {f"field{number}": "x" for number in range(400)}).status_code == 400


def test_an_unknown_content_type_is_refused_kindly(house: House):
    answer = house.post("/inquiries", a_form(), Content_Type="text/plain")
    assert answer.status_code == 415
    assert "We cannot read that format" in answer.body.decode()
