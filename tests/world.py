"""The whole path on moto: every function's own entry, real clients, real tables and queues, and a hand on time.

`World.settle` plays AWS: it hands the stream to publish and the queues to their functions until nothing is left, letting
visibility timeouts and delays pass on the world's clock. `World.dies` ends a function just before or just after one of its
AWS calls, as a crash would; what it held is delivered again.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any

import boto3
from botocore.awsrequest import AWSResponse
from chalice.app import Chalice
from chalice.test import Client, TestHTTPClient
from moto.core import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import dynamodb_backends
from moto.sqs.models import sqs_backends
from permissions import Grant, check
from quick_moto import quick_aws

from chalicelib.adapters import keys
from chalicelib.adapters.attributes import encode_item
from chalicelib.adapters.cached import config_key
from chalicelib.adapters.codec import to_plain
from chalicelib.bootstrap import Services
from chalicelib.domain.district import District
from chalicelib.domain.permissions import actor_of
from chalicelib.settings import Settings
from chalicelib.usecases.acknowledge import acknowledge
from chalicelib.usecases.handle import Counter as DeskCounter
from chalicelib.web.routes import make_pages

REGION = "us-east-1"
BUCKET = "earshot-test"
TABLE = "earshot-test"
DOMAIN = "demo.example.org"
SITE = "https://earshot.example.org"
LANES = {"pages": "page", "notifications": "notify", "escalations": "escalate", "email": "email"}
PATIENCE = 5
VISIBILITY = timedelta(seconds=360)


class Killed(BaseException):
    """The process died. Not an Exception: nothing may catch it."""


@dataclass
class Interruption:
    """Just before the `at`-th call, `meanwhile` happens."""

    at: int
    meanwhile: Callable[[], object]


@dataclass
class Held:
    """A message on a queue: `body`, not to be seen before `visible_at`."""

    lane: str
    body: str
    id: str
    visible_at: datetime


@dataclass
class Hooks:
    """botocore's events, handed to the world of the moment."""

    world: "World | None" = None

    def before(self, model: Any, params: Mapping[str, Any], **_: Any) -> Any:
        """A (response, parsed) pair short-circuits the call: how AWS refuses."""
        if self.world is None:
            return None
        self.world.permit(model.service_model.service_name, model.name, params)
        self.world.before(model.name)
        return self.world.refused(model.name)

    def after(self, model: Any, **_: Any) -> None:
        if self.world:
            self.world.answered(model.name)


