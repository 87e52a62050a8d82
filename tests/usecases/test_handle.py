"""The daily work at the desk: what each decision changes, what it refuses, who hears of it."""

import pytest
from at_the_desk import DANGER, an_office, refused, told, wants
from builders import (
    NOW,
    REFERENCE,
    a_deadline,
    a_message,
    an_inquiry,
)

from chalicelib.domain.consequences import Action
from chalicelib.domain.errors import Invalid, NotAllowed, NotFound
from chalicelib.domain.events import EventType
from chalicelib.domain.handling import TABLE
from chalicelib.domain.permissions import Act
from chalicelib.domain.wishes import (
    AskReveal,
    Assign,
    Close,
    Conceal,
    Note,
    Prioritise,
    Reopen,
    Retopic,
    Reveal,
    See,
    Tag,
    Translate,
    Wait,
    Wish,
)
from chalicelib.domain.words import Direction, Priority, Status

WISHES = (
    See(),
    Assign("omar"),
    Retopic("other"),
    Prioritise(Priority.HIGH),
    Tag(add=("late",)),
    Note("@omar?", "k"),
    Translate(a_message().id, "es", "El autobús 12 no vino hoy."),
    Wait(),
    Close("answered"),
    Reopen(),
    Conceal("she asks for it"),
)
BY_TWO = (AskReveal("a relative calls"), Reveal())
"""What takes two people of the staff: tests/usecases/test_revealing.py."""


def test_every_wish_has_a_rule_and_a_case_here():
    assert {type(one) for one in WISHES + BY_TWO} == set(TABLE) == set(Wish.__args__)


@pytest.mark.parametrize("wish", WISHES + BY_TWO, ids=lambda wish: type(wish).__name__)
def test_who_may_not_read_an_inquiry_learns_nothing_by_wanting_something(wish):
    office = an_office()
    with pytest.raises(NotFound) as hidden:
        wants(office, wish, "kai")
    office.store.inquiries.clear()
    with pytest.raises(NotFound) as absent:
        wants(office, wish, "kai")
    assert str(hidden.value) == str(absent.value)
    assert not office.store.commits


@pytest.mark.parametrize("wish", WISHES, ids=lambda wish: type(wish).__name__)
def test_an_operator_may_do_the_daily_work_and_stands_on_the_timeline(wish):
    office = an_office(status=Status.WAITING if isinstance(wish, Reopen) else Status.NEW)
    wants(office, wish, "operator")
    assert office.store.events[REFERENCE][0].actor == "operator"


@pytest.mark.parametrize("wish", WISHES, ids=lambda wish: type(wish).__name__)
def test_what_is_so_already_is_not_decided_again(wish):
    office = an_office(status=Status.WAITING if isinstance(wish, Reopen) else Status.NEW)
    first = wants(office, wish)
    assert first.version == 2
    assert wants(office, wish).version == 2
    assert len(office.store.commits) == 1


@pytest.mark.parametrize("wish", WISHES[1:], ids=lambda wish: type(wish).__name__)
def test_any_decision_is_a_look(wish):
    if not isinstance(wish, Reopen):
        assert wants(an_office(), wish).status is not Status.NEW


def test_a_colleague_who_writes_first_is_read_before_deciding():
    office = an_office()
    office.store.interfere.append(lambda: office.store.keep(an_inquiry(version=2, tags=("theirs",))))
    assert wants(office, Tag(add=("mine",))).tags == ("theirs", "mine")


# --- who has it -----------------------------------------------------------------------------------------------------


def test_an_assigned_colleague_is_told_and_the_clock_runs_on():
    office = an_office()
    found = wants(office, Assign("omar", why="your route"))
    assert (found.assignee, found.deadline) == ("omar", a_deadline())
    assert told(office) == [(EventType.INQUIRY_ASSIGNED, (Action.TELL_STAFF,))]


def test_nobody_is_told_of_what_they_took_themselves():
    office = an_office()
    wants(office, Assign("ines"))
    assert told(office) == [(EventType.INQUIRY_ASSIGNED, ())]


def test_another_team_is_told_and_it_is_nobodys_there():
    office = an_office(assignee="ines")
    found = wants(office, Assign(team="front"))
    assert (found.team, found.assignee) == ("front", "")
    assert told(office) == [(EventType.INQUIRY_ASSIGNED, (Action.TELL_TEAM,))]


