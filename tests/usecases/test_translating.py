"""What a message of a family says in another language, as staff write it for colleagues."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import NOW, OTHER_REFERENCE, REFERENCE, a_message, an_inquiry
from fakes import Office

from chalicelib.adapters.items import message_item, read_message
from chalicelib.domain.consequences import consequences
from chalicelib.domain.errors import Invalid
from chalicelib.domain.events import EventType
from chalicelib.domain.inquiry import Translation
from chalicelib.domain.revealing import concealed
from chalicelib.domain.wishes import Translate
from chalicelib.domain.words import Direction
from chalicelib.usecases.handle import handle
from chalicelib.usecases.matters import merge

SAID = a_message(id="m-1", text="¿Dónde está el autobús?", language="es")
WORDS = "Where is the bus?"


@pytest.fixture
def office():
    found = Office()
    found.store.keep(an_inquiry(language="es"), SAID)
    return found


def wants(office, text=WORDS, *, message="m-1", language="en", who="ines"):
    return handle(REFERENCE, Translate(message, language, text), actor=office.actor(who), at=office.counter)


def kept(office, message="m-1"):
    (found,) = [one for one in office.store.case(REFERENCE).messages if one.id == message]
    return found.translations


def test_it_is_kept_beside_the_message_with_who_and_when(office):
    wants(office)
    (only,) = kept(office)
    assert (only.language, only.text, only.author) == ("en", WORDS, "ines")
    assert only.at >= NOW
    assert office.store.messages[REFERENCE, "m-1"].text == SAID.text


def test_the_timeline_says_so_and_nothing_follows_from_it(office):
    wants(office)
    (told,) = office.store.told(REFERENCE, EventType.MESSAGE_TRANSLATED)
    assert (told.actor, told.detail["message"], told.detail["language"]) == ("ines", "m-1", "en")
    assert WORDS not in str(told.detail), "what is in an event goes to the district's other systems"
    assert consequences(told) == ()


def test_the_same_again_changes_nothing_and_a_better_one_takes_its_place(office):
    for _ in range(2):
        wants(office)
    assert len(office.store.told(REFERENCE, EventType.MESSAGE_TRANSLATED)) == 1
    office.clock.advance(timedelta(minutes=1))
    wants(office, "Where is the school bus?", who="omar")
    wants(office, "¿Dónde está el bus?", language="es")
    assert [(one.language, one.text, one.author) for one in kept(office)] == [
        ("en", "Where is the school bus?", "omar"),
        ("es", "¿Dónde está el bus?", "ines"),
    ]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"text": "  "}, "no_translation"),
        ({"text": "x" * 20_001}, "too_long"),
        ({"language": "tlh"}, "language_unknown"),
        ({"message": "m-7"}, "no_such_message"),
        ({"message": "note"}, "no_such_message"),
        ({"message": "ours"}, "no_such_message"),
        ({"message": "gone"}, "no_such_message"),
    ],
)
def test_what_cannot_be_kept_says_why(office, changes, why):
    office.store.keep(
        a_message(id="note", direction=Direction.NOTE, sender=None),
        a_message(id="ours", direction=Direction.OUTBOUND, sender=None),
        a_message(id="gone", split_into=OTHER_REFERENCE),
    )
    with pytest.raises(Invalid) as wrong:
        wants(office, **changes)
    assert next(iter(wrong.value.fields.values())) == why


def test_two_at_once_are_both_kept(office):
    office.store.interfere.append(lambda: wants(office, "¿Dónde está el bus?", language="es", who="omar"))
    wants(office)
    assert {one.language for one in kept(office)} == {"en", "es"}


def test_a_message_that_came_along_with_a_merge_can_be_translated(office):
    office.store.keep(an_inquiry(reference=OTHER_REFERENCE), a_message(id="m-2", reference=OTHER_REFERENCE))
    merge(OTHER_REFERENCE, REFERENCE, actor=office.actor("ines"), why="one family", at=office.counter)
    wants(office, message="m-2")
    assert office.store.messages[OTHER_REFERENCE, "m-2"].translations[0].text == WORDS


def test_of_a_confidential_one_names_are_hidden_there_too(office):
    office.store.keep(an_inquiry(confidential=True, version=2))
    wants(office, "Ana Diaz asks where the bus is.")
    (shown,) = concealed(office.store.case(REFERENCE)).messages
    assert shown.translations[0].text == "… asks where the bus is."


def test_it_comes_back_from_the_table_as_it_went():
    message = replace(SAID, translations=(Translation("en", WORDS, "ines", NOW),))
    assert read_message(message_item(message)) == message
