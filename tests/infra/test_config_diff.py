"""What a push would change, in sentences."""

from dataclasses import replace

import pytest
from builders import a_district, staff_with

from chalicelib.domain.district import OnCall, Rung
from chalicelib.domain.rules import EVERYTHING, Rule
from chalicelib.domain.safety import Danger
from chalicelib.domain.words import Priority, Role, Tier
from infra.config_diff import changes

BEFORE = a_district()
A, B = Rule("a", EVERYTHING, tags=("x",)), Rule("b", EVERYTHING, tags=("y",))


def topic(**said):
    return tuple(replace(one, **said) if one.id == "bus" else one for one in BEFORE.topics)


def team(**said):
    return tuple(replace(one, **said) if one.id == "transport" else one for one in BEFORE.teams)


@pytest.mark.parametrize(
    ("after", "lines"),
    [
        (a_district(), []),
        (a_district(version="v2"), []),
        (a_district(name="Elm Schools"), ["name: Maple Valley Schools → Elm Schools"]),
        (
            a_district(topics=topic(targets=replace(BEFORE.topic("bus").targets, first_response=3_600))),
            ["topic bus, targets, first response: 2 hours → 1 hour"],
        ),
        (a_district(topics=topic(priority=Priority.HIGH)), ["topic bus, priority: now high"]),
        (a_district(topics=topic(private=True)), ["topic bus, private: now yes"]),
        (a_district(teams=team(members=("ines", "kai"))), ["team transport, members: no longer omar", "now kai"]),
        (a_district(staff=staff_with("kai", phone="")), ["person kai, phone: no longer +12025550105"]),
        (
            a_district(staff=staff_with("kai", roles=(Role.AGENT, Role.LEADER))),
            ["person kai, roles: now leader"],
        ),
        (a_district(staff=BEFORE.staff[:-1]), ["person mia: no longer there"]),
        (a_district(on_call=OnCall(("mia", "kai"))), ['on call, staff: ["kai", "mia"] → ["mia", "kai"]']),
        (a_district(rules=(A,)), ["rule a: now there", "order of the routing rules: now a"]),
        (
            a_district(lexicon=(*BEFORE.lexicon, Danger("jump off", "self-harm", "en", Tier.PAGE))),
            ["lexicon, en page: now jump off"],
        ),
        (
            a_district(ladders={"standard": (Rung("team"), Rung("leader", 600))}),
            ["ladder standard: "],
        ),
    ],
)
def test_each_change_is_a_sentence(after, lines):
    found = [str(one) for one in changes(BEFORE, after)]
    assert len(found) == len(lines), found
    assert all(wanted in said for said, wanted in zip(found, lines, strict=True)), found


def test_another_order_of_the_rules_is_a_change():
    found = [str(one) for one in changes(a_district(rules=(A, B)), a_district(rules=(B, A)))]
    assert found == ["order of the routing rules: a, b → b, a"]


def test_long_lists_are_cut_and_counted():
    phrases = tuple(Danger(f"word {number}", "drugs", "en", Tier.URGENT) for number in range(9))
    (found,) = changes(BEFORE, a_district(lexicon=BEFORE.lexicon + phrases))
    assert str(found).endswith("word 4 and 4 more")
