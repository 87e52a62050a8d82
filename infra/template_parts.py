"""The template parts as one CloudFormation fragment, and what must hold once Chalice merged it."""

import json
import re
from pathlib import Path
from typing import Any

import yaml


class BuildFailed(RuntimeError):
    """The package cannot be made; the message says why and what to do."""


class _Loader(yaml.SafeLoader):
    """YAML with CloudFormation's short forms (!Ref, !Sub, !GetAtt, !If, !Not, !Equals)."""


def _intrinsic(loader: _Loader, suffix: str, node: yaml.Node) -> dict[str, Any]:
    value: Any
    if isinstance(node, yaml.ScalarNode):
        value = loader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        raise BuildFailed(f"!{suffix} of a mapping{node.start_mark}")
    if suffix == "GetAtt" and isinstance(value, str):
        value = value.split(".", 1)
    return {suffix if suffix in {"Ref", "Condition"} else f"Fn::{suffix}": value}


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Any, Any]:
    """YAML itself lets a later name replace an earlier one in silence."""
    names = [key.value for key, _ in node.value]
    for name in names:
        if name != "<<" and names.count(name) > 1:
            raise BuildFailed(f"{name} is written twice{node.start_mark}")
    loader.flatten_mapping(node)
    return loader.construct_mapping(node, deep=True)


_Loader.add_multi_constructor("!", _intrinsic)
_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def merge(folder: Path) -> dict[str, Any]:
    """Every *.yaml of `folder` as one fragment; a name in two parts, or twice in one, raises BuildFailed."""
    merged: dict[str, Any] = {"AWSTemplateFormatVersion": "2010-09-09"}
    for path in sorted(folder.glob("*.yaml")):
        part = yaml.load(path.read_text(), Loader=_Loader)  # noqa: S506 (a SafeLoader)
        for section, content in part.items():
            if not isinstance(content, dict):
                merged[section] = content
                continue
            known = merged.setdefault(section, {})
            for name in content:
                if name in known:
                    raise BuildFailed(f"{path.name}: {section}.{name} is already in another part")
            known.update(content)
    return merged


def check(template: dict[str, Any], parts: dict[str, Any]) -> None:
    """What Chalice does not check: that a merged function exists in the application, and that no placeholder is left."""
    resources = template["Resources"]
    strangers = sorted(name for name, resource in resources.items() if "Type" not in resource)
    if strangers:
        raise BuildFailed(f"infra/template speaks of functions that app.py does not have: {', '.join(strangers)}")
    functions = {name for name, resource in resources.items() if resource["Type"] == "AWS::Serverless::Function"}
    silent = sorted(functions - set(parts["Resources"]))
    if silent:
        raise BuildFailed(f"app.py has functions that infra/template says nothing about: {', '.join(silent)}")
    for name in sorted(functions):
        _check_events(name, resources[name]["Properties"].get("Events", {}))


def _check_events(name: str, events: dict[str, Any]) -> None:
    for event, declared in events.items():
        if "Type" not in declared:
            raise BuildFailed(f"{name}: infra/template names the event source {event}, app.py makes another one")
        left = re.search(r"arn:aws:[a-z]+:[a-z0-9-]*:\d{12}:[^\"]*", json.dumps(declared))
        if left:
            raise BuildFailed(f"{name}: placeholder left in its event source: {left.group()}")
