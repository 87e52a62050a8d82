"""Somebody's own views of the inbox: named, named otherwise, dropped; a bounded number."""

import pytest
from fake_views import FakeViews
from fakes import FakeRandomness

from chalicelib.domain.errors import Invalid
from chalicelib.domain.saved_views import LONGEST_NAME, MOST
from chalicelib.usecases.saved_views import drop, rename, save

_draw = FakeRandomness()


def saved(views, name, query="?view=all", staff="ines"):
    return save(staff, name=name, query=query, views=views, randomness=_draw)


def names(views, staff="ines"):
    return [one.name for one in views.get(staff).views]


def id_of(views, name):
    return next(one.id for one in views.get("ines").views if one.name == name)


def refused(call, *given, **named):
    with pytest.raises(Invalid) as wrong:
        call(*given, **named)
    return wrong.value.fields["name"]


def test_views_stand_in_the_order_they_were_made():
    views = FakeViews()
    for name in ("Storm", "  Late   buses "):
        saved(views, name)
    assert names(views) == ["Storm", "Late buses"]
    assert names(views, "omar") == []


def test_the_same_name_again_says_what_it_says_now():
    views = FakeViews()
    saved(views, "Storm")
    saved(views, "Storm", "?view=mine")
    assert [one.query for one in views.get("ines").views] == ["?view=mine"]
    version = views.get("ines").version
    saved(views, "Storm", "?view=mine")
    assert views.get("ines").version == version


def test_a_view_is_renamed_and_dropped():
    views = FakeViews()
    saved(views, "Storm")
    saved(views, "Lunch")
    rename("ines", id_of(views, "Storm"), name="Snow", views=views)
    assert names(views) == ["Snow", "Lunch"]
    assert refused(rename, "ines", id_of(views, "Snow"), name="Lunch", views=views) == "name_taken"
    drop("ines", id_of(views, "Snow"), views=views)
    drop("ines", "gone", views=views)
    rename("ines", "gone", name="Other", views=views)
    assert names(views) == ["Lunch"]


@pytest.mark.parametrize(
    ("name", "why"), [("", "no_name"), ("  ", "no_name"), ("x" * (LONGEST_NAME + 1), "name_too_long")]
)
def test_a_name_is_needed_and_short(name, why):
    assert refused(saved, FakeViews(), name) == why


def test_there_is_room_for_so_many():
    views = FakeViews()
    for at in range(MOST):
        saved(views, f"v{at}")
    assert refused(saved, views, "one more") == "too_many_views"
    saved(views, "v1", "?view=mine")
    assert len(names(views)) == MOST


def test_two_saved_at_once_are_both_there():
    views = FakeViews()
    views.interfere.append(lambda: saved(views, "other"))
    saved(views, "mine")
    assert set(names(views)) == {"other", "mine"}
