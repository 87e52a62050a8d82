"""Pages beside an inquiry's: the card of somebody on it, and who looked at it."""

from chalice.app import Response

from chalicelib.domain.inbox import as_row
from chalicelib.usecases.attend import MOST_LOOKS, looks
from chalicelib.usecases.contact_card import contact_card
from chalicelib.web.staff.lines import line_of
from chalicelib.web.staff.seats import Seat


def card(seat: Seat, reference: str, contact_id: str) -> Response:
    """GET /staff/i/REFERENCE/contacts/CONTACT."""
    found = contact_card(reference, contact_id, actor=seat.actor, at=seat.staff.counter)
    lines = [line_of(as_row(one), seat) for one in found.others]
    return seat.page("contact.html", place="contact", reference=reference, contact=found.contact, lines=lines)


def looked(seat: Seat, reference: str) -> Response:
    """GET /staff/i/REFERENCE/looks."""
    found = looks(reference, actor=seat.actor, attendances=seat.staff.attendances, at=seat.staff.counter)
    people = [(one, seat.visit.district.person(one.staff)) for one in found]
    return seat.page("looks.html", place="looks", reference=reference, looks=people, most=MOST_LOOKS)
