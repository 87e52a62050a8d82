"""Every use case that acts for somebody, held against the one table: each role, on what it is named on and elsewhere."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from inspect import getmembers, isfunction, signature
from pathlib import Path

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
from district_builder import STAFF, TEAMS, a_district
from fake_attendance import FakeAttendances
from fakes import Office

from chalicelib import usecases
from chalicelib.domain import wishes
from chalicelib.domain.errors import Invalid, NotAllowed, NotFound
from chalicelib.domain.inquiry import Inquiry, Participant
from chalicelib.domain.permissions import OPERATOR, TABLE, Act, Actor
from chalicelib.domain.staff import Staff
from chalicelib.domain.submission import Submission, ThreadHints, mail_key
from chalicelib.domain.wishes import Wish
from chalicelib.domain.words import Priority, Role
from chalicelib.usecases import (
    acknowledge,
    attend,
    contact_card,
    drafts,
    handle,
    log_call,
    matters,
    people,
    quarantine,
    reply,
)
from chalicelib.usecases.receive import receive

ROLES = (*Role, None)
"""None: of the team, and without a role."""
PLACES = ("named", "elsewhere", "private")
HELD = mail_key("held@mail.example.com")
UNCLE = Participant(mail_address("leo@example.net"), "Uncle Leo", admitted=False)
PHONE = a_contact(id=phone_number().key, addresses=(phone_number(),), recent=(REFERENCE,))
PARENT = a_contact(recent=(REFERENCE,))


@dataclass(frozen=True)
class Scene:
    """`who` acts on REFERENCE and OTHER_REFERENCE, which are theirs, another team's, or another team's and private."""

    office: Office
    who: Actor

    @property
    def by(self) -> dict[str, object]:
        return {"actor": self.who, "at": self.office.counter}

    @property
    def deciding(self) -> dict[str, object]:
        return self.by | {"why": "because"}

    @property
    def held(self) -> str:
        return self.office.store.filed(HELD).reference


Doing = Callable[[Scene], object]


def wanting(wish: Wish) -> Doing:
    return lambda scene: handle.handle(REFERENCE, wish, **scene.by)


def drafted(use: Callable[..., object], *more: str) -> Doing:
    """On a draft of theirs that stands since they were still allowed to."""

    def doing(scene: Scene) -> object:
        drafts.open_draft(REFERENCE, actor=replace(OPERATOR, id=scene.who.id), at=scene.office.counter)
        return use(REFERENCE, *more, **scene.by)

    return doing


def answering(scene: Scene) -> object:
    office = scene.office
    return reply.reply(
        REFERENCE,
        "At eight.",
        staff=scene.who.id,
        store=office.store,
        districts=office.districts,
        randomness=office.randomness,
    )


def called(inquiry: Inquiry) -> Submission:
    return a_submission(source=a_source("call:1"), thread=ThreadHints(reference=inquiry.reference))


USES: Mapping[str, tuple[Act, Doing]] = {
    "see": (Act.OPEN, wanting(wishes.See())),
    "assign": (Act.ASSIGN, wanting(wishes.Assign())),
    "retopic": (Act.RETOPIC, wanting(wishes.Retopic("bus", "it is about the bus"))),
    "raise": (Act.RAISE, wanting(wishes.Prioritise(Priority.CRITICAL))),
    "lower": (Act.LOWER, wanting(wishes.Prioritise(Priority.LOW, "not so urgent"))),
    "tag": (Act.TAG, wanting(wishes.Tag(("late",)))),
    "note": (Act.NOTE, wanting(wishes.Note("rang", "k"))),
    "translate": (Act.NOTE, wanting(wishes.Translate("m-9", "es", "¿Dónde está?"))),
    "wait": (Act.WAIT, wanting(wishes.Wait())),
    "close": (Act.CLOSE, wanting(wishes.Close("answered"))),
    "reopen": (Act.REOPEN, wanting(wishes.Reopen())),
    "conceal": (Act.CONCEAL, wanting(wishes.Conceal("she asked"))),
    "ask": (Act.REVEAL, wanting(wishes.AskReveal("she is in danger"))),
    "reveal": (Act.CONFIRM_REVEAL, wanting(wishes.Reveal())),
    "reply.reply": (Act.REPLY, answering),
    "drafts.open_draft": (Act.REPLY, lambda scene: drafts.open_draft(REFERENCE, **scene.by)),
    "drafts.save_draft": (Act.REPLY, drafted(drafts.save_draft, "At eight.")),
    "drafts.stop_draft": (Act.REPLY, drafted(drafts.stop_draft)),
    "drafts.drop_draft": (Act.REPLY, drafted(drafts.drop_draft)),
    "drafts.send_draft": (Act.REPLY, drafted(drafts.send_draft)),
    "matters.merge": (Act.REGROUP, lambda scene: matters.merge(OTHER_REFERENCE, REFERENCE, **scene.deciding)),
    "matters.link": (Act.REGROUP, lambda scene: matters.link(OTHER_REFERENCE, REFERENCE, **scene.deciding)),
    "matters.split": (Act.REGROUP, lambda scene: matters.split(REFERENCE, "m-9", **scene.deciding)),
    "people.admit": (Act.ADMIT, lambda scene: people.admit(REFERENCE, UNCLE, **scene.deciding)),
    "people.refuse": (Act.ADMIT, lambda scene: people.refuse(REFERENCE, UNCLE.address, **scene.deciding)),
    "people.merge_contacts": (
        Act.REGROUP,
        lambda scene: people.merge_contacts(PHONE.id, PARENT.id, **scene.deciding),
    ),
    "people.move_address": (
        Act.REGROUP,
        lambda scene: people.move_address(phone_number(), PARENT.id, **scene.deciding),
    ),
    "quarantine.release": (Act.RELEASE, lambda scene: quarantine.release(scene.held, **scene.deciding)),
    "quarantine.delete": (Act.DELETE, lambda scene: quarantine.delete(scene.held, **scene.deciding)),
    "drafts.keep_draft": (Act.REPLY, lambda scene: drafts.keep_draft(REFERENCE, "At eight.", **scene.by)),
    "drafts.keep_note": (Act.NOTE, lambda scene: drafts.keep_note(REFERENCE, "At eight.", **scene.by)),
    "contact_card.contact_card": (
        Act.READ,
        lambda scene: contact_card.contact_card(REFERENCE, an_inquiry().contact_id, **scene.by),
    ),
    "attend.attend": (
        Act.READ,
        lambda scene: attend.attend(
            REFERENCE,
            actor=scene.who,
            typing=True,
            attendances=FakeAttendances(scene.office.store),
            districts=scene.office.districts,
            now=scene.office.clock.now,
        ),
    ),
    "attend.looks": (
        Act.SEE_LOOKS,
        lambda scene: attend.looks(REFERENCE, attendances=FakeAttendances(scene.office.store), **scene.by),
    ),
    "log_call.log_further_call": (Act.LOG_CALL, lambda scene: log_call.log_further_call(REFERENCE, called, **scene.by)),
    "acknowledge.acknowledge": (
        Act.TAKE_PAGE,
        lambda scene: acknowledge.acknowledge(OTHER_REFERENCE, a_page().id, **scene.by),
    ),
}
HIDING = frozenset({"people.merge_contacts", "people.move_address"})
"""Whose contact somebody is, is not told: refused and not there are one answer."""
DUTIES = frozenset({"administer"})
"""Asks for duties of the whole installation, by tests of their own."""
ASKED_OTHERWISE = frozenset(
    {
        "attend.look_in",  # of a case that was opened with leave
        "administer.versions",  # of no inquiry: tests/usecases/test_administer.py
        "administer.reached",
        "administer.suppressed",
        "administer.lanes",
        "administer.release_address",
        "bulk.plan",  # says of each what may be done with it: tests/usecases/test_bulk_permitted.py
        "bulk.begin",
        "bulk.watch",  # whoever ordered it
        "bulk.stop",
        "handle.handle",  # by each of its wishes
        "handle.opened",
        "handle.the_case",
        "handle.the_inquiry",
        "log_call.log_call",  # asks whether there is any they may; held by tests of its own
        "look.look",  # shows what may be read
        "look.visible",
        "people.the_contact",
        "saved_views.save",  # their own
        "saved_views.rename",
        "saved_views.drop",
        "search.search",  # finds what may be read
    }
)


def a_scene(role: Role | None, place: str) -> Scene:
    office = Office()
    who = Staff("rui", "Rui Alves", (role,) if role else (), mail="rui@schools.example.org")
    team = {"named": "transport", "elsewhere": "front", "private": "care"}[place]
    topic = {"named": "bus", "elsewhere": "other", "private": "wellbeing"}[place]
    teams = tuple(replace(one, members=(*one.members, "rui")) if one.id == "transport" else one for one in TEAMS)
    office.districts.district = a_district(staff=(*STAFF, who), teams=teams)
    there = {"team": team, "topic": topic}
    people_on_it = (*an_inquiry().participants, UNCLE)
    office.store.keep(an_inquiry(participants=people_on_it, **there), a_message(), PARENT, PHONE)
    other = an_inquiry(reference=OTHER_REFERENCE, **there)
    office.store.keep(other, a_message(reference=OTHER_REFERENCE, id="m-2"), a_page(reference=OTHER_REFERENCE))
    office.store.keep(a_message(id="m-9", text="And lunch?", mail_id=""))
    held = a_submission(source=a_source(HELD), held="spam", topic=topic)
    receive(held, store=office.store, districts=office.districts, randomness=office.randomness)
    office.store.commits.clear()
    return Scene(office, office.actor("rui"))


def permitted(role: Role | None, place: str, act: Act) -> bool:
    own, others = TABLE[role] if role else (frozenset(), frozenset())
    return act in {"named": own, "elsewhere": others, "private": frozenset()}[place]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", USES)
def test_a_use_case_does_what_the_table_allows_and_nothing_else(name: str, role: Role | None, place: str):
    act, doing = USES[name]
    scene = a_scene(role, place)
    if permitted(role, place, act):
        try:
            doing(scene)
        except Invalid:
            assert name in {"drafts.send_draft", "reopen", "ask", "reveal"}, "allowed, and nothing to do"
        return
    reads = permitted(role, place, Act.READ)
    before = len(scene.office.store.commits)
    with pytest.raises(NotAllowed if reads and name not in HIDING else (NotFound, NotAllowed)) as refused:
        doing(scene)
    assert not [one for one in scene.office.store.commits[before:] if one.inquiry or one.message or one.page]
    if not reads and name != "acknowledge.acknowledge":
        assert isinstance(refused.value, NotFound)


@pytest.mark.parametrize("name", [one for one in USES if one not in HIDING and one != "acknowledge.acknowledge"])
def test_what_one_may_not_read_is_refused_in_the_words_of_what_is_not_there(name: str):
    _, doing = USES[name]
    said = []
    for scene in (
        a_scene(Role.AGENT, "private"),
        a_scene(Role.ADMIN, "private"),
        emptied(a_scene(Role.AGENT, "named")),
    ):
        with pytest.raises(NotFound) as refused:
            doing(scene)
        said.append(str(refused.value))
    assert len(set(said)) == 1


def emptied(scene: Scene) -> Scene:
    """Nothing was ever stored there."""
    held = scene.held
    scene.office.store.inquiries.clear()
    assert scene.held == held
    return scene


def test_every_use_case_that_acts_for_somebody_is_held_against_the_table():
    found = set()
    for path in Path(usecases.__file__).parent.glob("[a-z]*.py"):
        module = import_module(f"chalicelib.usecases.{path.stem}")
        for name, function in getmembers(module, isfunction):
            ours = function.__module__ == module.__name__ and not name.startswith("_")
            if path.stem in DUTIES:
                continue
            if ours and {"actor", "staff"} & set(signature(function).parameters):
                found.add(f"{path.stem}.{name}")
    assert found - ASKED_OTHERWISE == {name for name in USES if "." in name}
