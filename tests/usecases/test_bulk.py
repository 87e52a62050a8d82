"""One deed for many: what is foreseen, what comes of it, and that it is done once whatever happens on the way."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import NOW, a_message, an_event, an_inquiry
from fake_jobs import FakeJobs
from fakes import Office

from chalicelib.domain.bulk import MOST, Deed, Order, State
from chalicelib.domain.consequences import Action, consequences
from chalicelib.domain.draft import Draft
from chalicelib.domain.errors import Busy, Invalid, NotFound
from chalicelib.domain.events import EventType
from chalicelib.domain.permissions import actor_of
from chalicelib.domain.topics import Macro
from chalicelib.domain.words import Direction, Priority, Status
from chalicelib.usecases.bulk import begin, plan, stop, watch, work
from chalicelib.usecases.handle import Counter

A, B, C = "AAAA-0000", "BBBB-0000", "CCCC-0000"
MACRO = Macro(
    "soon", {"en": "Soon"}, {"en": "Dear {name}, {staff} looks into {reference}.", "es": "{name}: {reference}"}
)


@pytest.fixture
def office():
    found = Office()
    found.districts.district = replace(found.districts.district, macros=(MACRO,))
    keep(found, A)
    keep(found, B, status=Status.OPEN)
    found.jobs = FakeJobs()
    return found


def keep(office, reference, **changes):
    office.store.keep(an_inquiry(reference=reference, **changes), a_message(id=f"0-{reference}", reference=reference))


def counter(office):
    return Counter(office.store, office.districts, office.randomness)


def who(office, name):
    return actor_of(name, office.districts.district, at=office.clock())


def planned(office, order, references=(A, B), name="ines"):
    return plan(order, references, actor=who(office, name), at=counter(office))


def ordered(office, order, references=(A, B), name="ines", key="k1"):
    wanted = planned(office, order, references, name)
    return begin(wanted, key=key, actor=who(office, name), jobs=office.jobs, at=counter(office))


def worked(office, job):
    (event,) = [one for one in office.jobs.events if one.detail["job"] == job.id]
    (follows,) = consequences(event)
    office.clock.advance(seconds=follows.delay + 1)
    work(follows, jobs=office.jobs, at=counter(office))
    return dict(office.jobs.jobs[job.id].results)


ASSIGN, TAG, CLOSE = Order(Deed.ASSIGN, person="omar"), Order(Deed.TAG, tags=("storm",)), Order(Deed.CLOSE)
REPLY = Order(Deed.REPLY, macro="soon")
ORDERS = pytest.mark.parametrize("order", [ASSIGN, TAG, CLOSE, REPLY], ids=lambda one: one.deed)


@ORDERS
def test_the_summary_changes_nothing(office, order):
    found = planned(office, order)
    assert (found.doable, dict(found.results)) == ((A, B), {})
    assert office.store.commits == []


@ORDERS
def test_each_is_done_and_says_so(office, order):
    job = ordered(office, order)
    assert worked(office, job) == {A: "done", B: "done"}
    assert office.jobs.jobs[job.id].state is State.DONE
    assert len(office.store.commits) == 2
    assert {one.actor for commit in office.store.commits for one in commit.events[:1]} == {"ines"}


@ORDERS
def test_the_same_message_from_the_queue_again_does_nothing(office, order):
    job = ordered(office, order)
    worked(office, job)
    before = len(office.store.commits)
    worked(office, job)
    assert len(office.store.commits) == before


@ORDERS
def test_whoever_died_between_the_deed_and_its_note_does_it_once(office, order):
    def die():
        raise Busy("killed")

    job = ordered(office, order)
    office.jobs.interfere.append(die)
    with pytest.raises(Busy):
        worked(office, job)
    assert worked(office, job) == {A: "done", B: "done"}
    assert len(office.store.commits) == 2


def test_one_inquirys_trouble_keeps_no_other_from_its_turn(office):
    job = ordered(office, TAG)
    office.store.raise_next(Busy("throttled"))
    with pytest.raises(Busy):
        worked(office, job)
    assert dict(office.jobs.jobs[job.id].results) == {B: "done"}
    assert office.jobs.jobs[job.id].state is State.RUNNING
    assert worked(office, job) == {A: "done", B: "done"}


@ORDERS
def test_the_button_pressed_twice_is_one_order(office, order):
    first, second = ordered(office, order), ordered(office, order)
    assert first.id == second.id
    assert len(office.jobs.events) == 1
    assert ordered(office, order, key="k2").id != first.id


@ORDERS
@pytest.mark.parametrize("changes", [{"priority": Priority.CRITICAL}, {"dangers": ("self-harm",)}])
def test_a_critical_one_is_passed_over_and_named(office, order, changes):
    keep(office, C, **changes)
    found = planned(office, order, (A, C))
    assert (found.doable, found.results[C]) == ((A,), "critical")
    job = ordered(office, order, (A, C))
    assert worked(office, job) == {A: "done", C: "critical"}
    assert [commit.reference for commit in office.store.commits] == [A]


@ORDERS
def test_one_that_became_critical_meanwhile_is_passed_over(office, order):
    job = ordered(office, order)
    keep(office, A, priority=Priority.CRITICAL, version=2)
    assert worked(office, job) == {A: "critical", B: "done"}


@ORDERS
def test_what_is_not_theirs_is_as_if_it_were_not_there(office, order):
    keep(office, C, team="care", topic="wellbeing")
    found = planned(office, order, (A, C, "ZZZZ-0000"))
    assert [one.reference for one in found.inquiries] == [A]
    assert dict(found.results) == {C: "missing", "ZZZZ-0000": "missing"}


@ORDERS
def test_permission_is_asked_again_when_it_is_done(office, order):
    job = ordered(office, order)
    keep(office, A, team="care", version=2)
    assert worked(office, job)[A] == "missing"


def test_whoever_may_read_and_not_do_it_is_told(office):
    from chalicelib.domain.words import Role  # noqa: PLC0415

    recorder = replace(who(office, "ines"), roles=(Role.RECORDER,))
    found = plan(TAG, (A,), actor=recorder, at=counter(office))
    assert dict(found.results) == {A: "forbidden"}
    with pytest.raises(Invalid) as wrong:
        begin(found, key="k", actor=recorder, jobs=office.jobs, at=counter(office))
    assert wrong.value.fields == {"chosen": "nothing_to_do"}


@pytest.mark.parametrize("order", [ASSIGN, CLOSE, REPLY], ids=lambda one: one.deed)
def test_what_somebody_did_since_the_summary_is_a_conflict_and_named(office, order):
    job = ordered(office, order)
    office.store.events[A] = [an_event(EventType.MESSAGE_RECEIVED, reference=A, at=NOW + timedelta(seconds=3))]
    assert worked(office, job) == {A: "changed", B: "done"}


def test_a_tag_goes_beside_whatever_was_done_meanwhile(office):
    job = ordered(office, TAG)
    office.store.events[A] = [an_event(EventType.MESSAGE_RECEIVED, reference=A, at=NOW + timedelta(seconds=3))]
    assert worked(office, job) == {A: "done", B: "done"}


def test_what_is_so_already_is_named_and_stays(office):
    keep(office, C, tags=("storm",))
    assert planned(office, TAG, (A, C)).results == {C: "already"}


@pytest.mark.parametrize(
    ("order", "why"),
    [(Order(Deed.ASSIGN, person="kai"), "not_of_team"), (Order(Deed.CLOSE, outcome="nonsense"), "outcome_unknown")],
)
def test_what_is_refused_says_why(office, order, why):
    assert set(planned(office, order).results.values()) == {why}


@pytest.mark.parametrize(
    ("order", "fields"),
    [
        (Order(Deed.TAG, tags=("", " ")), {"tags": "no_tags"}),
        (Order(Deed.REPLY), {"text": "empty"}),
        (Order(Deed.REPLY, macro="soon", text="x"), {"text": "both_words"}),
        (Order(Deed.REPLY, macro="nonsense"), {"macro": "macro_unknown"}),
        (Order(Deed.REPLY, text="x" * 20_001), {"text": "too_long"}),
    ],
)
def test_an_order_nobody_could_carry_out_is_refused_at_once(office, order, fields):
    with pytest.raises(Invalid) as wrong:
        planned(office, order)
    assert wrong.value.fields == fields


def test_families_are_answered_in_their_language_by_their_name(office):
    keep(office, C, language="es")
    job = ordered(office, REPLY, (A, C))
    worked(office, job)
    said = [one.text for one in office.store.messages.values() if one.direction is Direction.OUTBOUND]
    assert said == [f"Dear Ana Diaz, Ines Moreau looks into {A}.", f"Ana Diaz: {C}"]


def test_ready_words_of_another_topic_are_not_sent(office):
    office.districts.district = replace(office.districts.district, macros=(replace(MACRO, topics=("other",)),))
    keep(office, C, topic="other")
    assert planned(office, REPLY, (A, C)).results == {A: "macro_unknown"}


def test_words_of_theirs_that_wait_there_are_not_passed_by(office):
    office.store.keep(Draft(A, "ines", 1, opened_at=NOW, saved_at=NOW, text="half a thought"))
    job = ordered(office, REPLY)
    assert worked(office, job) == {A: "draft_waits", B: "done"}


def test_a_reply_can_be_stopped_before_it_leaves(office):
    job = ordered(office, REPLY)
    assert consequences(office.jobs.events[0])[0].delay == 10
    assert stop(job.id, actor=who(office, "ines"), jobs=office.jobs).state is State.STOPPED
    assert worked(office, job) == {}
    assert office.store.commits == []
    assert stop(job.id, actor=who(office, "ines"), jobs=office.jobs).state is State.STOPPED


def test_what_has_begun_cannot_be_stopped(office):
    job = ordered(office, TAG)
    worked(office, job)
    with pytest.raises(Invalid) as wrong:
        stop(job.id, actor=who(office, "ines"), jobs=office.jobs)
    assert wrong.value.fields == {"job": "job_began"}


def test_nobody_watches_or_stops_what_somebody_else_ordered(office):
    job = ordered(office, TAG)
    for name in ("omar", "lena"):
        for deed in (watch, stop):
            with pytest.raises(NotFound):
                deed(job.id, actor=who(office, name), jobs=office.jobs)
    with pytest.raises(NotFound):
        watch("nonsense", actor=who(office, "ines"), jobs=office.jobs)


def test_no_more_than_a_page_is_taken(office):
    references = [f"{at:04}-0000" for at in range(MOST + 5)]
    for one in references:
        keep(office, one)
    assert len(planned(office, TAG, references).inquiries) == MOST


def test_the_event_names_nobody_but_who_ordered_it(office):
    ordered(office, REPLY)
    (event,) = office.jobs.events
    assert (event.type, event.reference, event.actor) == (EventType.BULK_ORDERED, "", "ines")
    assert set(event.detail) == {"job", "deed", "inquiries", "next_in", "config"}
    assert consequences(event)[0].action is Action.BULK
