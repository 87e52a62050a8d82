"""MiniStack with one repair; a program of its own, started by infra/local.py.

MiniStack 1.5 ignores what a function that reads a table's stream reports in `batchItemFailures`: the failed events would
count as published and be lost. AWS tries them again. Here such a report becomes a failure of the batch, which MiniStack
does try again. https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
"""

from collections.abc import Callable
from typing import Any

from ministack import app
from ministack.services import lambda_svc

Execute = Callable[..., dict[str, Any]]


def repaired(execute: Execute) -> Execute:
    """`execute` runs a function on an event and returns {"body", "error"?, "log"}."""

    def run(function: Any, event: Any, *rest: Any, **named: Any) -> dict[str, Any]:
        result = execute(function, event, *rest, **named)
        if result.get("error") or not _of_a_stream(event):
            return result
        body = result.get("body")
        failures = body.get("batchItemFailures") if isinstance(body, dict) else None
        if not failures:
            return result
        said = {"errorType": "PartialBatchFailure", "errorMessage": f"{len(failures)} events failed"}
        return {**result, "error": True, "body": said}

    return run


def _of_a_stream(event: Any) -> bool:
    records = event.get("Records") if isinstance(event, dict) else None
    return isinstance(records, list) and bool(records) and records[0].get("eventSource") == "aws:dynamodb"


if __name__ == "__main__":
    lambda_svc._execute_function = repaired(lambda_svc._execute_function)  # noqa: SLF001
    app.main()
