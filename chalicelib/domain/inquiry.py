"""Inquiries and their messages, pages and sends."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.attendance import Attendance
from chalicelib.domain.contact import Address
from chalicelib.domain.deadline import RESPONSES, Deadline
from chalicelib.domain.draft import Draft
from chalicelib.domain.events import Event
from chalicelib.domain.words import Channel, Delivery, Direction, Priority, Status


@dataclass(frozen=True, slots=True)
class Participant:
    """Someone the inquiry talks with. `admitted` False waits for a person's decision and is sent nothing; `refused`
    says that the decision was no."""

    address: Address
    name: str = ""
    contact_id: str = ""
    admitted: bool = True
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Rating:
    """How a family was served, from 1 to 10, in its own words if it has any."""

    score: int
    at: datetime
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Detail:
    """What a family answered to a field of its topic's form: a choice by its id, `yes` or `no`, a date as YYYY-MM-DD."""

    topic: str
    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Inquiry:
    """One matter from one contact. `version` grows by one with every change and guards it.

    `held` is a reason when a person must release it before anything automatic happens (quarantine).
    `clocks` are its deadlines, one of each kind; `met` those that replies met: one runs again should every reply bounce.
    `decided_under` is the configuration's version that its routing was decided under.
    `merged` are the inquiries that live on in this one, `merged_into` the one this lives on in; `merged_generation` is that
    one's `link_generation` then: the old link leads there until it changes. `followed_by` are the inquiries that answers
    which came too late for this one opened, the newest first: further ones go on there.
    `confidential` keeps names and addresses even from the staff (`domain/revealing.py`).
    `outcome` is what came of it, once closed. One that waits for the family goes on at `wakes_at`, if they say nothing.
    `seal` is what is kept of the passphrase of somebody who stayed anonymous (`domain/passphrase.py`).
    `wants` is the channel that the family chose on its page; `rating` what it thought of how it was served.
    """

    reference: str
    version: int
    status: Status
    priority: Priority
    topic: str
    team: str
    channel: Channel
    language: str
    subject: str
    opened_at: datetime
    updated_at: datetime
    decided_under: str
    school: str = ""
    assignee: str = ""
    contact_id: str = ""
    participants: tuple[Participant, ...] = ()
    clocks: tuple[Deadline, ...] = ()
    met: tuple[Deadline, ...] = ()
    expected_by: datetime | None = None
    closed_at: datetime | None = None
    dangers: tuple[str, ...] = ()
    held: str = ""
    anonymous: bool = False
    confidential: bool = False
    texts_allowed: bool = False
    link_generation: int = 1
    linked: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    merged_into: str = ""
    merged_generation: int = 0
    followed_by: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    outcome: str = ""
    wakes_at: datetime | None = None
    seal: str = ""
    details: tuple[Detail, ...] = ()
    wants: Channel | None = None
    rating: Rating | None = None

    @property
    def answers_by(self) -> Channel:
        """The channel to answer on, where it is open: the one the family chose, or the one it came by."""
        return self.wants or self.channel

    @property
    def running(self) -> tuple[Deadline, ...]:
        return tuple(one for one in self.clocks if one.paused_at is None)

    @property
    def deadline(self) -> Deadline | None:
        """The answer that is owed: of the running response deadlines, the one that is due first."""
        return min((one for one in self.running if one.kind in RESPONSES), key=lambda one: one.due_at, default=None)

    @property
    def next_at(self) -> datetime | None:
        """When any of its clocks asks for something next, or its waiting ends."""
        moments = (self.wakes_at, *(one.next_at for one in self.running))
        return min((one for one in moments if one), default=None)

    def clock(self, kind: str) -> Deadline | None:
        return next((one for one in self.clocks if one.kind == kind), None)

    @property
    def admitted(self) -> frozenset[Address]:
        """The addresses of those it talks with."""
        return frozenset(one.address for one in self.participants if one.admitted)

    def participant(self, address: Address) -> Participant | None:
        return next((one for one in self.participants if one.address == address), None)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a message; `part` names it in there (in a mail, its place inside the original), `size` in bytes.
    `digest` is set on files that staff sent: the SHA-256 they are stored under; `upload` on what came with a form: the upload
    that it was."""

    name: str
    content_type: str
    size: int
    part: str = ""
    inline: bool = False
    digest: str = ""
    upload: str = ""


@dataclass(frozen=True, slots=True)
class Translation:
    """What a message says in another language, as `author` (a staff id) wrote it for colleagues. Families never see it."""

    language: str
    text: str
    author: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Message:
    """One thing said. `text` is whole up to 32 KB (`truncated` says when the rest is only in the original); `visible`
    is the new part of a reply, empty when it is all of `text`. `author` is a staff id. `recipients` of a person's reply
    are frozen when it is written; `quoted` is what it quotes of the family. `envelope` is where automatic answers to a mail go (its envelope sender).
    `split_into` is the inquiry that it was split off into: it is kept here for the record and spoken of there.
    `translations` are one a language."""

    id: str
    reference: str
    at: datetime
    direction: Direction
    channel: Channel
    text: str
    visible: str = ""
    author: str = ""
    author_name: str = ""
    sender: Address | None = None
    subject: str = ""
    language: str = ""
    attachments: tuple[Attachment, ...] = ()
    original: str = ""
    truncated: bool = False
    automatic: bool = False
    verified: bool = True
    notes: tuple[str, ...] = ()
    mail_id: str = ""
    mail_references: tuple[str, ...] = ()
    envelope: Address | None = None
    recipients: tuple[Address, ...] = ()
    quoted: str = ""
    split_into: str = ""
    translations: tuple[Translation, ...] = ()

    @property
    def by_link(self) -> bool:
        """Whether it was written on the private page by one of several people who may hold its link."""
        return self.channel is Channel.WEB and self.direction is Direction.INBOUND and self.sender is None

    @property
    def shown(self) -> str:
        """What a reader sees first."""
        return self.visible or self.text


@dataclass(frozen=True, slots=True)
class Send:
    """A row of the send ledger: one (event, template, recipient, channel). Claimed before the provider is called,
    marked after. `key` names it; `attempts` never passes two."""

    key: str
    version: int
    reference: str
    event_id: str
    template: str
    recipient: Address
    status: Delivery
    at: datetime
    audience: str
    attempts: int = 1
    provider_id: str = ""
    message_id: str = ""
    reason: str = ""
    staff: str = ""
    segments: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """An urgent notice that a person must acknowledge. `id` counts the pages of its inquiry ("01"); `dangers` are the ids
    of the events it was begun for or that joined it, `messages` what was said in them, newest last. `step` is how many steps of the
    on-call list were tried, `turn` counts what was done about it (a consequence asks for one turn), `paged` names whom it
    went to, in order. `code` is what a paged person may text back."""

    id: str
    version: int
    reference: str
    at: datetime
    step: int = 0
    acknowledged_by: str = ""
    acknowledged_at: datetime | None = None
    exhausted: bool = False
    escalated: bool = False
    turn: int = 0
    code: str = ""
    dangers: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()
    paged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """All that is stored of one inquiry and of those merged into it, oldest first."""

    inquiry: Inquiry
    messages: tuple[Message, ...] = ()
    events: tuple[Event, ...] = ()
    sends: tuple[Send, ...] = ()
    pages: tuple[Page, ...] = ()
    drafts: tuple[Draft, ...] = ()
    attendance: Attendance | None = None

    def draft_of(self, staff: str) -> Draft | None:
        return next((one for one in self.drafts if one.staff == staff), None)

    def joined(self, merged: Iterable["Case"]) -> "Case":
        """With all that was said and done in the inquiries merged into it."""
        whole = (self, *merged)
        return Case(
            inquiry=self.inquiry,
            messages=tuple(sorted((one for part in whole for one in part.messages), key=lambda message: message.id)),
            events=tuple(sorted((one for part in whole for one in part.events), key=lambda event: event.id)),
            sends=tuple(sorted((one for part in whole for one in part.sends), key=lambda send: send.at)),
            pages=tuple(sorted((one for part in whole for one in part.pages), key=lambda page: page.id)),
            drafts=self.drafts,
            attendance=self.attendance,
        )
