"""The timeline as staff read it: every event in words, with who and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chalicelib.domain.district import District
from chalicelib.domain.events import Event
from chalicelib.domain.inquiry import Case

_TOLD = (
    "why",
    "to",
    "kind",
    "rung",
    "topic",
    "team",
    "assignee",
    "priority",
    "status",
    "outcome",
    "template",
    "channel",
    "hits",
    "held",
    "language",
    "score",
    "before",
)
"""Parts of an event's detail that say something to a person, in the order they are read."""
_LONGEST = 160


@dataclass(frozen=True, slots=True)
class Entry:
    """`more` are facts of the event, for those who want to know exactly."""

    at: datetime
    key: str
    who: str
    more: str


def lines(case: Case, district: District) -> Iterator[Entry]:
    """Newest first."""
    for event in reversed(case.events):
        person = district.person(event.actor)
        who = person.name if person else "" if event.actor == "earshot" else event.actor
        yield Entry(event.at, f"event_{event.type.name.lower()}", who, _more(event, district))


def _more(event: Event, district: District) -> str:
    found = (_plain(event.detail, name, district) for name in _TOLD)
    text = " · ".join(part for part in found if part)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _plain(detail: Mapping[str, Any], name: str, district: District) -> str:
    value = detail.get(name)
    if not value:
        return ""
    parts = [value] if isinstance(value, str) else list(value) if isinstance(value, list | tuple) else [value]
    return ", ".join(_name(str(part), name, district) for part in parts)


def _name(value: str, name: str, district: District) -> str:
    """People, teams and topics by their names."""
    if name in {"to", "assignee"}:
        person = district.person(value)
        return person.name if person else value
    return district.team(value).name if name == "team" else value.replace("_", " ")
