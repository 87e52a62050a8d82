"""What must be sent to whom by when, said a second time and otherwise: stopwatches. It knows no deadlines, no calendars and
no rows, only how long somebody has waited while nobody had put the matter aside."""

from collections import Counter
from dataclasses import dataclass, field

FIRST, NEXT, END = "first_response", "next_response", "resolution"
CLIMB = ((0, "team"), (600, "supervisor"), (900, "supervisor"), (1_500, "leader"))
"""Seconds past the target; the supervisor is told twice."""
REMEMBERED = 4
"""Questions that a late bounce can make owed again."""


@dataclass
class Watch:
    """Runs from `start`, less what it stood still; `taken` counts the moments that were told. `answers` are replies that
    are not known to have bounced."""

    kind: str
    start: int
    target: int
    still: int = 0
    stopped: int | None = None
    taken: int = 0
    answers: set[str] = field(default_factory=set)

    def stop(self, now: int) -> None:
        self.stopped = now if self.stopped is None else self.stopped

    def go_on(self, now: int) -> None:
        self.still += now - self.stopped if self.stopped is not None else 0
        self.stopped = None

    def due(self, now: int) -> list[str]:
        """Whom to tell now: the warning at three quarters, then the climb, each moment once."""
        if self.stopped is not None:
            return []
        moments = [(self.target * 75 // 100, "warning"), *((self.target + after, who) for after, who in CLIMB)]
        told = [who for at, who in moments[self.taken :] if now - self.start - self.still >= at]
        self.taken += len(told)
        return told


@dataclass
class Matter:
    """One inquiry. `sent` is who must have got what so far."""

    targets: dict[str, int]
    watches: dict[str, Watch] = field(default_factory=dict)
    answered: list[Watch] = field(default_factory=list)
    status: str = ""
    assignee: str = ""
    wakes: int | None = None
    shut: bool = False
    sent: Counter[tuple[str, str]] = field(default_factory=Counter)

    def family_writes(self, now: int) -> None:
        if not self.status:
            self.status = "new"
            self.sent["ana", "acknowledgement"] += 1
            self.watches = {kind: Watch(kind, now, self.targets[kind]) for kind in (FIRST, END)}
            return
        self._goes_on(now)
        if self.status != "new":
            self.status, self.wakes = "open", None

    def replies(self, who: str, name: str, now: int) -> None:
        for kind in (FIRST, NEXT):
            if kind in self.watches:
                watch = self.watches.pop(kind)
                watch.stopped = None
                self.answered.append(watch)
        self.answered = self.answered[-REMEMBERED:]
        for watch in self.answered:
            watch.answers.add(name)
        for watch in self.watches.values():
            watch.stop(now)
        self.status, self.assignee, self.wakes = "waiting", self.assignee or who, None
        if not self.shut:
            self.sent["ana", "reply"] += 1

    def bounces(self, name: str) -> None:
        self.shut = True
        for watch in self.answered:
            watch.answers.discard(name)
        again = [watch for watch in self.answered if not watch.answers]
        self.answered = [watch for watch in self.answered if watch.answers]
        for watch in again:
            running = self.watches.get(watch.kind)
            if (
                running is None
                or watch.start + watch.still + watch.target < running.start + running.still + running.target
            ):
                self.watches[watch.kind] = watch
        if again:
            self.status, self.wakes = "open", None
            for watch in self.watches.values():
                watch.stopped = None

    def assigned(self, who: str) -> None:
        """Whoever gives it away has seen it; no watch takes note."""
        if who != self.assignee and self.status == "new":
            self.status = "open"
        self.assignee = who

    def waits(self, until: int | None, now: int) -> None:
        for kind in (NEXT, END):
            if kind in self.watches:
                self.watches[kind].stop(now)
        self.status, self.wakes = "waiting", until

    def closes(self, now: int) -> None:
        self.watches = {kind: watch for kind, watch in self.watches.items() if kind == END}
        for watch in self.watches.values():
            watch.stop(now)
        self.status, self.wakes = "closed", None

    def reopens(self, now: int) -> None:
        if self.status in {"closed", "waiting"}:
            self._goes_on(now)
            self.status, self.wakes = "open", None

    def timer(self, now: int) -> None:
        """Whatever is due by now is told; a second timer finds nothing left."""
        if self.wakes is not None and self.wakes <= now:
            self.reopens(now)
        for watch in self.watches.values():
            for who in watch.due(now):
                template = "staff_warning" if who == "warning" else "staff_escalation"
                for person in self._people(who):
                    self.sent[person, template] += 1

    def _goes_on(self, now: int) -> None:
        for watch in self.watches.values():
            watch.go_on(now)
        if not self.watches.keys() & {FIRST, NEXT}:
            self.watches[NEXT] = Watch(NEXT, now, self.targets[NEXT])

    def _people(self, who: str) -> tuple[str, ...]:
        if who == "warning" and self.assignee:
            return (self.assignee,)
        return {"supervisor": ("sofia",), "leader": ("lena",)}.get(who, ("ines", "omar"))
