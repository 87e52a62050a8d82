"""Orders for many inquiries, in memory."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from chalicelib.domain.bulk import Job, State
from chalicelib.domain.commit import Stamp
from chalicelib.domain.errors import Duplicate
from chalicelib.domain.events import Event


@dataclass
class FakeJobs:
    """`interfere` holds actions run just before the next results are noted, one each."""

    jobs: dict[str, Job] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    interfere: list[Callable[[], None]] = field(default_factory=list)

    def begin(self, job: Job, events: Sequence[Event], stamp: Stamp) -> None:
        if job.id in self.jobs:
            raise Duplicate("", "")
        self.jobs[job.id] = job
        self.events += events

    def get(self, job_id: str) -> Job | None:
        return self.jobs.get(job_id)

    def note(self, job_id: str, reference: str, result: str) -> None:
        if self.interfere:
            self.interfere.pop(0)()
        known = self.jobs[job_id]
        self.jobs[job_id] = replace(known, results=dict(known.results) | {reference: result})

    def move(self, job_id: str, before: Sequence[State], after: State) -> bool:
        known = self.jobs[job_id]
        if known.state not in before:
            return False
        self.jobs[job_id] = replace(known, state=after)
        return True
