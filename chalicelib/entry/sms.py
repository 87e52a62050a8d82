"""The text door: SNS hands each two-way text to the queue, raw."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from chalicelib.batch import Record, Report, each
from chalicelib.bootstrap import Services
from chalicelib.channels.sms import read_text
from chalicelib.domain.inquiry import Page
from chalicelib.usecases.code_text import code_text
from chalicelib.usecases.receive import receive


def handle(event: Mapping[str, Any], services: Services) -> Report:
    """Each record is one text."""
    return each(event, lambda record: _record(record, services), log=services.log)


def _record(record: Record, services: Services) -> None:
    sent = int(record["attributes"]["SentTimestamp"])
    received_at = datetime.fromtimestamp(sent / 1000, UTC)
    submission = read_text(record["body"], delivery_id=record["messageId"], received_at=received_at)
    store, districts, randomness = services.store, services.districts, services.randomness
    services.metrics.count("TextReceived")
    found = code_text(submission, store=store, districts=districts, randomness=randomness)
    if isinstance(found, Page):
        services.log.done("page answered by text", reference=found.reference)
        return
    received = receive(found, store=store, districts=districts, randomness=randomness)
    services.log.done("text received", reference=received.reference, kind=submission.kind, duplicate=received.duplicate)
