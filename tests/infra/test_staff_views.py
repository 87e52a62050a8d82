"""`staff views REFERENCE`: who had an inquiry's page."""

import pytest
from click.testing import CliRunner
from district_builder import a_district
from scenarios import a_new_mail, only
from world import a_world

from chalicelib.domain.attendance import Look
from infra.__main__ import main


@pytest.fixture(scope="module")
def world():
    with a_world(a_district()) as world:
        a_new_mail(world)
        yield world


@pytest.fixture
def run(world):
    def run(*arguments):
        return CliRunner().invoke(main, list(arguments), obj=lambda _stage: world.services("operate"))

    return run


def test_it_names_who_looked_and_when(run, world):
    wanted = only(world)
    assert run("staff", "views", wanted).output == "nobody of the staff had its page\n"
    world.services("operate").attendances.note(Look(wanted, "ines", world.now))
    ran = run("staff", "views", wanted.lower())
    assert ran.exit_code == 0
    assert ran.output.endswith("  Ines Moreau\n")


def test_a_named_person_asks_with_their_own_permissions(run, world):
    assert run("staff", "views", only(world), "--as", "lena").exit_code == 0
    refused = run("staff", "views", only(world), "--as", "ines")
    assert (refused.exit_code, "see_looks" in refused.output) == (1, True)
    assert "there is no inquiry" in run("staff", "views", only(world), "--as", "kai").output
    assert "is no reference" in run("staff", "views", "nonsense").output
