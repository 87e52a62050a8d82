"""Sharing out: whoever of a team has least to do gets the next inquiry (a rule's `round-robin`)."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from zlib import crc32

from chalicelib.domain.district import District
from chalicelib.domain.inbox import Row
from chalicelib.domain.inquiry import Inquiry
from chalicelib.domain.staff import Staff


def least_busy(inquiry: Inquiry, rows: Iterable[Row], district: District, *, at: datetime) -> tuple[Staff, str] | None:
    """The person, and why in plain words; None while all of the team are away. Those at work go before those who are not.
    What somebody has to do are the inquiries assigned to them that are not closed and do not wait for the family. Among
    equals the reference decides, so that a burst spreads although `rows` lag behind it."""
    there = _there(inquiry.team, district, at)
    if not there:
        return None
    busy = Counter(row.assignee for row in rows if row.status != "waiting" and row.reference != inquiry.reference)
    person = min(there, key=lambda one: (busy[one.id], crc32(f"{inquiry.reference} {one.id}".encode())))
    return person, f"{person.name} has least to do ({busy[person.id]} open)"


def _there(team: str, district: District, at: datetime) -> list[Staff]:
    members = [person for name in district.team(team).members if (person := district.person(name))]
    day = district.local(at).date()
    present = [one for one in members if (one.mail or one.phone) and not one.absence(day)]
    return [one for one in present if one.works(at, district.time_zone)] or present
