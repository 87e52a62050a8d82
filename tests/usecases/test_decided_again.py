"""A person's decisions, taken twice, and taken again after a crash at each call of the store: the same state."""

from collections import Counter as Counted
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from builders import (
    OTHER_REFERENCE,
    REFERENCE,
    a_contact,
    a_message,
    a_page,
    a_source,
    a_submission,
    an_inquiry,
    mail_address,
    phone_number,
)
from fakes import Office

from chalicelib.domain import wishes
from chalicelib.domain.inquiry import Participant
from chalicelib.domain.permissions import OPERATOR
from chalicelib.domain.submission import ThreadHints, mail_key
from chalicelib.domain.words import Priority
from chalicelib.usecases import matters, people, quarantine
from chalicelib.usecases.handle import Counter, handle
from chalicelib.usecases.receive import receive

UNCLE = Participant(mail_address("leo@example.net"), "Uncle Leo", admitted=False)
PHONE = a_contact(id=phone_number().key, addresses=(phone_number(),))
HELD = mail_key("held@mail.example.com")


class DiedError(Exception):
    """The process died here."""


@dataclass
class Dying:
    """The store as a process sees it that dies at its `at`-th call, before it or after it. Counts its calls."""

    store: Any
    at: int = -1
    after: bool = False
    calls: int = field(default=0)

    def __getattr__(self, name: str) -> Any:
        def call(*given, **named):
            at, self.calls = self.calls, self.calls + 1
            if at == self.at and not self.after:
                raise DiedError
            answer = getattr(self.store, name)(*given, **named)
            if at == self.at:
                raise DiedError
            return answer

        return call


def an_office(*, answers=""):
    """Two inquiries of one mother, an uncle who waits, two contacts, a held mail (which may answer a thread)."""
    office = Office()
    store = office.store
    store.keep(an_inquiry(participants=(*an_inquiry().participants, UNCLE)), a_message(), a_contact(), PHONE)
    store.keep(a_message(id="m-9", text="And lunch?", mail_id=""))
    store.keep(an_inquiry(reference=OTHER_REFERENCE), a_page(reference=OTHER_REFERENCE))
    store.keep(a_message(reference=OTHER_REFERENCE, id="m-2"))
    held = a_submission(source=a_source(HELD), held="spam", thread=ThreadHints(reference=answers))
    receive(held, store=store, districts=office.districts, randomness=office.randomness)
    return office


def why(store, office):
    at = Counter(store, office.districts, office.randomness)
    return {"actor": OPERATOR, "why": "because", "at": at}


def held(store):
    return store.filed(HELD).reference


DECISIONS = {
    "merge": lambda store, office: matters.merge(OTHER_REFERENCE, REFERENCE, **why(store, office)),
    "split": lambda store, office: matters.split(REFERENCE, "m-9", **why(store, office)),
    "link": lambda store, office: matters.link(OTHER_REFERENCE, REFERENCE, **why(store, office)),
    "merge contacts": lambda store, office: people.merge_contacts(PHONE.id, a_contact().id, **why(store, office)),
    "move an address": lambda store, office: people.move_address(phone_number(), a_contact().id, **why(store, office)),
    "admit": lambda store, office: people.admit(REFERENCE, UNCLE, **why(store, office)),
    "refuse": lambda store, office: people.refuse(REFERENCE, UNCLE.address, **why(store, office)),
    "release": lambda store, office: quarantine.release(held(store), **why(store, office)),
    "delete": lambda store, office: quarantine.delete(held(store), **why(store, office)),
}


def handled(wish):
    def decide(store, office):
        return handle(REFERENCE, wish, actor=OPERATOR, at=Counter(store, office.districts, office.randomness))

    return decide


DECISIONS |= {
    type(wish).__name__: handled(wish)
    for wish in (
        wishes.See(),
        wishes.Assign("omar"),
        wishes.Retopic("other"),
        wishes.Prioritise(Priority.HIGH),
        wishes.Tag(("late",)),
        wishes.Note("look", "k"),
        wishes.Wait(),
        wishes.Close("answered"),
    )
}
EVERY = [(name, "") for name in DECISIONS] + [("release", REFERENCE), ("delete", REFERENCE)]


def state(office):
    """All that is stored, but for ids and versions that are drawn anew."""
    store = office.store
    names = {reference: number for number, reference in enumerate(store.inquiries)}
    return (
        [
            (
                one.status,
                one.held,
                [replace(clock, message="") for clock in one.clocks],
                one.participants,
                one.priority,
                (one.topic, one.team, one.assignee, one.tags, one.outcome, one.wakes_at),
                one.link_generation,
                one.version,
            )
            for one in store.inquiries.values()
        ],
        [
            (names.get(one.merged_into), [names[other] for other in (*one.merged, *one.linked)])
            for one in store.inquiries.values()
        ],
        sorted((names[one.reference], one.text, names.get(one.split_into, -1)) for one in store.messages.values()),
        {names.get(ref, ref): Counted(event.type for event in events) for ref, events in store.events.items()},
        [(page.acknowledged_by, page.version) for page in store.paged.values()],
        {one.id: (one.addresses, one.merged_into, one.version) for one in store.contacts.values()},
        (store.pointers, len(store.holds), {key: names[filed.reference] for key, filed in store.sources.items()}),
    )


@pytest.mark.parametrize(("name", "answers"), EVERY)
def test_a_decision_taken_twice_is_taken_once(name, answers):
    once, twice = an_office(answers=answers), an_office(answers=answers)
    DECISIONS[name](once.store, once)
    for _ in range(2):
        DECISIONS[name](twice.store, twice)
    assert state(twice) == state(once)
    assert state(once) != state(an_office(answers=answers))


@pytest.mark.parametrize(("name", "answers"), EVERY)
@pytest.mark.parametrize("after", [False, True])
def test_a_decision_cut_short_at_any_call_and_taken_again_is_taken_once(name, answers, after):
    calm = an_office(answers=answers)
    counted = Dying(calm.store)
    DECISIONS[name](counted, calm)
    assert counted.calls
    for at in range(counted.calls):
        office = an_office(answers=answers)
        with pytest.raises(DiedError):
            DECISIONS[name](Dying(office.store, at, after=after), office)
        DECISIONS[name](office.store, office)
        assert state(office) == state(calm), f"{name}: died {'after' if after else 'before'} call {at}"
