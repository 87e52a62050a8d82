"""The site in memory, empty, and somebody's browser before it; tests that need more in it make their own."""

import pytest
from web.browser import Browser
from web.house import House


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
def browser(house: House) -> Browser:
    return Browser(house)
