"""What stands between Chalice and the pages: reading the request, and saying in kind words what went wrong."""

from collections.abc import Callable
from typing import Any

from chalice.app import Request, Response

from chalicelib.domain.errors import NotFound, Transient
from chalicelib.web import answers
from chalicelib.web.asks import read_ask
from chalicelib.web.refusals import Refused
from chalicelib.web.services import WebServices
from chalicelib.web.visits import Visit, arrive

RETRY_SECONDS = 5
Page = Callable[[Visit], Response]
Show = Callable[..., Response]
"""A template, a status, `headers` and the template's values → the page."""

_BY_STATUS = {400: "malformed", 404: "not_found", 405: "method", 413: "too_large", 415: "media_type"}


def handled(request: Request, services: WebServices, page: Page) -> Response:
    """The page's answer, or the refusal it raised as a page of its own (a problem document for programs)."""
    visit = arrive(read_ask(request), services)
    return answered(visit, lambda: page(visit))


def answered(visit: Visit, page: Callable[[], Response], *, show: Show | None = None) -> Response:
    """The same for a visit; `show` makes the pages of somebody who is known here."""
    try:
        return page()
    except Refused as refused:
        return refusal(visit, refused, show=show)
    except Transient:
        return refusal(visit, Refused(503, "busy", retry_after=RETRY_SECONDS), show=show)
    except NotFound:  # the configuration or the signing key was never put there
        return refusal(visit, Refused(503, "unready", retry_after=60), show=show)


def nowhere(_visit: Visit) -> Response:
    """The page of an address that leads nowhere."""
    raise Refused(404, "not_found")


def sealed(request: Request, response: Response, services: Callable[[], WebServices]) -> Response:
    """Chalice's own errors (`{"Code", "Message"}`: no such method, unknown media type, a bug) told as ours."""
    if response.status_code < 400 or not isinstance(response.body, dict) or "Code" not in response.body:
        return response
    why = _BY_STATUS.get(response.status_code, "failed")
    status = response.status_code if why != "failed" else 500
    visit = arrive(read_ask(request), services())
    kept = {name: value for name, value in response.headers.items() if name == "Allow"}
    return refusal(visit, Refused(status, why), extra=kept)


def bare(request: Request, response: Response) -> Response:
    """A HEAD is answered as the GET would be, without a body (RFC 9110, 9.3.2): scanners of mail look at links that way."""
    if request.method == "HEAD":
        response.body = ""
    return response


def refusal(
    visit: Visit, refused: Refused, *, extra: dict[str, Any] | None = None, show: Show | None = None
) -> Response:
    """Told in the visitor's language, with the way back: the district's other doors, or the desk."""
    headers = retry_header(refused) | (extra or {})
    say = visit.words.say
    title, detail = say(f"refused_{refused.why}_title"), say(f"refused_{refused.why}")
    if visit.ask.wants_json:
        errors = {name: say(f"wrong_{key}") for name, key in refused.fields.items()}
        return answers.problem(refused.status, title=title, detail=detail, errors=errors, headers=headers)
    told: dict[str, Any] = {"title": title, "detail": detail, "again": _sent_again(visit, refused)}
    if show:
        return show("refused.html", refused.status, headers=headers, place="", **told)
    if visit.ask.resource.startswith("/staff"):
        return visit.page("staff/refused.html", refused.status, headers=headers, seat=None, live=0, place="", **told)
    return visit.page("refused.html", refused.status, headers=headers, **told)


def retry_header(refused: Refused) -> dict[str, str]:
    return {} if refused.retry_after is None else {"Retry-After": str(refused.retry_after)}


def _sent_again(visit: Visit, refused: Refused) -> dict[str, tuple[str, ...]]:
    """The fields of the form that could not be taken: one button sends them again, under the same key."""
    if refused.again is None or visit.ask.method != "POST" or visit.ask.sends_json:
        return {}
    try:
        sent = {name: visit.ask.every(name) for name in visit.ask.form()}
    except Refused:
        return {}
    return sent | {name: (value,) for name, value in refused.again.items()}
