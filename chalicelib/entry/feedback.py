"""SES's reports on mail it sent, raw from SNS."""

from collections.abc import Mapping
from typing import Any

from chalicelib.batch import Record, Report, each
from chalicelib.bootstrap import Services
from chalicelib.channels.feedback import read_feedback
from chalicelib.usecases.feedback import feedback


def handle(event: Mapping[str, Any], services: Services) -> Report:
    """Each record is one report."""
    return each(event, lambda record: _record(record, services), log=services.log)


def _record(record: Record, services: Services) -> None:
    found = read_feedback(record["body"])
    if found is None:
        return
    store, randomness, metrics = services.store, services.randomness, services.metrics
    outcome = feedback(found, store=store, districts=services.districts, randomness=randomness, metrics=metrics)
    services.log.done("feedback", verdict=found.verdict, outcome=outcome)
