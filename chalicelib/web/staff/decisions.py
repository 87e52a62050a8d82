"""What staff decide about whole inquiries and people on the inquiry's page: each is a form of its own, with a reason."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from chalicelib.domain.errors import Invalid, NotFound
from chalicelib.domain.inquiry import Page, Participant
from chalicelib.domain.permissions import Act
from chalicelib.domain.reference import parse_reference
from chalicelib.domain.revealing import seen_by
from chalicelib.usecases import matters, people, quarantine
from chalicelib.usecases.acknowledge import acknowledge
from chalicelib.usecases.handle import opened, the_inquiry
from chalicelib.web.staff.calls import further
from chalicelib.web.staff.conversation import beside
from chalicelib.web.staff.seats import Seat

Form = Mapping[str, str]
Deed = Callable[[Seat, str, Form], object]
_LONGEST = 500


def _why(form: Form) -> str:
    why = form.get("why", "").strip()[:_LONGEST]
    if not why:
        raise Invalid({"why": "say_why"})
    return why


def _by(seat: Seat, form: Form) -> dict[str, Any]:
    return {"actor": seat.actor, "why": _why(form), "at": seat.staff.counter}


def _other(seat: Seat, reference: str, form: Form) -> str:
    """The inquiry that the form names. One that they may not regroup is not there for them."""
    the_inquiry(reference, Act.REGROUP, actor=seat.actor, at=seat.staff.counter)
    other = parse_reference(form.get("other", ""))
    try:
        return the_inquiry(other or "", Act.REGROUP, actor=seat.actor, at=seat.staff.counter).reference
    except NotFound as error:
        raise Invalid({"other": "no_such_inquiry"}) from error


def _merge(seat: Seat, reference: str, form: Form) -> None:
    into, together = _other(seat, reference, form), bool(form.get("together"))
    matters.merge(reference, into, together=together, **_by(seat, form))


def _link(seat: Seat, reference: str, form: Form) -> None:
    matters.link(reference, _other(seat, reference, form), **_by(seat, form))


def _split(seat: Seat, reference: str, form: Form) -> None:
    matters.split(reference, form.get("message", ""), topic=form.get("topic", ""), **_by(seat, form))


def _chosen(people: Iterable[Participant], form: Form) -> Participant:
    """By the key that the page names them with: a form carries no address."""
    known = next((one for one in people if one.address.key == form.get("who")), None)
    if known is None:
        raise Invalid({"who": "unknown"})
    return known


def _admit(seat: Seat, reference: str, form: Form) -> None:
    """Somebody who waits, or who was copied on a mail: what is not told of a confidential one cannot be chosen either."""
    case = opened(reference, Act.ADMIT, actor=seat.actor, at=seat.staff.counter)
    copied = beside(seen_by(seat.actor.id, case, seat.visit.now), seat.visit.district)
    people.admit(reference, _chosen((*case.inquiry.participants, *copied), form), **_by(seat, form))


def _refuse(seat: Seat, reference: str, form: Form) -> None:
    inquiry = the_inquiry(reference, Act.ADMIT, actor=seat.actor, at=seat.staff.counter)
    people.refuse(reference, _chosen(inquiry.participants, form).address, **_by(seat, form))


def _release(seat: Seat, reference: str, form: Form) -> None:
    quarantine.release(reference, **_by(seat, form))


def _delete(seat: Seat, reference: str, form: Form) -> None:
    """What was said is gone then: the form asks twice."""
    by = _by(seat, form)
    the_inquiry(reference, Act.DELETE, actor=seat.actor, at=seat.staff.counter)
    if not form.get("sure"):
        raise Invalid({"sure": "say_sure"})
    quarantine.delete(reference, **by)


def _take(seat: Seat, reference: str, form: Form) -> None:
    """ "I have it", of every page that nobody has yet."""
    del form
    case = opened(reference, Act.READ, actor=seat.actor, at=seat.staff.counter)
    for page in unanswered(case.pages):
        acknowledge(page.reference, page.id, actor=seat.actor, at=seat.staff.counter)


def unanswered(pages: tuple[Page, ...]) -> list[Page]:
    return [one for one in pages if not one.acknowledged_by]


DECISIONS: dict[str, Deed] = {
    "merge": _merge,
    "link": _link,
    "split": _split,
    "admit": _admit,
    "refuse": _refuse,
    "release": _release,
    "delete": _delete,
    "take": _take,
    "call": further,
}
