"""One deed for many inquiries: planned, shown to whoever wants it, stored, then done one after another.

| result    | what came of one                                                            |
|-----------|-----------------------------------------------------------------------------|
| done      | it is so now                                                                |
| already   | it was so                                                                   |
| critical  | a critical one is for a person to look at: passed over                      |
| changed   | somebody did something with it since the summary: passed over               |
| missing   | not there, or not theirs to read                                            |
| forbidden | they may read it and not do that                                            |
| any other | why it is refused, a key of `cannot_…`                                      |
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from chalicelib.domain.district import District
from chalicelib.domain.draft import Draft
from chalicelib.domain.drafting import LONGEST, UNDO
from chalicelib.domain.errors import Invalid
from chalicelib.domain.events import EventType
from chalicelib.domain.inquiry import Case, Inquiry
from chalicelib.domain.macros import ready_words
from chalicelib.domain.permissions import Act, Actor
from chalicelib.domain.wishes import Assign, Close, Tag, Wish
from chalicelib.domain.words import Priority

MOST = 50
"""Inquiries of one job: a page of the inbox."""


class Deed(StrEnum):
    ASSIGN = "assign"
    TAG = "tag"
    CLOSE = "close"
    REPLY = "reply"


@dataclass(frozen=True, slots=True)
class Order:
    """What shall be done. `macro` names words of the district's; else `text` is what is replied."""

    deed: Deed
    person: str = ""
    team: str = ""
    tags: tuple[str, ...] = ()
    outcome: str = ""
    why: str = ""
    macro: str = ""
    text: str = ""


class State(StrEnum):
    WAITING = "waiting"
    STOPPED = "stopped"
    RUNNING = "running"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Job:
    """An order for inquiries, given by somebody who saw them at `seen_at`. `results` by reference; those that were passed over
    from the beginning have theirs already."""

    id: str
    staff: str
    order: Order
    references: tuple[str, ...]
    seen_at: datetime
    at: datetime
    state: State = State.WAITING
    results: Mapping[str, str] = field(default_factory=dict)

    @property
    def left(self) -> tuple[str, ...]:
        return tuple(one for one in self.references if one not in self.results)

    @property
    def source_key(self) -> str:
        return f"bulk:{self.id}"


DONE, ALREADY, CRITICAL, CHANGED, MISSING, FORBIDDEN = (
    "done",
    "already",
    "critical",
    "changed",
    "missing",
    "forbidden",
)
RESULTS = (DONE, ALREADY, CRITICAL, CHANGED, MISSING, FORBIDDEN)
_TELLING = frozenset(
    {
        EventType.MESSAGE_RECEIVED,
        EventType.MESSAGE_WRITTEN,
        EventType.STAFF_MAIL_KEPT,
        EventType.INQUIRY_ASSIGNED,
        EventType.INQUIRY_CLOSED,
        EventType.INQUIRY_REOPENED,
        EventType.INQUIRY_WAITS,
        EventType.INQUIRY_GOES_ON,
        EventType.INQUIRY_MERGED,
        EventType.TOPIC_CHANGED,
        EventType.PRIORITY_CHANGED,
        EventType.DANGER_FOUND,
    }
)
"""What somebody would want to know before they do the same to many."""


def checked(order: Order, district: District) -> Order:
    """Raises Invalid for an order that could be carried out for nobody."""
    if order.deed is Deed.TAG and not any(one.strip() for one in order.tags):
        raise Invalid({"tags": "no_tags"})
    if order.deed is Deed.REPLY:
        _words(order, district)
    return order


def act_of(order: Order) -> Act:
    return {Deed.ASSIGN: Act.ASSIGN, Deed.TAG: Act.TAG, Deed.CLOSE: Act.CLOSE, Deed.REPLY: Act.REPLY}[order.deed]


def wish_of(order: Order) -> Wish | None:
    """None for a reply, which is no wish."""
    match order.deed:
        case Deed.ASSIGN:
            return Assign(person=order.person, team=order.team, why=order.why)
        case Deed.TAG:
            return Tag(add=order.tags)
        case Deed.CLOSE:
            return Close(outcome=order.outcome, why=order.why)
        case Deed.REPLY:
            return None


def passed_over(inquiry: Inquiry) -> str:
    return CRITICAL if inquiry.priority is Priority.CRITICAL or inquiry.dangers else ""


def overtaken(case: Case, job: Job) -> bool:
    """Whether somebody else did something since. A tag is right beside whatever was done."""
    if job.order.deed is Deed.TAG:
        return False
    return any(one.at > job.seen_at and one.type in _TELLING for one in case.events)


def has_draft(draft: Draft | None) -> bool:
    """Words of theirs that wait there are not passed by."""
    return draft is not None and draft.alive and bool(draft.text.strip())


def words_for(order: Order, inquiry: Inquiry, actor: Actor, district: District) -> str:
    """What the family is told: ready words in its language, or what was written for all. Raises Invalid."""
    return ready_words(order.macro, inquiry, actor, district) if order.macro else order.text.strip()


def delay(order: Order) -> int:
    """Seconds in which it can be stopped: what went out to families cannot be taken back."""
    return int(UNDO.total_seconds()) if order.deed is Deed.REPLY else 0


def _words(order: Order, district: District) -> None:
    if order.macro and order.text.strip():
        raise Invalid({"text": "both_words"})
    if order.macro and order.macro not in {one.id for one in district.macros}:
        raise Invalid({"macro": "macro_unknown"})
    if not order.macro and not order.text.strip():
        raise Invalid({"text": "empty"})
    if len(order.text) > LONGEST:
        raise Invalid({"text": "too_long"})
