"""A reply in the making, and a note: one of each for each person on an inquiry."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from chalicelib.domain.contact import Address


class DraftState(StrEnum):
    """`leaving` can still be stopped; `sent` and `dropped` make room for the next."""

    OPEN = "open"
    LEAVING = "leaving"
    SENT = "sent"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Draft:
    """`recipients` are frozen when it opens; none: the family's private page alone. `seen` is the newest message then.
    `turn` counts its departures and their stops: a departure asked for in another turn is void. `anyway`: the person
    knows that a colleague answered meanwhile. `note` is a note that they are writing, whatever becomes of the reply."""

    reference: str
    staff: str
    version: int
    opened_at: datetime
    saved_at: datetime
    text: str = ""
    seen: str = ""
    recipients: tuple[Address, ...] = ()
    state: DraftState = DraftState.OPEN
    turn: int = 0
    anyway: bool = False
    leaves_at: datetime | None = None
    note: str = ""

    @property
    def alive(self) -> bool:
        return self.state in {DraftState.OPEN, DraftState.LEAVING}
