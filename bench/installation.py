"""An installation to count on: the emulator alone, with the table, queues and bucket of the template, and no functions on
it: their code runs in this process."""

import os
import socket
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

import boto3
from chalice.app import Chalice

from bench.meter import Meter
from chalicelib.bootstrap import Services
from chalicelib.domain.commit import Stamp
from chalicelib.domain.district import District
from chalicelib.domain.reference import reference_from
from chalicelib.settings import Settings
from chalicelib.web.routes import make_pages
from infra import config, config_store
from infra.local import HOST, MiniStack
from infra.template_parts import merge
from infra.up import DISTRICT, MAIL_DOMAIN, ROOT, SMS_NUMBER

TABLE = "earshot-bench"
BUCKET = "earshot-bench"
SITE = "https://earshot.example.org"
_SERVICES = ("dynamodb", "s3", "sqs", "sns", "sesv2", "events", "secretsmanager")
_CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_EC2_METADATA_DISABLED": "true",
}
_QUEUES = tuple(one.name for one in fields(Settings) if one.name.endswith("_queue"))


@dataclass
class Numbers:
    """ports.Randomness without chance: the same ids, shards and sizes every time."""

    clock: Callable[[], datetime]
    number: int = 0

    def stamp(self) -> Stamp:
        return Stamp(now=self.clock(), word=self._next().hex()[-8:])

    def reference(self) -> str:
        return reference_from(self._next())

    def _next(self) -> bytes:
        self.number += 1
        return sha256(str(self.number).encode()).digest()[:8]


@dataclass
class Installation:
    """`clients` are the functions' own, `bare` boto3's defaults; both tell the meter. `now` moves a millisecond with every look at it, so that ids sort and sizes are the same every time."""

    clients: dict[str, Any]
    bare: Mapping[str, Any]
    settings: Settings
    meter: Meter
    now: datetime = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
    _services: dict[str, Services] = field(default_factory=dict)

    @cached_property
    def pages(self) -> Chalice:
        """The api function: a real application whose pages are ours."""
        app = Chalice(app_name="bench", configure_logs=False)
        app.register_blueprint(make_pages(lambda: self.services("api").web))
        return app

    @cached_property
    def numbers(self) -> Numbers:
        return Numbers(self.clock)

    def clock(self) -> datetime:
        self.now += timedelta(milliseconds=1)
        return self.now

    def services(self, function: str) -> Services:
        """The function's own, kept as its process keeps them; what it caches never grows old here."""
        if function not in self._services:
            own: Any = Services(self.settings, function, self.clients, self.clock)
            own.districts.timer = own.keys.timer = _frozen
            own.randomness = self.numbers
            self._services[function] = own
        return self._services[function]


def _frozen() -> float:
    return 0.0


@contextmanager
def an_installation() -> Iterator[Installation]:
    """On an emulator of its own, on a free port, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="earshot-bench-") as home, socket.create_server((HOST, 0)) as probe:
        port = probe.getsockname()[1]
        probe.close()
        emulator = MiniStack(port, Path(home))
        emulator.start(say=_silent)
        try:
            yield _furnished(port)
        finally:
            emulator.stop(say=_silent)


def _furnished(port: int) -> Installation:
    clients, bare, meter = _clients(f"http://{HOST}:{port}"), _bare(f"http://{HOST}:{port}"), Meter()
    resources = merge(ROOT / "infra" / "template")["Resources"]
    clients["dynamodb"].create_table(TableName=TABLE, **_table(resources["Table"]["Properties"]))
    clients["s3"].create_bucket(Bucket=BUCKET)
    clients["events"].create_event_bus(Name="earshot-bench")
    clients["sesv2"].create_email_identity(EmailIdentity=MAIL_DOMAIN)
    clients["sesv2"].create_configuration_set(ConfigurationSetName="earshot-bench")
    urls = {name: clients["sqs"].create_queue(QueueName=name)["QueueUrl"] for name in _QUEUES}
    secret = clients["secretsmanager"].create_secret(Name="earshot-bench", SecretString="k" * 64)
    settings = Settings(
        stage="bench",
        table=TABLE,
        bucket=BUCKET,
        bus="earshot-bench",
        mail_domain=MAIL_DOMAIN,
        sms_number=SMS_NUMBER,
        configuration_set="earshot-bench",
        signing_key=secret["ARN"],
        site_url=SITE,
        upload_url=f"{SITE}/upload",
        sign_in_url=f"{SITE}/sign-in",
        sign_in_client="bench",
        sign_in_issuer=f"{SITE}/issuer",
        **urls,
    )
    _push(clients)
    for client in (*clients.values(), *bare.values()):
        meter.attach(client)
    return Installation(clients, bare, settings, meter)


def _clients(endpoint: str) -> dict[str, Any]:
    """As bootstrap makes them for a deployed function, but for where they lead."""
    found: dict[str, Any] = {}
    with _environment(AWS_ENDPOINT_URL=endpoint, **_CREDENTIALS):
        services = Services(Settings(), "bench", found)
        for name in _SERVICES:
            services.client(name)
    return found


def _bare(endpoint: str) -> dict[str, Any]:
    """As anybody makes them with boto3."""
    with _environment(AWS_ENDPOINT_URL=endpoint, **_CREDENTIALS):
        return {name: boto3.session.Session().client(name) for name in _SERVICES}  # type: ignore[call-overload]


@contextmanager
def _environment(**variables: str) -> Iterator[None]:
    """Nobody's real credentials, whatever this process was started with."""
    before = dict(os.environ)
    for name in [name for name in before if name.startswith("AWS_")]:
        del os.environ[name]
    os.environ.update(variables)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def _table(properties: Mapping[str, Any]) -> dict[str, Any]:
    """The template's table, as CreateTable takes it: what is written is what would be billed."""
    kept = ("BillingMode", "AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes")
    return {name: properties[name] for name in kept}


def _push(clients: Mapping[str, Any]) -> None:
    now = datetime(2026, 3, 1, tzinfo=UTC)
    config_store.Versions(clients["s3"], clients["dynamodb"], BUCKET, TABLE).push(a_district(), now=now)


def a_district() -> District:
    """The demo's, with one shared mailbox a team: one inquiry is one notice, whoever works there."""
    demo = config.read(DISTRICT)
    teams = tuple(replace(team, mailbox=f"{team.id}@staff.example.org") for team in demo.teams)
    return replace(demo, teams=teams)


def _silent(_line: str) -> None:
    """The bench tells its own story."""
