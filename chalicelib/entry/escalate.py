"""The escalations lane."""

from collections.abc import Mapping
from typing import Any

from chalicelib.adapters.lanes import consequence_of
from chalicelib.batch import Record, Report, each
from chalicelib.bootstrap import Services
from chalicelib.usecases.escalate import escalate


def handle(event: Mapping[str, Any], services: Services) -> Report:
    """Each record asks to look at one inquiry's clock, or at one page that nobody answered."""

    def climb(record: Record) -> None:
        escalate(
            consequence_of(record["body"]),
            store=services.store,
            districts=services.districts,
            randomness=services.randomness,
            metrics=services.metrics,
        )

    return each(event, climb, log=services.log)
