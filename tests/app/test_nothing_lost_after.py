"""Nothing lost, nothing doubled, of replies and of what people decide: every function killed at each of its calls."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from builders import SHARED_OUT, a_district
from killing import kill_at_every_call
from scenarios import Script
from scenarios_bulk import BULK
from scenarios_decided import DECIDED
from scenarios_paging import PAGING
from scenarios_replying import REPLYING
from scenarios_staff import STAFF
from world import World, a_world


@pytest.fixture(scope="module")
def installation() -> Iterator[World]:
    with a_world(a_district(rules=(SHARED_OUT,))) as world:
        yield world


@pytest.mark.slow
@pytest.mark.parametrize("script", REPLYING + DECIDED + PAGING + STAFF + BULK, ids=lambda script: script.__name__)
def test_a_crash_at_any_call_changes_nothing(installation: World, script: Script) -> None:
    with ThreadPoolExecutor(1) as shallow:  # at an unlucky depth CPython 3.11 maps and unmaps stack at every call
        shallow.submit(kill_at_every_call, installation, script).result()
