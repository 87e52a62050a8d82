"""POST /inquiries by programs: JSON in, JSON or problem details out."""

import json
from datetime import timedelta

import pytest
from builders import NOW
from web.house import JSON, House, a_form

from chalicelib.domain.errors import Busy
from chalicelib.domain.submission import Submission
from chalicelib.usecases.receive import Received
from chalicelib.web.limits import FORMS


def _json(**changes: object) -> bytes:
    return json.dumps({"message": "Bus 12 did not come.", "email": "ana@example.com"} | changes).encode()


def test_json_is_answered_with_reference_link_and_expected_date(house: House):
    answer = house.post_json("/inquiries", _json(topic="bus"))
    (inquiry,) = house.stored
    assert answer.status_code == 201
    assert answer.json_body == {
        "reference": inquiry.reference,
        "link": f"https://earshot.example.org{house.link(inquiry)}",
        "expected_by": (NOW + timedelta(hours=2)).isoformat(),
        "status": "new",
        "passphrase": None,
    }


def test_the_same_json_under_the_same_key_gets_the_same_answer(house: House):
    first, second = house.post_json("/inquiries", _json()), house.post_json("/inquiries", _json())
    assert (first.status_code, first.body) == (second.status_code, second.body)
    assert len(house.stored) == 1


def test_another_body_under_the_same_key_is_refused(house: House):
    house.post_json("/inquiries", _json())
    answer = house.post_json("/inquiries", _json(message="Other words."))
    assert answer.status_code == 422
    assert list(answer.json_body["errors"]) == ["idempotency_key"]


@pytest.mark.parametrize("key", ["", "short", "with blank inside", "x" * 129, "ключ-ключ"])
def test_json_without_a_proper_key_is_refused(house: House, key: str):
    headers = {name: value for name, value in JSON.items() if name != "Idempotency-Key" or key}
    answer = house.client.post("/inquiries", headers=headers | ({"Idempotency-Key": key} if key else {}), body=_json())
    assert answer.status_code == 400
    assert "Idempotency-Key" in answer.json_body["detail"]


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"nul", b"[" * 100_000])
def test_malformed_json_is_refused(house: House, body: bytes):
    answer = house.post_json("/inquiries", body)
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_wrong_fields_are_problem_details_that_repeat_nothing(house: House):
    answer = house.post_json("/inquiries", _json(message="", email="<script>alert(1)</script>", school="<b>"))
    assert answer.status_code == 422
    assert set(answer.json_body) == {"type", "title", "status", "detail", "errors"}
    assert set(answer.json_body["errors"]) == {"message", "email", "school"}
    assert b"<" not in answer.body


def test_unknown_fields_are_refused_without_their_names(house: House):
    answer = house.post_json("/inquiries", _json(surprise="x"))
    assert answer.json_body["errors"] == {"body": "There is a field that we do not know."}


def test_problems_are_told_in_the_language_asked_for(house: House):
    answer = house.post_json("/inquiries", _json(message=""), Accept_Language="es-MX,es;q=0.9")
    assert answer.json_body["errors"]["message"] == "Escriba lo que nos quiere decir."


def test_a_busy_table_is_a_problem_with_retry_after(house: House):
    house.office.store.raise_next(Busy("throttled"))
    answer = house.post_json("/inquiries", _json())
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_too_many_json_are_a_problem_with_retry_after(house: House):
    for number in range(FORMS.most):
        house.post_json("/inquiries", _json(), Idempotency_Key=f"key-{number:06}")
    answer = house.post_json("/inquiries", _json(), Idempotency_Key="one-too-many")
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0


def test_a_bug_tells_a_stranger_nothing():
    def broken(_submission: Submission) -> Received:
        raise ZeroDivisionError("secret")

    house = House()
    house.replace_receive = broken
    answer = house.post_json("/inquiries", _json())
    page = house.post("/inquiries", a_form())
    assert (answer.status_code, page.status_code) == (500, 500)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert b"secret" not in answer.body + page.body
    assert "Something went wrong on our side" in page.body.decode()
