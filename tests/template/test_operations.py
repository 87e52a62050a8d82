"""docs/operations.md says what is deployed."""

import json
import re

import yaml

from infra.__main__ import COMMANDS
from infra.outputs import FUNCTIONS
from infra.up import ROOT

TEXT = (ROOT / "docs" / "operations.md").read_text()


def rows(pattern):
    return re.findall(pattern, TEXT, re.MULTILINE)


def test_sizes_are_those_that_are_configured_each_with_a_reason():
    functions = json.loads((ROOT / ".chalice" / "config.json").read_text())["stages"]["release"]["lambda_functions"]
    configured = {
        (name.removesuffix("_handler"), str(size["lambda_memory_size"]), str(size["lambda_timeout"]))
        for name, size in functions.items()
    }
    told = rows(r"^\| `(\w+)` \| (\d+) \| (\d+) \| .{10,} \|$")
    assert set(told) == configured
    assert [name for name, _, _ in told] == list(FUNCTIONS)


def test_every_parameter_is_told_and_no_other():
    section = TEXT[TEXT.index("| parameter |") : TEXT.index("A release is")]
    told = re.findall(r"^\| `(\w+)` \| .+ \| .*\|$", section, re.MULTILINE)
    assert told == list(yaml.safe_load(_parameters())["Parameters"])


def _parameters():
    text = (ROOT / "infra" / "template" / "parameters.yaml").read_text()
    return text[: text.index("Conditions:")]


def test_alarms_are_counted_as_they_are(of_type):
    (told,) = rows(r"alarms: (\d+) standard ones")
    assert int(told) == len(of_type("AWS::CloudWatch::Alarm"))


def test_commands_exist():
    told = set(rows(r"python -m infra (\w+)"))
    assert told <= set(COMMANDS)


def test_make_targets_exist():
    makefile = (ROOT / "Makefile").read_text()
    for name in set(rows(r"`make (\w+)")):
        assert re.search(rf"^{name}:", makefile, re.MULTILINE), name


def test_make_help_tells_every_target_that_is_for_people():
    makefile = (ROOT / "Makefile").read_text()
    phony = set(re.findall(r"^\.PHONY: (\w+)$", makefile, re.MULTILINE))
    told = set(re.findall(r"^(\w+):[^\n]*## .+$", makefile, re.MULTILINE))
    assert phony - told == {"lint"}


def test_it_says_that_it_was_not_run_on_aws():
    assert "Nothing here was run against a real AWS account" in TEXT
