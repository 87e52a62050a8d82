"""The form's wire format: what is typed → what is kept."""

from dataclasses import asdict

import pytest
from builders import NOW, a_district, an_inquiry
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.channels.form import form_submission, web_submission
from chalicelib.channels.typed import MESSAGE_LIMIT, Typed, message_in_json, typed_in_form, typed_in_json
from chalicelib.domain.contact import Address, AddressKind
from chalicelib.domain.errors import Invalid
from chalicelib.domain.inquiry import Participant
from chalicelib.domain.submission import Submission
from chalicelib.domain.words import Channel

ANA = Address(AddressKind.EMAIL, "ana@example.com")
PHONE = Address(AddressKind.PHONE, "+12065550123")


def _typed(**changes: object) -> Typed:
    return Typed(**({"message": "Bus 12 did not come.", "email": "ana@example.com"} | changes))


def _submitted(typed: Typed, language: str = "en") -> Submission:
    return form_submission(typed, key="a-key-0001", district=a_district(), received_at=NOW, language=language)


def _wrong(typed: Typed) -> dict[str, str]:
    with pytest.raises(Invalid) as caught:
        _submitted(typed)
    return caught.value.fields


def test_a_whole_form_becomes_a_submission():
    typed = _typed(topic="bus", school="alder", name="Ana Diaz", phone="206-555-0123", language="es", texts=True)
    found = _submitted(typed)
    assert (found.channel, found.text, found.topic, found.school) == (Channel.FORM, typed.message, "bus", "alder")
    assert (found.name, found.language, found.addresses) == ("Ana Diaz", "es", (ANA, PHONE))
    assert found.texts_allowed
    assert (found.source.key, found.source.fingerprint) == ("form:a-key-0001", typed.fingerprint)


def test_not_sure_leaves_the_topic_to_the_rules():
    assert _submitted(_typed(topic="not_sure")).topic == ""


def test_without_a_choice_the_answer_comes_in_the_language_of_the_page():
    assert _submitted(_typed(), language="es").language == "es"


def test_the_words_may_be_in_another_language_than_the_answer_is_wanted_in():
    said = "Mi hijo perdió el autobús esta mañana y nadie le avisó en la escuela."
    found = _submitted(_typed(message=said, language="en"))
    assert (found.language, found.spoken) == ("en", "es")
    further = web_submission(said, inquiry=an_inquiry(language="en"), key="k-0000001", received_at=NOW)
    assert (further.language, further.spoken) == ("en", "es")


def test_whoever_stays_anonymous_leaves_neither_name_nor_address():
    found = _submitted(_typed(anonymous=True, name="Ana Diaz", phone="206-555-0123", texts=True))
    assert (found.name, found.addresses, found.texts_allowed) == ("", (), False)


def test_consent_for_texts_means_nothing_without_a_number():
    assert not _submitted(_typed(texts=True)).texts_allowed


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"message": ""}, {"message": "message_missing"}),
        ({"message": "x" * (MESSAGE_LIMIT + 1)}, {"message": "message_too_long"}),
        ({"email": ""}, {"email": "contact_missing"}),
        ({"email": "ana"}, {"email": "email_unclear"}),
        ({"phone": "555-0123"}, {"phone": "phone_unclear"}),
        ({"topic": "weather"}, {"topic": "topic_unknown"}),
        ({"school": "nowhere"}, {"school": "school_unknown"}),
        ({"language": "tlh"}, {"language": "language_unknown"}),
        ({"name": "x" * 121}, {"name": "too_long"}),
        (
            {"message": "", "email": "", "topic": "weather"},
            {"message": "message_missing", "topic": "topic_unknown", "email": "contact_missing"},
        ),
    ],
)
def test_each_field_says_what_is_wrong_with_it(changes: dict[str, str], wrong: dict[str, str]):
    assert _wrong(_typed(**changes)) == wrong


def test_wrong_fields_are_told_in_the_order_of_the_page():
    assert list(_wrong(_typed(message="", phone="1", email="2", school="x"))) == ["message", "school", "email", "phone"]


def test_the_longest_message_is_taken_whole():
    text = "ß" * MESSAGE_LIMIT
    assert _submitted(_typed(message=text)).text == text


def test_lines_of_a_form_lose_line_breaks_controls_and_direction_marks():
    typed = typed_in_form(
        {"name": "Ana\r\nBcc: x@example.org\x00", "email": " ana@example.com\t", "topic": "\u202ebus"}
    )
    assert (typed.name, typed.email, typed.topic) == ("Ana Bcc: x@example.org", "ana@example.com", "bus")


