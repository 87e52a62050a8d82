"""Commits: everything one step changes, written in one transaction or not at all."""

from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.domain.contact import Address, Contact, Suppression
from chalicelib.domain.digest import Digest
from chalicelib.domain.draft import Draft
from chalicelib.domain.events import Event, EventType
from chalicelib.domain.inquiry import Inquiry, Message, Page, Send
from chalicelib.domain.submission import Source, Submission


@dataclass(frozen=True, slots=True)
class Stamp:
    """When a step happens and a random word of its own: from the two come all ids it makes, so that they sort by time."""

    now: datetime
    word: str

    @property
    def id(self) -> str:
        return f"{int(self.now.timestamp() * 1000):011x}-{self.word}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """An event in the making: what happened, by whom, and its detail."""

    type: EventType
    detail: dict[str, object]
    actor: str = "earshot"


@dataclass(frozen=True, slots=True)
class Commit:
    """Entities in their new state. One with version 1 must not exist yet; any other must be stored one version lower.
    `source` is the dedupe marker; `points` are addresses that shall lead to `contact` beside its own key; `mail_ids`
    are message keys that shall lead to this inquiry (and to `send`, when the commit marks one).
    `moved` is a stored message in its new state, `erased` are ids of messages to remove, `refiled` is a marker already
    stored that shall lead here from now on. `hold` is kept until a person decides on a held inquiry; `unhold` drops it.
    `also` are commits of the same transaction. Without a reference the events are the contact's, or of `about`, the key of an
    address that may be nobody's (those are not kept for long), or else the district's."""

    reference: str
    stamp: Stamp
    inquiry: Inquiry | None = None
    message: Message | None = None
    events: tuple[Event, ...] = ()
    source: Source | None = None
    contact: Contact | None = None
    points: tuple[Address, ...] = ()
    mail_ids: tuple[str, ...] = ()
    send: Send | None = None
    page: Page | None = None
    draft: Draft | None = None
    digest: Digest | None = None
    suppression: Suppression | None = None
    release: Address | None = None
    limit: "RateWindow | None" = None
    moved: Message | None = None
    erased: tuple[str, ...] = ()
    refiled: Source | None = None
    hold: Submission | None = None
    unhold: bool = False
    about: str = ""
    also: tuple["Commit", ...] = ()


@dataclass(frozen=True, slots=True)
class RateWindow:
    """When automatic mail went to an address lately (RFC 3834 asks for a limit); versioned like any entity."""

    address: Address
    version: int
    sent_at: tuple[datetime, ...] = ()


def numbered(
    reference: str, stamp: Stamp, outcomes: list[Outcome], *, after: int = 0, config: str = ""
) -> tuple[Event, ...]:
    """The outcomes as events, in order, with ids that sort; `after` so many others of the same commit. `config` is the
    version of the district's configuration that rules decided them under."""
    decided = {"config": config} if config else {}
    return tuple(
        Event(
            id=f"{stamp.id}-{number}",
            type=outcome.type,
            reference=reference,
            at=stamp.now,
            actor=outcome.actor,
            detail=outcome.detail | decided,
        )
        for number, outcome in enumerate(outcomes, start=after)
    )


def decided(commit: Commit, config: str) -> Commit:
    """The commit with that version of the configuration on each of its events that names none: whoever decided it did so by its
    rules and permissions."""
    events = tuple(
        one if "config" in one.detail else replace(one, detail={**one.detail, "config": config})
        for one in commit.events
    )
    return replace(commit, events=events, also=tuple(decided(one, config) for one in commit.also))
