"""A snow day from a terminal: declared, seen, told to families, taken back."""

from dataclasses import replace
from datetime import timedelta

import pytest
from calendars import WEEK, local
from click.testing import CliRunner
from district_builder import a_district
from scenarios import a_mail, only
from world import a_world

from chalicelib.domain.events import EventType
from chalicelib.domain.hours import Hours
from infra.closings import closed
from infra.explain import explain

DISTRICT = a_district(calendars=(Hours("district", week=WEEK),))
ALWAYS_ON = tuple(replace(one, calendar="always") if one.id == "bus" else one for one in DISTRICT.topics)


@pytest.fixture(scope="module")
def installed():
    with a_world(DISTRICT) as world:
        yield world


@pytest.fixture
def world(installed):
    """Monday, ten in the morning; a family waits for an answer by noon."""
    world = installed.again()
    world.mail(a_mail("When does the bus come?", subject="Bus 12"))
    world.settle()
    return world


@pytest.fixture
def run(world):
    def run(*arguments, command=closed):
        return CliRunner().invoke(command, list(arguments), obj=lambda stage: world.services("operate"))

    return run


def due(world):
    return world.case(only(world)).inquiry.expected_by.replace(microsecond=0)


def told(world):
    return [send.template for send in world.case(only(world)).sends if send.audience == "family"]


def test_a_snow_day_moves_what_is_owed_and_tells_the_family(run, world):
    before = due(world)
    ran = run("today", "--from", "11:00", "--because", "snow", "--as", "lena")
    assert ran.stdout == (
        "Maple Valley Schools is closed Mar 02 11:00 to Mar 03 00:00 (snow); open deadlines move within minutes\n"
    )
    world.settle()
    assert due(world) > before
    assert due(world).date() == local("2026-03-03 09:00").date()
    assert told(world) == ["acknowledgement", "expected_moved"]
    listed = run("list").output
    assert "everywhere: closed Mar 02 11:00 to Mar 03 00:00 (snow)" in listed
    assert "DistrictClosed by lena: 1 open deadline moved (" in listed
    assert "(snow)" in run(only(world), command=explain).output


def test_the_same_day_declared_twice_is_declared_once(run, world):
    run("today", "--because", "snow")
    assert "was declared before" in run("today", "--because", "snow").output


def test_another_reason_for_the_same_hours_replaces_the_first(run, world):
    run("today", "--because", "snow")
    run("today", "--because", "ice")
    assert len(world.services("look").districts.newest().closures) == 1
    assert "(ice)" in run("list").output


def test_one_school_closes_alone(run, world):
    run("today", "--school", "birch", "--because", "a burst pipe")
    before = due(world)
    world.settle()
    assert due(world) == before, "the inquiry names no school"
    assert "birch: closed" in run("list").output


def test_a_reopening_moves_it_back(run, world):
    before = due(world)
    run("today", "--from", "11:00")
    world.settle()
    assert due(world) != before
    assert "is open again" in run("reopen", "--at", "11:00").output
    world.settle()
    assert due(world) == before
    assert told(world) == ["acknowledgement", "expected_moved", "expected_moved"]


def test_where_nothing_is_closed_nothing_opens(run, world):
    assert "is not closed" in run("reopen").output


def test_several_days_are_closed_by_their_last(run, world):
    run("today", "--from", "11:00", "--until", "2026-03-04")
    world.settle()
    assert due(world).date() == local("2026-03-05 09:00").date()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--from", "noon"), "no time of day"),
        (("--from", "25:00"), "no time of day"),
        (("--until", "tomorrow"), "no date"),
        (("--until", "2026-03-01"), "is past"),
        (("--until", "2062-03-04"), "is too far"),
        (("--until", "9999-12-31"), "is too far"),
        (("--school", "brich"), "no school 'brich'"),
        (("--as", "nobody"), "no such person"),
    ],
)
def test_what_cannot_be_meant_is_refused(run, world, arguments, said):
    ran = run("today", *arguments)
    assert ran.exit_code == 1
    assert said in ran.output
    assert world.services("look").districts.newest().closures == ()


