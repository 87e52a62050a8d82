"""From a trigger to its entry: loads the one function's code, and writes its counts when it is done."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from chalicelib.batch import Report
from chalicelib.bootstrap import services


def invoke(function: str, event: Mapping[str, Any]) -> Report:
    """Runs `chalicelib.entry.FUNCTION.handle` on a batch."""
    own = services(function)
    try:
        found: Report = import_module(f"chalicelib.entry.{function}").handle(event, own)
    finally:
        own.metrics.flush()
    return found


def invoke_sweep() -> dict[str, Any]:
    """Runs the sweep; how many deadlines it queued."""
    from chalicelib.entry.sweep import handle  # noqa: PLC0415  (only the sweep's own process loads it)

    own = services("sweep")
    try:
        return {"queued": handle(own)}
    finally:
        own.metrics.flush()


__all__ = ["Report", "invoke", "invoke_sweep"]
