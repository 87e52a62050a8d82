"""The lexicon as written in the folder: groups are put in their places, and phrases that cannot be read are named."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from chalicelib.domain.safety import Danger
from chalicelib.domain.safety_phrase import compiled
from chalicelib.domain.words import Tier

_GROUP = re.compile(r"\b[A-Z]{2,}\b")
_BRACKETED = re.compile(r"\([^()]*\)")


def dangers(data: Mapping[str, Any]) -> Iterator[Danger]:
    """Every phrase that can be read; the others are problems that validation names."""
    groups = groups_of(data)
    for language, categories in data.get("lexicon", {}).items():
        for category, tiers in categories.items():
            for tier, rows in tiers.items():
                for phrase in _flat(rows) if tier in set(Tier) else ():
                    spoken = with_groups(phrase, groups)
                    if not fault(spoken):
                        yield Danger(spoken, category, language, Tier(tier))


def groups_of(data: Mapping[str, Any]) -> Mapping[str, str]:
    """Name → its words, as a phrase's choices are written: `{"KILL": "kill|kills"}`."""
    return {name: "|".join(_flat(rows)) for name, rows in data.get("groups", {}).items()}


def with_groups(phrase: str, groups: Mapping[str, str]) -> str:
    """`KILL ..2 (SELF|us)` → `(kill|kills) ..2 (myself|us)`; a name that no group has stays."""
    inside = _BRACKETED.sub(lambda found: _GROUP.sub(lambda name: groups.get(name[0], name[0]), found[0]), phrase)
    parts = re.split(r"(\([^()]*\))", inside)
    return "".join(
        part
        if part.startswith("(")
        else _GROUP.sub(lambda name: f"({groups[name[0]]})" if name[0] in groups else name[0], part)
        for part in parts
    )


def strange_groups(phrase: str, data: Mapping[str, Any]) -> list[str]:
    """Names in capitals that no group has: such a phrase would wait for the name itself."""
    return sorted(set(_GROUP.findall(phrase)) - set(data.get("groups", {})))


@lru_cache(maxsize=10_000)
def fault(phrase: str) -> str:
    """What is wrong with a phrase, or empty."""
    try:
        compiled(phrase)
    except ValueError as error:
        return str(error)
    return ""


def _flat(rows: Any) -> Iterator[str]:
    for row in rows:
        yield from row if isinstance(row, list) else (row,)
