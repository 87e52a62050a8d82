"""The timeline as staff read it: every event in words, with who and why."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chalicelib.domain.contact import AddressKind
from chalicelib.domain.district import District
from chalicelib.domain.events import Event, EventType
from chalicelib.domain.inquiry import Case, Participant, Send
from chalicelib.domain.topics import USUAL_OUTCOMES
from chalicelib.web.choices import topic_name
from chalicelib.web.languages import Words, own_name

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
_SPOKEN = {
    "kind": "clock",
    "rung": "rung",
    "priority": "priority",
    "status": "status",
    "channel": "channel",
    "template": "notice",
}
"""Part of a detail → how the sentences that say its values begin."""
_LONGEST = 160


@dataclass(frozen=True, slots=True)
class Entry:
    """`more` are facts of the event, for those who want to know exactly."""

    at: datetime
    key: str
    who: str
    more: str


def lines(
    case: Case, district: District, words: Words, date: Callable[[datetime], str], *, hidden: bool = False
) -> Iterator[Entry]:
    """Newest first. `date` says a moment in words. `hidden`: of the family's names and addresses none is told."""
    sends = {one.key: one for one in case.sends}
    for event in reversed(case.events):
        person = district.person(event.actor)
        who = person.name if person else "" if event.actor == "earshot" else event.actor
        send = sends.get(str(event.detail.get("send", "")))
        sent = _sent(send, case, district, words, hidden=hidden) if send else ""
        due = _due(event.detail, words, date)
        whom = _decided_on(event.detail, case, words, hidden=hidden)
        yield Entry(event.at, _key(event.type), who, _more(event, district, words, sent or whom, due))


def _key(kind: EventType) -> str:
    """The sentence that an event is called by."""
    return f"event_{kind.name.lower()}"


def _due(detail: Mapping[str, Any], words: Words, date: Callable[[datetime], str]) -> str:
    """Until when, and what moved it."""
    due, cause = detail.get("due_at"), detail.get("cause")
    until = words.say("trail_due", date=date(datetime.fromisoformat(due))) if due else ""
    return " · ".join(part for part in (until, words.say(_key(EventType(cause))) if cause else "") if part)


def _sent(send: Send, case: Case, district: District, words: Words, *, hidden: bool) -> str:
    """To whom, and by which way."""
    way = words.say("channel_email" if send.recipient.kind is AddressKind.EMAIL else "channel_sms")
    return words.say("sent_to", whom=_whom(send, case, district, words, hidden=hidden), way=way)


def _whom(send: Send, case: Case, district: District, words: Words, *, hidden: bool) -> str:
    if send.audience == "staff":
        person = district.person(send.staff)
        return person.name if person else send.staff or send.recipient.value
    known = case.inquiry.participant(send.recipient)
    return _of_the_family(known, words, hidden=hidden) if known or hidden else send.recipient.value


def _decided_on(detail: Mapping[str, Any], case: Case, words: Words, *, hidden: bool) -> str:
    """Who was let in; of whoever was not, nothing is kept but that it was so."""
    people = (one for one in case.inquiry.participants if one.address.key == detail.get("participant"))
    known = next(people, None)
    return _of_the_family(known, words, hidden=hidden) if known else ""


def _of_the_family(known: Participant | None, words: Words, *, hidden: bool) -> str:
    if hidden or known is None:
        return words.say("confidential_short")
    return f"{known.name}, {known.address.value}" if known.name else known.address.value


def _more(event: Event, district: District, words: Words, sent: str, due: str) -> str:
    told = [name for name in _TOLD if not (sent and name == "channel")]
    parts = (sent, *(_plain(event.detail, name, district, words) for name in told), due)
    text = " · ".join(part for part in parts if part)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _plain(detail: Mapping[str, Any], name: str, district: District, words: Words) -> str:
    value = detail.get(name)
    if not value:
        return ""
    parts = [value] if isinstance(value, str) else list(value) if isinstance(value, list | tuple) else [value]
    return ", ".join(_name(str(part), name, district, words) for part in parts)


def _name(value: str, name: str, district: District, words: Words) -> str:
    """What it is called at the desk; an id that nothing is known of any more, or a free text, stays as it is."""
    key = f"{_SPOKEN.get(name)}_{value}"
    if words.knows(key):
        return words.say(key)
    match name:
        case "to" | "assignee" | "rung":
            known = district.person(value)
            return known.name if known else value
        case "team":
            return district.team(value).name
        case "topic" if district.has_topic(value):
            return topic_name(district.topic(value), words.language)
        case "outcome":
            return _outcome(value, district, words)
    return own_name(value) if name == "language" else value.replace("_", " ")


def _outcome(value: str, district: District, words: Words) -> str:
    known = (one for one in district.outcomes or USUAL_OUTCOMES if one.id == value)
    return next((district.called(one.names, words.language) for one in known), value)