@dataclass
class World:
    """`calls` are those begun, `done` those answered, as (function, operation); `kinds` tells of each begun call for
    what kind of input it was made and the how-manieth of that invocation; `failures` are what would be dead letters; `used`
    is what of their policies the functions made use of, `counted` what those counted that lived to write it. `dies` is asked just
    before each counted call leaves (False) and just after its answer came (True) whether the process ends there; it ends once."""

    district: District
    now: datetime = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
    dies: Callable[[bool], bool] | None = None
    interruption: Interruption | None = None
    refuse: Callable[[str, str], str] | None = None
    hooks: Hooks = field(default_factory=Hooks)
    calls: list[tuple[str, str]] = field(default_factory=list)
    kinds: list[tuple[str, str, int, str]] = field(default_factory=list)
    done: list[tuple[str, str]] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    published: set[tuple[str, str]] = field(default_factory=set)
    folded: set[tuple[str, ...]] = field(default_factory=set)
    clients: dict[str, Any] = field(default_factory=dict)
    tries: dict[str, int] = field(default_factory=dict)
    used: set[tuple[str, Grant]] = field(default_factory=set)
    counted: Counter[str] = field(default_factory=Counter)
    running: str = ""
    handling: str = ""
    begun: int = 0
    counting: bool = True
    settings: Settings = field(default_factory=Settings)
    _services: dict[str, Services] = field(default_factory=dict)

    def again(self) -> "World":
        """The same installation as on its first day: empty table, queues and bucket, cold functions."""
        dynamodb_backends[DEFAULT_ACCOUNT_ID][REGION].tables[TABLE].items.clear()
        for queue in sqs_backends[DEFAULT_ACCOUNT_ID][REGION].queues.values():
            queue._messages.clear()
        fresh = World(self.district, clients=self.clients, hooks=self.hooks)
        fresh.hooks.world, fresh.settings = fresh, self.settings
        fresh._push()
        return fresh

    def build(self) -> None:
        """Table, queues, bucket, bus, secret; the district pushed."""
        self.hooks.world = self
        for name in ("dynamodb", "sqs", "s3", "sns", "sesv2", "events", "secretsmanager"):
            client = boto3.client(name, region_name=REGION)
            client.meta.events.register("before-call", self.hooks.before)
            client.meta.events.register("after-call", self.hooks.after)
            self.clients[name] = client
        make_table(self.clients["dynamodb"])
        self.clients["s3"].create_bucket(Bucket=BUCKET)
        self.clients["events"].create_event_bus(Name="earshot-test")
        self.clients["sesv2"].create_email_identity(EmailIdentity=DOMAIN)
        secret = self.clients["secretsmanager"].create_secret(Name="key", SecretString="x" * 40)
        for lane in LANES:
            self.clients["sqs"].create_queue(QueueName=lane)
        self._push()
        urls = {f"{lane}_queue": self.clients["sqs"].get_queue_url(QueueName=lane)["QueueUrl"] for lane in LANES}
        self.settings = Settings(
            stage="test",
            table=TABLE,
            bucket=BUCKET,
            bus="earshot-test",
            mail_domain=DOMAIN,
            sms_number="+12025550100",
            signing_key=secret["ARN"],
            upload_url=f"https://{BUCKET}.s3.{REGION}.amazonaws.com/",
            site_url=SITE,
            **urls,
        )

    def push(self, district: District) -> None:
        """Another version, in force at once: functions start cold."""
        self.district = district
        self._push()
        self._services.clear()

    def _push(self) -> None:
        document = json.dumps(to_plain(self.district)).encode()
        self.clients["s3"].put_object(Bucket=BUCKET, Key=config_key(self.district.version), Body=document)
        pointer = keys.CONFIG | encode_item({"version": self.district.version})
        self.clients["dynamodb"].put_item(TableName=TABLE, Item=pointer)

    # --- time and crashes -------------------------------------------------------------------------------------------

    def pass_time(self, span: timedelta) -> None:
        self.now += span

    def clock(self) -> datetime:
        """Every look at the clock is a millisecond later than the one before, so that ids sort."""
        self.now += timedelta(milliseconds=1)
        return self.now

    def services(self, function: str) -> Services:
        """Warm until it dies. What was read is not read again because the machine that runs the tests is slow."""
        if function not in self._services:
            made = Services(self.settings, function, self.clients, self.clock)
            made.districts.timer = made.keys.timer = lambda: 0.0
            self._services[function] = made
        return self._services[function]

    @contextmanager
    def earlier(self) -> Iterator[None]:
        """What happened before the script's subject: not counted, never killed (another script covers it)."""
        before, self.counting = self.counting, False
        try:
            yield
        finally:
            self.counting = before
            self._services.clear()

    def permit(self, service: str, operation: str, params: Mapping[str, Any]) -> None:
        """Every call of a function is held against its own policy, in every test."""
        if self.running:
            self.used |= {(self.running, grant) for grant in check(self.running, service, operation, params)}

    def before(self, operation: str) -> None:
        if not self.running or not self.counting:
            return
        self.calls.append((self.running, operation))
        self.kinds.append((self.running, self.handling, len(self.kinds) - self.begun, operation))
        if self.interruption and self.interruption.at == len(self.calls) - 1:
            self._interrupt()
        if self.dies and self.dies(False):
            self._die()

    def refused(self, operation: str) -> Any:
        code = self.refuse(self.running, operation) if self.refuse and self.running else ""
        if not code:
            return None
        answer = AWSResponse("https://aws.test", 400, {}, None)
        return answer, {
            "Error": {"Code": code, "Message": "refused by the test"},
            "ResponseMetadata": {"HTTPStatusCode": 400},
        }

    def _interrupt(self) -> None:
        """Somebody else's whole run, in the middle of this one."""
        assert self.interruption is not None
        meanwhile, self.interruption, running = self.interruption.meanwhile, None, self.running
        self.counting = False
        meanwhile()
        self.counting, self.running = True, running

    def answered(self, operation: str) -> None:
        if not self.running or not self.counting:
            return
        self.done.append((self.running, operation))
        if self.dies and self.dies(True):
            self._die()

    def _die(self) -> None:
        self.dies = None
        self._services.clear()
        raise Killed

    @contextmanager
    def process(self, function: str, handling: str) -> Iterator[Services]:
        """One invocation. Calls made inside belong to the function and may be fatal."""
        self.running, self.handling, self.begun = function, handling, len(self.kinds)
        try:
            own = self.services(function)
            yield own
            self.counted.update(own.metrics.counts)
            own.metrics.counts = {}
        finally:
            self.running = ""

    # --- running functions ------------------------------------------------------------------------------------------

    def run(self, function: str, event: Mapping[str, Any]) -> list[str] | None:
        """The identifiers it reported as failed; None when it died."""
        try:
            with self.process(function, _kind_of(event)) as services:
                report = import_module(f"chalicelib.entry.{function}").handle(event, services)
        except Killed:
            return None
        return [one["itemIdentifier"] for one in report["batchItemFailures"]]

    def deliver(self, function: str, body: str, *, message_id: str = "m-1", tries: int = 5) -> None:
        """A queue's patience: again and again until it is taken, with the visibility timeout in between."""
        for _ in range(tries):
            if self.run(function, sqs_event(body, message_id=message_id, now=self.now)) == []:
                return
            self.pass_time(VISIBILITY)
        self.failures.append(f"{function}: {body[:200]}")

    def settle(self) -> None:
        """Until stream and queues are empty; delays and visibility timeouts pass."""
        for _ in range(400):
            if self._stream() | self._queues():
                continue
            if self._fold():
                continue
            waiting = [one.visible_at for one in self.held]
            if not waiting:
                return
            self.now = max(self.now, min(waiting))
        raise AssertionError(f"never settles: {[one.body[:300] for one in self.held]}")

    def settle_stream(self) -> None:
        """Publish has its turn; what it queued is held and handed to nobody."""
        self._stream()
        self._collect()

    def settle_until(self, reached: Callable[[], bool]) -> None:
        """Only as long as it takes: what is delayed longer stays delayed."""
        for _ in range(20):
            while self._stream() | self._queues():
                pass
            if reached():
                return
            self.pass_time(timedelta(seconds=60))
        raise AssertionError("it never came to that")

    def acknowledge(self, reference: str, page_id: str, staff: str) -> None:
        """As the button on the page does; a person presses again when the page does not answer."""
        for _ in range(3):
            try:
                with self.process("api", "acknowledge") as services:
                    at = DeskCounter(services.store, services.districts, services.randomness)
                    acknowledge(reference, page_id, actor=actor_of(staff, self.district, at=self.now), at=at)
            except Killed:
                continue
            else:
                return

    def sweep(self) -> None:
        """One minute's sweep, repeated next minute if it dies."""
        for _ in range(3):
            try:
                with self.process("sweep", "the clock") as services:
                    import_module("chalicelib.entry.sweep").handle(services)
            except Killed:
                self.pass_time(timedelta(minutes=1))
            else:
                return

    def _stream(self) -> bool:
        fresh = [item for item in self._table() if _name(item) not in self.published]
        fresh.sort(key=lambda item: item["sk"]["S"])
        for item in fresh:
            record = {"eventName": "INSERT", "dynamodb": {"NewImage": item, "SequenceNumber": item["sk"]["S"]}}
            for _ in range(5):
                if self.run("publish", {"Records": [record]}) == []:
                    self.published.add(_name(item))
                    break
            else:
                self.failures.append(f"publish: {item['sk']['S']}")
                self.published.add(_name(item))
        return bool(fresh)

    def _fold(self) -> bool:
        """Each inquiry as it stands now: what the stream says of it between two looks is older and changes nothing."""
        images = self._items(lambda item: item.attrs["sk"].value.startswith((keys.INQUIRY, keys.MESSAGE)))
        fresh = [item for item in images if _state(item) not in self.folded]
        self.folded |= set(map(_state, fresh))
        records = [
            {"eventName": "MODIFY", "dynamodb": {"NewImage": item, "SequenceNumber": str(number)}}
            for number, item in enumerate(fresh)
        ]
        if records and all(self.run("fold", {"Records": records}) != [] for _ in range(5)):
            self.failures.append(f"fold: {[item['pk']['S'] for item in fresh]}")
        return bool(fresh)

    def _table(self) -> list[dict[str, Any]]:
        return self._items(lambda item: "kind" in item.attrs and item.attrs["kind"].value == keys.EVENTS_KIND)

    def _items(self, wanted: Callable[[Any], bool]) -> list[dict[str, Any]]:
        """Straight from moto's memory: a scan a step would take most of the time."""
        partitions = dynamodb_backends[DEFAULT_ACCOUNT_ID][REGION].tables[TABLE].items.values()
        found = [item for partition in partitions for item in partition.values()]
        return [item.to_json()["Attributes"] for item in found if wanted(item)]

    def _collect(self) -> None:
        backend = sqs_backends[DEFAULT_ACCOUNT_ID][REGION]
        for lane in LANES:
            queue = backend.queues[lane]
            for message in queue._messages:
                delay = json.loads(message.body).get("delay", 0)
                self.held.append(Held(lane, message.body, message.id, self.now + timedelta(seconds=delay)))
            queue._messages.clear()

    def _queues(self) -> bool:
        self._collect()
        ready = [one for one in self.held if one.visible_at <= self.now]
        for one in ready:
            self.held.remove(one)
            self._hand_over(one)
        return bool(ready)

    def _hand_over(self, one: Held) -> None:
        self.tries[one.id] = self.tries.get(one.id, 0) + 1
        if self.tries[one.id] > PATIENCE:
            self.failures.append(f"{one.lane}: {one.body[:200]}")
            return
        event = sqs_event(one.body, message_id=one.id, now=self.now)
        if self.run(LANES[one.lane], event) != []:
            self.held.append(replace(one, visible_at=self.now + VISIBILITY))

    # --- the doors --------------------------------------------------------------------------------------------------

    def mail(self, raw: bytes, *, key: str = "raw/1") -> None:
        """As SES does: the object, then the notification."""
        self.clients["s3"].put_object(Bucket=BUCKET, Key=key, Body=raw)
        self.deliver("email", s3_notification(key, self.now))

    def post(self, path: str, body: Mapping[str, str], *, key: str) -> dict[str, Any]:
        """As a program does that keeps its Idempotency-Key until it hears an answer."""
        headers = {"Content-Type": "application/json", "Accept": "application/json", "Idempotency-Key": key}
        for _ in range(5):
            try:
                with self.process("api", path.split("/")[1]) as services:
                    answer = site_of(services).post(path, headers=headers, body=json.dumps(body).encode())
            except Killed:
                continue
            if answer.status_code < 500:
                assert answer.status_code == 201, answer.json_body
                return dict(answer.json_body)
        raise AssertionError(f"{path} never answered")

    def text(self, said: str, *, number: str = "+12025550143", text_id: str = "t-1") -> None:
        payload = {"originationNumber": number, "destinationNumber": "+12025550100", "messageBody": said}
        self.deliver("sms", json.dumps(payload | {"inboundMessageId": text_id, "messageKeyword": "K"}))

    # --- looking ----------------------------------------------------------------------------------------------------

    def items(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        for page in self.clients["dynamodb"].get_paginator("scan").paginate(TableName=TABLE):
            found += page["Items"]
        return found

    def references(self) -> list[str]:
        partitions = dynamodb_backends[DEFAULT_ACCOUNT_ID][REGION].tables[TABLE].items.values()
        inquiries = (
            partition[key] for partition in partitions for key in partition if key and key.value == keys.INQUIRY
        )
        return sorted(item.attrs["reference"].value for item in inquiries)

    def case(self, reference: str) -> Any:
        case = self.services("look").store.case(reference)
        assert case is not None
        return case


def site_of(services: Services) -> TestHTTPClient:
    site = Chalice(app_name="site", configure_logs=False)
    site.register_blueprint(make_pages(lambda: services.web))
    return Client(site).http


def make_table(dynamodb: Any) -> None:
    """The shape of infra/template/data.yaml (a test there holds the two together)."""
    index: Callable[[str], dict[str, Any]] = lambda name: {  # noqa: E731
        "IndexName": name,
        "KeySchema": [
            {"AttributeName": f"{name}_shard", "KeyType": "HASH"},
            {"AttributeName": f"{name}_at", "KeyType": "RANGE"},
        ],
        "Projection": {"ProjectionType": "ALL"},
    }
    names = ("pk", "sk", "due_shard", "due_at", "inbox_shard", "inbox_at")
    dynamodb.create_table(
        TableName=TABLE,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in names],
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
        GlobalSecondaryIndexes=[index("due"), index("inbox")],
    )


