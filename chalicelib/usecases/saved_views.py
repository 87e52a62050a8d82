"""Saved views: somebody names what they look at in the inbox, names it otherwise, or drops it. Their own alone."""

from collections.abc import Callable

from chalicelib.domain import saved_views as rules
from chalicelib.domain.errors import Conflict
from chalicelib.domain.saved_views import SavedView, SavedViews
from chalicelib.ports import Randomness, Views

_TRIES = 5


def save(staff: str, *, name: str, query: str, views: Views, randomness: Randomness) -> SavedViews:
    """One read and one write. Raises Invalid, Conflict or Busy."""
    fresh = SavedView(randomness.stamp().word, name, query)
    return _changed(staff, lambda known: rules.saved(known, fresh), views)


def rename(staff: str, view_id: str, *, name: str, views: Views) -> SavedViews:
    """As `save`."""
    return _changed(staff, lambda known: rules.renamed(known, view_id, name), views)


def drop(staff: str, view_id: str, *, views: Views) -> SavedViews:
    """As `save`."""
    return _changed(staff, lambda known: rules.dropped(known, view_id), views)


def _changed(staff: str, rule: Callable[[SavedViews], SavedViews | None], views: Views) -> SavedViews:
    for _ in range(_TRIES):
        known = views.get(staff)
        fresh = rule(known)
        if fresh is None:
            return known
        try:
            views.keep(fresh)
        except Conflict:
            continue
        return fresh
    raise Conflict("views")
