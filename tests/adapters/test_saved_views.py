"""Saved views: one contract on the fake and on the table."""

from dataclasses import replace

import pytest
from fake_views import FakeViews

from chalicelib.adapters.saved_views import TableViews
from chalicelib.domain.errors import Conflict
from chalicelib.domain.saved_views import SavedView, SavedViews

MINE = SavedViews("ines", 0, (SavedView("a", "Storm", "?view=all&tag=storm"), SavedView("b", "Mine", "?view=mine")))


@pytest.fixture(params=["fake", "table"])
def views(request):
    if request.param == "fake":
        return FakeViews()
    table = request.getfixturevalue("table")
    return TableViews(table.client, table.table)


def test_who_saved_none_has_none(views):
    assert views.get("ines") == SavedViews("ines")


def test_they_come_back_as_they_were_and_are_nobody_elses(views):
    views.keep(MINE)
    assert views.get("ines") == replace(MINE, version=1)
    assert views.get("omar").views == ()


def test_a_write_on_what_is_no_longer_so_is_refused(views):
    views.keep(MINE)
    for stale in (0, 2):
        with pytest.raises(Conflict):
            views.keep(replace(MINE, version=stale))
    views.keep(replace(MINE, version=1, views=()))
    assert views.get("ines") == SavedViews("ines", 2)
