import json

import pytest
from click.testing import CliRunner

from infra.safety import safety


def test_a_line_that_is_none_is_named_and_the_others_are_still_scanned():
    lines = '{"id": "a", "text": "i want to die"}\nbad\n{"id": "b", "text": "the bus is late"}\n'
    ran = CliRunner().invoke(safety, ["scan", "-"], input=lines)
    rows = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [(row["id"], row["tier"]) for row in rows] == [("a", "page"), ("b", "none")]
    assert set(rows[0]["hits"][0]) == {"category", "language", "matched", "softened_by"}
    assert ran.exit_code == 1
    assert "line 2" in ran.stderr


def test_what_several_phrases_hear_in_the_same_words_is_told_once():
    line = json.dumps({"id": "1", "text": "He hits me every night and I am scared to go home"})
    hits = json.loads(CliRunner().invoke(safety, ["scan", "-"], input=line).output)["hits"]
    told = [tuple(hit.values()) for hit in hits]
    assert ("abuse", "en", "scared to go home", "") in told
    assert len(told) == len(set(told))


@pytest.mark.parametrize(
    ("said", "at_least"),
    [
        ("my dad is going to kill me", "urgent"),
        ("he had a plastic knife and said he will stab her", "page"),
        ("he hit the wall and then hit me", "urgent"),
        ("i want to die laughing at that video, but i do want to die", "page"),
        ("the flu shot is due. my son says he will shoot everyone", "page"),
    ],
)
def test_a_harmless_reading_beside_a_danger_silences_nothing(said, at_least):
    ran = CliRunner().invoke(safety, ["scan", "-"], input=json.dumps({"id": "1", "text": said}))
    heard = json.loads(ran.output)["tier"]
    assert heard in {"urgent": ("urgent", "page"), "page": ("page",)}[at_least]


@pytest.mark.parametrize(
    "said", ["my flu shot form", "the play was killer", "dead battery again", "They called me again."]
)
def test_a_word_that_is_harmless_where_it_stands_is_no_danger(said):
    ran = CliRunner().invoke(safety, ["scan", "-"], input=json.dumps({"id": "1", "text": said}))
    assert json.loads(ran.output)["tier"] == "none"
