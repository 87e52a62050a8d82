"""Rows of a list in words: the inbox's, and what a search found."""

from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.inbox import SOON, Row
from chalicelib.domain.words import Status
from chalicelib.web.choices import topic_name
from chalicelib.web.staff.seats import Seat
from chalicelib.web.staff.spans import rough


@dataclass(frozen=True, slots=True)
class Line:
    """A row in words. `state` is how near its deadline is: `late`, `soon`, `calm`, `waiting`, `held`, `closed`."""

    row: Row
    topic: str
    school: str
    team: str
    assignee: str
    state: str
    due: str
    opened: str


def line_of(row: Row, seat: Seat) -> Line:
    district, words = seat.visit.district, seat.visit.words
    school, person = district.school(row.school), district.person(row.assignee)
    state = _state(row, seat.visit.now)
    return Line(
        row=row,
        topic=topic_name(district.topic(row.topic), words.language),
        school=school.name if school else "",
        team=district.team(row.team).name,
        assignee=person.name if person else row.assignee,
        state=state,
        due=_due(row, state, seat),
        opened=words.say("ago", length=rough(seat.visit.now - row.opened_at, words.language, district)),
    )


def _state(row: Row, now: datetime) -> str:
    if row.held:
        return "held"
    if row.status is Status.CLOSED:
        return "closed"
    if row.status is Status.WAITING:
        return "waiting"
    if row.due_at is None:
        return "calm"
    return "late" if row.due_at < now else "soon" if row.due_at < now + SOON else "calm"


def _due(row: Row, state: str, seat: Seat) -> str:
    say, now = seat.visit.words.say, seat.visit.now
    if state == "closed":
        return say("status_closed")
    if state in {"held", "waiting"} or row.due_at is None:
        return say(f"state_{state}")
    length = rough(abs(row.due_at - now), seat.visit.words.language, seat.visit.district)
    return say("overdue_by" if state == "late" else "due_in", length=length)
