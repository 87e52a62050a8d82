"""One deed for many inquiries: they are chosen in the inbox, the deed and its words here; a summary says what will happen
before it does; then a page shows how far it is. What was ordered goes on when the browser is closed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from chalice.app import Response

from chalicelib.domain.bulk import MOST, RESULTS, Deed, Job, Order, State, words_for
from chalicelib.domain.errors import Invalid
from chalicelib.domain.inquiry import Inquiry
from chalicelib.domain.permissions import Act, about, may
from chalicelib.domain.revealing import nameless
from chalicelib.usecases.bulk import Plan, begin, plan, stop, watch
from chalicelib.web import answers
from chalicelib.web.refusals import Refused
from chalicelib.web.staff.seats import POLICY, Seat

LIVE_SECONDS = 2
_NAME = 64
_WHY = 500
Form = Mapping[str, str]


def choose(seat: Seat) -> Response:
    """GET: which deed, for those that were picked."""
    picked = seat.visit.ask.several.get("pick", ())
    return _choice(seat, _known(seat, _references(picked)), {})


def order(seat: Seat) -> Response:
    """POST: the summary, with `again` the choice as it was, or with `go` the beginning of the work (RFC 9110 section 15.4.4: reloading begins nothing twice)."""
    form = seat.form()
    references = _references(form.get("chosen", "").split())
    if form.get("again"):
        return _choice(seat, _known(seat, references), form)
    try:
        wanted = plan(_order(form), references, actor=seat.actor, at=seat.staff.counter)
        if not form.get("go"):
            return _summary(seat, wanted, form)
        job = begin(
            wanted, key=form.get("key", "")[:_NAME], actor=seat.actor, jobs=seat.staff.jobs, at=seat.staff.counter
        )
    except Invalid as error:
        return _choice(seat, _known(seat, references), form, wrong=next(iter(error.fields.values())))
    return answers.see_other(f"bulk/{job.id}{seat.visit.lang_query}")


def progress(seat: Seat, job_id: str, *, wrong: str = "") -> Response:
    """GET: how far it is."""
    job = watch(job_id[:_NAME], actor=seat.actor, jobs=seat.staff.jobs)
    tag = f'"{sha256(repr((job, seat.csrf, seat.visit.words.language, wrong)).encode()).hexdigest()[:24]}"'
    if seat.visit.ask.headers.get("if-none-match") == tag:
        return answers.not_modified(tag, POLICY)
    subjects = {one.reference: nameless(one).subject for one in _known(seat, job.references)}
    finished = job.state in {State.DONE, State.STOPPED}
    return seat.page(
        "bulk-progress.html",
        place="inbox",
        live=0 if finished else LIVE_SECONDS,
        headers={"ETag": tag, "Cache-Control": "private, no-cache"},
        job=job,
        finished=finished,
        told=len(job.references) - len(job.left),
        lines=[(one, subjects.get(one, ""), _result(seat, job, one)) for one in job.references],
        wrong=wrong,
    )


def halt(seat: Seat, job_id: str) -> Response:
    """POST: not after all, while it has not begun."""
    seat.form()
    try:
        stop(job_id[:_NAME], actor=seat.actor, jobs=seat.staff.jobs)
    except Invalid as error:
        return progress(seat, job_id, wrong=next(iter(error.fields.values())))
    return answers.see_other(f"../{job_id}{seat.visit.lang_query}")


def _choice(seat: Seat, inquiries: list[Inquiry], form: Form, *, wrong: str = "") -> Response:
    district, language = seat.visit.district, seat.visit.words.language
    teams = {one.team for one in inquiries}
    people = {name for one in district.teams if one.id in teams for name in (*one.members, one.supervisor)}
    topics = {one.topic for one in inquiries}
    return seat.page(
        "bulk.html",
        422 if wrong else 200,
        place="inbox",
        inquiries=inquiries,
        chosen=" ".join(one.reference for one in inquiries),
        given=defaultdict(str, form),
        wrong=wrong,
        people=sorted((one.name, one.id) for one in district.staff if one.id in people and one.roles),
        teams=[(one.id, one.name) for one in district.teams],
        endings=_named((one for topic in topics for one in district.outcomes_of(topic)), language),
        macros=_named((one for topic in topics for one in district.macros_of(topic)), language),
    )


def _summary(seat: Seat, wanted: Plan, form: Form) -> Response:
    doable = [one for one in wanted.inquiries if one.reference not in wanted.results]
    subjects = {one.reference: nameless(one).subject for one in wanted.inquiries}
    return seat.page(
        "bulk-summary.html",
        place="inbox",
        order=wanted.order,
        doable=[nameless(one) for one in doable],
        passed=[(one, subjects.get(one, ""), _said(seat, result)) for one, result in wanted.results.items()],
        previews=_previews(seat, wanted.order, doable),
        whom=_whom(seat, wanted.order),
        form={name: value for name, value in form.items() if name not in {"go", "key"}},
        key=seat.staff.secret(),
    )


def _previews(seat: Seat, asked: Order, doable: Iterable[Inquiry]) -> list[tuple[str, str, str]]:
    """(language, reference, words) of the first family of each language."""
    if asked.deed is not Deed.REPLY:
        return []
    first = {one.language: one for one in reversed(list(doable))}
    district = seat.visit.district
    return [(language, one.reference, words_for(asked, one, seat.actor, district)) for language, one in first.items()]


def _whom(seat: Seat, asked: Order) -> str:
    """Who or what it is about, in words."""
    district, language = seat.visit.district, seat.visit.words.language
    if asked.deed is Deed.TAG:
        return ", ".join(asked.tags)
    if asked.deed is Deed.CLOSE:
        endings = (one for topic in district.topics for one in district.outcomes_of(topic.id))
        return dict(_named(endings, language)).get(asked.outcome, "")
    person = district.person(asked.person)
    if asked.deed is Deed.ASSIGN:
        return person.name if person else district.team(asked.team).name if asked.team else ""
    return ""


def _order(form: Form) -> Order:
    deed = form.get("deed", "")
    if deed not in set(Deed):
        raise Refused(400, "malformed")
    tags = tuple(one.strip() for one in form.get("tags", "")[:_WHY].split(",") if one.strip())
    named = {name: form.get(name, "").strip()[:_NAME] for name in ("person", "team", "outcome", "macro")}
    return Order(Deed(deed), tags=tags, why=form.get("why", "").strip()[:_WHY], text=form.get("text", ""), **named)


def _references(given: Iterable[str]) -> tuple[str, ...]:
    """As they were given, each once: a page's worth."""
    return tuple(dict.fromkeys(one[:_NAME] for one in given if one))[:MOST]


def _known(seat: Seat, references: tuple[str, ...]) -> list[Inquiry]:
    there = seat.visit.services.store.inquiries_named(references) if references else ()
    return [one for one in there if may(seat.actor, Act.READ, about(one), seat.visit.district)]


def _named(things: Iterable[Any], language: str) -> list[tuple[str, str]]:
    """(id, name) of macros or outcomes, each once."""
    return list({one.id: one.names.get(language) or next(iter(one.names.values()), one.id) for one in things}.items())


def _result(seat: Seat, job: Job, reference: str) -> str:
    waits = "bulk_stopped" if job.state is State.STOPPED else "bulk_waits"
    return _said(seat, job.results[reference]) if reference in job.results else seat.visit.words.say(waits)


def _said(seat: Seat, result: str) -> str:
    words = seat.visit.words
    if result in RESULTS:
        return words.say(f"bulk_{result}")
    return words.say(f"cannot_{result}" if words.knows(f"cannot_{result}") else "cannot_other")
