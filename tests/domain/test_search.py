"""Entries of an inquiry, and where the entries of several words meet."""

from datetime import timedelta

import pytest
from builders import NOW, a_message, an_inquiry, mail_address, phone_number
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.inquiry import Attachment, Detail, Participant
from chalicelib.domain.search import (
    KEYS,
    MOST_BESIDE,
    MOST_OF_ALL,
    MOST_OF_FILES,
    MOST_OF_ONE,
    Candidate,
    Entry,
    Indexed,
    at_once,
    begins,
    candidates,
    indexed,
    key_asked,
    keys_of,
    place_of,
    reference_at,
    said_in,
    wanted,
)
from chalicelib.domain.search_words import words_in
from chalicelib.domain.sketches import sketch


def words_of(**changes):
    return set(indexed(Indexed("R"), an_inquiry(**changes), ()).about)


def test_an_inquiry_is_found_by_its_reference_its_subject_and_its_people():
    people = (Participant(mail_address(), "Ana Díaz"), Participant(phone_number()))
    assert words_of(participants=people) == {
        *("k7q29fhq", "bus", "12", "late"),
        *("ana", "diaz", "ana@example.com"),
        *("2025550143", "5550143", "0143"),
    }


def test_nobody_finds_an_anonymous_one_by_a_name():
    assert words_of(anonymous=True) == {"k7q29fhq", "bus", "12", "late"}


def test_it_is_found_by_its_tags_and_by_what_was_answered_to_its_topics_fields():
    answers = (Detail("bus", "stop", "Alder Street 7"), Detail("bus", "daily", "yes"), Detail("bus", "way", "morning"))
    found = words_of(tags=("snow day", "urgente"), details=answers)
    assert {"snow", "day", "urgente", "alder", "street", "7"} <= found
    assert "yes" not in found


def test_tags_and_answers_have_a_most_number_of_words_too():
    answers = tuple(Detail("bus", f"f{at}", f"word{at} more{at}") for at in range(100))
    assert len(words_of(details=answers)) == len(words_of()) + MOST_BESIDE


def test_of_a_confidential_one_no_word_of_a_name_or_address_is_kept_wherever_it_stands():
    given = {
        "confidential": True,
        "subject": "Bus 12, Ana Diaz",
        "participants": (Participant(mail_address(), "Ana Díaz"), Participant(phone_number(), "")),
        "tags": ("diaz family", "snow"),
        "details": (Detail("bus", "who", "Diaz, 202 555 0143"),),
    }
    said = words_in("Please help. ana@example.com, (202) 555-0143, or ask Quimby.")
    found = indexed(Indexed("R"), an_inquiry(**given), said, names=("Zelda Quimby",))
    assert set(found.words) == {"k7q29fhq", "bus", "12", "family", "snow", "help", "ask"}


def test_whoever_was_not_let_in_is_no_way_to_it():
    assert "eve" not in words_of(participants=(Participant(mail_address("eve@example.com"), "Eve", refused=True),))


def test_a_machines_words_and_what_is_told_elsewhere_are_not_kept():
    assert said_in(a_message(automatic=True)) == ()
    assert said_in(a_message(split_into="5M0W-GD42")) == ()
    assert said_in(a_message(text="Snow tomorrow?\n> the bus was late", visible="Snow tomorrow?")) == (
        "snow",
        "tomorrow",
    )


def test_a_message_is_found_by_the_names_of_its_files():
    files = ("Bus_pass 2026.PDF", "scan", "x.snow.jpg")
    message = a_message(text="See this.", attachments=tuple(Attachment(one, "", 1) for one in files))
    assert said_in(message) == ("see", "bus", "pass", "2026", "scan", "snow")
    logo = Attachment("image001.png", "image/png", 1, inline=True)
    assert said_in(a_message(text="See", attachments=(logo,))) == ("see",)
    many = tuple(Attachment(f"word{at}.pdf", "", 1) for at in range(100))
    assert len(said_in(a_message(text="See", attachments=many))) == 1 + MOST_OF_FILES


def test_one_message_and_one_inquiry_have_a_most_number_of_words():
    long = a_message(text=" ".join(f"word{at}" for at in range(500)))
    assert len(said_in(long)) == MOST_OF_ONE
    whole = indexed(Indexed("R"), an_inquiry(), [f"word{at}" for at in range(500)])
    assert len(whole.words) == MOST_OF_ALL


@pytest.mark.parametrize(
    ("word", "keys"),
    [("12", ("12",)), ("bus", ("bus",)), ("late", ("lat",)), ("school", ("sch", "schoo")), ("2025550143", ("20255",))],
)
def test_a_word_stands_under_its_beginning(word, keys):
    assert keys_of(word) == keys


@given(st.text(alphabet="abc12", min_size=1, max_size=9), st.integers(1, 9))
def test_whatever_beginning_is_typed_is_where_the_word_stands(word, length):
    asked = word[:length]
    if begins(asked, (word,)) and not (word.isdecimal() and len(word) > 4 and len(asked) < 5):
        assert key_asked(asked) in keys_of(word)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("bus buses", ("buses",)),
        ("Ana Díaz snow", ("diaz", "snow", "ana")),
        ("202-555-0143", ("2025550143",)),
        ("k7q2-9f", ("k7q29f",)),
        ("the of", ()),
        ("one1 three333 four4444 five55555", ("five55555", "three333", "four4444", "one1")),
    ],
)
def test_what_is_asked_is_the_most_telling_words_first(text, asked):
    assert wanted(text) == asked


def an_entry(place, *words, also=("bus", "lat", "roa"), **changes):
    return Entry(place, words or ("bus",), sketch(also) if also else b"", **changes)


def test_one_word_is_settled_by_its_entries():
    entries = (an_entry("d", "bus"), an_entry("c", "busy"), an_entry("b", "business", into="5M0W-GD42"))
    assert candidates("busi", ["busi"], entries) == (Candidate("b", "5M0W-GD42"),)
    assert [one.place for one in candidates("bus", ["bus"], entries)] == ["d", "c", "b"]


def test_of_several_words_those_remain_whose_sketch_does_not_deny_them_and_their_records_are_asked():
    entries = (an_entry("d"), an_entry("c", also=("bus", "roa")), an_entry("b", also=()))
    assert candidates("bus", ["late", "bus"], entries) == (
        Candidate("d", left=("late",)),
        Candidate("b", left=("late",)),
    )


def test_words_that_stand_under_one_key_are_settled_by_its_entries():
    entries = (an_entry("d", "transportation"), an_entry("c", "transportation", "transfer"))
    both = ["transportation", "transfer"]
    assert candidates(both[0], both, entries) == (Candidate("c"),)


def test_as_many_are_read_as_one_call_takes():
    plain = tuple(Candidate(f"{at:03}") for at in range(150))
    assert at_once(plain) == plain[:KEYS]
    asked = tuple(Candidate(f"{at:03}", "5M0W-GD42", ("late",)) for at in range(150))
    assert at_once(asked) == asked[: KEYS // 3]


def test_places_sort_by_opening():
    earlier, later = place_of(NOW, "Z-1"), place_of(NOW + timedelta(seconds=1), "A-1")
    assert earlier < later
    assert reference_at(later) == "A-1"
