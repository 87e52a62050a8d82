"""Who decides what at the desk: what the rules look at, and what each of them gives."""

from collections.abc import Mapping
from dataclasses import dataclass

from chalicelib.domain.commit import Outcome, Stamp
from chalicelib.domain.district import District
from chalicelib.domain.inquiry import Case, Inquiry, Message
from chalicelib.domain.permissions import Actor
from chalicelib.domain.submission import Source


@dataclass(frozen=True, slots=True)
class Occasion:
    """Who decides when, with all they look at."""

    case: Case
    district: District
    actor: Actor
    stamp: Stamp

    @property
    def inquiry(self) -> Inquiry:
        return self.case.inquiry


@dataclass(frozen=True, slots=True)
class Turn:
    """The inquiry as it is then (version and time are put on it later) and what the timeline says; `moved` is a message of it
    in its new state."""

    inquiry: Inquiry
    outcomes: tuple[Outcome, ...] = ()
    message: Message | None = None
    source: Source | None = None
    moved: Message | None = None


def said(detail: Mapping[str, str]) -> dict[str, object]:
    """Without what was not said."""
    return {name: value for name, value in detail.items() if value or name == "person"}
