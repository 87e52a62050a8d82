"""The real template on a MiniStack of its own: other ports, other state, the doors open, the demo district pushed."""

import json
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from infra.clients import Clients
from infra.doors import doors
from infra.local import HOST, MiniStack, Ports
from infra.outputs import Outputs
from infra.up import Local, bring_up

PATIENCE = 30.0
"""Seconds that anything may take here: two cores, cold functions."""


@dataclass(frozen=True, slots=True)
class Stack:
    """What the tests hold: boto3 clients, the stack's outputs, and where its doors are."""

    local: Local
    base_url: str
    smtp_host: str
    smtp_port: int

    @property
    def clients(self) -> Clients:
        return self.local.clients

    @property
    def outputs(self) -> Outputs:
        return self.local.outputs

    def boto(self, service: str) -> Any:
        """Any other boto3 client of this stack."""
        return self.clients.session.client(service, endpoint_url=self.clients.target.endpoint)

    def environment(self, function: str) -> dict[str, str]:
        """The variables that a deployed function runs with."""
        found = self.clients.functions.get_function_configuration(FunctionName=self.outputs.functions[function])
        return dict(found["Environment"]["Variables"])

    def log(self) -> str:
        """The emulator's log: what the functions wrote is in it."""
        return self.local.ministack.log.read_text(errors="replace")

    def eventually(self, look: Callable[[], Any], *, seconds: float = PATIENCE) -> Any:
        """The first true thing that `look` returns; fails the test with the log's end when time is up."""
        deadline = time.monotonic() + seconds
        while True:
            found = look()
            if found:
                return found
            if time.monotonic() > deadline:
                pytest.fail(f"nothing after {seconds} s. The log's end:\n{self.log()[-3000:]}")
            time.sleep(0.2)


def free_ports():
    """Three ports that nobody listens on, held together until all are known."""
    held = [socket.create_server((HOST, 0)) for _ in range(3)]
    numbers = [server.getsockname()[1] for server in held]
    for server in held:
        server.close()
    return Ports(*numbers)


@pytest.fixture
def other_ports():
    """For a second stack beside the session's."""
    return free_ports()


@pytest.fixture(scope="session")
def stack(tmp_path_factory):
    ports = free_ports()
    said: list[str] = []
    home = tmp_path_factory.mktemp("stack")
    try:
        local = bring_up(ports, home, say=said.append)
        with doors(local.clients, local.outputs, ports) as opened:
            yield Stack(local, opened.site_url, opened.smtp_host, opened.smtp_port)
    finally:  # also when the deployment failed after the emulator had started
        MiniStack(ports.aws, home).stop(say=said.append)


@pytest.fixture
def lane(stack):
    """Reads what waits in a lane's dead letters, as text."""

    def dead(name):
        found = stack.clients.sqs.receive_message(
            QueueUrl=stack.outputs.dead_letters[name], MaxNumberOfMessages=10, VisibilityTimeout=0
        )
        return [json.loads(message["Body"]) for message in found.get("Messages", [])]

    return dead
