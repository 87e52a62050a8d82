"""Random lives of an inquiry, through the real use cases, against the stopwatches of the reference model."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from builders import NOW, STAFF, TOPICS, a_district, a_source, a_submission, a_text, an_event, phone_number
from fake_store import SHARDS
from fakes import FakeQueues, FakeTallies, Office
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from reference_model import END, FIRST, NEXT, Matter

from chalicelib.domain.consequences import Action, Consequence, Lane, consequences
from chalicelib.domain.district import Rung, Targets
from chalicelib.domain.errors import Invalid
from chalicelib.domain.events import EventType
from chalicelib.domain.feedback import Feedback, Verdict
from chalicelib.domain.hours import Closure, Hours, Span
from chalicelib.domain.permissions import actor_of
from chalicelib.domain.submission import Kind, ThreadHints
from chalicelib.domain.wishes import Assign, Close, Reopen, Wait
from chalicelib.usecases.acknowledge import acknowledge
from chalicelib.usecases.escalate import escalate
from chalicelib.usecases.feedback import feedback
from chalicelib.usecases.handle import Counter as Desk
from chalicelib.usecases.handle import handle
from chalicelib.usecases.matters import merge
from chalicelib.usecases.notify import notify
from chalicelib.usecases.page import page
from chalicelib.usecases.receive import receive
from chalicelib.usecases.recompute import Walk, recompute
from chalicelib.usecases.reply import reply
from chalicelib.usecases.sweep import sweep

LADDER = (Rung("team"), Rung("supervisor", 600, repeat_seconds=300, times=2), Rung("leader", 1_500))
TARGETS = ((3_600, 1_800, 10_800), (1_200, 4_000, 7_000), (7_200, 900, 20_000))
PAGES = {"page", "page_taken", "page_unanswered"}
LOOKED_AT = PAGES | {"acknowledgement", "reply", "staff_warning", "staff_escalation"}
PHONES = {one.phone: f"{one.id} by text" for one in STAFF if one.phone} | {phone_number().value: "ana"}
ROUND_THE_CLOCK = Hours("district", week=((Span(0, 1_440),),) * 7)
"""Open all day, so that only closures stop it."""
MINUTES = st.integers(1, 90) | st.sampled_from([60, 75, 120])


def the_district(targets):
    first, following, end = targets
    timed = Targets(first, following, 75, end)
    topics = tuple(replace(one, targets=timed) for one in TOPICS)
    return a_district(topics=topics, ladders={"standard": LADDER}, calendars=(ROUND_THE_CLOCK,))


class Life(RuleBasedStateMachine):
    @initialize(promised=st.sampled_from(TARGETS), by_text=st.booleans(), calm=st.booleans())
    def begins(self, promised, by_text, calm):
        self.office = Office()
        self.office.districts.district = the_district(promised)
        self.model = Matter(dict(zip((FIRST, NEXT, END), promised, strict=True)))
        self.reference, self.done, self.replies, self.timers, self.submissions = "", Counter(), {}, [], []
        self.by_text, self.walk, self.merged, self.second = by_text, FakeQueues(), 0, {}
        self.calm, self.asleep, self.paged = calm, [], []
        self.family_writes()

    # --- what happens -------------------------------------------------------------------------------------------------

    @rule()
    def family_writes(self):
        self._receive(self._submission(Kind.MESSAGE))
        self.model.family_writes(self.now)

    @precondition(lambda self: not self.calm and not self.model.shut)
    @rule()
    def family_is_in_danger(self):
        """Where no closure came before: the model does not know how a matter that was put off comes forward."""
        self._receive(self._submission(Kind.MESSAGE, said="I want to kill myself"))
        self.model.family_is_in_danger(self.now)

    @precondition(lambda self: self.model.alarms.known)
    @rule(data=st.data(), who=st.sampled_from(["kai", "mia"]))
    def a_page_is_acknowledged(self, data, who):
        self._acknowledge(data.draw(st.integers(0, len(self.model.alarms.known) - 1)), who)

    def _acknowledge(self, number, who):
        actor = actor_of(who, self.office.districts.district, at=self.office.clock())
        acknowledge(self.reference, f"{number + 1:02}", actor=actor, at=self.office.counter)
        self.model.page_taken(number, who)
        self._settle()

    @precondition(lambda self: self.paged)
    @rule(data=st.data())
    def an_old_page_comes_again(self, data):
        self._page(data.draw(st.sampled_from(self.paged)))

    @precondition(lambda self: not self.by_text)
    @rule()
    def a_machine_answers(self):
        self._receive(self._submission(Kind.AUTO_REPLY))

    @rule(data=st.data())
    def a_mail_comes_again(self, data):
        self._receive(data.draw(st.sampled_from(self.submissions)))

    @rule(who=st.sampled_from(["ines", "omar"]))
    def a_person_answers(self, who):
        office, before = self.office, len(self._sent)
        message = reply(
            self.reference,
            "At eight.",
            staff=who,
            store=office.store,
            districts=office.districts,
            randomness=office.randomness,
        )
        self.model.replies(who, message.id, self.now)
        self._settle()
        for number, (_, template) in enumerate(self._sent[before:], start=before + 1):
            if template == "reply":
                self.replies[message.id] = f"sms:text-{number}" if self.by_text else f"ses:mail-{number}"

    @precondition(lambda self: self.replies)
    @rule(data=st.data(), twice=st.booleans())
    def an_answer_bounces(self, data, twice):
        self._bounce(data.draw(st.sampled_from(sorted(self.replies))), twice=twice)

    def _bounce(self, name, *, twice):
        report = Feedback(self.replies.pop(name), Verdict.BOUNCED, permanent=True, why="Permanent General")
        for _ in range(1 + twice):
            office = self.office
            feedback(
                report,
                store=office.store,
                districts=office.districts,
                randomness=office.randomness,
                metrics=office.metrics,
            )
        self.model.bounces(name, self.now, suppresses=not self.by_text)
        self._settle()

    @precondition(lambda self: self.model.status != "closed")
    @rule(minutes=st.none() | MINUTES)
    def it_waits(self, minutes):
        until = self.office.clock.now + timedelta(minutes=minutes) if minutes else None
        if self.model.alarms.nobody_has_one:
            with pytest.raises(Invalid):
                self._wants(Wait("for the form", until))
            return
        self._wants(Wait("for the form", until))
        self.model.waits(self.now + minutes * 60 if minutes else None, self.now)

    @rule()
    def it_is_closed(self):
        if self.model.alarms.nobody_has_one and self.model.status != "closed":
            with pytest.raises(Invalid):
                self._wants(Close("resolved"))
            return
        self._wants(Close("resolved"))
        if self.model.status != "closed":
            self.model.closes(self.now)

    @rule()
    def it_is_opened_again(self):
        self._wants(Reopen("more to do"))
        self.model.reopens(self.now)

    @rule(who=st.sampled_from(["ines", "omar", ""]))
    def somebody_else_gets_it(self, who):
        self._wants(Assign(person=who))
        self.model.assigned(who)

    @rule(promised=st.sampled_from(TARGETS))
    def other_targets_are_pushed(self, promised):
        """Not so soon that it would have been over before a watch last went on: it is due at that moment then."""
        asked = dict(zip((FIRST, NEXT, END), promised, strict=True))
        if any(one.resumed > asked[kind] for matter in self._matters for kind, one in matter.watches.items()):
            return
        before = self.office.districts.district
        self.office.districts.district = replace(the_district(promised), closures=before.closures)
        self._recompute(EventType.CONFIGURATION_PUSHED)
        for matter in self._matters:
            matter.promised(asked)

    @precondition(lambda self: not self.model.late and not any(end > self.now for _, end in self.model.shut))
    @rule(minutes=MINUTES)
    def the_district_closes(self, minutes):
        """For so long from now. The next step of what is late already was fixed by the calendar as it was."""
        district, now = self.office.districts.district, self.office.clock.now
        shut = Closure(str(len(district.closures)), now, now + timedelta(minutes=minutes))
        self.office.districts.district = replace(district, closures=(*district.closures, shut))
        self._recompute(EventType.DISTRICT_CLOSED)
        self.model.district_closes(self.now, self.now + minutes * 60)

    @precondition(lambda self: not self.by_text and not self._needs_care and self.merged < 3)
    @rule(minutes=MINUTES)
    def another_mail_of_hers_turns_out_to_be_the_same_matter(self, minutes):
        other = Matter(self.model.targets, shut=self.model.shut)
        reference = self._receive(self._submission(Kind.MESSAGE, threaded=False), other=True)
        other.family_writes(self.now)
        self.second = {reference: other}
        self.minutes_pass(minutes=minutes, late=False)
        merge(reference, self.reference, actor=self._sofia, why="one matter", at=self.office.counter)
        self.second = {}
        self.model.absorbs(other, self.now)
        self.merged += 1
        self._settle()

    @rule(seconds=st.integers(1, 59))
    def seconds_pass(self, seconds):
        self._advance(seconds)

    @rule(minutes=MINUTES, late=st.booleans())
    def minutes_pass(self, minutes, late):
        """With a sweep in each; `late`: what it queues is not taken before the last of them."""
        for _ in range(minutes):
            self._advance(60)
            self._sweep()
            if not late:
                self._climb()
        self._climb()

    @precondition(lambda self: not self.model.unreachable)
    @rule(minutes=MINUTES, who=st.sampled_from(["ines", "omar"]))
    def a_late_answer_reaches_nobody(self, minutes, who):
        """Rare by chance: that much time, an answer, and its bounce."""
        self.minutes_pass(minutes=minutes, late=False)
        self.a_person_answers(who=who)
        self._bounce(max(self.replies), twice=False)

    @precondition(lambda self: self.model.status != "closed")
    @rule(before=MINUTES, after=MINUTES)
    def it_is_put_aside_for_a_while(self, before, after):
        """Rare by chance: put aside when it is late already, and taken up again."""
        self.minutes_pass(minutes=before, late=False)
        self.it_waits(minutes=None)
        self.minutes_pass(minutes=after, late=False)
        self.it_is_opened_again()

    @precondition(lambda self: self.timers)
    @rule(data=st.data())
    def an_old_timer_comes_again(self, data):
        self._take(data.draw(st.sampled_from(self.timers)))

    # --- what must hold -----------------------------------------------------------------------------------------------

    @invariant()
    def everybody_got_what_they_must_have_got_and_nothing_else(self):
        if not getattr(self, "reference", ""):
            return
        got = Counter()
        for to, template in (*self._mails, *self._texts):
            if template in LOOKED_AT:
                got[to, template] += 1
        assert got == sum((one.sent for one in self._matters), Counter())
        inquiry = self.office.store.inquiry(self.reference)
        assert inquiry.status == self.model.status
        assert {one.kind for one in inquiry.running} == {
            kind for kind, watch in self.model.watches.items() if watch.stopped is None
        }

    def teardown(self):
        if getattr(self, "reference", ""):
            for _ in range(54 if self.model.wakes else 30):
                self._advance(1_800)
                self._sweep()
                self._climb()
            self.everybody_got_what_they_must_have_got_and_nothing_else()

    # --- the machinery ------------------------------------------------------------------------------------------------

    @property
    def now(self):
        return int((self.office.clock.now - NOW).total_seconds())

    @property
    def _mails(self):
        return [(mail.to.partition("@")[0], mail.subject.split()[0]) for mail in self.office.mailer.sent]

    @property
    def _texts(self):
        return [(PHONES[to], said.split()[0]) for to, said in self.office.texter.sent]

    @property
    def _sent(self):
        return self._texts if self.by_text else self._mails

    @property
    def _needs_care(self):
        """What is merged into such a matter takes on more than its watches: tests/usecases/test_matters.py."""
        return self.model.unreachable or self.model.alarms.known

    @property
    def _matters(self):
        return (self.model, *self.second.values())

    @property
    def _sofia(self):
        return actor_of("sofia", self.office.districts.district, at=self.office.clock())

    def _recompute(self, kind):
        """As the two walks of a closure or a push do."""
        office, cause = self.office, an_event(kind, reference="", detail={})
        walk = Walk(office.store, office.districts, self.walk, office.randomness, office.metrics, FakeTallies())
        left = [Consequence(Lane.ESCALATIONS, Action.RECOMPUTE, cause)]
        while left:
            recompute(left.pop(), shards=SHARDS, by=walk)
            left += self.walk.taken
            self.walk.taken.clear()
        self._settle()

    def _submission(self, kind, *, threaded=True, said="Bus 12"):
        key = f"{'sms' if self.by_text else 'mail'}:{self.office.randomness.drawn}"
        if self.by_text:
            self.submissions.append(a_text(f"{said}, text {key}", key=key, received_at=self.office.clock.now))
            return self.submissions[-1]
        fresh = a_submission(
            source=a_source(key, fingerprint=key),
            text=f"{said}, mail {key}",
            kind=kind,
            mail_id=f"{key}@mail.example.com",
            thread=ThreadHints(reference=self.reference if threaded else ""),
            received_at=self.office.clock.now,
        )
        self.submissions += [fresh] if threaded else []
        return fresh

    def _receive(self, submission, *, other=False):
        office = self.office
        found = receive(submission, store=office.store, districts=office.districts, randomness=office.randomness)
        self.reference = self.reference or found.reference
        assert (found.reference == self.reference) != other
        self._settle()
        return found.reference

    def _wants(self, wish):
        at = Desk(self.office.store, self.office.districts, self.office.randomness)
        handle(self.reference, wish, actor=self._sofia, at=at)
        self._settle()

    def _advance(self, seconds):
        """By way of every moment at which a page goes on, or must: each is looked at to the second."""
        until = self.now + seconds
        while (at := min((self.model.alarms.next_at or until, *(at for at, _ in self.asleep)))) < until:
            self._ring(at)
            self._pages_are_as_they_must_be()
        self._ring(until)

    def _ring(self, at):
        self.office.clock.advance(seconds=at - self.now)
        due = [one for one in self.asleep if one[0] <= at]
        self.asleep = [one for one in self.asleep if one not in due]
        for _, one in due:
            self._page(one)
        self.model.rings(at)

    def _page(self, one):
        page(one, desk=self.office.desk)
        self.paged = [*self.paged, one][-10:]
        self._settle()

    def _pages_are_as_they_must_be(self):
        got = Counter(one for one in (*self._mails, *self._texts) if one[1] in PAGES)
        assert got == Counter({one: times for one, times in self.model.sent.items() if one[1] in PAGES})

    def _sweep(self):
        office = self.office
        sweep(shards=SHARDS, store=office.store, queues=office.queues, clock=office.clock, metrics=office.metrics)

    def _climb(self):
        taken, self.office.queues.taken = self.office.queues.taken, []
        for one in taken:
            self._take(one)
        self.timers = [*self.timers, *taken][-10:]
        self._timed()

    def _take(self, timer):
        office = self.office
        escalate(timer, store=office.store, districts=office.districts, randomness=office.randomness)
        self._timed()
        self._settle()

    def _timed(self):
        for matter in self._matters:
            matter.timer(self.now)

    def _settle(self):
        for reference, events in self.office.store.events.items():
            while len(events) > self.done[reference]:
                event = events[self.done[reference]]
                self.done[reference] += 1
                for one in consequences(event):
                    self._follow(one)

    def _follow(self, one):
        if one.action is Action.PAGE:
            self.asleep.append((self.now + one.delay, one))
            if not one.delay:
                self._ring(self.now)
        elif one.lane in {Lane.NOTIFICATIONS, Lane.PAGES}:
            notify(one, desk=self.office.desk)
        elif one.event.type is EventType.PAGE_UNANSWERED:
            office = self.office
            escalate(one, store=office.store, districts=office.districts, randomness=office.randomness)
            self._settle()


Life.TestCase.settings = settings(
    max_examples=200,
    stateful_step_count=30,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
TestLifeOfAnInquiry = pytest.mark.slow(Life.TestCase)


@pytest.mark.parametrize("somebody_has_it", [False, True])
def test_a_danger_that_is_put_aside_for_a_minute_and_its_timers_taken_half_an_hour_late(somebody_has_it):
    """The page goes unanswered meanwhile, which is no timer: it neither ends a wait nor tells of a clock."""
    life = Life()
    life.begins(promised=TARGETS[0], by_text=False, calm=False)
    for _ in range(2):
        life.minutes_pass(minutes=60, late=False)
    life.family_is_in_danger()
    if somebody_has_it:
        life._acknowledge(0, "kai")
    life.it_waits(minutes=1)
    assert life.model.status == ("waiting" if somebody_has_it else "new")
    for minutes in (35, 43):
        life.minutes_pass(minutes=minutes, late=True)
        life.everybody_got_what_they_must_have_got_and_nothing_else()
    life.teardown()
