"""Signing in and out. GET /staff/sign-in, /staff/arrive and /staff/signed-out; POST /staff/sign-out; GET /staff/me."""

from hmac import compare_digest

from chalice.app import Response

from chalicelib.domain.errors import Invalid
from chalicelib.usecases.sign_in import arrive, depart, sign_out
from chalicelib.web import answers, limits
from chalicelib.web.cookies import dropped
from chalicelib.web.refusals import Refused
from chalicelib.web.staff import cookies
from chalicelib.web.staff.seats import Seat, inside, staff_of
from chalicelib.web.visits import Visit


def start(visit: Visit) -> Response:
    """Sends the browser to the sign-in pages."""
    staff = staff_of(visit)
    leaving = depart(staff.setting, sign_ins=staff.sign_ins, secret=staff.secret)
    answer = answers.see_other(leaving.address)
    answer.headers["Set-Cookie"] = cookies.set_way(cookies.Way(leaving, inside(visit.ask.query.get("next", ""))))
    return answer


def finish(visit: Visit) -> Response:
    """The browser is back: with a code, or with the service's refusal."""
    limits.count(visit, limits.LOOKUPS)
    staff, way, query = staff_of(visit), cookies.way_of(visit.ask), visit.ask.query
    if way is None or not compare_digest(query.get("state", "").encode(), way.departure.state.encode()):
        raise Refused(400, "sign_in_again")
    if not query.get("code"):
        raise Refused(403, "sign_in_refused")
    try:
        found = arrive(
            query["code"],
            way.departure,
            staff.setting,
            sign_ins=staff.sign_ins,
            sessions=staff.sessions,
            district=visit.district,
            secret=staff.secret,
            now=visit.now,
        )
    except Invalid as error:
        raise Refused(403, "not_staff" if "staff" in error.fields else "sign_in_refused") from error
    answer = answers.see_other(f"{visit.ask.root}{inside(way.to).removeprefix('/')}")
    answer.headers["Set-Cookie"] = [cookies.set_session(found.cookie), dropped(cookies.WAY)]
    return answer


def leave(seat: Seat) -> Response:
    """Ends this session, or all of the person's where the form says `everywhere`."""
    visit, given = seat.visit, seat.form()
    staff = staff_of(visit)
    if given.get("everywhere"):
        staff.sessions.end_all(seat.seated.person.id)
    sign_out(cookies.session_of(visit.ask), sessions=staff.sessions)
    answer = answers.see_other(f"{visit.ask.root}staff/signed-out")
    answer.headers["Set-Cookie"] = dropped(cookies.SESSION)
    return answer


def signed_out(visit: Visit) -> Response:
    """With the way to end the sign-in service's own session: on a shared computer the next person would be let in."""
    return visit.page("signed-out.html", sign_out_url=staff_of(visit).sign_out_url)


def me(seat: Seat) -> Response:
    """Who is signed in, as what, until when."""
    seated, district = seat.seated, seat.visit.district
    teams = [team.name for team in district.teams if seated.person.id in team.members]
    return seat.page("me.html", place="me", person=seated.person, roles=seated.roles, teams=teams)
