"""What a family sees of its inquiry: never notes, people not admitted, priorities, dangers or the house's own steps."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.district import District
from chalicelib.domain.events import Event, EventType
from chalicelib.domain.files import kept
from chalicelib.domain.inquiry import Case, Inquiry, Message
from chalicelib.domain.people import without_addresses
from chalicelib.domain.replying import State, delivery_of
from chalicelib.domain.submission import UNSOLVED
from chalicelib.domain.words import Channel, Direction, Status

_LOST = frozenset({State.BOUNCED, State.NOT_SENT})
STEPS = ("received", "with_team", "answered", "closed")


@dataclass(frozen=True, slots=True)
class File:
    """A file by name; `path` below the private link, empty where it lies in the original alone."""

    name: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """One turn of the conversation. `whole` is the full text where `text` is only its new part; `lost` says that what we
    wrote came back undelivered, `by_link` that nobody knows which of those who hold the link wrote it, `unsolved` that it
    says a closed matter is not solved."""

    at: datetime
    ours: bool
    author: str
    channel: Channel
    text: str
    language: str = ""
    whole: str = ""
    files: tuple[File, ...] = ()
    lost: bool = False
    by_link: bool = False
    unsolved: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """A line of the timeline: the key of its sentence."""

    at: datetime
    key: str


def conversation(case: Case, district: District) -> tuple[Said, ...]:
    """Oldest first."""
    return tuple(said(message, case, district) for message in messages(case))


def messages(case: Case) -> tuple[Message, ...]:
    """Those that the family sees."""
    return tuple(message for message in case.messages if _for_the_family(message, case.inquiry))


def timeline(case: Case) -> tuple[Moment, ...]:
    """Oldest first, in the family's terms."""
    moments = []
    for event in case.events:
        key, applies = _TIMELINE.get(event.type, ("", _never))
        if key and applies(event):
            moments.append(Moment(event.at, key))
    return tuple(moments)


def step(case: Case) -> int:
    """The index in STEPS of where the matter stands."""
    inquiry = case.inquiry
    if inquiry.status is Status.CLOSED:
        return 3
    if inquiry.status is Status.WAITING or (inquiry.deadline is None and _answered(case)):
        return 2
    return 1 if inquiry.status is Status.OPEN or _answered(case) else 0


def expected(inquiry: Inquiry) -> datetime | None:
    """When an answer is due, while one is."""
    return inquiry.expected_by if inquiry.deadline and inquiry.status is not Status.CLOSED else None


def _answered(case: Case) -> bool:
    return any(message.direction is Direction.OUTBOUND and not message.automatic for message in case.messages)


def _for_the_family(message: Message, inquiry: Inquiry) -> bool:
    if message.direction is Direction.NOTE or message.automatic or message.split_into:
        return False
    if message.direction is Direction.OUTBOUND or message.sender is None:
        return True
    sender = inquiry.participant(message.sender)
    return sender is not None and sender.admitted


def said(message: Message, case: Case, district: District) -> Said:
    ours = message.direction is Direction.OUTBOUND
    person = district.person(message.author) if ours else None
    name = message.author_name or (person.name if person else district.name if ours else "")
    whole = message.text if message.visible and message.visible != message.text else ""
    return Said(
        at=message.at,
        ours=ours,
        author=without_addresses(name, case.inquiry),
        channel=message.channel,
        text=without_addresses(message.shown, case.inquiry),
        language=message.language,
        whole=without_addresses(whole, case.inquiry),
        files=_files(message),
        by_link=message.by_link,
        unsolved=UNSOLVED in message.notes,
        lost=ours and delivery_of(message, case.sends).state in _LOST,
    )


def _files(message: Message) -> tuple[File, ...]:
    known = kept(message.attachments)
    named = (one for one in message.attachments if not one.inline)
    return tuple(File(one.name, f"files/{message.id}/{one.part}" if one in known else "") for one in named)


def _always(_event: Event) -> bool:
    return True


def _never(_event: Event) -> bool:
    return False


def _from_the_family(event: Event) -> bool:
    return not event.detail.get("automatic") and not event.detail.get("pending")


def _to_the_family(event: Event) -> bool:
    return event.detail.get("audience") == "family"


_TIMELINE: dict[EventType, tuple[str, Callable[[Event], bool]]] = {
    EventType.INQUIRY_OPENED: ("timeline_opened", _always),
    EventType.INQUIRY_HELD: ("timeline_opened", _always),
    EventType.MESSAGE_RECEIVED: ("timeline_wrote", _from_the_family),
    EventType.ACKNOWLEDGEMENT_SENT: ("timeline_acknowledged", _always),
    EventType.MESSAGE_WRITTEN: ("timeline_answered", _always),
    EventType.MESSAGE_BOUNCED: ("timeline_bounced", _to_the_family),
    EventType.DEADLINE_MISSED: ("timeline_late", _always),
    EventType.INQUIRY_CLOSED: ("timeline_closed", _always),
    EventType.FAMILY_CHOSE: ("timeline_chose", _always),
    EventType.FAMILY_RATED: ("timeline_rated", _always),
    EventType.TEXTS_STOPPED: ("timeline_texts_stopped", _always),
    EventType.TEXTS_RESUMED: ("timeline_texts_resumed", _always),
    EventType.INQUIRY_REOPENED: ("timeline_reopened", _always),
}
