"""What every step asks of AWS, played once on an emulator of its own."""

from collections.abc import Iterator

import pytest

from bench.installation import an_installation
from bench.scenes import Counted, count


@pytest.fixture(scope="session")
def counted() -> Iterator[Counted]:
    with an_installation() as installation:
        yield count(installation)
