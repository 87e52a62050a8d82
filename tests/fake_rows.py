"""What the fake store holds, and how tests put things there and look."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from chalicelib.domain.attendance import Attendance
from chalicelib.domain.commit import Commit, RateWindow
from chalicelib.domain.contact import Contact, Suppression
from chalicelib.domain.digest import Digest
from chalicelib.domain.draft import Draft
from chalicelib.domain.events import Event, EventType
from chalicelib.domain.inquiry import Inquiry, Message, Page, Send
from chalicelib.domain.submission import Submission
from chalicelib.domain.threads import Filed


@dataclass
class FakeRows:
    """`interfere` holds actions run just before the next commits, one each: somebody else's write, or a raise."""

    inquiries: dict[str, Inquiry] = field(default_factory=dict)
    messages: dict[tuple[str, str], Message] = field(default_factory=dict)
    events: dict[str, list[Event]] = field(default_factory=dict)
    sends: dict[tuple[str, str], Send] = field(default_factory=dict)
    paged: dict[tuple[str, str], Page] = field(default_factory=dict)
    drafts: dict[tuple[str, str], Draft] = field(default_factory=dict)
    attendances: dict[str, Attendance] = field(default_factory=dict)
    digests: dict[tuple[str, datetime, int], Digest] = field(default_factory=dict)
    codes: dict[str, tuple[str, str, datetime]] = field(default_factory=dict)
    contacts: dict[str, Contact] = field(default_factory=dict)
    pointers: dict[str, str] = field(default_factory=dict)
    suppressions: dict[str, Suppression] = field(default_factory=dict)
    windows: dict[str, RateWindow] = field(default_factory=dict)
    sources: dict[str, Filed] = field(default_factory=dict)
    holds: dict[str, Submission] = field(default_factory=dict)
    threads: dict[str, tuple[str, str]] = field(default_factory=dict)
    uses: Counter[tuple[str, int]] = field(default_factory=Counter)
    interfere: list[Callable[[], None]] = field(default_factory=list)
    commits: list[Commit] = field(default_factory=list)
    finds: int = 0
    asked_due: int = 0

    def keep(self, *things: Inquiry | Message | Contact | Send | Page | Suppression | Draft | Digest) -> None:
        """Stores them as they are."""
        for one in things:
            match one:
                case Inquiry():
                    self.inquiries[one.reference] = one
                case Message():
                    self.messages[one.reference, one.id] = one
                case Contact():
                    self.contacts[one.id] = one
                case Send():
                    self.sends[one.reference, one.key] = one
                case Page():
                    self.paged[one.reference, one.id] = one
                case Draft():
                    self.drafts[one.reference, one.staff] = one
                case Digest():
                    self.digests[one.staff, one.leaves_at, one.part] = one
                case Suppression():
                    self.suppressions[one.address.key] = one

    def timeline(self, reference: str) -> list[EventType]:
        return [event.type for event in self.events.get(reference, [])]

    def told(self, reference: str, kind: EventType) -> list[Event]:
        return [event for event in self.events.get(reference, []) if event.type is kind]

    def raise_next(self, *errors: Exception) -> None:
        """The next commits fail with these, writing nothing."""
        self.interfere += [_raiser(error) for error in errors]


def _raiser(error: Exception) -> Callable[[], None]:
    def fail() -> None:
        raise error

    return fail
