"""The catalogues say the same in every language, and the district may say it otherwise."""

import json
from pathlib import Path

import pytest

from chalicelib.channels.email.markers import OURS
from chalicelib.channels.outbound import TEMPLATES, catalogue
from chalicelib.channels.outbound.catalogue import built_in, built_in_languages, filled, placeholders, sentence

WHOLE = ("en", "es")
SPEAKABLE = {
    *(
        "by",
        "handed_why",
        "reveal_why",
        "find_code",
        "find_link",
        "name",
        "reference",
        "link",
        "staff_link",
        "topic",
        "team",
        "school",
        "excerpt",
        "text",
        "expected",
        "due",
    ),
    *(
        "waited",
        "told",
        "paged",
        "categories",
        "staff",
        "subject",
        "district",
        "tip_line",
        "who",
        "reason",
        "why_you",
        "holder",
        "code",
        "kept",
        "settle_due",
    ),
}
OTHER = {
    "closed_for",
    "explanation",
    "length",
    "start",
    "end",
    "files",
    "files_link",
    "files_most",
    "files_size",
    "time",
    "weekday",
    "month",
    "day",
    "year",
    "hour",
    "minute",
    "half",
    "count",
    "what",
    "when",
}


def _parts(template):
    return (*template.mail, *template.text, *template.short)


def test_english_and_spanish_are_built_in_and_what_arabic_pages_say():
    assert built_in_languages() == {*WHOLE, "ar"}
    assert {key.partition(".")[0] for key in built_in("ar")} == {"emergency", "field", "date", "derivation", "length"}


@pytest.mark.parametrize("language", sorted(built_in_languages() - {"en"}))
def test_every_language_has_the_same_keys_in_the_same_order(language):
    """One that is not whole has all of the groups that it has."""
    groups = {key.partition(".")[0] for key in built_in(language)}
    assert list(built_in(language)) == [key for key in built_in("en") if key.partition(".")[0] in groups]


@pytest.mark.parametrize("language", sorted(built_in_languages() - {"en"}))
def test_every_language_speaks_of_the_same_values(language):
    """But a single day needs no number."""
    for key, words in built_in(language).items():
        spoken = placeholders(built_in("en")[key])
        assert placeholders(words) == spoken or (key.endswith(".one") and not placeholders(words)), key


@pytest.mark.parametrize("language", sorted(built_in_languages()))
def test_no_sentence_speaks_of_a_value_nobody_fills(language):
    for key, words in built_in(language).items():
        assert placeholders(words) <= SPEAKABLE | OTHER, key
        assert words.count("{") == len(catalogue.PLACEHOLDER.findall(words)), key
        assert words.strip() == words, key
        assert words, key


@pytest.mark.parametrize("language", sorted(built_in_languages()))
def test_no_key_stands_twice_in_a_catalogue(language):
    path = Path(catalogue.__file__).parent / f"{language}.json"
    pairs = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=list)
    assert len(pairs) == len(dict(pairs))


def test_every_sentence_is_used_and_every_used_sentence_exists():
    used = {key for one in TEMPLATES.values() for key in (*one.subject, *(part.key for part in _parts(one)))}
    assert used <= set(built_in("en"))
    apart = (
        "date.",
        "field.",
        "derivation.",
        "length.",
        "why.",
        "who.",
        "told.",
        "reason.",
        "channel.",
        "kept.",
        "digest.",
        "marker",
    )
    assert {key for key in built_in("en") if not key.startswith(apart)} == used


def test_the_marker_is_one_that_the_mail_reader_cuts_at():
    for language in WHOLE:
        assert built_in(language)["marker"].strip("— ") in OURS


def test_a_districts_own_sentence_comes_first(make_district):
    district = make_district(texts={"en": {"greeting": "Dear {name},"}})
    assert sentence("greeting", "en", district) == "Dear {name},"
    assert sentence("greeting", "es", district) == "Hola, {name}:"


def test_a_language_without_a_sentence_falls_back_to_the_districts_first(make_district):
    assert sentence("greeting", "vi", make_district(languages=("es", "vi"))) == "Hola, {name}:"
    assert sentence("greeting", "vi") == "Hello {name},"


def test_a_sentence_that_nobody_wrote_is_an_error():
    with pytest.raises(KeyError):
        sentence("no.such", "en")


def test_values_are_put_in_once_and_literally():
    assert filled("{name} and {link}", {"name": "{link}", "link": "x"}) == "{link} and x"
    assert filled("{name.__class__} {0} {}", {"name": "x"}) == "{name.__class__} {0} {}"


def test_two_full_stops_do_not_meet():
    assert filled("By {time}.", {"time": "5 p. m."}) == "By 5 p. m."
