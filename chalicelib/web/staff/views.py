"""GET and POST /staff/views: somebody's own saved views of the inbox."""

from urllib.parse import parse_qsl

from chalice.app import Response

from chalicelib.domain.errors import Invalid
from chalicelib.domain.saved_views import LONGEST_NAME, MOST
from chalicelib.usecases.saved_views import drop, rename, save
from chalicelib.web import answers
from chalicelib.web.refusals import Refused
from chalicelib.web.staff.glances import glance_of, link
from chalicelib.web.staff.seats import Seat

_QUERY = 2_000


def views_page(seat: Seat, *, wrong: str = "") -> Response:
    return seat.page(
        "views.html",
        422 if wrong else 200,
        place="inbox",
        saved=seat.staff.views.get(seat.actor.id).views,
        most=MOST,
        longest=LONGEST_NAME,
        wrong=wrong,
    )


def change_views(seat: Seat) -> Response:
    """`do` is `save`, `rename` or `drop`. What is saved is what the inbox makes of the query, not what was sent."""
    form = seat.form()
    name, view, views = form.get("name", ""), form.get("view", "")[:64], seat.staff.views
    try:
        match form.get("do"):
            case "save":
                query = link(glance_of(dict(parse_qsl(form.get("query", "")[:_QUERY].removeprefix("?")))), after="")
                save(seat.actor.id, name=name, query=query, views=views, randomness=seat.staff.counter.randomness)
            case "rename":
                rename(seat.actor.id, view, name=name, views=views)
                query = ""
            case "drop":
                drop(seat.actor.id, view, views=views)
                query = ""
            case _:
                raise Refused(400, "malformed")
    except Invalid as error:
        return views_page(seat, wrong=next(iter(error.fields.values())))
    lang = f"&lang={seat.visit.words.language}" if seat.visit.lang_query else ""
    return answers.see_other(f"../staff{query}{lang}" if query else f"views{seat.visit.lang_query}")


def keys_page(seat: Seat) -> Response:
    """GET /staff/keys: the keyboard, for those who read rather than press `?`."""
    return seat.page("keys.html", place="keys")
