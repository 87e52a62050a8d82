"""What follows from each event: the table that publish reads. No row, no consequence (beside the district's bus)."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from chalicelib.domain.events import Event, EventType


class Lane(StrEnum):
    """The queues that consequences travel on, the most urgent first."""

    PAGES = "pages"
    NOTIFICATIONS = "notifications"
    ESCALATIONS = "escalations"
    EMAIL = "email"
    """The mail door's own queue: taking files out of originals is for the one function that may read them."""


class Action(StrEnum):
    """What the function behind the queue is asked to do."""

    ACKNOWLEDGE = "acknowledge"
    TELL_TEAM = "tell_team"
    TELL_STAFF = "tell_staff"
    TELL_FAMILY = "tell_family"
    SEND_DIGEST = "send_digest"
    TELL_OF_FILES = "tell_of_files"
    """To whoever sent more than we take. The acknowledgement says it of a first message."""
    RECOMPUTE = "recompute"
    SEND_REPLY = "send_reply"
    SEND_DRAFT = "send_draft"
    SEND_ON = "send_on"
    STORE_FILES = "store_files"
    ERASE = "erase"
    CONFIRM_STOP = "confirm_stop"
    CONFIRM_START = "confirm_start"
    SEND_HELP = "send_help"
    ANNOUNCE = "announce"
    """The event itself, to the district's bus, which refused it."""
    PAGE = "page"
    PAGE_AGAIN = "page_again"
    PAGE_ON = "page_on"
    CONFIRM_PAGE = "confirm_page"
    SEND_CODE_HELP = "send_code_help"
    SEND_LINKS = "send_links"
    CLIMB = "climb"
    SHARE = "share"
    BULK = "bulk"


@dataclass(frozen=True, slots=True)
class Consequence:
    """One queue message: do `action` because of `event`, not before `delay` seconds have passed."""

    lane: Lane
    action: Action
    event: Event
    delay: int = 0


Rule = Callable[[Event], bool]


def _always(_event: Event) -> bool:
    return True


def _from_a_person(event: Event) -> bool:
    return not event.detail.get("automatic")


def _answerable(event: Event) -> bool:
    return bool(event.detail.get("acknowledge"))


def _to_a_family(event: Event) -> bool:
    """A notice to staff that went astray must not beget notices about itself."""
    return event.detail.get("audience") == "family"


def _ends_here(event: Event) -> bool:
    return _to_a_family(event) and not event.detail.get("on")


def _goes_another_way(event: Event) -> bool:
    return bool(event.detail.get("on"))


def _of_a_reply(event: Event) -> bool:
    return event.detail.get("template") == "reply"


def _of_a_page(event: Event) -> bool:
    return event.detail.get("template") == "page"


def _was_busy(event: Event) -> bool:
    return bool(event.detail.get("busy"))


def _tells_others(event: Event) -> bool:
    return bool(event.detail.get("to"))


def _tells_the_team(event: Event) -> bool:
    return bool(event.detail.get("tell_team"))


def _to_nobody(event: Event) -> bool:
    return not event.detail.get("to")


def _brings_files(event: Event) -> bool:
    return bool(event.detail.get("files"))


def _left_files(event: Event) -> bool:
    """Who waits to be let in is told nothing."""
    return bool(event.detail.get("files_left")) and not event.detail.get("pending")


def _is_shared_out(event: Event) -> bool:
    return bool(event.detail.get("assign"))


def _left_originals(event: Event) -> bool:
    return bool(event.detail.get("originals"))


def _urgent(event: Event) -> bool:
    """Nobody acknowledged a page: what follows stays in the safety lane."""
    return bool(event.detail.get("urgent"))


def _ordinary(event: Event) -> bool:
    return not _urgent(event)


def _is_news(event: Event) -> bool:
    return bool(event.detail.get("tell"))


def _ordinary_to_somebody(event: Event) -> bool:
    return _ordinary(event) and _tells_others(event)


