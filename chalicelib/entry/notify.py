"""The notifications lane."""

from collections.abc import Mapping
from typing import Any

from chalicelib.adapters.lanes import consequence_of
from chalicelib.batch import Report, each
from chalicelib.bootstrap import Services
from chalicelib.usecases.notify import notify


def handle(event: Mapping[str, Any], services: Services) -> Report:
    """Each record is one consequence."""
    return each(event, lambda record: notify(consequence_of(record["body"]), desk=services.desk), log=services.log)
