"""The safety lane: its own queue and function, so that no flood delays it."""

from collections.abc import Mapping
from typing import Any

from chalicelib.adapters.lanes import consequence_of
from chalicelib.batch import Record, Report, each
from chalicelib.bootstrap import Services
from chalicelib.domain.consequences import Action
from chalicelib.usecases.notify import notify
from chalicelib.usecases.page import page


def handle(event: Mapping[str, Any], services: Services) -> Report:
    """Each record asks for one step of one page, or tells the leaders of one that nobody acknowledged."""

    def step(record: Record) -> None:
        consequence = consequence_of(record["body"])
        take = notify if consequence.action is Action.TELL_STAFF else page
        take(consequence, desk=services.desk)

    return each(event, step, log=services.log)
