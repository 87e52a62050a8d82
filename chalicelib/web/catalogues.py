"""The pages' sentences, read from the gettext files that translators keep: `translations/family.pot` and `desk.pot` hold the
English, `translations/LANGUAGE/LC_MESSAGES/` the others. Format: gettext manual, "The Format of PO Files".

Read as they are, without a compiled copy that could be older than they: 2 ms when the first page in a language is asked for.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from gettext import c2py
from pathlib import Path

FOLDER = Path(__file__).parent / "translations"
FAMILY, DESK = "family", "desk"
FIRST = "en"
_PLURAL = re.compile(r"plural=([^;]+)")
_ENGLISH_PLURAL = "n != 1"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Each sentence by its key, the gettext context, in the plural forms of its language; `form` tells which of them a
    number takes."""

    sentences: Mapping[str, tuple[str, ...]]
    form: Callable[[int], int]

    def sentence(self, key: str, count: object = None) -> str:
        """Raises KeyError for a key no catalogue has."""
        forms = self.sentences[key]
        number = self.form(count) if isinstance(count, int) else 0
        return forms[min(number, len(forms) - 1)]


@cache
def available(domain: str = FAMILY) -> tuple[str, ...]:
    """The languages that the pages of that domain are written in."""
    return tuple(sorted({FIRST, *(path.parts[-3] for path in FOLDER.glob(f"*/LC_MESSAGES/{domain}.po"))}))


@cache
def catalogue(language: str) -> Catalogue:
    """Both domains. What has no translation yet, or one that waits to be looked at, is said in English."""
    first = _read(FIRST)
    own = _read(language) if language != FIRST else first
    filled = {key: forms for key, forms in own.sentences.items() if all(forms)}
    return Catalogue(dict(first.sentences) | filled, own.form)


def _read(language: str) -> Catalogue:
    sentences: dict[str, tuple[str, ...]] = {}
    plural = _ENGLISH_PLURAL
    for domain in (FAMILY, DESK):
        path = FOLDER / f"{domain}.pot" if language == FIRST else FOLDER / language / "LC_MESSAGES" / f"{domain}.po"
        for entry in entries(path.read_text("utf-8")) if path.exists() else ():
            stated = _PLURAL.search(entry.get("msgstr", "")) if not entry["msgid"] else None
            plural = stated[1].strip() if stated else plural
            if entry["msgid"]:
                sentences[entry["msgctxt"]] = _forms(entry, language)
    return Catalogue(sentences, c2py(plural))


def entries(text: str) -> Iterator[Mapping[str, str]]:
    """The entries that are in force, each as its fields: `msgctxt`, `msgid`, `msgstr` or `msgstr[0]` …"""
    fields: dict[str, str] = {}
    name, fuzzy = "", False
    for line in (*text.splitlines(), ""):
        if line.startswith("msg"):
            name, _, piece = line.partition(" ")
            fields[name] = _unquoted(piece)
        elif line.startswith('"'):
            fields[name] += _unquoted(line)
        elif line.startswith("#,"):
            fuzzy = "fuzzy" in line
        elif not line.strip():
            if fields and not (fuzzy and fields["msgid"]):
                yield fields
            fields, fuzzy = {}, False


def _forms(entry: Mapping[str, str], language: str) -> tuple[str, ...]:
    if language == FIRST:
        return tuple(entry[name] for name in ("msgid", "msgid_plural") if name in entry)
    return tuple(words for name, words in entry.items() if name.startswith("msgstr"))


def _unquoted(piece: str) -> str:
    """A quoted string of C; its escapes that occur in sentences are those of JSON."""
    piece = piece.strip()
    return str(json.loads(piece)) if "\\" in piece else piece[1:-1]
