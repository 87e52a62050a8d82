"""Bulk: one deed for many inquiries. The summary changes nothing; what was ordered is stored before it begins, and goes on
whether anybody looks or not; each inquiry is asked for permission of its own and is done once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from chalicelib.domain import bulk
from chalicelib.domain.bulk import Job, Order, State
from chalicelib.domain.commit import Commit, Outcome, numbered
from chalicelib.domain.consequences import Consequence
from chalicelib.domain.district import District
from chalicelib.domain.errors import Conflict, Duplicate, Invalid, NotAllowed, NotFound, Transient
from chalicelib.domain.events import EventType
from chalicelib.domain.handling import handling
from chalicelib.domain.inquiry import Case, Inquiry
from chalicelib.domain.occasion import Occasion
from chalicelib.domain.permissions import Act, Actor, about, actor_of, may, require
from chalicelib.domain.replying import barred
from chalicelib.domain.submission import Source
from chalicelib.ports import Jobs
from chalicelib.usecases.handle import Counter, opened
from chalicelib.usecases.reply import Said, written

_TRIES = 5


@dataclass(frozen=True, slots=True)
class Plan:
    """What would come of each: `inquiries` are those there are and that may be read, in the order they were chosen."""

    order: Order
    inquiries: tuple[Inquiry, ...]
    results: Mapping[str, str]
    seen_at: datetime

    @property
    def doable(self) -> tuple[str, ...]:
        return tuple(one.reference for one in self.inquiries if one.reference not in self.results)


def plan(order: Order, references: Sequence[str], *, actor: Actor, at: Counter) -> Plan:
    """One read for all, and nothing is changed. Raises Invalid for an order that could be carried out for nobody, and Busy."""
    district, stamp = at.districts.current(), at.randomness.stamp()
    bulk.checked(order, district)
    there = {one.reference: one for one in at.store.inquiries_named(tuple(dict.fromkeys(references))[: bulk.MOST])}
    found = [one for one in there.values() if may(actor, Act.READ, about(one), district)]
    results = {one.reference: _foreseen(order, Occasion(Case(one), district, actor, stamp)) for one in found}
    kept = {reference: result for reference, result in results.items() if result}
    missing = {one: bulk.MISSING for one in references if one not in results}
    return Plan(order, tuple(found), kept | missing, stamp.now)


def begin(wanted: Plan, *, key: str, actor: Actor, jobs: Jobs, at: Counter) -> Job:
    """Stored, to be done by whoever takes it from the queue; under the same `key` once. Raises Invalid when nothing would be
    done, and Busy."""
    if not wanted.doable:
        raise Invalid({"chosen": "nothing_to_do"})
    stamp = at.randomness.stamp()
    name = sha256(f"{actor.id} {key}".encode()).hexdigest()[:32]
    references = tuple(one.reference for one in wanted.inquiries)
    results = {one: result for one, result in wanted.results.items() if one in references}
    job = Job(name, actor.id, wanted.order, references, wanted.seen_at, stamp.now, results=results)
    detail: dict[str, object] = {"job": job.id, "deed": job.order.deed.value, "inquiries": len(job.left)}
    delay = bulk.delay(job.order)
    asked = Outcome(EventType.BULK_ORDERED, detail | ({"next_in": delay} if delay else {}), actor.id)
    try:
        jobs.begin(job, numbered("", stamp, [asked], config=at.districts.current().version), stamp)
    except Duplicate:
        return jobs.get(job.id) or job
    return job


def watch(job_id: str, *, actor: Actor, jobs: Jobs) -> Job:
    """Whoever ordered it sees how far it is. Raises NotFound, Busy."""
    job = jobs.get(job_id)
    if job is None or job.staff != actor.id:
        raise NotFound("no job of theirs")
    return job


def stop(job_id: str, *, actor: Actor, jobs: Jobs) -> Job:
    """Before it began. Raises Invalid when it has, NotFound, Busy."""
    job = watch(job_id, actor=actor, jobs=jobs)
    if job.state is not State.STOPPED and not jobs.move(job.id, (State.WAITING,), State.STOPPED):
        raise Invalid({"job": "job_began"})
    return replace(job, state=State.STOPPED)


def work(consequence: Consequence, *, jobs: Jobs, at: Counter) -> None:
    """All that is left of it. One inquiry's trouble never keeps another from its turn: all are tried, then the first is raised,
    and the queue repeats what is left. Raises Transient."""
    job = jobs.get(str(consequence.event.detail["job"]))
    if job is None or not jobs.move(job.id, (State.WAITING, State.RUNNING), State.RUNNING):
        return
    trouble: list[Transient] = []
    for reference in job.left:
        try:
            jobs.note(job.id, reference, _result(job, reference, at))
        except Transient as error:
            trouble.append(error)
    if trouble:
        raise trouble[0]
    jobs.move(job.id, (State.RUNNING,), State.DONE)


def _foreseen(order: Order, occasion: Occasion) -> str:
    """Empty where it would be done."""
    inquiry = occasion.inquiry
    if passed := bulk.passed_over(inquiry):
        return passed
    if not may(occasion.actor, bulk.act_of(order), about(inquiry), occasion.district):
        return bulk.FORBIDDEN
    if inquiry.merged_into:
        return bulk.CHANGED
    wish = bulk.wish_of(order)
    try:
        if wish is None:
            bulk.words_for(order, inquiry, occasion.actor, occasion.district)
            return barred(occasion.case)
        return "" if handling(wish, occasion) else bulk.ALREADY
    except Invalid as error:
        return next(iter(error.fields.values()))


def _result(job: Job, reference: str, at: Counter) -> str:
    try:
        return _done(job, reference, at)
    except NotFound:
        return bulk.MISSING
    except NotAllowed:
        return bulk.FORBIDDEN
    except Invalid as error:
        return next(iter(error.fields.values()))


def _done(job: Job, reference: str, at: Counter) -> str:
    key = f"{job.source_key}:{reference}"
    for _ in range(_TRIES):
        if at.store.filed(key):
            return bulk.DONE
        district = at.districts.current()
        actor = actor_of(job.staff, district, at=at.randomness.stamp().now)
        case = opened(reference, Act.READ, actor=actor, at=at)
        inquiry = require(actor, bulk.act_of(job.order), case.inquiry, district, reference=reference)
        if passed := bulk.passed_over(inquiry):
            return passed
        if inquiry.reference != reference or bulk.overtaken(case, job):
            return bulk.CHANGED
        commit = _commit(job, case, actor, district, at)
        if commit is None:
            return bulk.ALREADY
        try:
            at.store.commit(replace(commit, source=Source(key, key)))
        except Conflict:
            continue
        except Duplicate:
            return bulk.DONE
        return bulk.DONE
    raise Conflict("inquiry")


def _commit(job: Job, case: Case, actor: Actor, district: District, at: Counter) -> Commit | None:
    stamp, wish = at.randomness.stamp(), bulk.wish_of(job.order)
    if wish is not None:
        return handling(wish, Occasion(case, district, actor, stamp))
    person = district.person(job.staff)
    if person is None:
        raise NotFound("nobody of the staff goes by that id")
    if why := barred(case):
        raise Invalid({"reference": why})
    if bulk.has_draft(case.draft_of(job.staff)):
        raise Invalid({"reference": "draft_waits"})
    text = bulk.words_for(job.order, case.inquiry, actor, district)
    return written(case, Said(person, text), stamp, store=at.store)
