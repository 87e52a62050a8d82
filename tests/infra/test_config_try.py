"""A draft is tried on what families wrote: whatever it would decide otherwise is listed, and nothing is changed."""

import json
from datetime import timedelta

import pytest
from click.testing import CliRunner
from district_builder import a_district
from scenarios import a_mail
from world import a_world

from infra.config_commands import config

FOLDER = """
    name: Maple Valley Schools
    time_zone: America/New_York
    languages: [en]
    fallback_topic: other
    targets:
      day: {first_response: 24h, next_response: 12h}
      quick: {first_response: 2h, next_response: 1h}
    teams:
      front: {name: Front office, members: [ines, omar]}
      transport: {name: Transportation, members: [ines, omar]}
    staff:
      ines: {name: Ines, roles: [agent], mail: ines@schools.example.org, phone: "+12025550101"}
      omar: {name: Omar, roles: [agent], mail: omar@schools.example.org}
    topics:
      other: {names: {en: Other}, team: front, targets: day, ladder: standard}
      bus: {names: {en: Bus}, team: transport, targets: quick, ladder: standard, words: [bus]}
    ladders:
      standard: [{who: team, after: 0s}]
    on_call: {staff: [ines]}
    lexicon:
      en:
        suicide: {page: [kill myself]}
"""
RULES = """
rules:
  tuition:
    note: money goes to the bus office now
    when: {words: [pay]}
    then: {topic: bus, priority: high, assignee: omar}
"""


@pytest.fixture(scope="module")
def installed():
    with a_world(a_district()) as world:
        yield world


@pytest.fixture
def world(installed):
    fresh = installed.again()
    fresh.mail(a_mail("How do I pay for lunch?", subject="Lunch"))
    fresh.settle()
    fresh.pass_time(timedelta(days=2))
    fresh.text("When does the bus come?")
    fresh.settle()
    return fresh


@pytest.fixture
def tried(world, folder):
    def run(*arguments, rules=RULES):
        directory = folder(FOLDER, rules=rules)
        return CliRunner().invoke(
            config, ["try", str(directory), *arguments], obj=lambda stage: world.services("operate")
        )

    return run


def test_each_inquiry_that_would_be_decided_otherwise_is_listed_with_the_rule(tried):
    ran = tried()
    assert ran.exit_code == 0, ran.output
    assert "topic: other → bus" in ran.output
    assert "team: front → transport" in ran.output
    assert "priority: normal → high" in ran.output
    assert "assignee: nothing → omar" in ran.output
    assert "first response due: " in ran.output
    assert "because nothing named a topic; rule tuition (money goes to the bus office now)" in ran.output
    assert ran.output.endswith("1 of 2 inquiries would be decided otherwise\n")


def test_what_would_stay_as_it_is_is_not_listed(tried):
    assert tried(rules="rules: {}").output == "0 of 2 inquiries would be decided otherwise\n"


def test_only_the_last_days_are_looked_at_and_no_more_than_asked(tried):
    assert tried("--last", "1d").output == "0 of 1 inquiries would be decided otherwise\n"
    limited = tried("--limit", "1").output
    assert "0 of 1 inquiries" in limited
    assert "looked at the newest 1 only" in limited


def test_machines_get_json(tried):
    found = json.loads(tried("--json").output)
    (one,) = found["changed"]
    assert found["looked_at"] == 2
    assert one["rules"] == ["tuition"]
    assert {"what": "team", "before": "front", "after": "transport"} in one["differences"]


def test_nothing_is_changed_and_nothing_scanned(tried, world):
    before = [world.case(name) for name in world.references()]
    done = len(world.done)
    tried()
    assert [world.case(name) for name in world.references()] == before
    assert world.done[done:] == []


def test_an_unsound_draft_and_a_strange_length_of_time_are_told(tried):
    assert "no team `nobody`" in tried(rules="rules: {a: {when: {}, then: {team: nobody}}}").output
    assert tried("--last", "soon").exit_code == 2
    assert tried("--last", "99999999999d").exit_code == 2
