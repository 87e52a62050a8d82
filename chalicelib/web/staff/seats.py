"""Who sits at the desk: every page of the staff's asks here first."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from hmac import compare_digest
from urllib.parse import quote

from chalice.app import Response

from chalicelib.domain.errors import NotAllowed, NotFound
from chalicelib.domain.permissions import Act, Actor, Duty, actor_of, has_duty, may_anywhere
from chalicelib.usecases.sign_in import Seated, recognise
from chalicelib.web import answers
from chalicelib.web.asks import READ
from chalicelib.web.handling import answered
from chalicelib.web.origins import same_site, surely_ours
from chalicelib.web.refusals import Refused
from chalicelib.web.staff import cookies
from chalicelib.web.staff.services import StaffServices
from chalicelib.web.visits import Visit

POLICY = f"{answers.POLICY}; script-src 'self'; connect-src 'self'"
CSRF = "csrf"
LIVE = "earshot-live"
"""The header of what an open page asks for by itself."""
_INSIDE = re.compile(r"/staff(?:/[\w.~-]+)*/?(?:\?[\w.~%&=+:,-]*)?", re.ASCII)


@dataclass(frozen=True)
class Seat:
    """A visit of somebody who is signed in."""

    visit: Visit
    seated: Seated

    @property
    def csrf(self) -> str:
        return self.seated.session.csrf

    @property
    def staff(self) -> StaffServices:
        return staff_of(self.visit)

    @cached_property
    def actor(self) -> Actor:
        """With the roles of this session: groups of the sign-in service may have narrowed them."""
        return replace(actor_of(self.seated.person.id, self.visit.district, at=self.visit.now), roles=self.seated.roles)

    @property
    def inspects(self) -> bool:
        """Whether the administrators' pages are theirs to look at."""
        return has_duty(self.actor, Duty.INSPECT)

    @property
    def logs_calls(self) -> bool:
        return may_anywhere(self.actor, Act.LOG_CALL)

    def page(
        self, template: str, status: int = 200, *, headers: Mapping[str, str] | None = None, **values: object
    ) -> Response:
        """A page of the desk: the one script that helps the keyboard along is allowed there, and asking this site again."""
        own = {"Content-Security-Policy": POLICY} | dict(headers or {})
        return self.visit.page(f"staff/{template}", status, headers=own, **({"seat": self, "live": 0} | values))

    def form(self) -> dict[str, str]:
        """The form's fields, once it is sure that one of our pages sent it. Raises Refused."""
        same_site(self.visit)
        given = self.visit.ask.form()
        if not compare_digest(given.pop(CSRF, "").encode(), self.csrf.encode()):
            raise self._stale()
        return given

    def _stale(self) -> Refused:
        """Of an earlier session. What was written in it is shown, for its person to send again."""
        if surely_ours(self.visit):
            return Refused(403, "form_again", again={CSRF: self.csrf})
        return Refused(403, "stale_form")


def staff_of(visit: Visit) -> StaffServices:
    """Raises Refused where nobody can sign in, because the installation has no public address yet."""
    if visit.services.staff is None:
        raise Refused(503, "no_sign_in")
    return visit.services.staff


def seated(visit: Visit, page: Callable[[Seat], Response]) -> Response:
    """The page, for somebody signed in and in their language, where the configuration gives them one; anybody else goes
    through the sign-in first. The cookie is renewed on the way, whatever the page says. A HEAD is never somebody: a look at a page is recorded, and a machine looks for nobody."""
    staff = staff_of(visit)
    if visit.ask.method == "HEAD":
        return _signed_out(visit)
    found = recognise(
        cookies.session_of(visit.ask),
        sessions=staff.sessions,
        district=visit.district,
        secret=staff.secret,
        now=visit.now,
        by_itself=LIVE in visit.ask.headers,
    )
    if found is None:
        return _signed_out(visit)
    seat = Seat(visit.read_in(found.person.language), found)
    answer = answered(visit, lambda: _page_of(seat, page), show=seat.page)
    if found.cookie:
        answer.headers["Set-Cookie"] = cookies.set_session(found.cookie)
    return answer


def _page_of(seat: Seat, page: Callable[[Seat], Response]) -> Response:
    try:
        return page(seat)
    except NotFound as error:  # not there, or not theirs: the same page
        raise Refused(404, "not_found") from error
    except NotAllowed as error:
        raise Refused(403, "not_allowed") from error


def _signed_out(visit: Visit) -> Response:
    """Through the sign-in, and back. What was just written is shown instead, to be sent again."""
    if visit.ask.method not in READ or visit.ask.wants_json or LIVE in visit.ask.headers:
        raise Refused(401, "signed_out", again={CSRF: ""} if surely_ours(visit) else None)
    return answers.see_other(f"{visit.ask.root}staff/sign-in?next={quote(asked_for(visit), safe='')}")


def asked_for(visit: Visit) -> str:
    """The address of this page, from the front page on."""
    depth = visit.ask.resource.count("/")
    path = "/" + "/".join(visit.ask.path.rstrip("/").split("/")[-depth:])
    query = "&".join(f"{quote(name)}={quote(value)}" for name, value in visit.ask.query.items())
    return f"{path}?{query}" if query else path


def inside(path: str) -> str:
    """The path where it leads to a page of the staff's, else their first page: nobody is sent elsewhere from here."""
    return path if len(path) <= 512 and _INSIDE.fullmatch(path) else "/staff"