def test_a_message_keeps_its_lines_and_nothing_invisible():
    assert typed_in_form({"message": "  one\r\ntwo\r\x07three\u202e  "}).message == "one\ntwo\nthree"


def test_the_same_words_have_the_same_fingerprint_and_others_another():
    assert _typed().fingerprint == _typed().fingerprint
    assert _typed().fingerprint != _typed(name="Ana").fingerprint


@pytest.mark.parametrize("given", [None, [], "text", 7, True])
def test_json_that_is_no_object_is_refused(given: object):
    for read in (typed_in_json, message_in_json):
        with pytest.raises(Invalid) as caught:
            read(given)
        assert caught.value.fields == {"body": "body_not_object"}


def test_json_of_the_wrong_types_is_refused_field_by_field():
    with pytest.raises(Invalid) as caught:
        typed_in_json({"message": 7, "texts": "yes", "name": None, "topic": "bus"})
    assert caught.value.fields == {"message": "field_type", "texts": "field_type", "name": "field_type"}


def test_json_with_unknown_fields_is_refused_without_repeating_them():
    with pytest.raises(Invalid) as caught:
        typed_in_json({"message": "x", "<script>": "x"})
    assert caught.value.fields == {"body": "body_unknown_field"}
    with pytest.raises(Invalid):
        message_in_json({"message": "x", "more": 1})


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"message": "x" * MESSAGE_LIMIT + "\x91"}, {"message": "message_too_long"}),
        ({"name": "x" * 120 + "\x91"}, {"name": "too_long"}),
        ({"topic": "bus "}, {"topic": "topic_unknown"}),
    ],
)
def test_json_is_measured_as_it_was_sent(given: dict[str, str], wrong: dict[str, str]):
    with pytest.raises(Invalid) as caught:
        typed_in_json(given)
    assert caught.value.fields == wrong


def test_half_a_character_in_json_is_replaced():
    assert typed_in_json({"message": "a\ud800b"}).message == "a\ufffdb"


@given(st.dictionaries(st.sampled_from([*asdict(Typed()), "other"]), st.text(max_size=60)))
def test_reading_a_form_never_raises_and_what_it_keeps_can_be_stored(given: dict[str, str]):
    lines = [value for value in asdict(typed_in_form(given)).values() if isinstance(value, str)]
    assert not any("\x00" in line for line in lines)
    assert "".join(lines).encode("utf-8", "strict") is not None


def test_a_message_of_the_private_page_belongs_to_its_inquiry_and_its_writer():
    inquiry = an_inquiry(participants=(Participant(PHONE, "Stranger", admitted=False), Participant(ANA, "Ana Diaz")))
    found = web_submission(" More. ", inquiry=inquiry, key="a-key-0002", received_at=NOW)
    assert (found.channel, found.text, found.thread.reference) == (Channel.WEB, "More.", inquiry.reference)
    assert (found.name, found.addresses) == ("Ana Diaz", (ANA,))


@pytest.mark.parametrize(
    ("people", "writer"),
    [
        pytest.param([(ANA, "Ana Diaz"), (PHONE, "Ana Diaz")], ANA, id="mail and phone of one person"),
        pytest.param([(ANA, "Ana Diaz"), (PHONE, "Ben Diaz")], None, id="two parents"),
        pytest.param([(ANA, ""), (PHONE, "")], None, id="two who gave no name"),
        pytest.param([(ANA, "Ana Diaz"), (PHONE, "")], None, id="one who gave a name and one who did not"),
        pytest.param([], None, id="nobody known"),
    ],
)
def test_a_message_of_the_private_page_carries_a_name_only_where_one_person_holds_the_link(people, writer):
    inquiry = an_inquiry(participants=tuple(Participant(address, name) for address, name in people))
    found = web_submission("More.", inquiry=inquiry, key="a-key-0002", received_at=NOW)
    assert (found.name, found.addresses) == (("Ana Diaz", (writer,)) if writer else ("", ()))


def test_a_key_of_one_private_page_is_another_key_on_another():
    one, other = (
        web_submission("x", inquiry=an_inquiry(reference=reference), key="a-key-0002", received_at=NOW).source.key
        for reference in ("K7Q2-9FHQ", "5M0W-GD42")
    )
    assert one != other


@pytest.mark.parametrize(("text", "why"), [(" \n", "message_missing"), ("x" * 8_001, "message_too_long")])
def test_the_private_page_asks_for_a_message_of_fitting_length(text: str, why: str):
    with pytest.raises(Invalid) as caught:
        web_submission(text, inquiry=an_inquiry(), key="a-key-0002", received_at=NOW)
    assert caught.value.fields == {"message": why}