def test_a_closure_outlives_the_next_version_and_is_seen_within_a_minute(run, world):
    districts = world.services("notify").districts
    districts.current()
    run("today", "--because", "snow")
    assert districts.current().closures == ()
    districts.timer, districts._read_at = lambda: 1e9, 0.0
    assert [one.names for one in districts.current().closures] == [{"en": "snow"}]


def test_explain_says_how_it_was_found(run, world):
    said = run(only(world), command=explain).output
    assert "first response: 2 hours of working time, counted from 10:00 AM on Monday, March 2" in said
    assert run("K7Q2-9FHQ", command=explain).exit_code == 1
    spanish = run(only(world), "--language", "es", command=explain).output
    assert "2 horas de horario de trabajo" in spanish


def test_a_district_that_does_not_sleep_moves_nothing(world):
    world.push(replace(DISTRICT, version="v9", calendars=()))
    world.pass_time(timedelta(minutes=1))
    world.mail(a_mail("And the train?", message_id="<two@example.com>"), key="raw/2")
    world.settle()
    late = max(world.references(), key=lambda one: world.case(one).inquiry.opened_at)
    before = world.case(late).inquiry.expected_by
    CliRunner().invoke(closed, ["today"], obj=lambda stage: world.services("operate"))
    world.settle()
    assert world.case(late).inquiry.expected_by == before


def test_a_reason_is_said_in_the_language_that_the_family_reads(run, world):
    ran = run("today", "--from", "11:00", "--because", "snow", "--because", "es=nieve")
    assert ran.exit_code == 0, ran.output
    (closure,) = world.services("look").districts.newest().closures
    assert dict(closure.names) == {"en": "snow", "es": "nieve"}
    assert "(snow)" in ran.output
    world.settle()
    assert "(nieve)" in run(only(world), "--language", "es", command=explain).output


def test_whoever_forgets_a_language_is_told(run):
    said = run("today", "--because", "snow")
    assert "families who read es get the reason as it is: add --because es=WHY" in said.stderr


@pytest.mark.parametrize(
    ("reasons", "said"),
    [
        (("fr=neige",), "the district does not write 'fr': --because takes one of en, es"),
        (("snow", "en=ice"), "two reasons in en"),
    ],
)
def test_a_reason_that_nobody_could_read_is_refused(run, world, reasons, said):
    ran = run("today", *(part for one in reasons for part in ("--because", one)))
    assert said in ran.output
    assert world.services("look").districts.newest().closures == ()


def test_topics_whose_clocks_it_does_not_hold_are_named(run, world):
    assert "no closing holds" not in run("today", "--from", "11:00").output
    world.push(a_district(calendars=(Hours("district", week=WEEK), Hours("always", always=True)), topics=ALWAYS_ON))
    ran = run("today", "--from", "12:00")
    assert ran.stderr == "no closing holds bus: their working time is around the clock\n"


def test_where_it_holds_nothing_it_says_so(run, world):
    world.push(a_district(calendars=(Hours("district", always=True),)))
    assert "no closing holds all topics" in run("today").stderr


def test_it_is_followed_to_its_end(run, world):
    run("today", "--from", "11:00", "--because", "snow")
    world.settle()
    ran = run("reopen", "--at", "11:30")
    assert ran.output == "Maple Valley Schools is open again; open deadlines move within minutes\n"
    world.settle()
    assert run("list").output.count("1 open deadline moved (") == 2


def test_a_reopening_that_overtakes_the_closure_moves_what_moved_and_counts_it_as_its_own(run, world):
    """The closure's second walk comes after the reopening, and the reopening's first after that: as queues may have it."""
    before = due(world)
    run("today", "--from", "11:00", "--because", "snow")
    world.settle_until(lambda: due(world) != before)
    run("reopen", "--at", "11:00")
    world.settle()
    assert due(world) == before
    causes = [one.detail["cause"] for one in world.case(only(world)).events if one.type is EventType.DEADLINE_MOVED]
    assert causes == ["DistrictClosed", "DistrictReopened"]
    listed = run("list").output.splitlines()
    assert any("DistrictReopened" in line and "1 open deadline moved (" in line for line in listed)
    assert any("DistrictClosed" in line and "; a newer change came before the end" in line for line in listed)
