"""What must be sent to whom by when, said a second time and otherwise: stopwatches. It knows no deadlines, no calendars and
no rows, only how long somebody has waited while nobody had put the matter aside and nobody had sent the district home."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from reference_pages import Alarms

FIRST, NEXT, END = "first_response", "next_response", "resolution"
CLIMB = ((0, "team"), (600, "supervisor"), (900, "supervisor"), (1_500, "leader"))
"""Seconds past the target; the supervisor is told twice."""
A_DAY = 86_400
REMEMBERED = 4
"""Questions that a late bounce can make owed again."""


@dataclass
class Watch:
    """Runs from `start`, less what it stood still, while the district is not `shut` (spans that do not overlap); `taken` counts the
    moments that were told. `answers` are replies that are not known to have bounced; `resumed` is what it showed when it last
    went on."""

    kind: str
    start: int
    target: int
    shut: list[tuple[int, int]]
    resumed: int = 0
    still: int = 0
    stopped: int | None = None
    taken: int = 0
    answers: set[str] = field(default_factory=set)

    def stop(self, now: int) -> None:
        self.stopped = now if self.stopped is None else self.stopped

    def go_on(self, now: int) -> None:
        if self.stopped is not None:
            self.still += self._open(self.stopped, now)
            self.stopped, self.resumed = None, self.shows(now)

    def shows(self, now: int) -> int:
        return self._open(self.start, now) - self.still

    def left(self, now: int) -> int:
        return self.target - self.shows(now)

    def promise(self, target: int) -> None:
        """Another target, never less than it showed when it last went on; what was over by then is late and stays so."""
        if self.taken <= 1 and self.resumed <= self.target:
            self.target = target

    def due(self, now: int) -> list[str]:
        """Whom to tell now: the warning at three quarters, then the climb, each moment once."""
        if self.stopped is not None:
            return []
        moments = [(self.target * 75 // 100, "warning"), *((self.target + after, who) for after, who in CLIMB)]
        told = [who for at, who in moments[self.taken :] if self.shows(now) >= at]
        self.taken += len(told)
        return told

    def _open(self, start: int, end: int) -> int:
        return end - start - sum(max(0, min(end, until) - max(start, since)) for since, until in self.shut)


@dataclass
class Matter:
    """One inquiry. `sent` is who must have got what so far."""

    targets: dict[str, int]
    watches: dict[str, Watch] = field(default_factory=dict)
    answered: list[Watch] = field(default_factory=list)
    status: str = ""
    assignee: str = ""
    wakes: int | None = None
    unreachable: bool = False
    shut: list[tuple[int, int]] = field(default_factory=list)
    sent: Counter[tuple[str, str]] = field(default_factory=Counter)
    alarms: Alarms = field(default_factory=Alarms)

    def family_writes(self, now: int) -> None:
        if not self.status:
            self.status = "new"
            self.sent["ana", "acknowledgement"] += 1
            self.watches = {kind: Watch(kind, now, self.targets[kind], self.shut) for kind in (FIRST, END)}
            return
        self._goes_on(now)
        if self.status != "new":
            self.status, self.wakes = "open", None

    def family_is_in_danger(self, now: int) -> None:
        self.family_writes(now)
        self.alarms.danger(now)
        self.rings(now)

    def rings(self, now: int) -> None:
        self._by_mail_and_text(self.alarms.told(now))

    def page_taken(self, number: int, who: str) -> None:
        self._by_mail_and_text(self.alarms.taken(number, who))

    def _by_mail_and_text(self, told: Iterable[tuple[str, str]]) -> None:
        for who, what in told:
            self.sent[who, what] += 1
            self.sent[f"{who} by text", what] += 1

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
        self.status, self.assignee = "waiting", self.assignee or who
        self.wakes = now + A_DAY if self.alarms.known else None
        if not self.unreachable:
            self.sent["ana", "reply"] += 1

    def bounces(self, name: str, now: int, *, suppresses: bool) -> None:
        self.unreachable = self.unreachable or suppresses
        for watch in self.answered:
            watch.answers.discard(name)
        again = [watch for watch in self.answered if not watch.answers]
        self.answered = [watch for watch in self.answered if watch.answers]
        for watch in again:
            running = self.watches.get(watch.kind)
            if running is None or watch.left(now) < running.left(now):
                self.watches[watch.kind] = watch
        if again:
            self.status, self.wakes = "open", None
            for watch in self.watches.values():
                watch.stopped = None

    def district_closes(self, now: int, until: int) -> None:
        """Who may be in danger waits for no opening hours."""
        if not self.alarms.known:
            self.shut.append((now, until))
        self.promised(self.targets)

    def promised(self, targets: dict[str, int]) -> None:
        self.targets = targets
        for watch in self.watches.values():
            watch.promise(targets[watch.kind])

    def absorbs(self, other: Matter, now: int) -> None:
        """Another of hers that nobody has answered, all of whose watches run."""
        for kind, watch in other.watches.items():
            mine = self.watches.get(kind)
            if mine is None or mine.stopped is not None or watch.left(now) < mine.left(now):
                self.watches[kind] = watch
        if self.status in {"waiting", "closed"}:
            self.status, self.wakes = "open", None
        self.sent += other.sent

    @property
    def late(self) -> bool:
        return any(watch.taken > 1 for watch in (*self.watches.values(), *self.answered))

    def assigned(self, who: str) -> None:
        """Whoever gives it away has seen it; no watch takes note."""
        if who != self.assignee and self.status == "new":
            self.status = "open"
        self.assignee = who

    def waits(self, until: int | None, now: int) -> None:
        """Nobody forgets a danger by putting it aside."""
        for kind in (NEXT, END):
            if kind in self.watches:
                self.watches[kind].stop(now)
        if self.alarms.known:
            until = min(until or (self.wakes if self.status == "waiting" else None) or now + A_DAY, now + 7 * A_DAY)
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
            self.watches[NEXT] = Watch(NEXT, now, self.targets[NEXT], self.shut)

    def _people(self, who: str) -> tuple[str, ...]:
        if who == "warning" and self.assignee:
            return (self.assignee,)
        return {"supervisor": ("sofia",), "leader": ("lena",)}.get(who, ("ines", "omar"))
