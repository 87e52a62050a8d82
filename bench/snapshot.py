"""The counts that are kept in the repository: what must not change unseen. No times."""

import json
from pathlib import Path
from typing import Any

from bench.scenes import CHANNELS, Counted
from infra.template_parts import merge
from infra.up import ROOT

FILE = Path(__file__).with_name("counts.json")
_KINDS = {
    "alarms": "AWS::CloudWatch::Alarm",
    "dashboards": "AWS::CloudWatch::Dashboard",
    "secrets": "AWS::SecretsManager::Secret",
    "queues": "AWS::SQS::Queue",
}


def of(counted: Counted) -> dict[str, Any]:
    """`steps` and `crowd` and `cold` by name, `journeys` by channel (one inquiry from its door to the last report on its last mail),
    `resources` that cost something while nobody writes."""
    return {
        "steps": {name: step.tally.plain() for name, step in counted.steps.items()},
        "crowd": {name: step.tally.plain() for name, step in counted.crowd.items()},
        "cold": {name: step.tally.plain() for name, step in counted.cold.items()},
        "journeys": {
            channel: counted.journeys[channel].total().plain()
            | {"invocations": dict(sorted(counted.journeys[channel].invocations().items()))}
            for channel in CHANNELS
        },
        "resources": _resources(),
    }


def read() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(FILE.read_text())
    return found


def write(counts: dict[str, Any]) -> None:
    FILE.write_text(json.dumps(counts, indent=1) + "\n")


def _resources() -> dict[str, int]:
    resources = merge(ROOT / "infra" / "template")["Resources"].values()
    found = {name: sum(one.get("Type") == kind for one in resources) for name, kind in _KINDS.items()}
    listened = sum(
        "SqsEventSource" in name for one in resources for name in one.get("Properties", {}).get("Events", {})
    )
    return found | {"listened_queues": listened}
