"""Drafts: opened with its recipients frozen, kept while it is written, sent with ten seconds to stop it, sent once."""

from collections.abc import Callable
from dataclasses import replace

from chalicelib.domain import drafting
from chalicelib.domain.commit import Commit, Stamp, decided
from chalicelib.domain.consequences import Consequence
from chalicelib.domain.draft import Draft, DraftState
from chalicelib.domain.errors import Conflict, NotAllowed, NotFound
from chalicelib.domain.inquiry import Case, Message
from chalicelib.domain.permissions import Act, Actor, actor_of, require
from chalicelib.domain.replying import route
from chalicelib.domain.staff import Staff
from chalicelib.ports import Districts, Randomness, Store
from chalicelib.usecases.handle import Counter, opened
from chalicelib.usecases.reply import Said, shut, written

_TRIES = 5


def open_draft(reference: str, *, actor: Actor, at: Counter) -> Draft:
    """Theirs, as it was kept, or a new one to whom the family's answers go now. One query, and for a new one a read for each
    address of the family and one write. Raises NotFound, NotAllowed, Conflict or Busy."""
    for _ in range(_TRIES):
        case = opened(reference, Act.REPLY, actor=actor, at=at)
        known = case.draft_of(actor.id)
        if known and known.alive:
            return known
        way = route(case.inquiry, shut(case.inquiry, at.store))
        fresh = drafting.begun(case, actor.id, way, at.randomness.stamp(), known)
        if _stored(fresh, at):
            return fresh
    raise Conflict("draft")


def save_draft(reference: str, text: str, *, actor: Actor, at: Counter) -> Draft:
    """With those words: one read and one write. Raises NotFound, NotAllowed, Invalid, Conflict or Busy."""
    return _changed(reference, lambda draft, stamp: drafting.saved(draft, text, stamp), actor=actor, at=at)


def keep_draft(reference: str, text: str, *, actor: Actor, at: Counter) -> Draft:
    """Kept while it is written, opened where there is none: one read and one write but for the first time. Raises NotFound,
    NotAllowed, Invalid while one leaves, Conflict or Busy."""
    inquiry, known = at.store.inquiry_and_draft(reference, actor.id)
    if inquiry is None or known is None or not known.alive:
        open_draft(reference, actor=actor, at=at)
    return save_draft(reference, text, actor=actor, at=at)


def keep_note(reference: str, text: str, *, actor: Actor, at: Counter) -> None:
    """A note, kept while it is written; with no words once it is added. One read and, where it is another, one write. Raises
    NotFound, NotAllowed, Invalid, Conflict or Busy."""
    for _ in range(_TRIES):
        case = opened(reference, Act.NOTE, actor=actor, at=at)
        fresh = drafting.noted(case, actor.id, text, at.randomness.stamp())
        if fresh is None or _stored(fresh, at):
            return
    raise Conflict("draft")


def stop_draft(reference: str, *, actor: Actor, at: Counter) -> Draft:
    """Not sent after all. Raises NotFound, NotAllowed, Invalid once it is gone, Conflict or Busy."""
    return _changed(reference, drafting.stopped, actor=actor, at=at)


def drop_draft(reference: str, *, actor: Actor, at: Counter) -> Draft:
    """Thrown away. Raises NotFound, NotAllowed, Invalid, Conflict or Busy."""
    return _changed(reference, drafting.dropped, actor=actor, at=at)


def send_draft(reference: str, *, actor: Actor, at: Counter, anyway: bool = False) -> Draft:
    """On its way. Raises Invalid with `answered_meanwhile` when a colleague answered since it was opened, unless
    `anyway`; NotFound, NotAllowed, Conflict or Busy."""
    for _ in range(_TRIES):
        case = opened(reference, Act.REPLY, actor=actor, at=at)
        draft = _theirs(case.draft_of(actor.id))
        if draft.state is DraftState.LEAVING:
            return draft
        commit = drafting.leaving(case, draft, at.randomness.stamp(), anyway=anyway)
        if _committed(commit, at.store, at.districts):
            assert commit.draft is not None
            return commit.draft
    raise Conflict("draft")


def depart(consequence: Consequence, *, store: Store, districts: Districts, randomness: Randomness) -> None:
    """Its ten seconds have passed: it becomes the reply, in the transaction that ends the draft, or goes back to its person
    where something changed. Nothing happens in another turn than this one. Raises Conflict or Busy."""
    event = consequence.event
    staff, turn = str(event.detail["staff"]), event.detail["turn"]
    for _ in range(_TRIES):
        case = store.case(event.reference)
        draft = case.draft_of(staff) if case else None
        if case is None or draft is None or (draft.state, draft.turn) != (DraftState.LEAVING, turn):
            return
        if _committed(_departure(case, draft, randomness.stamp(), store, districts), store, districts):
            return
    raise Conflict("draft")


def _departure(case: Case, draft: Draft, stamp: Stamp, store: Store, districts: Districts) -> Commit:
    district = districts.current()
    person, why = district.person(draft.staff), drafting.changed(case, draft)
    try:
        require(
            actor_of(draft.staff, district, at=stamp.now), Act.REPLY, case.inquiry, district, reference=draft.reference
        )
    except (NotFound, NotAllowed):
        why = why or "not_allowed"
    if why or person is None:
        return drafting.returned(draft, stamp, why or "not_allowed")
    return replace(_written(case, draft, person, stamp, store), draft=drafting.departed(draft, stamp))


def foreseen(case: Case, draft: Draft, person: Staff, stamp: Stamp, *, store: Store) -> Message:
    """The reply that would leave now; nothing is stored. One read an address. Raises Invalid."""
    message = _written(case, draft, person, stamp, store).message
    assert message is not None
    return message


def _written(case: Case, draft: Draft, person: Staff, stamp: Stamp, store: Store) -> Commit:
    """To those of its recipients who may still be written to."""
    commit = written(case, Said(person, draft.text.strip()), stamp, store=store)
    assert commit.message is not None
    kept = tuple(one for one in commit.message.recipients if one in draft.recipients)
    frozen = kept or drafting.still_on(case, draft)
    return replace(commit, message=replace(commit.message, recipients=frozen)) if frozen else commit


def _changed(reference: str, rule: Callable[[Draft, Stamp], Draft | None], *, actor: Actor, at: Counter) -> Draft:
    for _ in range(_TRIES):
        inquiry, known = at.store.inquiry_and_draft(reference, actor.id)
        require(actor, Act.REPLY, inquiry, at.districts.current(), reference=reference)
        draft = _theirs(known)
        fresh = rule(draft, at.randomness.stamp())
        if fresh is None:
            return draft
        if _stored(fresh, at):
            return fresh
    raise Conflict("draft")


def _theirs(draft: Draft | None) -> Draft:
    if draft is None:
        raise NotFound("there is no draft of yours on it")
    return draft


def _stored(draft: Draft, at: Counter) -> bool:
    return _committed(Commit(draft.reference, at.randomness.stamp(), draft=draft), at.store, at.districts)


def _committed(commit: Commit, store: Store, districts: Districts) -> bool:
    """False when somebody else wrote first."""
    try:
        store.commit(decided(commit, districts.current().version))
    except Conflict:
        return False
    return True
