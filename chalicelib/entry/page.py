"""The safety lane: its own queue and function, so that no flood delays it."""

from collections.abc import Mapping
from typing import Any

from chalicelib.adapters.lanes import consequence_of
from chalicelib.batch import Record, Report, each
from chalicelib.bootstrap import Services
from chalicelib.usecases.page import page


def handle(event: Mapping[str, Any], services: Services) -> Report:
    """Each record asks for one step of one page."""

    def step(record: Record) -> None:
        page(consequence_of(record["body"]), desk=services.desk)

    return each(event, step, log=services.log)
