"""The few things the use cases need of the world. Adapters provide them; tests provide fakes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from chalicelib.domain.attendance import Attendance, Look
from chalicelib.domain.bulk import Job, State
from chalicelib.domain.commit import Commit, RateWindow, Stamp
from chalicelib.domain.consequences import Consequence
from chalicelib.domain.contact import Address, Contact, Suppression
from chalicelib.domain.digest import Digest
from chalicelib.domain.district import District
from chalicelib.domain.draft import Draft
from chalicelib.domain.events import Event
from chalicelib.domain.files import Verdict
from chalicelib.domain.health import LaneHealth
from chalicelib.domain.inbox import Row
from chalicelib.domain.inquiry import Case, Inquiry, Message, Page, Send
from chalicelib.domain.ledger import Notice
from chalicelib.domain.outbound import Matter, OutboundMail, OutboundText
from chalicelib.domain.saved_views import SavedViews
from chalicelib.domain.search import Entry, Indexed, Stream
from chalicelib.domain.sessions import Session
from chalicelib.domain.submission import Submission
from chalicelib.domain.threads import Filed, Found
from chalicelib.domain.tokens import Signer
from chalicelib.domain.uploads import Upload
from chalicelib.domain.versions import Version

Clock = Callable[[], datetime]
"""Now, aware, in UTC."""


Secret = Callable[[], str]
"""256 random bits as text."""


class Randomness(Protocol):
    """Where ids and references come from."""

    def stamp(self) -> Stamp: ...
    def reference(self) -> str: ...


@dataclass(frozen=True, slots=True)
class SendState:
    """What bears on one send."""

    send: Send | None = None
    suppression: Suppression | None = None
    window: RateWindow | None = None
    contact: Contact | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """The send that a provider's id belongs to."""

    inquiry: Inquiry
    send: Send


@dataclass(frozen=True, slots=True)
class Summary:
    """A line of the inbox."""

    reference: str
    opened_at: datetime
    status: str
    priority: str
    topic: str
    team: str
    channel: str
    subject: str
    held: str = ""


class Records(Protocol):
    """What administrators look up."""

    def versions(self, *, limit: int) -> Sequence[Version]:
        """Of the configuration, the newest first: one query."""
        ...

    def suppressed(self, *, limit: int, before: str = "") -> Sequence[tuple[str, Suppression]]:
        """(cursor, suppression), the newest first, from behind that cursor on: one query and one read (eventually
        consistent)."""
        ...

    def suppressions(self, addresses: Sequence[Address]) -> Mapping[Address, Suppression]:
        """Of those addresses the suppressed ones: one read for every 100."""
        ...


Health = Callable[[], Sequence[LaneHealth]]
"""How each lane is now. May raise Busy."""


class Store(Protocol):
    """The table. Reads are strongly consistent unless they say otherwise."""

    def find(self, submission: Submission) -> Found:
        """What bears on a submission: at most two reads (a third where a merged inquiry must be followed)."""
        ...

    def commit(self, commit: Commit) -> None:
        """All or nothing. Raises Duplicate, Conflict or Busy."""
        ...

    def case(self, reference: str) -> Case | None:
        """One query, and one for each inquiry that was merged into it."""
        ...

    def inquiry(self, reference: str) -> Inquiry | None: ...
    def contact(self, contact_id: str) -> Contact | None: ...

    def contact_of(self, address: Address) -> Contact | None:
        """The contact that the address leads to: two reads."""
        ...

    def contact_at(self, address_key: str) -> Contact | None:
        """The same, where only the address's key is known."""
        ...

    def contact_events(self, contact_id: str) -> Sequence[Event]:
        """What was done to a contact, oldest first: one query."""
        ...

    def filed(self, source_key: str) -> Filed | None:
        """Where a source was filed."""
        ...

    def hold(self, reference: str) -> Submission | None:
        """What came in as an inquiry that is held."""
        ...

    def held(self, *, limit: int) -> Sequence[Inquiry]:
        """Inquiries that wait for a person's release, the longest held first (eventually consistent); at most 100."""
        ...

    def inquiry_and_message(self, reference: str, message_id: str) -> tuple[Inquiry | None, Message | None]:
        """The inquiry and one of its messages: one read."""
        ...

    def inquiry_and_contact(self, reference: str, contact_id: str) -> tuple[Inquiry | None, Contact | None]:
        """The inquiry and a contact: one read."""
        ...

    def inquiry_and_draft(self, reference: str, staff: str) -> tuple[Inquiry | None, Draft | None]:
        """The inquiry and that person's draft on it: one read."""
        ...

    def send_state(self, *, reference: str, send_key: str, recipient: Address, with_contact: bool = False) -> SendState:
        """One read; `with_contact` also the contact that the recipient's address leads to, with a read more where that was
        first known by another address."""
        ...

    def page(self, reference: str, page_id: str) -> tuple[Inquiry | None, Page | None]: ...

    def pages(self, reference: str) -> tuple[Inquiry | None, Sequence[Page]]:
        """The inquiry and all its own pages, the oldest first: one query and one read."""
        ...

    def page_of_code(self, code: str, *, now: datetime) -> tuple[str, str] | None:
        """(reference, page id) of the page that goes by that code now: one read."""
        ...

    def sent_as(self, mail_key: str) -> Sent | None:
        """The send the provider knows by that id (`ses_key`, `text_key`): two reads."""
        ...

    def suppression(self, address: Address) -> Suppression | None: ...

    def shut(self, addresses: Sequence[Address]) -> Sequence[Suppression]:
        """The suppressions of those addresses: one read; none for no addresses."""
        ...

    def due(
        self, shard: int, *, before: datetime, limit: int, after: tuple[str, datetime] | None = None
    ) -> Sequence[tuple[str, datetime]]:
        """References whose clock asks for something, the longest due first, from behind `after` on (eventually consistent).
        Fewer than `limit`: there are no more."""
        ...

    def digests_due(self, *, before: datetime, limit: int) -> Sequence[tuple[str, datetime, int]]:
        """(staff, leaves at, part) of digests whose hour has come, the longest due first (eventually consistent)."""
        ...

    def newest_digest(self, staff: str, leaves_at: datetime) -> Digest | None:
        """The last part of that hour: one query."""
        ...

    def digest(self, staff: str, leaves_at: datetime, part: int) -> Digest | None: ...

    def inquiries_named(self, references: Sequence[str]) -> Sequence[Inquiry]:
        """Those there are, in that order; at most 100 in one call."""
        ...

    def inbox(self, *, limit: int, before: str = "") -> Sequence[Summary]:
        """Newest first (eventually consistent)."""
        ...

    def allow(self, *, bucket: str, limit: int, window_seconds: int, now: datetime) -> bool:
        """Counts one use in the bucket's current window; False past the limit. One write."""
        ...


