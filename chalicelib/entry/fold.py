"""The inbox: the table's stream, filtered to inquiries."""

from collections.abc import Mapping
from typing import Any

from chalicelib.adapters import keys
from chalicelib.adapters.items import read_inquiry
from chalicelib.batch import Record, Report, report
from chalicelib.bootstrap import Services
from chalicelib.domain.errors import Transient
from chalicelib.domain.inquiry import Inquiry
from chalicelib.usecases.fold import fold


def handle(event: Mapping[str, Any], services: Services) -> Report:
    """Records whose inquiry could not be folded are named; the stream repeats from the first named one on."""
    numbers: dict[tuple[str, int], str] = {}
    changed: list[Inquiry] = []
    broken: list[str] = []
    for record in event.get("Records", ()):
        number = record["dynamodb"]["SequenceNumber"]
        inquiry = _inquiry(record, services)
        if inquiry is None:
            broken.append(number)
            continue
        changed.append(inquiry)
        numbers[inquiry.reference, inquiry.version] = number
    try:
        left = fold(changed, shard_of=keys.inbox_item, inbox=services.inbox, metrics=services.metrics)
    except Transient as error:
        services.log.later("inbox", error)
        left = changed
    return report(broken + sorted(numbers[one.reference, one.version] for one in left))


def _inquiry(record: Record, services: Services) -> Inquiry | None:
    """None for an item that cannot be read."""
    try:
        return read_inquiry(record["dynamodb"]["NewImage"])
    except (KeyError, TypeError, ValueError) as error:
        services.log.failed(record["dynamodb"]["SequenceNumber"], error)
        return None
