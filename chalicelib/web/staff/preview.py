"""A reply as the family will get it, shown before it leaves."""

from dataclasses import dataclass

from chalicelib.channels.links import private_link
from chalicelib.channels.wording import Wording
from chalicelib.domain.draft import Draft, DraftState
from chalicelib.domain.errors import Invalid
from chalicelib.domain.inquiry import Case, Message
from chalicelib.domain.ledger import Notice
from chalicelib.domain.outbound import Matter, OutboundMail, OutboundText
from chalicelib.domain.replying import REPLY
from chalicelib.domain.revealing import masked, said_by
from chalicelib.usecases.drafts import foreseen
from chalicelib.web.staff.seats import Seat


@dataclass(frozen=True, slots=True)
class Preview:
    """`subject` of a mail, `segments` of a text; `text` alone is what their private page will say."""

    text: str
    subject: str = ""
    segments: int = 0


def preview(seat: Seat, case: Case, draft: Draft | None, *, hidden: bool) -> Preview | None:
    """Of a draft that may still be changed; names stay hidden where they are confidential. One read an address."""
    person = seat.visit.district.person(seat.actor.id)
    if person is None or draft is None or draft.state is not DraftState.OPEN or not draft.text.strip():
        return None
    at = seat.staff.counter
    try:
        message = foreseen(case, draft, person, at.randomness.stamp(), store=at.store)
    except Invalid:
        return None
    found = _worded(seat, case, message)
    return Preview(masked(found.text, case.inquiry, said_by(case)), "", found.segments) if hidden else found


def _worded(seat: Seat, case: Case, message: Message) -> Preview:
    """Without the link that is the family's alone."""
    visit, inquiry = seat.visit, case.inquiry
    if not message.recipients:
        return Preview(message.text)
    signer = visit.services.keys.signer()
    said = Wording(visit.district, signer, site_url=visit.site_url, domain="")
    notice = Notice(inquiry.reference, message.id, REPLY, message.recipients[0], "family", repeatable=False)
    ready: OutboundMail | OutboundText = said(notice, Matter(inquiry, message, visit.now))
    text = ready.text.replace(private_link(visit.site_url, signer, inquiry), f"{visit.site_url}/i/…")
    if isinstance(ready, OutboundText):
        return Preview(text, segments=ready.segments)
    return Preview(text, subject=ready.subject)
