"""What a notice says that stands on its event alone."""

from chalicelib.domain.district import District
from chalicelib.domain.events import Event, EventType
from chalicelib.domain.inquiry import Inquiry


def details_of(event: Event, inquiry: Inquiry, district: District) -> dict[str, str]:
    """What only this event knows."""
    detail = event.detail
    holder, actor = district.person(str(detail.get("holder", ""))), district.person(event.actor)
    reveals = event.type is EventType.REVEAL_ASKED
    handed = event.type in {EventType.INQUIRY_ASSIGNED, EventType.TOPIC_CHANGED}
    told = (district.person(str(staff)) for staff in detail.get("told", ()))
    return {
        "told": ", ".join(person.name for person in told if person),
        "rung": str(detail.get("rung", "")),
        "kind": str(detail.get("kind", "")),
        "since": str(detail.get("since", "")),
        "why": str(detail.get("why", "")),
        "unsolved": "yes" if detail.get("unsolved") else "",
        "handed_why": str(detail.get("why", "")).rstrip(".") if handed else "",
        "reveal_why": str(detail.get("why", "")).rstrip(".") if reveals else "",
        "by": actor.name if actor else district.name,
        "closed_for": district.called(detail.get("names", {}), district.language(inquiry.language)),
        "kept": str(detail.get("why", "")) if event.type is EventType.STAFF_MAIL_KEPT else "",
        "holder": holder.name if holder else str(detail.get("holder", "")),
    }
