"""How the lanes are: what waits, what is worked on, what is dead."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LaneHealth:
    """Counts are SQS's own approximations. None where there is no such queue (publish and fold read the table's stream)."""

    name: str
    waiting: int | None
    in_flight: int | None
    dead: int
