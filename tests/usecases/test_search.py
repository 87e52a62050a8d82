"""Search, for one person of the staff: what they may read, newest first, page after page."""

from dataclasses import replace
from datetime import timedelta
from functools import cache

import pytest
from builders import NOW, OTHER_REFERENCE, REFERENCE, a_closed_inquiry, a_deadline, a_district, a_message, an_inquiry
from fake_index import FakeIndex
from fake_store import FakeStore
from fakes import FakeRandomness
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.permissions import actor_of
from chalicelib.domain.search import KEYS
from chalicelib.domain.search_words import words_in
from chalicelib.usecases.index import refresh
from chalicelib.usecases.search import PAGE, search

DISTRICT = a_district()
_draw = FakeRandomness()


def an_index(*texts, page=250, **changes):
    """An inquiry a text, each opened a minute after the one before."""
    table = FakeIndex(FakeStore(), page=page)
    for at, text in enumerate(texts):
        add(table, text, opened_at=NOW + timedelta(minutes=at), **changes)
    return table


def add(table, text, **changes):
    given = {"reference": _draw.reference(), "subject": text, "participants": ()}
    inquiry = an_inquiry(**(given | changes))
    table.store.keep(inquiry, a_message(reference=inquiry.reference, text=text))
    refresh(inquiry.reference, (), index=table, store=table.store, whole=True)
    return inquiry


def found(table, text, who="lena", before=""):
    actor = actor_of(who, DISTRICT, at=NOW)
    return search(text, actor=actor, index=table, store=table.store, district=DISTRICT, before=before)


def subjects(results):
    return [one.subject for one in results.inquiries]


def all_pages(table, text, who="lena"):
    whole, after = [], ""
    for _ in range(100):
        results = found(table, text, who, after)
        whole += subjects(results)
        after = results.after
        if not after:
            return whole
    raise AssertionError("it never ends")


def test_the_newest_come_first_and_all_words_must_match():
    table = an_index("bus late", "bus early", "lunch late", "late again, the bus")
    assert subjects(found(table, "late bus")) == ["late again, the bus", "bus late"]


def test_the_beginning_of_a_word_is_enough():
    table = an_index("transportation", "transfer", "transparent")
    assert subjects(found(table, "Transp")) == ["transparent", "transportation"]


def test_accents_and_case_do_not_count():
    assert subjects(found(an_index("El autobús de PEÑA"), "AUTOBUS peña")) == ["El autobús de PEÑA"]


def test_a_reference_leads_to_its_inquiry_however_it_is_typed():
    table = an_index()
    add(table, "lunch", reference=REFERENCE)
    for typed in ("K7Q2-9FHQ", "k7q29fhq", " k7q2 9fhq ", "K7Q2-9F", "k7q2"):
        assert subjects(found(table, typed)) == ["lunch"], typed


def test_names_addresses_and_numbers_lead_to_their_inquiry():
    table = an_index()
    table.store.keep(an_inquiry(), a_message())
    refresh(REFERENCE, (), index=table, store=table.store, whole=True)
    for typed in ("diaz", "ana dia", "ana@example.com", "ANA@EXAMPLE.COM bus"):
        assert subjects(found(table, typed)) == ["Bus 12 is late"], typed
    assert subjects(found(table, "eve@example.com")) == []


def test_words_of_the_conversation_count_together_with_the_rest():
    assert subjects(found(an_index("bus"), "bus nobody")) == []
    table = an_index()
    inquiry = add(table, "bus")
    table.store.keep(a_message(id="9", reference=inquiry.reference, text="Nobody answered"))
    refresh(inquiry.reference, ("9",), index=table, store=table.store)
    assert subjects(found(table, "bus nobody")) == ["bus"]


def test_a_closed_one_is_found_too():
    table = an_index()
    closed = a_closed_inquiry(subject="lunch")
    table.store.keep(closed)
    refresh(closed.reference, (), index=table, store=table.store)
    assert subjects(found(table, "lunch")) == ["lunch"]


@pytest.mark.parametrize(("who", "sees"), [("ines", True), ("sofia", True), ("lena", True), ("kai", False)])
def test_somebody_finds_what_they_may_read_and_nothing_else(who, sees):
    table = an_index("the missing glove")
    results = found(table, "glove", who)
    assert subjects(results) == (["the missing glove"] if sees else [])
    assert found(table, "nothing of that kind", "kai") == found(table, "glove", "kai")


def test_a_private_one_is_for_those_named_on_it_alone():
    table = an_index()
    add(table, "bullying", team="care", topic="wellbeing", reference=REFERENCE)
    for typed in ("bullying", REFERENCE):
        assert [subjects(found(table, typed, who)) for who in ("kai", "lena", "ines")] == [["bullying"], [], []]
    add(table, "told", team="care", topic="wellbeing", reference=REFERENCE, deadline=a_deadline(told=("ines",)))
    assert subjects(found(table, "told", "ines")) == ["told"]


def test_what_lives_on_in_another_shows_that_other_once():
    table = an_index()
    add(table, "bus", reference=REFERENCE, merged=(OTHER_REFERENCE,))
    add(table, "bus too", reference=OTHER_REFERENCE, merged_into=REFERENCE)
    assert subjects(found(table, "bus")) == ["bus"]
    assert subjects(found(table, "too")) == ["bus"]
    assert subjects(found(table, "bus too")) == ["bus"]
    assert subjects(found(table, OTHER_REFERENCE)) == ["bus"]


