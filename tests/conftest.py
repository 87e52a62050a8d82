"""What every test may rely on."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings

_FAKE = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_SECURITY_TOKEN": "testing",
    "AWS_SESSION_TOKEN": "testing",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_EC2_METADATA_DISABLED": "true",
}
for _name in ("AWS_PROFILE", "AWS_REGION", "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
    os.environ.pop(_name, None)
os.environ.update(_FAKE)

settings.register_profile("earshot", deadline=None)
settings.load_profile("earshot")
"""No test holds a wall-clock time: machines are busy at times."""


@pytest.fixture(autouse=True)
def _no_real_account() -> None:
    """Nobody's real credentials are ever used by a test."""
    assert os.environ["AWS_ACCESS_KEY_ID"] in {"testing", "FOOBARKEY", "local", "test"}


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One a process, for pages in memory and for those of the deployed stack: Playwright bears no second."""
    from infra.screenshots import chromium  # noqa: PLC0415 - a tool that most tests do without

    with chromium() as found:
        yield found
