"""One browser and one furnished house for all browser tests; without Chromium they are skipped, and say why."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser.serve import served
from browser.states import furnished
from web.house import House
from web.wsgi import wsgi

from infra.screenshots import CHROMIUM, NO_BROWSER


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All tests of this folder need the browser."""
    missing = pytest.mark.skip(reason=f"no browser: {NO_BROWSER}")
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if not CHROMIUM:
                item.add_marker(missing)


@pytest.fixture(scope="session")
def house() -> House:
    return House()


@pytest.fixture(scope="session")
def pages(house: House) -> dict[str, str]:
    """Name → path."""
    return furnished(house)


@pytest.fixture(scope="session")
def site(house: House, pages: dict[str, str]) -> Iterator[str]:
    with served(wsgi(house.app)) as address:
        house.site_url = address
        yield address


@pytest.fixture
def visitor(browser: Any) -> Iterator[Any]:
    """A page of the narrowest phone; the content policy is lifted only where axe must be let in."""
    context = browser.new_context(viewport={"width": 320, "height": 640}, locale="en-US", bypass_csp=True)
    yield context.new_page()
    context.close()
