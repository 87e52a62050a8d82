"""The only place where concrete classes are chosen. Everything is made when first used and kept between invocations."""

from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from chalicelib.adapters.randomness import SystemRandomness, utc_now
from chalicelib.observability import EmbeddedMetrics, Log
from chalicelib.settings import Settings, settings
from chalicelib.start import uncollected

if TYPE_CHECKING:
    from collections.abc import Sequence

    from botocore.config import Config
    from botocore.session import Session

    from chalicelib.adapters.attendance import TableAttendances
    from chalicelib.adapters.blobs import BucketBlobs
    from chalicelib.adapters.cached import SecretKeys, StoredDistricts
    from chalicelib.adapters.inbox import TableInbox
    from chalicelib.adapters.jobs import TableJobs
    from chalicelib.adapters.lanes import EventBridgeBus, SqsLanes
    from chalicelib.adapters.search import TableIndex
    from chalicelib.adapters.store import TableStore
    from chalicelib.adapters.tallies import TableTallies
    from chalicelib.domain.health import LaneHealth
    from chalicelib.ports import Clock
    from chalicelib.usecases.administer import Office
    from chalicelib.usecases.desk import Desk
    from chalicelib.web.services import WebServices
    from chalicelib.web.staff.services import StaffServices


@cache
def _session() -> "Session":
    """botocore's own: the clients are boto3's to the letter, without what boto3 loads beside them."""
    from botocore.session import Session  # noqa: PLC0415

    return Session()


_ONCE = frozenset({"sesv2", "sns", "events"})


@cache
def _config(service: str) -> "Config":
    """A call that hangs ends well before its function does. SES and SNS take sends once only, for a repeated send is a doubled
    message; the bus is asked briefly, for pages wait behind it. What the adapters ask was held against the API by their tests,
    where validation is on; here it would be a sixth of a call's work."""
    from botocore.config import Config  # noqa: PLC0415

    return Config(
        connect_timeout=2,
        read_timeout=5 if service in _ONCE else 3,
        retries={"mode": "standard", "total_max_attempts": 1 if service in _ONCE else 3},
        signature_version="s3v4" if service == "s3" else None,  # else links to objects are signed in the old way
        tcp_keepalive=True,
        parameter_validation=False,
    )


