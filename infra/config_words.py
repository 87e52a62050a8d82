"""Checks of words: names in every language, sentences that fit, phrases that can be found."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from difflib import get_close_matches

from chalicelib.channels.outbound.catalogue import built_in, placeholders
from chalicelib.domain.district import District
from chalicelib.web.catalogues import catalogue
from infra.config_lexicon import fault, groups_of, strange_groups, with_groups
from infra.config_read import Document, Route

_ALWAYS_SPEAKABLE = frozenset({"district", "tip_line"})


def languages_are_spoken(document: Document, district: District, _now: datetime) -> None:
    for topic in district.topics:
        for language in district.languages:
            if language not in topic.names:
                alike = next((one for one in topic.names if one.casefold() == language.casefold()), "")
                remedy = f"write `{alike}:` as `{language}:`, as under languages" if alike else f"add `{language}:`"
                document.problem(("topics", topic.id, "names"), f"{topic.id} has no name in {language}", remedy)
    for index, language in enumerate(district.languages):
        missing = set(built_in("en")) - set(built_in(language)) - set(district.texts.get(language, {}))
        if missing:
            some = ", ".join(sorted(missing)[:3])
            what = f"{len(missing)} sentences have no words in {language} ({some}, …)"
            document.problem(("languages", index), what, f"add them under texts, {language}")
    for language, own in district.texts.items():
        _texts_fit(document, language, own)


def _texts_fit(document: Document, language: str, own: Mapping[str, str]) -> None:
    known = {**built_in("en"), **{f"web.{key}": forms[-1] for key, forms in catalogue("en").sentences.items()}}
    for key, words in own.items():
        route = ("texts", language, key)
        if key not in known:
            document.problem(route, f"no sentence has the key {key}", nearest(key, known))
            continue
        allowed = placeholders(known[key]) | _ALWAYS_SPEAKABLE
        for name in sorted(placeholders(words) - allowed):
            speakable = ", ".join(f"{{{one}}}" for one in sorted(allowed))
            document.problem(route, f"{key} cannot speak of {{{name}}}", f"it knows {speakable}")


def words_can_be_found(document: Document, _district: District, _now: datetime) -> None:
    for key, topic in document.data.get("topics", {}).items():
        for route, word in _rows(("topics", key, "words"), topic.get("words", [])):
            if word and not re.fullmatch(r"\w+", word):
                document.problem(route, f"`{word}` is not a single word and routes nothing", "write single words")
    for language, categories in document.data.get("lexicon", {}).items():
        seen: dict[str, str] = {}
        for category, tiers in categories.items():
            for tier, phrases in tiers.items():
                if isinstance(phrases, list):
                    _phrases_can_be_found(document, ("lexicon", language, category, tier), phrases, seen)


def _phrases_can_be_found(document: Document, route: Route, phrases: list[object], seen: dict[str, str]) -> None:
    groups = groups_of(document.data)
    for where, phrase in _rows(route, phrases):
        wrong = fault(with_groups(phrase, groups)) if phrase else ""
        if wrong:
            document.problem(
                where, f"`{phrase}` can never be found: it {wrong}", "write words between blanks; * only ends a word"
            )
        for name in strange_groups(phrase, document.data) if phrase else ():
            remedy = nearest(name, document.data.get("groups", {}))
            document.problem(where, f"`{phrase}` names no group {name}", f"{remedy}; write words in small letters")
        if phrase and phrase in seen and "misspelt" not in route:
            document.problem(where, f"`{phrase}` stands under {seen[phrase]} already", "keep one of the two")
        if "misspelt" not in route:
            seen.setdefault(phrase, ", ".join(map(str, route[2:])))


def _rows(route: Route, rows: Iterable[object]) -> list[tuple[Route, str]]:
    """Each word with where it was written."""
    found: list[tuple[Route, str]] = []
    for index, row in enumerate(rows):
        inner = enumerate(row) if isinstance(row, list) else None
        found += [((*route, index, at), word) for at, word in inner] if inner else [((*route, index), str(row))]
    return found


def nearest(name: str, names: Iterable[str]) -> str:
    close = get_close_matches(name, list(names), n=1)
    return f"did you mean `{close[0]}`?" if close else f"known are {', '.join(sorted(names)[:12]) or 'none yet'}"
