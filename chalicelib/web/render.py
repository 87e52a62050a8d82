"""Templates. The engine is loaded when the first page is rendered, not when the module is."""

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chalicelib.web.languages import direction, offered_languages, own_name

if TYPE_CHECKING:
    from jinja2 import Environment

    from chalicelib.web.visits import Visit

_HOME = Path(__file__).parent
_STATIC = _HOME / "static"


def render(template: str, *, visit: "Visit", **values: object) -> str:
    """The page in the visit's language. Everything is escaped; templates see `say`, `date` and the visit."""
    return (
        _environment()
        .get_template(template)
        .render(
            visit=visit,
            words=visit.words,
            say=visit.words.say,
            root=visit.ask.root,
            lang_query=visit.lang_query,
            languages=offered_languages(visit.known, visit.domain),
            **values,
        )
    )


@cache
def static_text(name: str) -> str | None:
    """A static file's text; None for a name that is none of ours."""
    path = next((path for path in _STATIC.iterdir() if path.name == name), None)
    return path.read_text("utf-8") if path else None


@cache
def static_version(name: str) -> str:
    """Changes when the file does."""
    return sha256((static_text(name) or "").encode()).hexdigest()[:12]


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415

    found = Environment(
        loader=FileSystemLoader(_HOME / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    globals_: dict[str, Any] = {"own_name": own_name, "direction": direction, "static_version": static_version}
    found.globals.update(globals_)
    return found