@dataclass
class Services:
    """One function's collaborators. `clients` may be given (tests, the command line); else botocore makes them."""

    settings: Settings
    function: str
    clients: dict[str, Any] = field(default_factory=dict)
    clock: "Clock" = utc_now

    def client(self, service: str) -> Any:
        if service not in self.clients:
            with uncollected():
                self.clients[service] = _session().create_client(service, config=_config(service))
        return self.clients[service]

    @cached_property
    def log(self) -> Log:
        return Log(self.function)

    @cached_property
    def metrics(self) -> EmbeddedMetrics:
        return EmbeddedMetrics(stage=self.settings.stage, function=self.function)

    @cached_property
    def randomness(self) -> SystemRandomness:
        return SystemRandomness(self.clock)

    @cached_property
    def store(self) -> "TableStore":
        from chalicelib.adapters.store import TableStore  # noqa: PLC0415

        return TableStore(client=self.client("dynamodb"), table=self.settings.need("table"))

    @cached_property
    def tallies(self) -> "TableTallies":
        from chalicelib.adapters.tallies import TableTallies  # noqa: PLC0415

        return TableTallies(client=self.client("dynamodb"), table=self.settings.need("table"))

    @cached_property
    def districts(self) -> "StoredDistricts":
        from chalicelib.adapters.cached import StoredDistricts  # noqa: PLC0415

        return StoredDistricts(
            dynamodb=self.client("dynamodb"),
            s3=lambda: self.client("s3"),
            table=self.settings.need("table"),
            bucket=self.settings.need("bucket"),
        )

    @cached_property
    def inbox(self) -> "TableInbox":
        from chalicelib.adapters.inbox import TableInbox  # noqa: PLC0415

        return TableInbox(client=self.client("dynamodb"), table=self.settings.need("table"))

    @cached_property
    def search(self) -> "TableIndex":
        from chalicelib.adapters.search import TableIndex  # noqa: PLC0415

        return TableIndex(client=self.client("dynamodb"), table=self.settings.need("table"))

    @cached_property
    def attendances(self) -> "TableAttendances":
        from chalicelib.adapters.attendance import TableAttendances  # noqa: PLC0415

        return TableAttendances(client=self.client("dynamodb"), table=self.settings.need("table"))

    @cached_property
    def jobs(self) -> "TableJobs":
        from chalicelib.adapters.jobs import TableJobs  # noqa: PLC0415

        return TableJobs(client=self.client("dynamodb"), table=self.settings.need("table"))

    @cached_property
    def keys(self) -> "SecretKeys":
        from chalicelib.adapters.cached import SecretKeys  # noqa: PLC0415

        return SecretKeys(client=lambda: self.client("secretsmanager"), secret=self.settings.need("signing_key"))

    @cached_property
    def blobs(self) -> "BucketBlobs":
        from chalicelib.adapters.blobs import BucketBlobs  # noqa: PLC0415

        return BucketBlobs(client=self.client("s3"), bucket=self.settings.need("bucket"))

    @cached_property
    def queues(self) -> "SqsLanes":
        from chalicelib.adapters.lanes import SqsLanes  # noqa: PLC0415
        from chalicelib.domain.consequences import Lane  # noqa: PLC0415

        named = {lane: f"{lane.value}_queue" for lane in Lane}
        urls = {lane: self.settings.need(name) for lane, name in named.items() if getattr(self.settings, name)}
        return SqsLanes(client=self.client("sqs"), urls=urls)

    @cached_property
    def bus(self) -> "EventBridgeBus":
        from chalicelib.adapters.lanes import EventBridgeBus  # noqa: PLC0415

        return EventBridgeBus(client=self.client("events"), bus=self.settings.need("bus"))

    @cached_property
    def desk(self) -> "Desk":
        from chalicelib.adapters.senders import SesMailer, SnsTexter  # noqa: PLC0415
        from chalicelib.channels.outbound.mime import compose  # noqa: PLC0415
        from chalicelib.channels.wording import Wording, message_id  # noqa: PLC0415
        from chalicelib.domain.ledger import Notice  # noqa: PLC0415
        from chalicelib.domain.outbound import Matter, OutboundMail, OutboundText  # noqa: PLC0415
        from chalicelib.usecases.desk import Desk  # noqa: PLC0415
        from chalicelib.usecases.files import to_send  # noqa: PLC0415

        domain, site_url = self.settings.need("mail_domain"), self.settings.site_url

        def words(notice: Notice, matter: Matter) -> OutboundMail | OutboundText:
            wording = Wording(self.districts.current(), self.keys.signer(), site_url=site_url, domain=domain)
            return wording(notice, matter)

        def composed(mail: OutboundMail) -> bytes:
            stamp = self.randomness.stamp()
            files = [(one, to_send(one, blobs=self.blobs, scanned=self.settings.scans_files)) for one in mail.files]
            own_id = message_id(mail, word=stamp.id, domain=domain)
            return compose(mail, sender=f"help@{domain}", message_id=own_id, date=stamp.now, files=files)

        mailer = SesMailer(self.client("sesv2"), domain, self.settings.configuration_set, composed)
        texter = SnsTexter(self.client("sns"), self.settings.sms_number)
        return Desk(self.store, self.districts, words, mailer, texter, self.randomness, self.metrics, domain)

    @cached_property
    def web(self) -> "WebServices":
        from chalicelib.adapters.uploads import BucketUploads  # noqa: PLC0415
        from chalicelib.usecases.acknowledge import acknowledge  # noqa: PLC0415
        from chalicelib.usecases.family import decide  # noqa: PLC0415
        from chalicelib.usecases.files import hand_out  # noqa: PLC0415
        from chalicelib.usecases.handle import Counter  # noqa: PLC0415
        from chalicelib.usecases.links import ask_links  # noqa: PLC0415
        from chalicelib.usecases.receive import receive  # noqa: PLC0415
        from chalicelib.web.services import WebServices  # noqa: PLC0415

        store, districts, randomness = self.store, self.districts, self.randomness
        at = Counter(store, districts, randomness)
        return WebServices(
            receive=lambda submission: receive(submission, store=store, districts=districts, randomness=randomness),
            store=store,
            districts=districts,
            keys=self.keys,
            clock=self.clock,
            randomness=randomness,
            acknowledge_page=lambda reference, page_id, actor: acknowledge(reference, page_id, actor=actor, at=at),
            hand_out=lambda case, message, part: hand_out(
                case, message, part, blobs=self.blobs, scanned=self.settings.scans_files
            ),
            decide=lambda reference, wish: decide(
                reference, wish, store=store, districts=districts, randomness=randomness
            ),
            ask_links=lambda address: ask_links(address, store=store, randomness=randomness),
            uploads=BucketUploads(
                lambda: self.client("s3"), self.settings.need("bucket"), self.settings.need("upload_url")
            ),
            site_url=self.settings.site_url,
            staff=self.staff,
        )

    @cached_property
    def office(self) -> "Office":
        from chalicelib.adapters.health import SqsHealth, lanes_of  # noqa: PLC0415
        from chalicelib.adapters.records import TableRecords  # noqa: PLC0415
        from chalicelib.usecases.administer import Office  # noqa: PLC0415

        def health() -> "Sequence[LaneHealth]":
            return SqsHealth(self.client("sqs"), *lanes_of(self.settings.need("watched_queues")))()

        records = TableRecords(self.client("dynamodb"), self.settings.need("table"))
        return Office(self.store, self.districts, self.randomness, records, health)

    @cached_property
    def staff(self) -> "StaffServices | None":
        from chalicelib.adapters.randomness import secret  # noqa: PLC0415
        from chalicelib.adapters.saved_views import TableViews  # noqa: PLC0415
        from chalicelib.adapters.sessions import TableSessions  # noqa: PLC0415
        from chalicelib.adapters.sign_ins import CognitoSignIns  # noqa: PLC0415
        from chalicelib.usecases.handle import Counter  # noqa: PLC0415
        from chalicelib.usecases.sign_in import Setting  # noqa: PLC0415
        from chalicelib.web.staff.services import StaffServices  # noqa: PLC0415

        own, site_url = self.settings, self.settings.site_url
        if not (site_url and own.sign_in_url and own.sign_in_client and own.sign_in_issuer):
            return None
        sign_ins = CognitoSignIns(own.sign_in_url, own.sign_in_client)
        return StaffServices(
            setting=Setting(own.sign_in_issuer, own.sign_in_client, f"{site_url}/staff/arrive"),
            sign_ins=sign_ins,
            sessions=TableSessions(self.client("dynamodb"), own.need("table")),
            secret=secret,
            sign_out_url=sign_ins.sign_out(f"{site_url}/staff/signed-out"),
            inbox=self.inbox,
            index=self.search,
            jobs=self.jobs,
            views=TableViews(self.client("dynamodb"), own.need("table")),
            counter=Counter(self.store, self.districts, self.randomness),
            office=self.office,
            attendances=self.attendances,
        )


@cache
def services(function: str) -> Services:
    """The function's own, one a process."""
    return Services(settings=settings(), function=function)
