"""What becomes of a draft. It leaves ten seconds after its person sent it, unless they stop it.

| state   | save | send                                       | stop | drop    | its departure comes                           |
|---------|------|--------------------------------------------|------|---------|-----------------------------------------------|
| open    | open | leaving, unless a colleague answered first | –    | dropped | –                                             |
| leaving | –    | –                                          | open | –       | sent, or open again where something changed   |
| sent    | –    | –                                          | –    | –       | –                                             |
"""

from dataclasses import replace
from datetime import timedelta

from chalicelib.domain.commit import Commit, Outcome, Stamp, numbered
from chalicelib.domain.contact import Address
from chalicelib.domain.draft import Draft, DraftState
from chalicelib.domain.errors import Invalid
from chalicelib.domain.events import EventType
from chalicelib.domain.inquiry import Case, Message
from chalicelib.domain.replying import Route, barred, ways
from chalicelib.domain.words import Direction

UNDO = timedelta(seconds=10)
LONGEST = 20_000


def begun(case: Case, staff: str, way: Route, stamp: Stamp, before: Draft | None) -> Draft:
    """A new one, in the place of the one before."""
    return Draft(
        reference=case.inquiry.reference,
        staff=staff,
        version=before.version + 1 if before else 1,
        opened_at=stamp.now,
        saved_at=stamp.now,
        seen=case.messages[-1].id if case.messages else "",
        recipients=way.addresses,
        turn=before.turn + 1 if before else 0,
        note=before.note if before else "",
    )


def noted(case: Case, staff: str, text: str, stamp: Stamp) -> Draft | None:
    """With those words of a note, or None when it has them; where there is no reply, one that was dropped carries them. Raises
    Invalid."""
    known = case.draft_of(staff)
    if len(text) > LONGEST:
        raise Invalid({"text": "too_long"})
    if text == (known.note if known else ""):
        return None
    if known:
        return _next(known, stamp, note=text)
    return Draft(case.inquiry.reference, staff, 1, stamp.now, stamp.now, state=DraftState.DROPPED, note=text)


def saved(draft: Draft, text: str, stamp: Stamp) -> Draft | None:
    """With those words, or None when it has them. Raises Invalid."""
    _must_be(draft, DraftState.OPEN)
    if len(text) > LONGEST:
        raise Invalid({"text": "too_long"})
    return _next(draft, stamp, text=text) if text != draft.text else None


def leaving(case: Case, draft: Draft, stamp: Stamp, *, anyway: bool) -> Commit:
    """On its way. Raises Invalid: `answered_meanwhile` names a colleague's reply that its person has not seen."""
    _must_be(draft, DraftState.OPEN)
    if not draft.text.strip():
        raise Invalid({"text": "empty"})
    why = "" if anyway and overtaken(case, draft) else changed(case, draft)
    if why:
        raise Invalid({"draft": why})
    fresh = _next(draft, stamp, state=DraftState.LEAVING, turn=draft.turn + 1, anyway=anyway)
    fresh = replace(fresh, leaves_at=stamp.now + UNDO)
    detail: dict[str, object] = {"staff": draft.staff, "turn": fresh.turn, "next_in": int(UNDO.total_seconds())}
    events = numbered(draft.reference, stamp, [Outcome(EventType.REPLY_LEAVES, detail, draft.staff)])
    return Commit(draft.reference, stamp, draft=fresh, events=events)


def stopped(draft: Draft, stamp: Stamp) -> Draft | None:
    """Open again, or None when it is. Raises Invalid once it is gone."""
    if draft.state is DraftState.OPEN:
        return None
    _must_be(draft, DraftState.LEAVING)
    return _next(draft, stamp, state=DraftState.OPEN, turn=draft.turn + 1)


def dropped(draft: Draft, stamp: Stamp) -> Draft | None:
    """Thrown away, or None when it was, or is gone. Raises Invalid while it leaves."""
    if not draft.alive:
        return None
    _must_be(draft, DraftState.OPEN)
    return _next(draft, stamp, state=DraftState.DROPPED, text="")


def departed(draft: Draft, stamp: Stamp) -> Draft:
    return _next(draft, stamp, state=DraftState.SENT, text="")


def returned(draft: Draft, stamp: Stamp, why: str) -> Commit:
    """Open again, because something changed on the way; its person hears of it."""
    fresh = _next(draft, stamp, state=DraftState.OPEN, turn=draft.turn + 1)
    detail: dict[str, object] = {"to": [draft.staff], "why": why}
    events = numbered(draft.reference, stamp, [Outcome(EventType.REPLY_RETURNED, detail)])
    return Commit(draft.reference, stamp, draft=fresh, events=events)


def changed(case: Case, draft: Draft) -> str:
    """What keeps it from leaving as its person meant it, or empty."""
    reasons = (
        ("merged", bool(case.inquiry.merged_into)),
        (barred(case), bool(barred(case))),
        ("nobody_left", bool(draft.recipients) and not still_on(case, draft)),
        ("answered_meanwhile", not draft.anyway and overtaken(case, draft) is not None),
    )
    return next((why for why, applies in reasons if applies), "")


def overtaken(case: Case, draft: Draft) -> Message | None:
    """A colleague's newest reply since it was opened."""
    said = [one for one in case.messages if one.direction is Direction.OUTBOUND and not one.automatic]
    return next((one for one in reversed(said) if one.id > draft.seen and one.author != draft.staff), None)


def still_on(case: Case, draft: Draft) -> tuple[Address, ...]:
    """Of its recipients those who may still be written to."""
    known = {one for some in ways(case.inquiry) for one in some}
    return tuple(one for one in draft.recipients if one in known)


def _next(draft: Draft, stamp: Stamp, **changes: object) -> Draft:
    fresh: Draft = replace(draft, version=draft.version + 1, saved_at=stamp.now, leaves_at=None, **changes)  # type: ignore[arg-type]
    return fresh


def _must_be(draft: Draft, state: DraftState) -> None:
    if draft.state is not state:
        raise Invalid({"draft": f"is_{draft.state}"})
