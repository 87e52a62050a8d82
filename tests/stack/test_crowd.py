"""Many families at once, on the deployed stack."""

import json
import time
import urllib.request
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

import pytest
from stack_services import services_of

from chalicelib.adapters import keys
from chalicelib.web.limits import FORMS, origin
from infra.doors import PATIENCE
from infra.local import HOST

pytestmark = [pytest.mark.stack, pytest.mark.usefixtures("_an_allowance_of_its_own")]

CROWD = 100
AT_ONCE = 20


@pytest.fixture
def _an_allowance_of_its_own(stack):
    """All tests knock from one address. The crowd neither finds the allowance used up nor leaves it so."""
    _give_back(stack)
    yield
    _give_back(stack)


def _give_back(stack):
    bucket = f"{FORMS.name}:{sha256(origin(HOST).encode()).hexdigest()[:32]}"
    now = int(time.time()) // FORMS.window_seconds
    for window in (now - 1, now):
        stack.clients.dynamodb.delete_item(TableName=stack.outputs.table, Key=keys.uses(bucket, window))


def post(stack, number, key):
    body = {"message": f"Question number {number}: when is lunch?", "email": f"family{number}@example.org"}
    headers = {"Content-Type": "application/json", "Idempotency-Key": key}
    request = urllib.request.Request(f"{stack.base_url}/inquiries", json.dumps(body).encode(), headers)
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        return answer.status, json.load(answer)["reference"]


def test_a_hundred_forms_at_once_are_a_hundred_inquiries_each_acknowledged_once(stack):
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(lambda number: post(stack, number, f"crowd-form-{number}"), range(CROWD)))
    assert {status for status, _ in answers} == {201}
    references = {reference for _, reference in answers}
    assert len(references) == CROWD
    store = services_of(stack).store

    def all_acknowledged():
        cases = [store.case(reference) for reference in references]
        sends = Counter(send.template for case in cases for send in case.sends if send.status == "sent")
        return cases if sends["acknowledgement"] == CROWD and sends["team_new"] >= CROWD else None

    cases = stack.eventually(all_acknowledged, seconds=180)
    assert {len(case.messages) for case in cases} == {1}
    assert {send.attempts for case in cases for send in case.sends} == {1}


def test_the_same_form_sent_ten_times_at_once_is_one_inquiry(stack):
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda _: post(stack, 777, "crowd-the-same-form"), range(10)))
    assert len({reference for _, reference in answers}) == 1
    case = services_of(stack).store.case(answers[0][1])
    assert len(case.messages) == 1
