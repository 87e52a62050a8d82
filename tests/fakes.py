"""A fake for every port: in memory, deterministic, each able to fail on command."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from builders import NOW, a_district, a_signer
from fake_store import FakeStore

from chalicelib.domain.commit import Stamp
from chalicelib.domain.consequences import Action, Consequence
from chalicelib.domain.contact import AddressKind
from chalicelib.domain.district import District
from chalicelib.domain.errors import Busy, NotFound
from chalicelib.domain.events import Event, EventType
from chalicelib.domain.files import Verdict
from chalicelib.domain.ledger import Notice
from chalicelib.domain.outbound import Matter, OutboundMail, OutboundText
from chalicelib.domain.permissions import OPERATOR, Actor, actor_of
from chalicelib.domain.reference import reference_from
from chalicelib.domain.tokens import Signer
from chalicelib.domain.uploads import Upload, upload_key
from chalicelib.ports import Door, Standing, Tally
from chalicelib.usecases.desk import Desk
from chalicelib.usecases.handle import Counter as DeskCounter


@dataclass
class FakeClock:
    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def advance(self, span: timedelta | None = None, **units: float) -> None:
        """`advance(minutes=5)`."""
        self.now += span if span is not None else timedelta(**units)


@dataclass
class FakeRandomness:
    """Words count up, so that ids sort even when the clock stands still."""

    clock: Callable[[], datetime] = field(default_factory=FakeClock)
    drawn: int = 0

    def stamp(self) -> Stamp:
        self.drawn += 1
        return Stamp(now=self.clock(), word=f"{self.drawn:08x}")

    def reference(self) -> str:
        self.drawn += 1
        return reference_from((self.drawn * 7_919_777_333).to_bytes(8, "big"))


@dataclass
class FakeBlobs:
    objects: dict[str, bytes] = field(default_factory=dict)
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    puts: int = 0

    def get(self, key: str) -> bytes:
        if key not in self.objects:
            raise NotFound(key)
        return self.objects[key]

    def put(self, key: str, content: bytes) -> None:
        self.objects.setdefault(key, content)
        self.puts += 1

    def verdict(self, key: str) -> Verdict:
        self.get(key)
        return self.verdicts.get(key, Verdict.WAITING)

    def link(self, key: str, *, name: str, content_type: str) -> str:
        return f"https://files.example.org/{key}?name={name}&type={content_type}"

    def delete(self, key: str) -> None:
        self.objects.pop(key, None)


@dataclass
class FakeUploads:
    """`blobs` is the bucket they lie in; `busy` refuses everything."""

    blobs: FakeBlobs
    origin: str = "https://bucket.example.org"
    busy: bool = False

    def door(self, upload: Upload, size: int) -> Door:
        return Door(f"{self.origin}/", {"key": upload_key(upload.id), "Content-Type": upload.content_type})

    def put(self, upload: Upload, content: bytes) -> None:
        if self.busy:
            raise Busy("slow down")
        self.blobs.objects[upload_key(upload.id)] = content

    def size(self, upload_id: str) -> int | None:
        if self.busy:
            raise Busy("slow down")
        found = self.blobs.objects.get(upload_key(upload_id))
        return None if found is None else len(found)


@dataclass
class FakeQueues:
    """`refuses` are actions that it will not take."""

    taken: list[Consequence] = field(default_factory=list)
    refuses: set[Action] = field(default_factory=set)
    calls: int = 0

    def put(self, consequences: Sequence[Consequence]) -> Sequence[Consequence]:
        self.calls += 1
        self.taken += [one for one in consequences if one.action not in self.refuses]
        return [one for one in consequences if one.action in self.refuses]


@dataclass
class FakeBus:
    published: list[Event] = field(default_factory=list)
    refuses: set[EventType] = field(default_factory=set)

    def publish(self, events: Sequence[Event]) -> Sequence[Event]:
        self.published += [one for one in events if one.type not in self.refuses]
        return [one for one in events if one.type in self.refuses]


def fake_words(notice: Notice, matter: Matter) -> OutboundMail | OutboundText:
    """Says which template it would have filled, and for whom."""
    said = f"{notice.template} {matter.inquiry.reference} {matter.inquiry.language}"
    if notice.recipient.kind is AddressKind.PHONE:
        return OutboundText(text=said, segments=1)
    return OutboundMail(
        to=notice.recipient.value,
        to_name="",
        from_name="",
        reply_to="",
        subject=said,
        text=matter.message.text if matter.message else "",
        html="",
        headers=dict(matter.details),
    )


@dataclass
class FakeMailer:
    """`fails` are raised one a send, whoever it goes to; `refuses` by recipient, every time."""

    sent: list[OutboundMail] = field(default_factory=list)
    fails: list[BaseException] = field(default_factory=list)
    refuses: dict[str, BaseException] = field(default_factory=dict)

    def send(self, mail: OutboundMail) -> str:
        if mail.to in self.refuses:
            raise self.refuses[mail.to]
        if self.fails:
            raise self.fails.pop(0)
        self.sent.append(mail)
        return f"mail-{len(self.sent)}"

    @property
    def to(self) -> list[str]:
        return [mail.to for mail in self.sent]


@dataclass
class FakeTexter:
    """As FakeMailer; `sent` are (number, words)."""

    sent: list[tuple[str, str]] = field(default_factory=list)
    fails: list[BaseException] = field(default_factory=list)
    refuses: dict[str, BaseException] = field(default_factory=dict)

    def send(self, *, to: str, text: str) -> str:
        if to in self.refuses:
            raise self.refuses[to]
        if self.fails:
            raise self.fails.pop(0)
        self.sent.append((to, text))
        return f"text-{len(self.sent)}"

    @property
    def to(self) -> list[str]:
        return [number for number, _ in self.sent]


@dataclass
class FakeDistricts:
    district: District = field(default_factory=a_district)
    changed_by: str = ""

    def current(self) -> District:
        return self.district

    def newest(self) -> District:
        return self.district

    def standing(self) -> Standing:
        return Standing(self.district, self.changed_by)


@dataclass
class FakeTallies:
    counts: dict[str, Tally] = field(default_factory=dict)

    def add(self, cause: str, *, seen: int, moved: int) -> None:
        before = self.read(cause)
        self.counts[cause] = replace(before, seen=before.seen + seen, moved=before.moved + moved)

    def end(self, cause: str, walk: str, *, overtaken_by: str = "") -> None:
        before = self.read(cause)
        by = overtaken_by or before.overtaken_by
        self.counts[cause] = replace(before, walked=before.walked | {walk}, overtaken_by=by)

    def read(self, cause: str) -> Tally:
        return self.counts.get(cause, Tally())


@dataclass
class FakeKeys:
    keys: Signer = field(default_factory=a_signer)

    def signer(self) -> Signer:
        return self.keys


@dataclass
class FakeMetrics:
    counts: Counter[str] = field(default_factory=Counter)

    def count(self, name: str, number: int = 1) -> None:
        self.counts[name] += number


@dataclass
class Office:
    """All fakes, sharing one clock; `desk` is what the sending use cases take."""

    clock: FakeClock = field(default_factory=FakeClock)
    store: FakeStore = field(default_factory=FakeStore)
    districts: FakeDistricts = field(default_factory=FakeDistricts)
    queues: FakeQueues = field(default_factory=FakeQueues)
    bus: FakeBus = field(default_factory=FakeBus)
    mailer: FakeMailer = field(default_factory=FakeMailer)
    texter: FakeTexter = field(default_factory=FakeTexter)
    keys: FakeKeys = field(default_factory=FakeKeys)
    blobs: FakeBlobs = field(default_factory=FakeBlobs)
    metrics: FakeMetrics = field(default_factory=FakeMetrics)
    randomness: FakeRandomness = field(init=False)
    uploads: FakeUploads = field(init=False)

    def __post_init__(self) -> None:
        self.randomness = FakeRandomness(self.clock)
        self.uploads = FakeUploads(self.blobs)

    @property
    def counter(self) -> DeskCounter:
        return DeskCounter(self.store, self.districts, self.randomness)

    def actor(self, staff: str) -> Actor:
        """Somebody of the staff, or `operator`."""
        return OPERATOR if staff == "operator" else actor_of(staff, self.districts.district, at=self.clock())

    @property
    def desk(self) -> Desk:
        return Desk(
            self.store,
            self.districts,
            fake_words,
            self.mailer,
            self.texter,
            self.randomness,
            self.metrics,
            "demo.example.org",
        )
