"""GET /staff/search?q=: what the words of somebody of the staff find."""

from urllib.parse import urlencode

from chalice.app import Response

from chalicelib.domain.errors import Transient
from chalicelib.domain.inbox import as_row
from chalicelib.usecases.search import Results, search
from chalicelib.web.handling import RETRY_SECONDS
from chalicelib.web.staff.lines import line_of
from chalicelib.web.staff.seats import Seat

LONGEST = 200
_CURSOR = 64


def find(seat: Seat) -> Response:
    """Without words, an empty field; where the index does not answer, the words are kept."""
    query = seat.visit.ask.query
    text, before = query.get("q", "").strip()[:LONGEST], query.get("after", "")[:_CURSOR]
    if not text:
        return _shown(seat, "", Results(), state="blank")
    try:
        found = search(
            text,
            actor=seat.actor,
            index=seat.staff.index,
            store=seat.visit.services.store,
            district=seat.visit.district,
            before=before,
        )
    except Transient:
        return _shown(seat, text, Results(), state="trouble")
    return _shown(seat, text, found, state="vague" if found.vague else "found", later=bool(before))


def _shown(seat: Seat, text: str, found: Results, *, state: str, later: bool = False) -> Response:
    language = {"lang": seat.visit.words.language} if seat.visit.lang_query else {}
    asked = {"q": text} | language
    return seat.page(
        "search.html",
        503 if state == "trouble" else 200,
        headers={"Retry-After": str(RETRY_SECONDS)} if state == "trouble" else {},
        place="search",
        text=text,
        state=state,
        lines=[line_of(as_row(one), seat) for one in found.inquiries],
        back_to=found.back_to,
        whole=not (later or found.after),
        more=f"?{urlencode(asked | {'after': found.after})}" if found.after else "",
        first=f"?{urlencode(asked)}" if later else "",
    )
