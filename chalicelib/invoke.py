"""From a trigger to its entry: loads the one function's code, and writes its counts when it is done."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Any

from chalicelib.batch import Report
from chalicelib.bootstrap import services
from chalicelib.start import uncollected


def invoke(function: str, event: Mapping[str, Any]) -> Report:
    """Runs `chalicelib.entry.FUNCTION.handle` on a batch."""
    own = services(function)
    try:
        found: Report = entry(function).handle(event, own)
    finally:
        own.metrics.flush()
    return found


def invoke_sweep() -> dict[str, Any]:
    """Runs the sweep; how many deadlines it queued."""
    own = services("sweep")
    try:
        return {"queued": entry("sweep").handle(own)}
    finally:
        own.metrics.flush()


@cache
def entry(function: str) -> Any:
    """Only the function's own process loads its code."""
    with uncollected():
        return import_module(f"chalicelib.entry.{function}")


__all__ = ["Report", "entry", "invoke", "invoke_sweep"]
