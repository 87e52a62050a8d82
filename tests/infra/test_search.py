"""`search rebuild`, on the fakes."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from builders import NOW, a_message, an_inquiry
from click.testing import CliRunner
from fake_index import FakeIndex
from fake_store import FakeStore
from fakes import FakeRandomness

from chalicelib.domain.search import Indexed
from infra.search import rebuild, search


@pytest.fixture
def services():
    store = FakeStore()
    for at in range(120):
        reference = FakeRandomness(drawn=at).reference()
        store.keep(an_inquiry(reference=reference, opened_at=NOW + timedelta(minutes=at)))
        store.keep(a_message(reference=reference, text=f"thing{at}"))
    return SimpleNamespace(store=store, search=FakeIndex(store))


def things(services):
    return {word for one in services.search.entries.values() for word in one.words if word.startswith("thing")}


def test_every_inquiry_is_found_again_page_by_page(services):
    said = []
    assert rebuild(services, say=said.append) == 120
    assert things(services) == {f"thing{at}" for at in range(120)}
    assert len(said) == 3


def test_what_the_index_only_believes_it_has_is_written(services):
    rebuild(services)
    services.search.entries.clear()
    rebuild(services)
    assert len(things(services)) == 120


def test_it_goes_on_from_where_it_was_told(services):
    said = []
    rebuild(services, say=said.append)
    services.search.entries.clear()
    services.search.kept.clear()
    assert rebuild(services, before=said[0].rpartition(" ")[2]) == 70


def test_the_command_says_how_many(services):
    ran = CliRunner().invoke(search, ["rebuild"], obj=lambda _stage: services)
    assert ran.exit_code == 0, ran.output
    assert ran.output.endswith("120 inquiries are found by their words\n")
    assert isinstance(next(iter(services.search.kept.values())), Indexed)