def test_it_can_be_given_back():
    assert wants(an_office(assignee="ines"), Assign()).assignee == ""


@pytest.mark.parametrize(
    ("wish", "field"), [(Assign("kai"), "person"), (Assign("ghost"), "person"), (Assign(team="ghost"), "team")]
)
def test_only_people_of_the_team_and_teams_of_the_district_can_have_it(wish, field):
    assert field in refused(an_office(), wish)


def test_another_topic_brings_another_team_and_its_own_targets_from_the_same_beginning():
    office = an_office(assignee="ines", deadline=a_deadline())
    found = wants(office, Retopic("wellbeing", "it is about bullying"))
    assert (found.topic, found.team, found.assignee) == ("wellbeing", "care", "")
    assert found.deadline.started_at == NOW
    assert told(office)[0] == (EventType.TOPIC_CHANGED, (Action.TELL_TEAM,))


def test_what_is_private_leaves_its_people_for_a_reason_only():
    private = {"topic": "wellbeing", "team": "care"}
    assert refused(an_office(**private), Retopic("bus"), "kai") == {"why": "say_why"}
    assert refused(an_office(**private), Assign(team="front"), "kai") == {"why": "say_why"}
    assert wants(an_office(**private), Retopic("bus", "a mix-up"), "kai").team == "transport"


# --- how urgent -----------------------------------------------------------------------------------------------------


def test_raising_is_free_and_lowering_needs_a_reason():
    assert wants(an_office(), Prioritise(Priority.CRITICAL)).priority is Priority.CRITICAL
    assert refused(an_office(), Prioritise(Priority.LOW)) == {"why": "say_why"}
    assert wants(an_office(), Prioritise(Priority.LOW, "a question")).priority is Priority.LOW


def test_a_danger_is_lowered_by_a_supervisor_with_a_reason():
    with pytest.raises(NotAllowed) as no:
        wants(an_office(**DANGER), Prioritise(Priority.HIGH, "they are safe"))
    assert no.value.act == Act.LOWER_DANGER
    assert refused(an_office(**DANGER), Prioritise(Priority.HIGH), "sofia") == {"why": "say_why"}
    office = an_office(**DANGER)
    wants(office, Prioritise(Priority.HIGH, "they are safe"), "sofia")
    (event,) = office.store.told(REFERENCE, EventType.PRIORITY_CHANGED)
    assert event.detail == {"priority": "high", "from": "critical", "why": "they are safe", "config": "v1"}


def test_tags_are_tidied_and_bounded():
    assert wants(an_office(tags=("a",)), Tag(("  Bus  12 ",), ("a",))).tags == ("bus 12",)
    assert "tags" in refused(an_office(), Tag(tuple(map(str, range(21)))))
    assert "tags" in refused(an_office(), Tag(("x" * 41,)))


# --- notes ----------------------------------------------------------------------------------------------------------


def test_a_note_calls_colleagues_and_sends_the_family_nothing():
    office = an_office()
    wants(office, Note("@omar and @Omar, ask ana@example.com; @nobody", "k"))
    (message,) = [one for one in office.store.messages.values() if one.direction is Direction.NOTE]
    assert (message.author, message.recipients) == ("ines", ())
    assert told(office) == [(EventType.NOTE_ADDED, (Action.TELL_STAFF,))]
    assert office.store.events[REFERENCE][0].detail["to"] == ["omar"]
    assert office.store.inquiries[REFERENCE].deadline == a_deadline()


def test_who_may_not_read_the_inquiry_is_not_told_of_it_by_a_note():
    office = an_office(topic="wellbeing", team="care")
    wants(office, Note("@mia @lena look", "k"), "kai")
    (message,) = [one for one in office.store.messages.values() if one.direction is Direction.NOTE]
    assert office.store.events[REFERENCE][0].detail["to"] == ["mia"]
    assert "lena" in message.notes[0]


def test_a_note_whose_key_comes_back_with_other_words_is_refused():
    office = an_office()
    wants(office, Note("one", "k"))
    with pytest.raises(Invalid):
        wants(office, Note("two", "k"))


@pytest.mark.parametrize(("text", "why"), [("  ", "empty"), ("x" * 20_001, "too_long")])
def test_a_note_says_something_and_not_everything(text, why):
    assert refused(an_office(), Note(text, "k")) == {"text": why}