@dataclass(frozen=True, slots=True)
class InboxShard:
    """A part of the inbox: rows by reference. `version` 0 was never written."""

    version: int
    rows: Mapping[str, Row]


class Inbox(Protocol):
    """Rows of the inquiries that are not closed."""

    def read(self) -> Sequence[InboxShard]:
        """All of it, in one call (eventually consistent)."""
        ...

    def shard(self, number: int) -> InboxShard: ...

    def save(self, number: int, rows: Mapping[str, Row], *, version: int) -> int:
        """Writes what was read at that version; how many rows did not fit. Raises Conflict."""
        ...


class Index(Protocol):
    """What inquiries are found by."""

    def known(self, reference: str, messages: Sequence[str]) -> tuple[Indexed, Inquiry | None, Sequence[Message]]:
        """What the index has of the inquiry, the inquiry, and those of the messages that there are: one read."""
        ...

    def change(self, place: str, *, put: Mapping[str, Entry], drop: Sequence[str]) -> None:
        """Entries at that place: written by key, and removed. Again is no error. Raises Busy."""
        ...

    def keep(self, record: Indexed) -> None:
        """As the next version of what was read. Raises Conflict when somebody wrote it meanwhile."""
        ...

    def forget(self, record: Indexed) -> None:
        """Raises Conflict as `keep` does."""
        ...

    def newest(self, key: str, *, before: str, most: int) -> Stream:
        """So many entries under a key, newest first, from behind that place on (eventually consistent): one query."""
        ...

    def read(
        self, inquiries: Sequence[str], records: Sequence[str]
    ) -> tuple[Mapping[str, Inquiry], Mapping[str, Indexed]]:
        """Those there are, by reference: one read of at most 100."""
        ...


class Attendances(Protocol):
    """Who looks at an inquiry, and who looked."""

    def read(self, reference: str) -> tuple[Inquiry | None, Attendance]:
        """One read, with the inquiry (eventually consistent)."""
        ...

    def write(self, attendance: Attendance) -> None:
        """Raises Conflict where somebody else was marked meanwhile."""
        ...

    def note(self, look: Look) -> None:
        """Kept once for each person, inquiry and hour."""
        ...

    def looks(self, reference: str, *, limit: int) -> Sequence[Look]:
        """The latest first: one query."""
        ...


class Jobs(Protocol):
    """Orders for many inquiries at once."""

    def begin(self, job: Job, events: Sequence[Event], stamp: Stamp) -> None:
        """Stored with its events. Raises Duplicate when it is there, and Busy."""
        ...

    def get(self, job_id: str) -> Job | None: ...

    def note(self, job_id: str, reference: str, result: str) -> None:
        """What came of one: one write."""
        ...

    def move(self, job_id: str, before: Sequence[State], after: State) -> bool:
        """From one of those states into another; False where it is in none of them."""
        ...


