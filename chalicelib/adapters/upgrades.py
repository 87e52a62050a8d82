"""What was stored under an older shape, as it would be written today. Reading upgrades; the next write stores it so."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from chalicelib.domain.inquiry import Inquiry

Plain = Mapping[str, Any]


def _inquiry(plain: Plain) -> Plain:
    """There was one `deadline`, counted around the clock, and the one that the last reply `met`."""
    if "deadline" not in plain and not isinstance(plain.get("met"), Mapping):
        return plain
    upgraded = {name: value for name, value in plain.items() if name not in {"deadline", "met"}}
    for old, new in (("deadline", "clocks"), ("met", "met")):
        if isinstance(plain.get(old), Mapping):
            upgraded[new] = [_deadline(plain[old])]
    return upgraded


def _deadline(plain: Plain) -> Plain:
    length = datetime.fromisoformat(plain["due_at"]) - datetime.fromisoformat(plain["started_at"])
    return {**plain, "target": int(length.total_seconds())}


UPGRADES: Mapping[Any, Callable[[Plain], Plain]] = {Inquiry: _inquiry}
