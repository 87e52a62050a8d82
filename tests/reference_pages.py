"""Whom a danger must wake by when, said a second time: a list of moments counted from the danger, and nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass, field

WOKEN = ((0, "kai"), (300, "mia"), (600, "kai"), (900, "mia"))
"""Seconds after the danger, and who is on call then."""
GIVEN_UP, TO_LEADERS = 1_200, "lena"


@dataclass
class Alarm:
    """One page: `rung` are those it woke, in order; it rings until somebody has it or the leader was told."""

    began: int
    rung: list[str] = field(default_factory=list)
    holder: str = ""
    over: bool = False

    @property
    def rings(self) -> bool:
        return not self.holder and not self.over

    @property
    def next_at(self) -> int:
        at = WOKEN[len(self.rung)][0] if len(self.rung) < len(WOKEN) else GIVEN_UP
        return self.began + at


@dataclass
class Alarms:
    """Those of one inquiry, the newest last: one rings at most."""

    known: list[Alarm] = field(default_factory=list)

    @property
    def next_at(self) -> int | None:
        return min((one.next_at for one in self.known if one.rings), default=None)

    @property
    def nobody_has_one(self) -> bool:
        return any(not one.holder for one in self.known)

    def danger(self, now: int) -> None:
        """What is said while one rings is read by whoever is woken next."""
        if not any(one.rings for one in self.known):
            self.known.append(Alarm(now))

    def told(self, now: int) -> Iterator[tuple[str, str]]:
        """Who gets what by now, by mail; the same goes by text."""
        for one in self.known:
            while one.rings and one.next_at <= now:
                if len(one.rung) == len(WOKEN):
                    one.over = True
                    yield TO_LEADERS, "page_unanswered"
                else:
                    one.rung.append(WOKEN[len(one.rung)][1])
                    yield one.rung[-1], "page"

    def taken(self, number: int, who: str) -> Iterator[tuple[str, str]]:
        """Somebody has it: whom it woke beside them hears so. The first keeps it."""
        one = self.known[number]
        if not one.holder:
            one.holder = who
            for other in sorted({*one.rung} - {who}):
                yield other, "page_taken"
