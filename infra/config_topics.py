"""Forms, frequent questions, macros and outcomes: from the document to the domain, and whether every language has words."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from chalicelib.channels.outbound.catalogue import placeholders
from chalicelib.domain.district import District
from chalicelib.domain.topics import MACRO_NAMES, Ending, Field, FieldKind, Macro, Question
from infra.config_read import Document, Route
from infra.config_words import nearest


def fields(sections: Mapping[str, Any]) -> Iterator[Field]:
    for key, one in sections.items():
        yield Field(
            id=key,
            kind=FieldKind(one["kind"]) if one.get("kind") in set(FieldKind) else FieldKind.TEXT,
            labels=one.get("labels", {}),
            required=one.get("required", False),
            help=one.get("help", {}),
            choices=one.get("choices", {}),
        )


def questions(rows: list[Mapping[str, Any]]) -> Iterator[Question]:
    for one in rows:
        yield Question(question=one.get("question", {}), answer=one.get("answer", {}))


def macros(sections: Mapping[str, Any]) -> Iterator[Macro]:
    for key, one in sections.items():
        yield Macro(key, one.get("names", {}), one.get("texts", {}), tuple(one.get("topics", ())))


def outcomes(sections: Mapping[str, Any]) -> Iterator[Ending]:
    for key, one in sections.items():
        yield Ending(key, one.get("names", {}), one.get("critical", False), tuple(one.get("topics", ())))


def topics_have_their_words(document: Document, district: District, _now: datetime) -> None:
    data = document.data
    for key, topic in data.get("topics", {}).items():
        for name, one in topic.get("fields", {}).items():
            _field(document, ("topics", key, "fields", name), one, district)
        for index, one in enumerate(topic.get("faq", ())):
            for part in ("question", "answer"):
                _every_language(document, ("topics", key, "faq", index, part), one.get(part, {}), district)
    for section in ("macros", "outcomes"):
        for key, one in data.get(section, {}).items():
            _every_language(document, (section, key, "names"), one.get("names", {}), district)
            for index, topic in enumerate(one.get("topics", ())):
                if topic not in data.get("topics", {}):
                    remedy = nearest(topic, data.get("topics", {}))
                    document.problem((section, key, "topics", index), f"no topic `{topic}`", remedy)
    for key, one in data.get("macros", {}).items():
        _every_language(document, ("macros", key, "texts"), one.get("texts", {}), district)
        _speaks_of_what_it_knows(document, ("macros", key, "texts"), one.get("texts", {}))
    _critical_ones_can_end(document, district)


def owners_have_a_fallback(document: Document, district: District, _now: datetime) -> None:
    teams = document.data.get("teams", {})
    for topic in district.topics:
        route: Route = ("topics", topic.id, "fallback")
        if topic.fallback and topic.fallback not in teams:
            document.problem(route, f"no team `{topic.fallback}`", nearest(topic.fallback, teams))
        elif topic.fallback and topic.fallback == topic.team:
            document.problem(route, f"{topic.id} falls back to its own team", "name another team")


def _field(document: Document, route: Route, one: Mapping[str, Any], district: District) -> None:
    _every_language(document, (*route, "labels"), one.get("labels", {}), district)
    if one.get("help"):
        _every_language(document, (*route, "help"), one["help"], district)
    choices = one.get("choices", {})
    if one.get("kind") == FieldKind.CHOICE and len(choices) < 2:
        document.problem(route, f"{route[-1]} leaves nothing to choose", "give it two choices or more")
    if one.get("kind") in set(FieldKind) - {FieldKind.CHOICE} and choices:
        document.problem((*route, "choices"), f"{route[-1]} is no choice", "write `kind: choice`, or take them away")
    for name, labels in choices.items():
        _every_language(document, (*route, "choices", name), labels, district)


def _every_language(document: Document, route: Route, words: Mapping[str, str], district: District) -> None:
    missing = [language for language in district.languages if language not in words]
    if missing and words:
        name = ".".join(map(str, route))
        document.problem(route, f"{name} has no words in {', '.join(missing)}", f"add `{missing[0]}:`")


def _speaks_of_what_it_knows(document: Document, route: Route, texts: Mapping[str, str]) -> None:
    for language, words in texts.items():
        for name in sorted(placeholders(words) - MACRO_NAMES):
            speakable = ", ".join(f"{{{one}}}" for one in sorted(MACRO_NAMES))
            document.problem((*route, language), f"a macro cannot speak of {{{name}}}", f"it knows {speakable}")


def _critical_ones_can_end(document: Document, district: District) -> None:
    if not district.outcomes:
        return
    for topic in district.topics:
        if not district.outcomes_of(topic.id, critical=True):
            what = f"no outcome closes a critical inquiry about {topic.id}"
            document.problem(("outcomes",), what, "mark one for it with `critical: true`")
