"""The safety lane: its own queue and function, so that no flood delays it."""

from collections.abc import Callable, Mapping
from typing import Any

from chalicelib.adapters.lanes import consequence_of
from chalicelib.batch import Record, Report, each
from chalicelib.bootstrap import Services
from chalicelib.domain.consequences import Action
from chalicelib.usecases.move_on import move_on
from chalicelib.usecases.notify import notify
from chalicelib.usecases.page import page

_STEPS: Mapping[Action, Callable[..., object]] = {
    Action.PAGE: page,
    Action.PAGE_AGAIN: move_on,
    Action.PAGE_ON: move_on,
}


def handle(event: Mapping[str, Any], services: Services) -> Report:
    """Each record asks for one step of one page, or tells somebody what became of one."""

    def step(record: Record) -> None:
        consequence = consequence_of(record["body"])
        take = _STEPS.get(consequence.action, notify)
        take(consequence, desk=services.desk)

    return each(event, step, log=services.log)
