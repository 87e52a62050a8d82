"""GET /staff/i/REFERENCE/files/MESSAGE/PART: one file of the conversation, as a download from the bucket's own address."""

from chalice.app import Response

from chalicelib.domain.errors import NotFound
from chalicelib.domain.permissions import Act
from chalicelib.usecases.handle import opened
from chalicelib.web.files import handed
from chalicelib.web.staff.seats import Seat


def take_staff_file(seat: Seat, reference: str, message_id: str, part: str) -> Response:
    """The answer leads to an address that works for a minute, where the malware scan found nothing. Raises Refused."""
    case = opened(reference, Act.READ, actor=seat.actor, at=seat.staff.counter)
    message = next((one for one in case.messages if one.id == message_id), None)
    if message is None:
        raise NotFound(f"{reference} has no message {message_id}")
    return handed(seat.visit, case, message, part)
