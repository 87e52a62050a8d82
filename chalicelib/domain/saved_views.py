"""Views of the inbox that somebody of the staff gave a name: what they narrow by and sort by, to come back to."""

from dataclasses import dataclass, replace

from chalicelib.domain.errors import Invalid

MOST = 20
LONGEST_NAME = 40
LONGEST_QUERY = 600


@dataclass(frozen=True, slots=True)
class SavedView:
    """`query` is the inbox's own, from its `?` on."""

    id: str
    name: str
    query: str


@dataclass(frozen=True, slots=True)
class SavedViews:
    """One person's, in the order they were made. `version` 0 was never written."""

    staff: str
    version: int = 0
    views: tuple[SavedView, ...] = ()


def saved(known: SavedViews, view: SavedView) -> SavedViews | None:
    """With one more; None when there is one of that name that says the same. One of that name that says something else is
    replaced. Raises Invalid."""
    name = _named(view.name)
    if len(view.query) > LONGEST_QUERY:
        raise Invalid({"name": "too_long"})
    same = next((one for one in known.views if one.name == name), None)
    if same:
        fresh = replace(same, query=view.query)
        return None if fresh == same else _with(known, fresh)
    if len(known.views) >= MOST:
        raise Invalid({"name": "too_many_views"})
    return replace(known, views=(*known.views, replace(view, name=name)))


def renamed(known: SavedViews, view_id: str, name: str) -> SavedViews | None:
    """None when it is called so, or gone. Raises Invalid."""
    fresh_name = _named(name)
    if any(one.name == fresh_name and one.id != view_id for one in known.views):
        raise Invalid({"name": "name_taken"})
    view = next((one for one in known.views if one.id == view_id), None)
    return None if view is None or view.name == fresh_name else _with(known, replace(view, name=fresh_name))


def dropped(known: SavedViews, view_id: str) -> SavedViews | None:
    kept = tuple(one for one in known.views if one.id != view_id)
    return None if kept == known.views else replace(known, views=kept)


def _with(known: SavedViews, fresh: SavedView) -> SavedViews:
    return replace(known, views=tuple(fresh if one.id == fresh.id else one for one in known.views))


def _named(name: str) -> str:
    tidy = " ".join(name.split())
    if not tidy:
        raise Invalid({"name": "no_name"})
    if len(tidy) > LONGEST_NAME:
        raise Invalid({"name": "name_too_long"})
    return tidy
