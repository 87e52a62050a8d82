"""The pages on their fakes: a real Chalice app whose services live in memory."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from builders import a_signer
from chalice.app import Chalice
from chalice.test import Client, HTTPResponse
from fake_attendance import FakeAttendances
from fake_inbox import FakeInbox
from fake_index import FakeIndex
from fake_jobs import FakeJobs
from fake_records import FakeRecords
from fake_sign_in import SETTING, FakeSecrets, FakeSessions, FakeSignIns
from fake_views import FakeViews
from fakes import Office

from chalicelib.adapters.keys import inbox_item
from chalicelib.channels.links import page_link, private_link
from chalicelib.domain.inquiry import Inquiry, Page
from chalicelib.domain.submission import Submission
from chalicelib.usecases import administer
from chalicelib.usecases.acknowledge import acknowledge
from chalicelib.usecases.family import decide
from chalicelib.usecases.files import hand_out
from chalicelib.usecases.fold import fold
from chalicelib.usecases.handle import Counter
from chalicelib.usecases.index import refresh
from chalicelib.usecases.links import ask_links
from chalicelib.usecases.receive import Received, receive
from chalicelib.web.routes import make_pages
from chalicelib.web.services import WebServices
from chalicelib.web.staff.services import StaffServices

HTML = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "text/html"}
JSON = {"Content-Type": "application/json", "Accept": "application/json", "Idempotency-Key": "a-key-of-the-tests"}


@dataclass
class House:
    """`office` holds what was stored; `site_url` empty lets the request say where it came in."""

    office: Office = field(default_factory=Office)
    site_url: str = "https://earshot.example.org"
    scanned: bool = False
    replace_receive: Callable[[Submission], Received] | None = None
    sessions: FakeSessions = field(default_factory=FakeSessions)
    sign_ins: FakeSignIns = field(default_factory=FakeSignIns)
    secret: FakeSecrets = field(default_factory=FakeSecrets)
    inbox: FakeInbox = field(default_factory=FakeInbox)
    index: FakeIndex = field(init=False)
    jobs: FakeJobs = field(default_factory=FakeJobs)
    views: FakeViews = field(default_factory=FakeViews)
    signs_in: bool = True

    def __post_init__(self) -> None:
        self.index = FakeIndex(self.office.store)
        self.records = FakeRecords(self.office.store)
        self.attendances = FakeAttendances(self.office.store)
        self.app = Chalice(app_name="pages", configure_logs=False)
        self.app.register_blueprint(make_pages(lambda: self.services))
        self.client = Client(self.app).http

    @property
    def services(self) -> WebServices:
        office = self.office
        return WebServices(
            receive=self.replace_receive
            or (
                lambda submission: receive(
                    submission, store=office.store, districts=office.districts, randomness=office.randomness
                )
            ),
            store=office.store,
            districts=office.districts,
            keys=office.keys,
            clock=office.clock,
            randomness=office.randomness,
            acknowledge_page=lambda reference, page, actor: acknowledge(reference, page, actor=actor, at=self.counter),
            hand_out=lambda *asked: hand_out(*asked, blobs=office.blobs, scanned=self.scanned),
            uploads=office.uploads,
            decide=lambda reference, wish: decide(
                reference, wish, store=office.store, districts=office.districts, randomness=office.randomness
            ),
            ask_links=lambda address: ask_links(address, store=office.store, randomness=office.randomness),
            site_url=self.site_url,
            staff=self.staff if self.signs_in else None,
        )

    @property
    def counter(self) -> Counter:
        return self.office.counter

    @property
    def staff(self) -> StaffServices:
        return StaffServices(
            SETTING,
            self.sign_ins,
            self.sessions,
            self.secret,
            "https://sign-in.example/logout",
            self.inbox,
            self.index,
            self.jobs,
            self.views,
            self.counter,
            administer.Office(
                self.office.store, self.office.districts, self.office.randomness, self.records, self.records.health
            ),
            self.attendances,
        )

    def fold(self) -> None:
        """What the stream would have told the inbox and the search index by now."""
        fold(self.stored, shard_of=inbox_item, inbox=self.inbox, metrics=self.office.metrics)
        for one in self.stored:
            refresh(one.reference, (), index=self.index, store=self.office.store, whole=True)

    def district(self, **changes: Any) -> None:
        self.office.districts.district = replace(self.office.districts.district, **changes)

    def get(self, path: str, **headers: str) -> HTTPResponse:
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.get(path, headers={"Accept": "text/html"} | given)

    def post(self, path: str, fields: Mapping[str, str], **headers: str) -> HTTPResponse:
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.post(path, headers=HTML | given, body=urlencode(fields).encode())

    def post_json(self, path: str, body: bytes, **headers: str) -> HTTPResponse:
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.post(path, headers=JSON | given, body=body)

    def link(self, inquiry: Inquiry) -> str:
        """The path of its private page."""
        return private_link("", a_signer(), inquiry)

    def page_link(self, page: Page, staff: str) -> str:
        return page_link("", a_signer(), page.reference, page.id, staff)

    @property
    def stored(self) -> list[Inquiry]:
        return list(self.office.store.inquiries.values())


def a_form(**changes: str) -> dict[str, str]:
    """What a browser sends of a form filled in well."""
    given = {
        "key": "018f-0000aaaa",
        "message": "Bus 12 did not come today.",
        "topic": "bus",
        "school": "alder",
        "name": "Ana Diaz",
        "email": "ana@example.com",
        "language": "en",
        "anonymous": "",
    }
    return given | changes
