"""The template as it would be deployed, built once for these tests."""

import json

import pytest

from infra.build import build
from infra.up import ROOT


@pytest.fixture(scope="session")
def package(tmp_path_factory):
    return build(ROOT, tmp_path_factory.mktemp("package"), cache=ROOT / "build" / "vendor")


@pytest.fixture(scope="session")
def template(package):
    return json.loads(package.template.read_text())


@pytest.fixture(scope="session")
def of_type(template):
    """Resources of a type by logical id."""

    def found(kind):
        return {name: item for name, item in template["Resources"].items() if item["Type"] == kind}

    return found


@pytest.fixture(scope="session")
def functions(of_type):
    """Function resources by logical id."""
    return of_type("AWS::Serverless::Function")


@pytest.fixture(scope="session")
def sources(functions):
    """(function, event type, its properties) for every event source."""
    return [
        (name, event["Type"], event["Properties"])
        for name, function in functions.items()
        for event in function["Properties"].get("Events", {}).values()
    ]
