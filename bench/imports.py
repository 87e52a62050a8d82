"""How long each function takes to stand ready in a fresh interpreter, beside the floor that nobody can go below."""

import os
import subprocess
import sys
from dataclasses import dataclass

from infra.outputs import FUNCTIONS
from infra.up import ROOT


@dataclass(frozen=True, slots=True)
class Start:
    milliseconds: float
    modules: tuple[str, ...]


def start(function: str) -> Start:
    """One start. `floor` is boto3 alone."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "EARSHOT_", "PYTHON"))}
    handler = "app.app" if function == "api" else f"app.{function}"
    environment = kept | {"_HANDLER": handler, "AWS_DEFAULT_REGION": "us-east-1", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-m", "bench.fresh", function],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    spent, _, *modules = done.stdout.split()
    return Start(float(spent), tuple(modules))


def best_of(rounds: int) -> dict[str, Start]:
    """The fastest start of each function and of the floor; taken in turns, so that a busy minute falls on all alike."""
    names = ("floor", *FUNCTIONS)
    for name in names:
        start(name)  # writes the byte code
    found = [{name: start(name) for name in names} for _ in range(rounds)]
    return {name: min((one[name] for one in found), key=lambda one: one.milliseconds) for name in names}
