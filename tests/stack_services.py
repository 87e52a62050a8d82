"""The use cases' collaborators on the tests' stack."""

from typing import Any

from chalicelib.bootstrap import Services
from infra import collaborators


def services_of(stack: Any) -> Services:
    return collaborators.services_of(stack.outputs, stack.clients, name="test")
