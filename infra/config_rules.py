"""Routing rules: from the document to the domain, names that lead somewhere, rules that nothing ever comes to."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from chalicelib.domain.district import District
from chalicelib.domain.rules import KINDS, ROUND_ROBIN, Condition, Rule
from chalicelib.domain.words import Priority
from infra.config_hours import check_hours, shifts
from infra.config_read import Document, Route
from infra.config_words import nearest

_GROUPS = ("all", "any")


def rules(sections: Mapping[str, Any]) -> Iterator[Rule]:
    for key, one in sections.items():
        then = one.get("then", {})
        yield Rule(
            id=key,
            when=condition(one.get("when", {})),
            note=one.get("note", ""),
            goes_on=one.get("match") == "all",
            topic=then.get("topic", ""),
            team=then.get("team", ""),
            assignee=then.get("assignee", ""),
            priority=Priority(then["priority"]) if then.get("priority") in set(Priority) else None,
            tags=tuple(then.get("tags", ())),
        )


def condition(when: Mapping[str, Any]) -> Condition:
    """All that is written side by side must hold; of a list, one."""
    return Condition("all", parts=tuple(_part(kind, value) for kind, value in when.items() if kind in KINDS))


def _part(kind: str, value: Any) -> Condition:
    if kind in _GROUPS:
        return Condition(kind, parts=tuple(map(condition, value)))
    if kind == "not":
        return Condition(kind, parts=(condition(value),))
    if kind == "during":
        return Condition(kind, spans=shifts(value))
    if kind == "time":
        return Condition(kind, values=(str(value),))
    if kind == "sender":
        return Condition(kind, values=tuple(str(one).casefold() for one in value))
    return Condition(kind, values=tuple(map(str, value)))


def rules_lead_somewhere(document: Document, district: District, _now: datetime) -> None:
    data = document.data
    known = {"topic": data.get("topics", {}), "team": data.get("teams", {}), "school": data.get("schools", {})}
    known["assignee"] = {ROUND_ROBIN: None} | data.get("staff", {})
    for key, rule in data.get("rules", {}).items():
        then = rule.get("then", {})
        for name in known.keys() & then.keys():
            _known(document, ("rules", key, "then", name), then[name], name, known)
        _conditions_lead_somewhere(document, ("rules", key, "when"), rule.get("when", {}), known)
    _rules_are_reached(document, district.rules)


def _conditions_lead_somewhere(document: Document, route: Route, when: Any, known: Mapping[str, Any]) -> None:
    for kind, value in when.items():
        here = (*route, kind)
        if kind in _GROUPS:
            for index, part in enumerate(value):
                _conditions_lead_somewhere(document, (*here, index), part, known)
        elif kind == "not":
            _conditions_lead_somewhere(document, here, value, known)
        elif kind == "during":
            check_hours(document, here, value)
        elif kind in {"topic", "school"}:
            for index, name in enumerate(value):
                _known(document, (*here, index), name, kind, known)


def _known(document: Document, route: Route, name: str, kind: str, known: Mapping[str, Any]) -> None:
    if name and name not in known[kind]:
        called = "person" if kind == "assignee" else kind
        document.problem(route, f"no {called} `{name}`", nearest(name, known[kind]))


def _rules_are_reached(document: Document, ordered: tuple[Rule, ...]) -> None:
    """Warns of each rule that an earlier one always ends before."""
    for at, rule in enumerate(ordered):
        for index, earlier in enumerate(ordered[:at]):
            moved = any(between.topic for between in ordered[index + 1 : at])
            if not earlier.goes_on and not moved and covers(earlier.when, rule.when):
                what = f"nothing ever comes to rule {rule.id}: {earlier.id} above it ends the list for all of it"
                document.warn(("rules", rule.id), what, f"put it above {earlier.id}, or give that `match: all`")
                break


def covers(wide: Condition, narrow: Condition) -> bool:
    """Whether `wide` surely holds whenever `narrow` does. Both are an `all`."""
    return all(any(_implied(one, other) for other in narrow.parts) for one in wide.parts)


def _implied(wide: Condition, narrow: Condition) -> bool:
    if wide == narrow:
        return True
    return bool(wide.values) and wide.kind == narrow.kind and set(narrow.values) <= set(wide.values)
