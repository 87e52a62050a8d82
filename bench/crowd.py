"""A crowd of ten thousand inquiries, due at one moment: a page of it found anew after a push that moves nothing, and after a
closure that moves all; then a sweep that finds every one of them due."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from bench.installation import TABLE, Installation
from bench.journeys import Journey, Step, sqs_event
from chalicelib.adapters import keys
from chalicelib.adapters.attributes import decode_item
from chalicelib.adapters.cached import closures_of
from chalicelib.adapters.codec import to_plain
from chalicelib.adapters.items import inquiry_item
from chalicelib.adapters.lanes import body_of
from chalicelib.domain import deadlines
from chalicelib.domain.closing import declared
from chalicelib.domain.consequences import Action, Consequence, Lane
from chalicelib.domain.events import Event, EventType
from chalicelib.domain.hours import Closure
from chalicelib.domain.inquiry import Inquiry
from chalicelib.domain.permissions import OPERATOR
from infra.pointer import Change

CROWD = 10_000
_BATCH = 25
_FAR = timedelta(days=3_650)


def of_a_crowd(installation: Installation, like: str) -> dict[str, Step]:
    """`like` is the reference of the inquiry that all of them resemble. Whatever was due before is due no more."""
    resembled = installation.services("sweep").store.inquiry(like)
    assert resembled is not None
    _clear(installation)
    _fill(installation, resembled)
    journey = Journey(installation)
    still = journey.run("recompute_still", "escalate", sqs_event(_page(installation)))
    journey.queued.clear()
    _close(installation, journey)
    journey.run("publish", "publish", journey.next_record())
    function, cause = journey.queued.pop(0)
    begun = journey.run("recompute_begun", function, sqs_event(cause))
    first = next(body for _, body in journey.queued)
    page = journey.run("recompute", function, sqs_event(first))
    installation.now += timedelta(days=60)
    swept = Journey(installation).run("sweep_crowd", "sweep", {})
    return {"recompute_begun": begun, "recompute": page, "recompute_still": still, "sweep_crowd": swept}


def _page(installation: Installation) -> str:
    """The first page of a push that changes nothing for anybody, and is the newest change."""
    where, name = {"shard": 0, "walk": 1}, installation.services("sweep").districts.standing().changed_by
    pushed = Event(name, EventType.CONFIGURATION_PUSHED, reference="", at=installation.now, detail=where)
    return body_of(Consequence(Lane.ESCALATIONS, Action.RECOMPUTE, pushed))


def _clear(installation: Installation) -> None:
    services = installation.services("sweep")
    for shard in range(keys.SHARDS):
        for reference, _ in services.store.due(shard, before=installation.now + _FAR, limit=1_000):
            installation.clients["dynamodb"].delete_item(TableName=TABLE, Key=keys.inquiry(reference))


def _fill(installation: Installation, like: Inquiry) -> None:
    """Put straight into the table, as no door could write them in the time."""
    items = [inquiry_item(one) for one in _crowd(installation, like)]
    for first in range(0, CROWD, _BATCH):
        puts = [{"PutRequest": {"Item": item}} for item in items[first : first + _BATCH]]
        left = installation.clients["dynamodb"].batch_write_item(RequestItems={TABLE: puts})["UnprocessedItems"]
        assert not left, "the emulator takes a whole batch"


def _crowd(installation: Installation, like: Inquiry) -> Iterator[Inquiry]:
    now, district = installation.now, installation.services("sweep").districts.newest()
    bare = replace(like, clocks=(), met=(), opened_at=now, updated_at=now)
    owed = deadlines.opened(bare, now, district, message=next((one.message for one in like.clocks), "")).inquiry
    for _ in range(CROWD):
        yield replace(owed, reference=installation.numbers.reference())


def _close(installation: Installation, journey: Journey) -> None:
    """From now on for a fortnight, as `closed today` stores it."""
    client, now = installation.clients["dynamodb"], installation.now
    item = decode_item(client.get_item(TableName=TABLE, Key=keys.CONFIG)["Item"])
    before = {name: value for name, value in item.items() if name not in {"pk", "sk"}}
    shut = Closure("bench", now, now + timedelta(days=14), names={"en": "snow"})
    detail = {"start": shut.start.isoformat(), "end": shut.end.isoformat(), "school": "", "names": {"en": "snow"}}
    after = declared(closures_of(before), shut, now)
    change = Change(before | {"closures": to_plain(after)}, before, EventType.DISTRICT_CLOSED, detail, OPERATOR.id)
    stamp = installation.numbers.stamp()
    change.store(stamp, dynamodb=client, table=TABLE)
    journey.stream.append(client.get_item(TableName=TABLE, Key=keys.district_events(stamp.id))["Item"])
