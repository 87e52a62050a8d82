"""What a function loads before it can work. Modules are counted, not seconds."""

from functools import cache

import pytest

from bench.imports import Start, start
from infra.outputs import FUNCTIONS

WORKERS = tuple(name for name in FUNCTIONS if name != "api")
MOST_MODULES = {
    "api": 560,
    "email": 495,
    "sms": 485,
    "publish": 430,
    "notify": 470,
    "page": 465,
    "escalate": 440,
    "feedback": 435,
}
MOST_MODULES_ELSE = 430
OF_THE_WEB = ("chalicelib.web", "jinja2", "markupsafe", "email_validator", "dns")
HEAVY = {"nh3": (), "cchardet": (), "pycld2": (), "phonenumbers": (), "aws_lambda_powertools": (), "boto3": ()}
"""Loaded at the start by these functions; the others may only when a message asks for it."""

started = cache(start)


@pytest.mark.parametrize("function", WORKERS)
def test_no_worker_loads_the_pages(function: str) -> None:
    assert not _under(started(function), OF_THE_WEB)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_heavy_libraries_wait_until_a_message_needs_them(function: str) -> None:
    loaded = {name for name in HEAVY if _under(started(function), (name,))}
    assert loaded == {name for name, allowed in HEAVY.items() if function in allowed}


@pytest.mark.parametrize("function", WORKERS)
def test_a_worker_loads_its_own_entry_and_nobody_elses(function: str) -> None:
    entries = {name for name in started(function).modules if name.startswith("chalicelib.entry.")}
    assert entries == {f"chalicelib.entry.{function}"}


@pytest.mark.parametrize("function", ["publish", "fold", "notify", "page", "escalate", "sweep", "feedback"])
def test_what_no_family_writes_to_does_not_load_the_mail_reader(function: str) -> None:
    assert not _under(started(function), ("chalicelib.channels.email",))


@pytest.mark.parametrize("function", FUNCTIONS)
def test_modules_stay_below_their_ceiling(function: str) -> None:
    assert len(started(function).modules) <= MOST_MODULES.get(function, MOST_MODULES_ELSE)


def _under(found: Start, roots: tuple[str, ...]) -> set[str]:
    return {name for name in found.modules if name in roots or name.startswith(tuple(f"{root}." for root in roots))}