def test_what_was_merged_before_the_index_heard_of_it_is_shown_itself():
    table = an_index()
    add(table, "bus", reference=REFERENCE)
    add(table, "too", reference=OTHER_REFERENCE)
    table.store.keep(an_inquiry(reference=OTHER_REFERENCE, subject="too", version=2, merged_into=REFERENCE))
    assert subjects(found(table, "too")) == ["too"]


def test_a_survivor_that_is_not_theirs_is_not_shown():
    table = an_index()
    add(table, "bus", reference=REFERENCE, team="care", topic="wellbeing")
    add(table, "too", reference=OTHER_REFERENCE, merged_into=REFERENCE)
    assert subjects(found(table, "too", "ines")) == []
    assert subjects(found(table, OTHER_REFERENCE, "ines")) == []


@pytest.mark.parametrize("text", ["", "   ", "the of", "¿?", "!", "a"])
def test_nothing_that_could_be_found_asks_for_more(text):
    results = found(an_index("bus"), text)
    assert (results.vague, results.inquiries) == (True, ())


def test_page_after_page_all_are_found_once():
    table = an_index(*(f"bus {at:03}" for at in range(3 * PAGE + 5)), page=40)
    whole = all_pages(table, "bus")
    assert whole == [f"bus {at:03}" for at in reversed(range(3 * PAGE + 5))]


@pytest.mark.parametrize("asked", ["bus zoe", "zoe bus", "transport zoe late"])
def test_a_rare_word_is_found_within_as_many_pages_as_there_are_words(asked):
    table = an_index("bus zoe transport late", *(f"bus transport late {at}" for at in range(700)))
    after = ""
    for _ in asked.split():
        results = found(table, asked, before=after)
        after = results.after
        if results.inquiries:
            break
    assert subjects(results) == ["bus zoe transport late"]


def test_words_that_only_the_record_tells_apart_are_told_apart():
    table = an_index("transportation closed", "transportation cloister", "transport closed", "transition cloth closed")
    assert subjects(found(table, "transp closed")) == ["transport closed", "transportation closed"]
    assert subjects(found(table, "transp clos")) == ["transport closed", "transportation closed"]
    assert subjects(found(table, "clo transit")) == ["transition cloth closed"]


def test_entries_written_before_there_were_sketches_are_found_all_the_same():
    table = an_index(*(f"bus late {at}" for at in range(60)), *(f"bus {at}" for at in range(60)))
    table.entries = {key: replace(entry, also=b"") for key, entry in table.entries.items()}
    assert all_pages(table, "bus late") == [f"bus late {at}" for at in reversed(range(60))]


@pytest.mark.parametrize(("text", "looked"), [("bus", KEYS), ("bus road", KEYS // 2)])
def test_more_than_one_look_takes_says_how_far_back_it_was(text, looked):
    others = [f"bus road {at}" for at in range(2 * KEYS + 10)]
    table = an_index("bus road ours", *others, page=1_000)
    for one in list(table.store.inquiries.values()):
        if one.subject != "bus road ours":
            table.store.keep(an_inquiry(reference=one.reference, subject=one.subject, team="care", version=2))
    first = found(table, text, "ines")
    assert subjects(first) == []
    assert first.back_to == NOW + timedelta(minutes=len(others) + 1 - looked)
    assert all_pages(table, text, "ines") == ["bus road ours"]


@cache
def a_crowd(many):
    """So many inquiries that say the same words; they are only looked at."""
    return an_index(*(f"bus late snow road 12 {at}" for at in range(many)))


@pytest.mark.parametrize("crowd", [100, pytest.param(3_000, marks=pytest.mark.slow)])
@pytest.mark.parametrize("asked", ["bus", "bus late", "bus late snow", "bus late snow road 12"])
def test_a_search_asks_the_same_of_the_table_whatever_it_holds_and_however_many_words_there_are(crowd, asked):
    table = a_crowd(crowd)
    table.asked.clear()
    assert len(subjects(found(table, asked))) == PAGE
    assert table.asked == {"newest": 1, "read": 1}


@pytest.mark.parametrize("cursor", ["~", "x~", "9~", "²~", "-1~zz", "1~", "~~~"])
def test_a_cursor_that_nobody_was_given_starts_somewhere_and_breaks_nothing(cursor):
    found(an_index("bus late"), "bus late", before=cursor)


_texts = st.lists(
    st.lists(st.sampled_from(["bus", "buses", "late", "zoe", "zoeller"]), min_size=1, max_size=4), max_size=25
)


@settings(max_examples=60, deadline=None)
@given(_texts, st.sampled_from(["bus", "bus late", "zoe", "zoel bus", "late zoe bus"]), st.integers(1, 6))
def test_pages_together_are_what_a_look_at_everything_finds(texts, asked, page):
    table = an_index(*(" ".join(words) for words in texts), page=page)
    expected = [
        " ".join(words)
        for words in reversed(texts)
        if all(any(word.startswith(one) for word in words) for one in words_in(asked))
    ]
    assert all_pages(table, asked) == expected
