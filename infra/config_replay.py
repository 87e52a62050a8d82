"""Replays a stored inquiry through a draft of the configuration: what would be decided otherwise, and by which rule."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.commit import Commit, Stamp
from chalicelib.domain.district import District
from chalicelib.domain.events import Event, EventType
from chalicelib.domain.inquiry import Case, Message
from chalicelib.domain.intake import intake
from chalicelib.domain.routing import CHOSEN
from chalicelib.domain.submission import Source, Submission
from chalicelib.domain.threads import Found
from chalicelib.domain.words import Channel, Direction

_OPENINGS = (EventType.INQUIRY_OPENED, EventType.INQUIRY_HELD)
_DECIDED = ("topic", "team", "priority", "assignee")


@dataclass(frozen=True, slots=True)
class Difference:
    """`what` is `topic`, `team`, `priority`, `assignee`, or a deadline's kind with `_due`; moments are ISO 8601 in UTC."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Replayed:
    """`why` and `rules` are the draft's."""

    reference: str
    opened_at: datetime
    subject: str
    decided_under: str
    differences: tuple[Difference, ...]
    why: str
    rules: tuple[str, ...]


def replay(case: Case, draft: District) -> Replayed | None:
    """None for an inquiry that no routing opened (one that was split off) or whose first message is gone. It is compared
    with what was decided when it came, not with what people made of it since."""
    opening = next((event for event in case.events if event.type in _OPENINGS and "why" in event.detail), None)
    first = _first(case, opening) if opening else None
    if opening is None or first is None:
        return None
    stamp = Stamp(opening.at, "draft")
    plan = intake(_submission(case, first, opening), Found(), draft, stamp=stamp, new_reference=case.inquiry.reference)
    anew = next(event for event in plan.commit.events if event.type in _OPENINGS)
    return Replayed(
        reference=case.inquiry.reference,
        opened_at=case.inquiry.opened_at,
        subject=case.inquiry.subject,
        decided_under=case.inquiry.decided_under,
        differences=tuple(_differences(case, opening, plan.commit, anew)),
        why=str(anew.detail["why"]),
        rules=tuple(anew.detail.get("rules", ())),
    )


def _first(case: Case, opening: Event) -> Message | None:
    wanted = opening.detail.get("message")
    return next((one for one in case.messages if one.id == wanted and one.direction is Direction.INBOUND), None)


def _submission(case: Case, first: Message, opening: Event) -> Submission:
    """As far as it was kept: the words of a very long mail past 32 KB are not looked at again."""
    inquiry = case.inquiry
    everybody = tuple(one.address for one in inquiry.participants if one.admitted)
    alone = (first.sender,) if first.sender else ()
    chosen = opening.detail.get("chosen") or (opening.detail["topic"] if opening.detail["why"] == CHOSEN else "")
    return Submission(
        source=Source(f"replay:{inquiry.reference}", ""),
        channel=first.channel,
        received_at=first.at,
        text=first.text,
        visible=first.visible,
        subject=first.subject,
        language=first.language,
        addresses=everybody if first.channel in {Channel.FORM, Channel.WEB} else alone,
        topic=str(chosen),
        school=inquiry.school,
        held=str(opening.detail.get("held", "")),
    )


def _differences(case: Case, opening: Event, drafted: Commit, anew: Event) -> Iterator[Difference]:
    for name in _DECIDED:
        before, after = (str(_decided(event, name)) for event in (opening, anew))
        if before != after:
            yield Difference(name, before, after)
    before_due, after_due = _due(opening.at, case.events), _due(opening.at, drafted.events)
    for kind in dict.fromkeys((*before_due, *after_due)):
        if before_due.get(kind) != after_due.get(kind):
            yield Difference(f"{kind}_due", before_due.get(kind, ""), after_due.get(kind, ""))


def _decided(event: Event, name: str) -> object:
    detail = event.detail
    return detail.get(name) or (detail.get("assign") if name == "assignee" else "") or ""


def _due(at: datetime, events: tuple[Event, ...]) -> dict[str, str]:
    """The deadlines that were set as it came, by kind, whole seconds."""
    found: dict[str, str] = {}
    for event in events:
        if event.type is EventType.DEADLINE_SET and event.at == at:
            due = datetime.fromisoformat(str(event.detail["due_at"]))
            found.setdefault(str(event.detail["kind"]), due.isoformat(timespec="seconds"))
    return found
