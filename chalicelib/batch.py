"""Partial-batch reports: one bad record never blocks its batch.

Sources: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html,
https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
"""

from collections.abc import Callable, Mapping
from typing import Any

from chalicelib.domain.errors import Transient
from chalicelib.observability import Log

Report = dict[str, list[dict[str, str]]]
Record = Mapping[str, Any]


def each(event: Mapping[str, Any], handle: Callable[[Record], None], *, log: Log) -> Report:
    """Handles every SQS record; those that failed are named, so that the queue repeats them alone and keeps what never
    succeeds in its dead-letter queue."""
    failed: list[str] = []
    for record in event.get("Records", ()):
        try:
            handle(record)
        except Transient as error:
            log.later(record["messageId"], error)
            failed.append(record["messageId"])
        except Exception as error:  # noqa: BLE001  (the one place: whatever it is, the record must not be lost)
            log.failed(record["messageId"], error)
            failed.append(record["messageId"])
    return report(failed)


def report(failed: list[str]) -> Report:
    """`failed` are SQS message ids or stream sequence numbers."""
    return {"batchItemFailures": [{"itemIdentifier": identifier} for identifier in failed]}
