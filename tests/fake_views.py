"""Saved views, in memory."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from chalicelib.domain.errors import Conflict
from chalicelib.domain.saved_views import SavedViews


@dataclass
class FakeViews:
    """`interfere` holds actions run just before the next writes, one each."""

    kept: dict[str, SavedViews] = field(default_factory=dict)
    interfere: list[Callable[[], None]] = field(default_factory=list)

    def get(self, staff: str) -> SavedViews:
        return self.kept.get(staff, SavedViews(staff))

    def keep(self, views: SavedViews) -> None:
        if self.interfere:
            self.interfere.pop(0)()
        if self.get(views.staff).version != views.version:
            raise Conflict("views")
        self.kept[views.staff] = replace(views, version=views.version + 1)