def sqs_event(body: str, *, message_id: str, now: datetime) -> dict[str, Any]:
    sent = str(int(now.timestamp() * 1000))
    return {"Records": [{"messageId": message_id, "body": body, "attributes": {"SentTimestamp": sent}}]}


def s3_notification(key: str, now: datetime) -> str:
    told = {"eventTime": now.isoformat(), "s3": {"bucket": {"name": BUCKET}, "object": {"key": key}}}
    return json.dumps({"Records": [told]})


def _kind_of(event: Mapping[str, Any]) -> str:
    """What an invocation is asked to do, without ids: a queue's action and event type, or the stream's event types."""
    record = event["Records"][0]
    if "dynamodb" in record:
        image = record["dynamodb"].get("NewImage", {})
        return " ".join(one["M"]["type"]["S"] for one in image["events"]["L"]) if "events" in image else "an inquiry"
    try:
        body = json.loads(record["body"])
        return f"{body['action']} {body['event']['type']}"
    except (ValueError, KeyError, TypeError):
        return "from outside"


def _name(item: Mapping[str, Any]) -> tuple[str, str]:
    return item["pk"]["S"], item["sk"]["S"]


@contextmanager
def a_world(district: District) -> Iterator[World]:
    with quick_aws():
        world = World(district)
        world.build()
        yield world


def _state(item: Mapping[str, Any]) -> tuple[str, ...]:
    """The item as it is now: messages have no version, and hardly ever change."""
    return item["pk"]["S"], item["sk"]["S"], item.get("version", {"N": ""})["N"]
