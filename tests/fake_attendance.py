"""Who looks and looked, in memory."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from fake_store import FakeStore

from chalicelib.domain.attendance import Attendance, Look
from chalicelib.domain.errors import Conflict, EarshotError
from chalicelib.domain.inquiry import Inquiry


@dataclass
class FakeAttendances:
    """`trouble` is raised by every write; the store's cases carry what is written here."""

    store: FakeStore = field(default_factory=FakeStore)
    noted: dict[tuple[str, str, str], Look] = field(default_factory=dict)
    trouble: EarshotError | None = None

    def read(self, reference: str) -> tuple[Inquiry | None, Attendance]:
        there = self.store.attendances.get(reference, Attendance(reference))
        return self.store.inquiries.get(reference), there

    def write(self, attendance: Attendance) -> None:
        if self.trouble:
            raise self.trouble
        known = self.store.attendances.get(attendance.reference)
        if known and known.version != attendance.version - 1:
            raise Conflict("attendance")
        self.store.attendances[attendance.reference] = attendance

    def note(self, look: Look) -> None:
        if self.trouble:
            raise self.trouble
        self.noted.setdefault((look.reference, look.hour, look.staff), look)

    def looks(self, reference: str, *, limit: int) -> Sequence[Look]:
        found = sorted((key, look) for key, look in self.noted.items() if key[0] == reference)
        return [look for _, look in reversed(found)][:limit]
