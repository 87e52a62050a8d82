"""The gettext files: whole where a language is, in order for translators' programs, and read as Babel reads them."""

import re
from collections.abc import Mapping
from gettext import c2py
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from chalicelib.web.catalogues import DESK, FAMILY, FIRST, FOLDER, Catalogue, available, catalogue, entries

WHOLE = (("es", FAMILY), ("es", DESK), ("ar", FAMILY))
TEMPLATES = {domain: FOLDER / f"{domain}.pot" for domain in (FAMILY, DESK)}
TRANSLATED = sorted(FOLDER.glob("*/LC_MESSAGES/*.po"))
_PLACE = re.compile(r"\{(\w+)\}")
_named = pytest.mark.parametrize("path", TRANSLATED, ids=lambda path: f"{path.parts[-3]}-{path.stem}")


def _read(path: Path) -> Catalog:
    language = path.parts[-3] if path.suffix == ".po" else None
    return read_po(BytesIO(path.read_bytes()), locale=language, abort_invalid=True)


def _sentences(path: Path) -> dict[str, Message]:
    found = [message for message in _read(path) if message.id]
    assert len({message.context for message in found}) == len(found)
    return {message.context: message for message in found}


def _forms(words: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words)


def _places(words: str) -> set[str]:
    return set(_PLACE.findall(words))


@_named
def test_a_catalogue_has_the_template_s_sentences_in_its_order(path: Path):
    template = {key: one.id for key, one in _sentences(TEMPLATES[path.stem]).items()}
    assert list({key: one.id for key, one in _sentences(path).items()}.items()) == list(template.items())
    assert not _read(path).obsolete


@_named
def test_a_translation_speaks_of_the_same_values(path: Path):
    for key, one in _sentences(path).items():
        spoken = set().union(*map(_places, _forms(one.id)))
        for words in filter(None, _forms(one.string)):
            allowed = spoken if not one.pluralizable else spoken - {"count"}
            assert allowed <= _places(words) <= spoken, key


@_named
def test_babel_finds_nothing_wrong(path: Path):
    assert [(message.context, found) for message, found in _read(path).check()] == []


@pytest.mark.parametrize(("language", "domain"), WHOLE)
def test_no_sentence_is_missing_or_waits_to_be_looked_at(language: str, domain: str):
    sentences = _sentences(FOLDER / language / "LC_MESSAGES" / f"{domain}.po")
    assert [key for key, one in sentences.items() if one.fuzzy or not all(_forms(one.string))] == []


@pytest.mark.parametrize("path", [*TEMPLATES.values(), *TRANSLATED], ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_what_speaks_of_values_is_flagged_for_the_translators_programs(path: Path):
    for key, one in _sentences(path).items():
        assert ("python-brace-format" in one.flags) == any("{" in words for words in _forms(one.id)), key


def test_no_key_stands_in_both_domains():
    assert not set(_sentences(TEMPLATES[FAMILY])) & set(_sentences(TEMPLATES[DESK]))


@pytest.mark.parametrize("language", available())
def test_the_pages_read_what_babel_reads(language: str):
    expected: dict[str, tuple[str, ...]] = {}
    for domain, template in TEMPLATES.items():
        expected |= {key: _forms(one.id) for key, one in _sentences(template).items()}
        path = FOLDER / language / "LC_MESSAGES" / f"{domain}.po"
        for key, one in _sentences(path).items() if path.exists() else ():
            if all(_forms(one.string)) and not one.fuzzy:
                expected[key] = _forms(one.string)
    assert catalogue(language).sentences == expected


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ('msgctxt "a"\nmsgid "b"\nmsgstr "c"\n', {"msgctxt": "a", "msgid": "b", "msgstr": "c"}),
        ('msgid ""\n"long "\n"line"\nmsgstr ""', {"msgid": "long line", "msgstr": ""}),
        (r'msgid "\"q\" \\ \n"', {"msgid": '"q" \\ \n'}),
        ('# note\r\nmsgid "b"\r\nmsgstr "c"\r\n\r\n', {"msgid": "b", "msgstr": "c"}),
    ],
    ids=["plain", "in pieces", "escaped", "from Windows"],
)
def test_an_entry_is_read(said: str, read: Mapping[str, str]):
    assert list(entries(said)) == [read]


@pytest.mark.parametrize("said", ['#, fuzzy\nmsgid "b"\nmsgstr "c"', '#~ msgid "b"\n#~ msgstr "c"', "# alone\n\n\n"])
def test_what_is_fuzzy_or_obsolete_is_not_in_force(said: str):
    assert list(entries(said)) == []


def test_a_header_is_read_even_when_it_is_fuzzy():
    assert list(entries('#, fuzzy\nmsgid ""\nmsgstr "Language: vi\\n"')) == [{"msgid": "", "msgstr": "Language: vi\n"}]


@pytest.mark.parametrize(("count", "said"), [(0, "0 inquiries"), (1, "1 inquiry"), (2, "2 inquiries")])
def test_a_number_takes_its_plural_form(count: int, said: str):
    assert catalogue(FIRST).sentence("found", count).format(count=count) == said


def test_a_language_with_six_forms_uses_each():
    rule = "(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=0 && n%100<=2 ? 4 : 5)"
    arabic = Catalogue({"found": ("none", "one", "two", "few", "hundred", "many")}, c2py(rule))
    assert [arabic.sentence("found", count) for count in (0, 1, 2, 7, 100, 11)] == list(arabic.sentences["found"])
