"""What differs between two districts, in sentences that people who answer for it can read."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from chalicelib.adapters.codec import to_plain
from chalicelib.domain.clock import spoken
from chalicelib.domain.district import District

_CALLED = {
    "teams": "team",
    "staff": "person",
    "topics": "topic",
    "schools": "school",
    "ladders": "ladder",
    "calendars": "calendar",
    "macros": "macro",
    "outcomes": "outcome",
    "rules": "rule",
}
_TIMES = ("_seconds", "first_response", "next_response", "resolution")
_HOURS = ", digest"
_MANY = 5


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: what it is about, in words, and what it was and becomes; empty where it was not or is no more."""

    about: str
    before: str
    after: str

    def __str__(self) -> str:
        if not self.before:
            return f"{self.about}: now {self.after}"
        return f"{self.about}: {self.before} → {self.after}" if self.after else f"{self.about}: no longer {self.before}"


def changes(before: District, after: District) -> list[Change]:
    """In the order of the district's parts."""
    old, new = (_plain(one) for one in (before, after))
    found: list[Change] = []
    for part in dict.fromkeys((*old, *new)):
        was, becomes = old.get(part), new.get(part)
        if part in _CALLED:
            found += _things(_CALLED[part], _named(was), _named(becomes))
        elif part == "lexicon":
            found += _phrases(was or [], becomes or [])
        else:
            found += _values(part.replace("_", " "), was, becomes)
    if _order(old) != _order(new):
        found.append(Change("order of the routing rules", ", ".join(_order(old)), ", ".join(_order(new))))
    return found


def _plain(district: District) -> dict[str, Any]:
    plain: dict[str, Any] = to_plain(district)
    return {part: value for part, value in plain.items() if part != "version"}


def _order(plain: Mapping[str, Any]) -> list[str]:
    return [one["id"] for one in plain.get("rules", [])]


def _named(things: Any) -> dict[str, Any]:
    if isinstance(things, list):
        return {one["id"]: {name: value for name, value in one.items() if name != "id"} for one in things}
    return dict(things or {})


def _things(called: str, was: dict[str, Any], becomes: dict[str, Any]) -> Iterator[Change]:
    for key in dict.fromkeys((*was, *becomes)):
        about = f"{called} {key}"
        if key not in was:
            yield Change(about, "", "there")
        elif key not in becomes:
            yield Change(about, "there", "")
        else:
            yield from _values(about, was[key], becomes[key])


def _values(about: str, was: Any, becomes: Any) -> Iterator[Change]:
    if was == becomes:
        return
    if isinstance(was, dict) and isinstance(becomes, dict):
        for name in dict.fromkeys((*was, *becomes)):
            yield from _values(f"{about}, {name.replace('_', ' ')}", was.get(name), becomes.get(name))
    elif _words(was) and _words(becomes) and sorted(was or []) != sorted(becomes or []):
        yield from _rows(about, was or [], becomes or [])
    else:
        yield Change(about, _shown(about, was), _shown(about, becomes))


def _rows(about: str, was: list[str], becomes: list[str]) -> Iterator[Change]:
    gone, fresh = [one for one in was if one not in becomes], [one for one in becomes if one not in was]
    if gone:
        yield Change(about, _some(gone), "")
    if fresh:
        yield Change(about, "", _some(fresh))


def _phrases(was: list[Any], becomes: list[Any]) -> Iterator[Change]:
    """By language and tier, for the lexicon is long."""
    old, new = (_by_language(one) for one in (was, becomes))
    for group in dict.fromkeys((*old, *new)):
        yield from _rows(f"lexicon, {group}", old.get(group, []), new.get(group, []))


def _by_language(dangers: list[Any]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in dangers:
        found.setdefault(f"{one.get('language', '')} {one.get('tier', '')}", []).append(one["phrase"])
    return found


def _words(value: Any) -> bool:
    return value is None or (isinstance(value, list) and all(isinstance(one, str) for one in value))


def _some(words: list[str]) -> str:
    more = f" and {len(words) - _MANY} more" if len(words) > _MANY else ""
    return ", ".join(words[:_MANY]) + more


def _shown(about: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool) and about.replace(" ", "_").endswith(_TIMES):
        return spoken(value)
    if isinstance(value, int) and about.endswith(_HOURS):
        return f"{value // 60}:{value % 60:02}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return shown if len(shown) <= 120 else shown[:119] + "…"
