"""The daily work at the desk, from a terminal."""

import pytest
from click.testing import CliRunner
from district_builder import a_district
from scenarios import a_mail, only
from world import a_world

from infra.__main__ import main


@pytest.fixture(scope="module")
def installed():
    with a_world(a_district()) as world:
        yield world


@pytest.fixture
def run(installed):
    """On an installation with one inquiry, about a bus."""
    world = installed.again()
    world.mail(a_mail("The bus never came."), key="raw/1")
    world.settle()

    def run(name, *arguments):
        return CliRunner().invoke(
            main, ["inquiry", name, only(world), *arguments], obj=lambda stage: world.services("operate")
        )

    run.world = world
    return run


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (("open",), "is open"),
        (("assign", "--to", "omar"), "is with omar"),
        (("topic", "--is", "wellbeing", "--why", "bullying"), "is about wellbeing, with care"),
        (("priority", "--is", "high"), "is high"),
        (("tag", "--add", "late", "--add", "route 12"), "is tagged late, route 12"),
        (("note", "--text", "@ines look"), "has the note"),
        (("wait", "--days", "3"), "waits until"),
        (("close", "--outcome", "answered"), "is closed: answered"),
    ],
)
def test_each_decision_says_what_came_of_it(run, command, says):
    ran = run(*command)
    assert ran.exit_code == 0, ran.output
    assert says in ran.output


def test_a_person_decides_with_their_own_permissions(run):
    hidden = run("close", "--as", "kai")
    assert hidden.exit_code == 1
    assert "there is no inquiry" in hidden.output
    assert run("close", "--as", "ines").output.strip().endswith("is closed")
    assert [one.actor for one in run.world.case(only(run.world)).events if one.type == "InquiryClosed"] == ["ines"]


def test_a_refusal_says_what_to_do(run):
    assert "say --why" in run("priority", "--is", "low").output
    assert "name the --team" in run("assign", "--to", "kai").output


def test_a_stranger_decides_nothing(run):
    assert "nobody of the staff" in run("close", "--as", "ghost").output
