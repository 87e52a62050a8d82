"""GET /i/TOKEN/files/MESSAGE/PART: one file of the conversation, as a download from the bucket's own address."""

from chalice.app import Response

from chalicelib.domain.inquiry import Case, Message
from chalicelib.usecases.files import Why
from chalicelib.web import answers, story
from chalicelib.web.opening import opened
from chalicelib.web.refusals import Refused
from chalicelib.web.visits import Visit

_SOON = 30
_REFUSALS = {
    Why.NOT_THERE: (404, "not_found"),
    Why.IN_ORIGINAL: (404, "file_in_original"),
    Why.NOT_YET: (503, "file_not_yet"),
    Why.HARMFUL: (403, "file_harmful"),
}


def take_file(visit: Visit, token: str, message_id: str, part: str) -> Response:
    """The link is proved first; then the message must be one that the family's page shows. The answer leads to an address
    that works for a minute. Raises Refused."""
    inquiry = opened(visit, token)
    case = visit.services.store.case(inquiry.reference)
    shown = story.messages(case) if case else ()
    message = next((one for one in shown if one.id == message_id), None)
    if case is None or message is None:
        raise Refused(404, "not_found")
    return handed(visit, case, message, part)


def handed(visit: Visit, case: Case, message: Message, part: str) -> Response:
    """One file of a message that the visitor may see. Raises Refused: not scanned yet, harmful, in the original alone."""
    found = visit.services.hand_out(case, message, part)
    if found.why:
        status, why = _REFUSALS[found.why]
        raise Refused(status, why, retry_after=_SOON if found.why is Why.NOT_YET else None)
    return answers.see_other(found.link)
