"""How far an inquiry is: seen, waiting for the family, closed, open again."""

from dataclasses import replace
from datetime import datetime, timedelta

from chalicelib.domain import deadlines, wishes
from chalicelib.domain.commit import Outcome
from chalicelib.domain.errors import Invalid
from chalicelib.domain.events import EventType
from chalicelib.domain.inquiry import Case, Inquiry
from chalicelib.domain.occasion import Occasion, Turn, said
from chalicelib.domain.words import Priority, Status

ASIDE = timedelta(days=1)
MOST_ASIDE = timedelta(days=7)
"""How long what may be a danger stays put aside where nobody said, and at most."""


def see(_wish: wishes.See, occasion: Occasion) -> Turn | None:
    seen = occasion.inquiry.status is not Status.NEW or occasion.inquiry.held
    return None if seen else Turn(occasion.inquiry, (Outcome(EventType.INQUIRY_SEEN, {}),))


def wait(wish: wishes.Wait, occasion: Occasion) -> Turn | None:
    inquiry = occasion.inquiry
    if wish.until and wish.until <= occasion.stamp.now:
        raise Invalid({"until": "in_the_past"})
    if inquiry.status is Status.CLOSED:
        raise Invalid({"reference": "closed"})
    if unanswered_danger(occasion.case):
        raise Invalid({"reference": "danger"})
    waits = inquiry.status is Status.WAITING
    known = inquiry.wakes_at if waits and inquiry.priority is Priority.CRITICAL else None
    until = goes_on_at(inquiry, occasion.stamp.now, asked=wish.until or known)
    if waits and inquiry.wakes_at == until:
        return None
    change = deadlines.paused(inquiry, occasion.stamp.now)
    fresh = replace(change.inquiry, status=Status.WAITING, wakes_at=until)
    detail = {"why": wish.why, "until": until.isoformat() if until else ""}
    return Turn(fresh, (Outcome(EventType.INQUIRY_WAITS, said(detail)), *change.outcomes))


def goes_on_at(inquiry: Inquiry, now: datetime, *, asked: datetime | None = None) -> datetime | None:
    """When it goes on by itself, should the family say nothing: as `asked`, else never. What is critical is not forgotten by
    putting it aside: it goes on after a day, or as asked within a week."""
    if inquiry.priority is not Priority.CRITICAL:
        return asked
    return min(asked or now + ASIDE, now + MOST_ASIDE)


def close(wish: wishes.Close, occasion: Occasion) -> Turn | None:
    inquiry = occasion.inquiry
    if inquiry.status is Status.CLOSED:
        return None
    critical = inquiry.priority is Priority.CRITICAL
    fitting = {one.id for one in occasion.district.outcomes_of(inquiry.topic, critical=critical)}
    if wish.outcome and wish.outcome not in fitting:
        raise Invalid({"outcome": "outcome_unknown"})
    if not wish.outcome and (inquiry.dangers or critical):
        raise Invalid({"outcome": "outcome_needed"})
    if unanswered_danger(occasion.case):
        raise Invalid({"reference": "danger"})
    change = deadlines.closed(inquiry, occasion.stamp.now)
    fresh = replace(change.inquiry, status=Status.CLOSED, closed_at=occasion.stamp.now, outcome=wish.outcome)
    told = Outcome(EventType.INQUIRY_CLOSED, said({"outcome": wish.outcome, "why": wish.why}))
    return Turn(replace(fresh, wakes_at=None), (told, *change.outcomes))


def reopen(wish: wishes.Reopen, occasion: Occasion) -> Turn | None:
    inquiry = occasion.inquiry
    if inquiry.status not in {Status.CLOSED, Status.WAITING}:
        return None
    kind = EventType.INQUIRY_REOPENED if inquiry.status is Status.CLOSED else EventType.INQUIRY_GOES_ON
    change = deadlines.reopened(inquiry, occasion.stamp.now, occasion.district)
    fresh = replace(change.inquiry, status=Status.OPEN, closed_at=None, outcome="", wakes_at=None)
    return Turn(fresh, (Outcome(kind, said({"why": wish.why})), *change.outcomes))


def unanswered_danger(case: Case) -> bool:
    """A page that nobody acknowledged, or a danger for which none was begun yet."""
    begun = {name for page in case.pages for name in page.dangers}
    found = {one.id for one in case.events if one.type is EventType.DANGER_FOUND}
    return bool(found - begun) or any(not page.acknowledged_by for page in case.pages)