class Views(Protocol):
    """Somebody's own views of the inbox."""

    def get(self, staff: str) -> SavedViews:
        """None saved: an empty one. One read."""
        ...

    def keep(self, views: SavedViews) -> None:
        """As the next version of what was read. Raises Conflict when they were written meanwhile."""
        ...


class Blobs(Protocol):
    """The bucket."""

    def get(self, key: str) -> bytes:
        """Raises NotFound or Busy."""
        ...

    def put(self, key: str, content: bytes) -> None:
        """Kept once under its digest; again is no error. Raises Busy."""
        ...

    def verdict(self, key: str) -> Verdict:
        """What the malware scan wrote on it. Raises NotFound or Busy."""
        ...

    def link(self, key: str, *, name: str, content_type: str) -> str:
        """A short-lived address to download it from, under that name."""
        ...

    def delete(self, key: str) -> None:
        """Nothing happens where there is nothing. Raises Busy."""
        ...


@dataclass(frozen=True, slots=True)
class Door:
    """Where a browser may post one file, and the fields that it must send before it."""

    url: str
    fields: Mapping[str, str]


class Uploads(Protocol):
    """Where files lie that no stored message has claimed yet."""

    @property
    def origin(self) -> str:
        """The scheme and host that browsers post to; empty where they cannot."""
        ...

    def door(self, upload: Upload, size: int) -> Door:
        """For that upload, of just that size in bytes, and not for long."""
        ...

    def put(self, upload: Upload, content: bytes) -> None:
        """Raises Busy."""
        ...

    def size(self, upload_id: str) -> int | None:
        """In bytes; None for what never came or is gone. Raises Busy."""
        ...


class Queues(Protocol):
    """Lanes to the other functions."""

    def put(self, consequences: Sequence[Consequence]) -> Sequence[Consequence]:
        """Those that could not be queued."""
        ...


class Bus(Protocol):
    """The district's other systems."""

    def publish(self, events: Sequence[Event]) -> Sequence[Event]:
        """Those that could not be published."""
        ...


class Words(Protocol):
    """Finds the words of a notice."""

    def __call__(self, notice: Notice, matter: Matter) -> OutboundMail | OutboundText:
        """A mail or a text."""
        ...


class Mailer(Protocol):
    def send(self, mail: OutboundMail) -> str:
        """The provider's message id. Raises SendRefused, NotSent or Busy."""
        ...


class Texter(Protocol):
    def send(self, *, to: str, text: str) -> str:
        """The provider's message id. Raises SendRefused, NotSent or Busy."""
        ...


class Districts(Protocol):
    def current(self) -> District:
        """The newest version, at most a minute old. Raises NotFound when none was ever pushed."""
        ...

    def newest(self) -> District:
        """The same as it stands now: one consistent read."""
        ...

    def standing(self) -> "Standing":
        """The same, and what made it so."""
        ...


@dataclass(frozen=True, slots=True)
class Standing:
    """What is in force. `changed_by` is the id of the event that last changed it: the push, the closure or the reopening.
    Empty where that is not known: an older command changed it."""

    district: District
    changed_by: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """Inquiries looked at, deadlines moved, and the walks (`1.0`: the first, of shard 0) that came to their end.
    `overtaken_by` is the id of a newer change to which a walk left what was to move yet, empty where none did."""

    seen: int = 0
    moved: int = 0
    walked: frozenset[str] = frozenset()
    overtaken_by: str = ""


class Tallies(Protocol):
    """How far a recompute has come. `cause` is the id of the event that started it."""

    def add(self, cause: str, *, seen: int, moved: int) -> None:
        """One write."""
        ...

    def end(self, cause: str, walk: str, *, overtaken_by: str = "") -> None:
        """One write; twice is once."""
        ...

    def read(self, cause: str) -> Tally: ...


class Keys(Protocol):
    def signer(self) -> Signer:
        """The signing keys, at most a few minutes old."""
        ...


class Metrics(Protocol):
    """Counts that alarms and the dashboard read."""

    def count(self, name: str, number: int = 1) -> None: ...


class Sessions(Protocol):
    """Who is signed in."""

    def get(self, staff: str, digest: str) -> Session | None: ...
    def begin(self, session: Session) -> None: ...

    def note(self, session: Session) -> None:
        """That it was used; nothing happens when it ended meanwhile."""
        ...

    def renew(self, old: Session, fresh: Session) -> None:
        """Raises Conflict when it ended or was renewed meanwhile."""
        ...

    def end(self, staff: str, digest: str) -> None: ...

    def end_all(self, staff: str) -> int:
        """How many there were."""
        ...


class SignIns(Protocol):
    """The district's sign-in service."""

    def where(self, *, state: str, challenge: str, nonce: str, back_to: str) -> str:
        """The address to send the browser to."""
        ...

    def redeem(self, code: str, *, verifier: str, back_to: str) -> Mapping[str, Any]:
        """The claims of who signed in. Raises Invalid for a code that is not good (any more), and Busy."""
        ...
