"""A deadline: one clock of an inquiry."""

from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.clock import Derivation

FIRST_RESPONSE, NEXT_RESPONSE, RESOLUTION = "first_response", "next_response", "resolution"
RESPONSES = (FIRST_RESPONSE, NEXT_RESPONSE)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A clock of an inquiry: first response, next response or resolution. `next_at` is when something must happen next:
    the warning, then each step of the ladder, None after the last; `step` is the index of the step to take then (-1: the
    warning is still ahead). `told` are the staff who heard of it so far.

    `message` is what it counts from. `target` is its length in seconds of working time. It stands still since `paused_at`; when it was last resumed
    (`since`; None: it never stood still) `left` of them remained, less than none when it was overdue. `answered_by` are the replies that met it and are not
    known to have failed. `derivation` is how `due_at` was found, as facts; `explanation` the same in short, for the record."""

    kind: str
    started_at: datetime
    due_at: datetime
    next_at: datetime | None
    explanation: str
    step: int = -1
    missed: bool = False
    told: tuple[str, ...] = ()
    target: int = 0
    since: datetime | None = None
    left: int = 0
    paused_at: datetime | None = None
    answered_by: tuple[str, ...] = ()
    message: str = ""
    derivation: Derivation | None = None
