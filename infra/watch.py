"""Following the demo's inquiries until each has come to what it should."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import click

from chalicelib.domain.errors import Transient
from chalicelib.domain.events import EventType
from chalicelib.domain.inquiry import Case
from chalicelib.domain.words import Delivery
from chalicelib.ports import Store

Check = Callable[[Case], bool]
TOOK = frozenset({Delivery.SENT, Delivery.DELIVERED})


@dataclass
class Expectation:
    """One inquiry of the day: told apart by words of its first message; `checks` name what must come true."""

    name: str
    words: str
    checks: dict[str, Check]
    reference: str = ""
    case: Case | None = None

    def missing(self) -> list[str]:
        if self.case is None:
            return ["stored"]
        return [what for what, holds in self.checks.items() if not holds(self.case)]


def sent(template: str, times: int = 1) -> Check:
    """At least that many notices of the template were taken by the provider."""
    return lambda case: sum(one.template == template and one.status in TOOK for one in case.sends) >= times


def once(template: str) -> Check:
    """Exactly one notice of the template was sent, in one try."""

    def holds(case: Case) -> bool:
        sends = [one for one in case.sends if one.template == template]
        return [(one.status in TOOK, one.attempts) for one in sends] == [(True, 1)]

    return holds


def happened(event: EventType, times: int = 1) -> Check:
    return lambda case: sum(one.type is event for one in case.events) >= times


def said(count: int) -> Check:
    """Exactly that many messages: none lost, none doubled."""
    return lambda case: len(case.messages) == count


@dataclass
class Watch:
    """Polls the table until all expectations hold or patience ends."""

    store: Store
    expectations: Sequence[Expectation]
    began: float = field(default_factory=time.monotonic)

    def look(self) -> None:
        """Finds inquiries that are new and reads each whole."""
        try:
            known = {one.reference for one in self.expectations if one.reference}
            for line in self.store.inbox(limit=100):
                if line.reference not in known:
                    self._recognise(line.reference)
            for one in self.expectations:
                one.case = self.store.case(one.reference) if one.reference else None
        except Transient:
            return

    def _recognise(self, reference: str) -> None:
        case = self.store.case(reference)
        first = case.messages[0] if case and case.messages else None
        for one in self.expectations:
            if first and not one.reference and one.words in f"{first.subject} {first.text}":
                one.reference, one.case = reference, case

    def until(self, what: str, reached: Callable[[], bool], *, seconds: int) -> bool:
        """Waits for it with a line of progress; False when patience ended."""
        deadline, shown = time.monotonic() + seconds, time.monotonic()
        while time.monotonic() < deadline:
            self.look()
            if reached():
                click.echo(f"  {self._elapsed()}  {what}")
                return True
            if time.monotonic() - shown > 10:
                shown = time.monotonic()
                click.echo(f"  {self._elapsed()}  waiting: {what} ({self._progress()})")
            time.sleep(0.5)
        click.echo(f"  {self._elapsed()}  MISSING: {what}")
        return False

    def all_done(self) -> bool:
        return not any(one.missing() for one in self.expectations)

    def nothing_doubled(self) -> bool:
        """As many inquiries as were asked: a doubled delivery made no second one."""
        found = len(self.store.inbox(limit=100))
        if found != len(self.expectations):
            click.echo(f"  DOUBLED: {found} inquiries for {len(self.expectations)} matters")
        return found == len(self.expectations)

    def _progress(self) -> str:
        left = [one.name for one in self.expectations if one.missing()]
        return f"still on the way: {', '.join(left)}" if left else "all there"

    def _elapsed(self) -> str:
        return f"{time.monotonic() - self.began:5.1f} s"