def _urgent_to_somebody(event: Event) -> bool:
    return _urgent(event) and _tells_others(event)


def _by_message(event: Event) -> bool:
    """A text is answered by a text; who did it on the private page saw that it was done."""
    return bool(event.detail.get("message"))


def _goes_on(event: Event) -> bool:
    return "next_in" in event.detail


TABLE: dict[EventType, tuple[tuple[Lane, Action, Rule], ...]] = {
    EventType.INQUIRY_OPENED: (
        (Lane.NOTIFICATIONS, Action.ACKNOWLEDGE, _answerable),
        (Lane.NOTIFICATIONS, Action.TELL_TEAM, _always),
        (Lane.EMAIL, Action.STORE_FILES, _brings_files),
        (Lane.ESCALATIONS, Action.SHARE, _is_shared_out),
    ),
    EventType.INQUIRY_HELD: ((Lane.NOTIFICATIONS, Action.TELL_TEAM, _from_a_person),),
    EventType.MESSAGE_RECEIVED: (
        (Lane.NOTIFICATIONS, Action.TELL_TEAM, _from_a_person),
        (Lane.NOTIFICATIONS, Action.TELL_OF_FILES, _left_files),
        (Lane.EMAIL, Action.STORE_FILES, _brings_files),
    ),
    EventType.FILES_WANTED: ((Lane.EMAIL, Action.STORE_FILES, _always),),
    EventType.INQUIRY_DELETED: ((Lane.EMAIL, Action.ERASE, _left_originals),),
    EventType.INQUIRY_ASSIGNED: (
        (Lane.NOTIFICATIONS, Action.TELL_STAFF, _tells_others),
        (Lane.NOTIFICATIONS, Action.TELL_TEAM, _tells_the_team),
    ),
    EventType.TOPIC_CHANGED: ((Lane.NOTIFICATIONS, Action.TELL_TEAM, _tells_the_team),),
    EventType.REVEAL_ASKED: ((Lane.NOTIFICATIONS, Action.TELL_STAFF, _tells_others),),
    EventType.CONTACT_REVEALED: ((Lane.NOTIFICATIONS, Action.TELL_STAFF, _tells_others),),
    EventType.REPLY_LEAVES: ((Lane.NOTIFICATIONS, Action.SEND_DRAFT, _always),),
    EventType.REPLY_RETURNED: ((Lane.NOTIFICATIONS, Action.TELL_STAFF, _always),),
    EventType.NOTE_ADDED: (
        (Lane.NOTIFICATIONS, Action.TELL_STAFF, _tells_others),
        (Lane.EMAIL, Action.STORE_FILES, _brings_files),
    ),
    EventType.STAFF_MAIL_KEPT: (
        (Lane.PAGES, Action.TELL_STAFF, _urgent_to_somebody),
        (Lane.NOTIFICATIONS, Action.TELL_STAFF, _ordinary_to_somebody),
        (Lane.NOTIFICATIONS, Action.TELL_TEAM, _to_nobody),
        (Lane.EMAIL, Action.STORE_FILES, _brings_files),
    ),
    EventType.MESSAGE_WRITTEN: ((Lane.NOTIFICATIONS, Action.SEND_REPLY, _always),),
    EventType.MESSAGE_BOUNCED: (
        (Lane.NOTIFICATIONS, Action.TELL_TEAM, _ends_here),
        (Lane.NOTIFICATIONS, Action.SEND_ON, _goes_another_way),
        (Lane.PAGES, Action.PAGE_ON, _of_a_page),
    ),
    EventType.SEND_SKIPPED: (
        (Lane.NOTIFICATIONS, Action.SEND_ON, _of_a_reply),
        (Lane.PAGES, Action.PAGE_ON, _of_a_page),
    ),
    EventType.SEND_REFUSED: (
        (Lane.NOTIFICATIONS, Action.SEND_ON, _of_a_reply),
        (Lane.PAGES, Action.PAGE_ON, _of_a_page),
    ),
    EventType.FAMILY_UNREACHED: ((Lane.NOTIFICATIONS, Action.TELL_TEAM, _always),),
    EventType.DELIVERY_UNCONFIRMED: ((Lane.NOTIFICATIONS, Action.TELL_TEAM, _to_a_family),),
    EventType.TEXTS_STOPPED: ((Lane.NOTIFICATIONS, Action.CONFIRM_STOP, _by_message),),
    EventType.TEXTS_RESUMED: ((Lane.NOTIFICATIONS, Action.CONFIRM_START, _by_message),),
    EventType.HELP_ASKED: ((Lane.NOTIFICATIONS, Action.SEND_HELP, _always),),
    EventType.LINK_ASKED: ((Lane.NOTIFICATIONS, Action.SEND_LINKS, _always),),
    EventType.DANGER_FOUND: ((Lane.PAGES, Action.PAGE, _always),),
    EventType.PAGE_SENT: ((Lane.PAGES, Action.PAGE, _goes_on), (Lane.PAGES, Action.PAGE_AGAIN, _was_busy)),
    EventType.PAGE_CHANNEL_BUSY: ((Lane.PAGES, Action.PAGE_AGAIN, _was_busy),),
    EventType.PAGE_MOVED_ON: ((Lane.PAGES, Action.PAGE_ON, _always),),
    EventType.PAGE_ACKNOWLEDGED: ((Lane.PAGES, Action.TELL_STAFF, _tells_others),),
    EventType.PAGE_ANSWERED: ((Lane.PAGES, Action.CONFIRM_PAGE, _always),),
    EventType.PAGE_CODE_UNKNOWN: ((Lane.PAGES, Action.SEND_CODE_HELP, _always),),
    EventType.PAGE_DELAYED: ((Lane.PAGES, Action.PAGE, _goes_on),),
    EventType.PAGE_UNANSWERED: ((Lane.ESCALATIONS, Action.CLIMB, _always),),
    EventType.DEADLINE_MOVED: ((Lane.NOTIFICATIONS, Action.TELL_FAMILY, _is_news),),
    EventType.DISTRICT_CLOSED: ((Lane.ESCALATIONS, Action.RECOMPUTE, _always),),
    EventType.DISTRICT_REOPENED: ((Lane.ESCALATIONS, Action.RECOMPUTE, _always),),
    EventType.CONFIGURATION_PUSHED: ((Lane.ESCALATIONS, Action.RECOMPUTE, _always),),
    EventType.BULK_ORDERED: ((Lane.ESCALATIONS, Action.BULK, _always),),
    EventType.DEADLINE_WARNED: ((Lane.NOTIFICATIONS, Action.TELL_STAFF, _always),),
    EventType.ESCALATION_STEP_TAKEN: (
        (Lane.PAGES, Action.TELL_STAFF, _urgent),
        (Lane.NOTIFICATIONS, Action.TELL_STAFF, _ordinary),
    ),
}


COUNTED = frozenset(
    {EventType.DEADLINE_MISSED, EventType.LADDER_EXHAUSTED, EventType.PAGE_DELAYED, EventType.PAGE_UNANSWERED}
)
"""Counted under their own names by whoever reads them from the outbox, at least once: alarms look at these counts, and what is stored
rings even where whoever stored it died before it could say so."""


def consequences(event: Event) -> tuple[Consequence, ...]:
    """The queue messages that follow from an event, in the table's order. `next_in` is a delay in seconds, `retry_in` that
    of a busy channel's next try."""
    return tuple(
        Consequence(lane=lane, action=action, event=event, delay=_delay(event, action))
        for lane, action, applies in TABLE.get(event.type, ())
        if applies(event)
    )


def _delay(event: Event, action: Action) -> int:
    return int(event.detail.get("retry_in" if action is Action.PAGE_AGAIN else "next_in", 0))
