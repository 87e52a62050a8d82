import json

import pytest
from builders import NOW, phone_number
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.channels.sms import read_text
from chalicelib.domain.submission import Kind
from chalicelib.domain.words import Channel


def a_payload(**changes):
    return {
        "originationNumber": "+12025550143",
        "destinationNumber": "+12025550100",
        "messageKeyword": "KEYWORD",
        "messageBody": "Bus 12 did not come",
        "inboundMessageId": "in-1",
        "previousPublishedMessageId": "out-1",
    } | changes


def read(payload, delivery_id="q-1"):
    body = payload if isinstance(payload, str) else json.dumps(payload)
    return read_text(body, delivery_id=delivery_id, received_at=NOW)


def test_a_text_is_a_message_from_its_number():
    submission = read(a_payload())
    assert (submission.channel, submission.kind) == (Channel.SMS, Kind.MESSAGE)
    assert (submission.text, submission.addresses) == ("Bus 12 did not come", (phone_number(),))
    assert (submission.automatic_ok, submission.received_at) == (True, NOW)


def test_a_second_delivery_has_the_same_source_whatever_the_queue_calls_it():
    assert read(a_payload(), "q-1").source == read(a_payload(), "q-2").source
    assert read(a_payload(inboundMessageId="in-2")).source != read(a_payload()).source


@pytest.mark.parametrize("missing", [None, ""])
def test_a_text_without_an_id_is_known_by_its_delivery(missing):
    assert read(a_payload(inboundMessageId=missing), "q-7").source.key == "sms:q-7"


def test_a_reference_in_the_text_is_noticed():
    assert read(a_payload(messageBody="About case K7Q2-9FHQ: any news?")).thread.mentioned == ("K7Q2-9FHQ",)


@pytest.mark.parametrize("number", ["62878", "BANK", "+1 202", "12025550143x9"])
def test_what_is_no_number_is_kept_verbatim_and_never_answered(number):
    submission = read(a_payload(originationNumber=number))
    assert submission.addresses[0].value == number
    assert not submission.automatic_ok
    assert not submission.verified


def test_the_language_of_a_few_words_is_a_hint():
    assert read(a_payload(messageBody="STOP")).language_hint
    assert not read(a_payload(messageBody="My son was not on the bus this morning")).language_hint


def test_the_language_is_found():
    said = "Mi hijo no quiere ir a la escuela porque los otros niños se burlan de él todos los días"
    assert read(a_payload(messageBody=said)).language == "es"


@pytest.mark.parametrize(
    "body",
    [
        "",
        "hello",
        "[]",
        "null",
        "{}",
        '{"originationNumber": "+12025550143"}',
        '{"messageBody": "hi"}',
        '{"originationNumber": "", "messageBody": "hi"}',
        '{"originationNumber": 5, "messageBody": "hi"}',
        '{"originationNumber": "+12025550143", "messageBody": ["hi"]}',
        "[" * 100_000,
    ],
)
def test_an_unknown_shape_is_shown_to_a_person_as_it_came(body):
    submission = read(body, "q-9")
    assert submission.kind is Kind.UNREADABLE
    assert submission.text == body[:4_000]
    assert (submission.addresses, submission.automatic_ok) == ((), False)
    assert submission.source.key == "sms:q-9"


def test_an_empty_text_is_still_a_message():
    assert read(a_payload(messageBody="")).kind is Kind.MESSAGE


@pytest.mark.parametrize("field", ["messageBody", "originationNumber", "inboundMessageId"])
def test_half_a_character_does_not_keep_a_text_from_the_table(field):
    body = json.dumps(a_payload()).replace(json.dumps(a_payload()[field]), '"cut \\ud83d off"')
    submission = read(body)
    for said in (submission.text, submission.source.key, *(one.value for one in submission.addresses)):
        said.encode("utf-8")


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(codec=None), max_size=40),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(st.fixed_dictionaries(dict.fromkeys(a_payload(), anything)))
def test_reading_never_raises_and_what_it_reads_can_be_stored(payload):
    submission = read(payload)
    stored = [submission.text, submission.source.key, *(address.key for address in submission.addresses)]
    assert all(len(one.encode("utf-8")) < 400_000 for one in stored)
    assert len(submission.source.key.encode()) < 1_000
