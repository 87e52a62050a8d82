"""The notifications lane."""

from collections.abc import Mapping
from typing import Any

from chalicelib.adapters.lanes import consequence_of
from chalicelib.batch import Record, Report, each
from chalicelib.bootstrap import Services
from chalicelib.domain.consequences import Action
from chalicelib.usecases.digest import send_digest
from chalicelib.usecases.drafts import depart
from chalicelib.usecases.links import send_links
from chalicelib.usecases.notify import notify
from chalicelib.usecases.publish import announce


def handle(event: Mapping[str, Any], services: Services) -> Report:
    """Each record is one consequence."""
    return each(event, lambda record: _record(record, services), log=services.log)


def _record(record: Record, services: Services) -> None:
    consequence = consequence_of(record["body"])
    if consequence.action is Action.ANNOUNCE:
        announce(consequence, bus=services.bus)
    elif consequence.action is Action.SEND_DRAFT:
        depart(consequence, store=services.store, districts=services.districts, randomness=services.randomness)
    elif consequence.action is Action.SEND_LINKS:
        services.log.done("links sent", number=send_links(consequence, desk=services.desk))
    elif consequence.action is Action.SEND_DIGEST:
        services.log.done("digest", outcome=send_digest(consequence, desk=services.desk))
    else:
        notify(consequence, desk=services.desk)
