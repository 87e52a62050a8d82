"""What a paged person reads: what was said, how to reach whoever said it, who was told and what became of that, and who is next.

The link alone opens this page, without a sign-in. What is confidential is therefore covered even for those to whom it was uncovered at the desk.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.domain import paging
from chalicelib.domain.contact import AddressKind
from chalicelib.domain.district import District
from chalicelib.domain.events import Event, EventType
from chalicelib.domain.inquiry import Case, Page
from chalicelib.domain.revealing import concealed
from chalicelib.domain.words import Delivery
from chalicelib.web import story
from chalicelib.web.story import Said

_OUTCOMES = {
    Delivery.SENT: "sent",
    Delivery.DELIVERED: "delivered",
    Delivery.BOUNCED: "bounced",
    Delivery.COMPLAINED: "complained",
    Delivery.UNCONFIRMED: "unconfirmed",
    Delivery.REFUSED: "not_sent",
    Delivery.SKIPPED: "not_sent",
}
_LEADERS = "page_unanswered"
"""The template by which they are told."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A message of the family. `alarming` is one that the page was begun for."""

    said: Said
    alarming: bool


@dataclass(frozen=True, slots=True)
class Way:
    """How to reach somebody. `number` can be dialled."""

    name: str
    address: str
    number: str = ""
    verified: bool = True


@dataclass(frozen=True, slots=True)
class Attempt:
    """Somebody was told, on one channel; `outcome` is what is known of that. Without a channel: they could not be reached."""

    at: datetime
    name: str
    channel: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Expected:
    """Who is told when, while nobody takes it; without a name the leaders."""

    at: datetime
    name: str = ""


def heard(case: Case, page: Page, district: District) -> tuple[Heard, ...]:
    """What the family said, oldest first, and whatever raised the alarm, whoever said it."""
    seen = {one.id for one in story.messages(case)}
    covered = concealed(case) if case.inquiry.confidential else case
    shown = (one for one in covered.messages if one.id in seen | {*page.messages})
    told = ((one.id, story.said(one, covered, district)) for one in shown)
    return tuple(Heard(said, name in page.messages) for name, said in told if not said.ours)


def ways(case: Case) -> tuple[Way, ...]:
    """To those it talks with; none where they are confidential or stayed anonymous."""
    if case.inquiry.confidential:
        return ()
    return tuple(
        Way(one.name, one.address.value, _dialled(one.address.kind, one.address.value), one.address.verified)
        for one in case.inquiry.participants
        if one.admitted
    )


def attempts(case: Case, page: Page, district: District) -> tuple[Attempt, ...]:
    """Oldest first: each notice of each step, each person who could not be reached, and the leaders at the end."""
    found = [*_sent(case, page, district), *_passed_over(case, page, district)]
    return tuple(sorted(found, key=lambda one: one.at))


def expected(case: Case, page: Page, district: District) -> tuple[Expected, ...]:
    """Absent people replaced by whoever stands in; those whom nobody can reach are passed over."""
    about = (EventType.PAGE_SENT, EventType.PAGE_DELAYED)
    newest = next((one for one in reversed(_events(case, page)) if one.type in about), None)
    first = newest.at + timedelta(seconds=int(newest.detail.get("next_in", 0))) if newest else page.at
    ahead = paging.ahead(page, first, district)
    return tuple(Expected(at, person.name if person else "") for at, person in ahead)


def taken_before(case: Case, page: Page, district: District) -> tuple[Expected, ...]:
    """Who took other pages of this inquiry, and when."""
    others = (one for one in case.pages if one.acknowledged_at and (one.reference, one.id) != (page.reference, page.id))
    return tuple(
        Expected(one.acknowledged_at, _name(one.acknowledged_by, district)) for one in others if one.acknowledged_at
    )


def _sent(case: Case, page: Page, district: District) -> Iterator[Attempt]:
    steps = {paging.event_of(page, step) for step in range(page.step)}
    leaders = {one.id for one in _events(case, page) if one.type is EventType.ESCALATION_STEP_TAKEN}
    for send in case.sends:
        own = send.template == paging.TEMPLATE and send.event_id in steps
        if send.reference == page.reference and (own or (send.template == _LEADERS and send.event_id in leaders)):
            channel = "email" if send.recipient.kind is AddressKind.EMAIL else "sms"
            outcome = _OUTCOMES.get(send.status, "sending")
            yield Attempt(send.at, _name(send.staff, district), channel, f"delivery_{outcome}")


def _passed_over(case: Case, page: Page, district: District) -> Iterator[Attempt]:
    for event in _events(case, page):
        if event.type is EventType.ESCALATION_STEP_SKIPPED and event.detail.get("who"):
            yield Attempt(event.at, _name(str(event.detail["who"]), district), "", "page_unreached")


def _events(case: Case, page: Page) -> tuple[Event, ...]:
    return tuple(one for one in case.events if one.reference == page.reference and one.detail.get("page") == page.id)


def _name(staff: str, district: District) -> str:
    person = district.person(staff)
    return person.name if person else staff


def _dialled(kind: AddressKind, value: str) -> str:
    return value if kind is AddressKind.PHONE and value.startswith("+") else ""
