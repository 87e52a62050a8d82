"""Operators see what arrived, and can answer it, from a terminal."""

import json
from datetime import timedelta

import pytest
from click.testing import CliRunner
from district_builder import a_district
from scenarios import a_mail, only
from world import a_world

from infra import operate
from infra.operate import list_command, reply, show


@pytest.fixture(scope="module")
def installed():
    with a_world(a_district()) as world:
        yield world


@pytest.fixture
def world(installed):
    return installed.again()


@pytest.fixture
def run(world):
    def run(command, *arguments, stdin=None):
        return CliRunner().invoke(command, list(arguments), obj=lambda stage: world.services("operate"), input=stdin)

    return run


@pytest.fixture
def arrived(world):
    """A mail that has been stored, acknowledged and told to its team."""
    world.mail(a_mail("The bus never came.\nWhat now?", subject="Bus 12"))
    world.settle()
    return only(world)


def test_an_empty_desk_says_so(run):
    assert run(list_command).output == "nothing has arrived yet\n"
    assert json.loads(run(list_command, "--json").output) == []


def test_the_list_shows_the_newest_first(run, world, arrived):
    world.pass_time(timedelta(hours=1))
    world.text("When is lunch?")
    world.settle()
    lines = run(list_command).output.splitlines()
    assert lines[0].split() == ["reference", "opened", "by", "priority", "status", "topic", "subject"]
    assert "When is lunch?" in lines[1]
    assert arrived in lines[2]
    assert "Bus 12" in lines[2]
    assert [one["reference"] for one in json.loads(run(list_command, "--json", "--limit", "1").output)] != [arrived]


def test_show_lays_everything_out(run, arrived):
    ran = run(show, arrived)
    assert ran.exit_code == 0, ran.output
    for wanted in (
        arrived,
        "Bus 12",
        "Transportation",
        "parent@example.com",
        "first response is due",
        "counted around the clock",
        "The bus never came.\n      What now?",
        "InquiryOpened",
        "acknowledgement to parent@example.com",
        "team_new to ",
    ):
        assert wanted in ran.output


def test_show_as_json_is_one_object_with_everything(run, arrived):
    found = json.loads(run(show, arrived, "--json").output)
    assert found["reference"] == arrived
    assert found["status"] == "new"
    assert found["participants"][0]["address"]["value"] == "parent@example.com"
    assert found["deadline"]["explanation"]
    assert found["messages"][0]["text"].startswith("The bus never came.")
    assert found["events"][0]["type"] == "InquiryOpened"
    assert {one["template"] for one in found["sends"]} == {"acknowledgement", "team_new"}
    assert found["pages"] == []


@pytest.mark.parametrize("typed", ["lower", "without hyphen", "with blanks"])
def test_a_reference_is_taken_however_it_is_typed(run, arrived, typed):
    forms = {"lower": arrived.lower(), "without hyphen": arrived.replace("-", ""), "with blanks": f" {arrived} "}
    assert run(show, forms[typed]).exit_code == 0


def test_a_mistyped_reference_is_told_apart_from_an_unknown_one(run, arrived):
    wrong = arrived[:-1] + ("0" if arrived[-1] != "0" else "1")
    mistyped = run(show, wrong)
    assert mistyped.exit_code == 1
    assert "the last checks the others" in mistyped.output
    unknown = run(show, "0000-0000")
    assert unknown.exit_code == 1
    assert "there is no inquiry 0000-0000" in unknown.output


def test_a_reply_is_stored_and_leaves_on_the_familys_channel(run, world, arrived):
    ran = run(reply, arrived, "--as", "ines", "--text", "-", stdin="It comes at eight.\n")
    assert ran.exit_code == 0, ran.output
    assert "it goes by email" in ran.output
    world.settle()
    shown = run(show, arrived).output
    assert "It comes at eight." in shown
    assert "reply to parent@example.com" in shown
    assert "no deadline is running" in shown
    assert "waiting" in shown


def test_a_reply_that_cannot_be_is_refused_in_words(run, arrived):
    assert "no such person" in run(reply, arrived, "--as", "nobody", "--text", "Hello").output
    assert "nothing to send" in run(reply, arrived, "--as", "ines", "--text", "  ").output
    assert "there is no inquiry 0000-0000" in run(reply, "0000-0000", "--as", "ines", "--text", "Hello").output


def test_a_danger_and_its_page_are_shown(run, world):
    world.text("I want to kill myself")
    world.settle_until(lambda: bool(world.case(only(world)).pages))
    shown = run(show, only(world)).output
    assert "critical" in shown
    assert "self-harm" in shown
    assert "waits for somebody to acknowledge" in shown


def test_what_a_family_wrote_cannot_steer_the_terminal(run, world):
    world.text("look \x1b[2J\x1b]0;owned\x07 here\u202e")
    world.settle()
    for output in (run(list_command).output, run(show, only(world)).output):
        assert "\x1b" not in output
        assert "\x07" not in output
        assert "\u202e" not in output


def test_without_a_running_stack_it_says_how_to_start_one(tmp_path):
    ran = CliRunner().invoke(list_command, [], env={"EARSHOT_AWS_PORT": "9"})
    assert ran.exit_code == 1
    assert "make up" in ran.output
    assert callable(operate.installation)
