"""Who is called in a note: by name or by id, whole words alone."""

import pytest
from district_builder import a_district

from chalicelib.domain.mentions import called
from chalicelib.domain.staff import Staff
from chalicelib.domain.words import Role

PEOPLE = (
    ("maya-ortiz", "Maya Ortiz"),
    ("maya", "Maya Lindgren"),
    ("tomas", "Tomás Reyes"),
    ("ana-1", "Ana"),
    ("ana-2", "Ana"),
)
STAFF = tuple(Staff(id_, name, (Role.AGENT,), mail=f"{id_}@schools.example.org") for id_, name in PEOPLE)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("@Maya Ortiz please look", ("maya-ortiz",)),
        ("@maya  ortiz, @TOMÁS REYES: look", ("maya-ortiz", "tomas")),
        ("(@maya-ortiz)", ("maya-ortiz",)),
        ("@maya look", ("maya",)),
        ("@Tomás Reyes @tomas", ("tomas",)),
        ("@Maya\nOrtiz", ("maya-ortiz",)),
        ("@Ana", ("ana-1", "ana-2")),
        ("@Maya Ortizo, @tomaso, @Anabel", ("maya",)),
        ("write to x@maya or @@maya", ()),
        ("Maya Ortiz", ()),
        ("@", ()),
    ],
)
def test_a_name_or_an_id_after_an_at_calls_its_person(text, who):
    assert set(called(text, a_district(staff=STAFF))) == set(who)
