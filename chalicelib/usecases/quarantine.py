"""Quarantine: a person releases a held inquiry, or deletes it. Each is one transaction, and doing it again is nothing."""

from chalicelib.domain.errors import Conflict, Invalid, NotFound
from chalicelib.domain.events import EventType
from chalicelib.domain.inquiry import Case, Inquiry
from chalicelib.domain.permissions import Act, Actor
from chalicelib.domain.quarantine import Decision, as_unheld, deleting, releasing
from chalicelib.ports import Store
from chalicelib.usecases.handle import Counter, stored, the_case

_TRIES = 5
_ROUNDS = 50


def release(reference: str, *, actor: Actor, why: str, at: Counter) -> Inquiry:
    """The inquiry, or the one whose thread it joined: routed, acknowledged and with its clock running as if it had come
    in unheld. Raises NotFound, NotAllowed, Invalid for one that was deleted, Conflict or Busy."""
    for _ in range(_TRIES):
        case = the_case(reference, Act.RELEASE, actor=actor, at=at)
        if not case.inquiry.held:
            return _before(case, EventType.INQUIRY_RELEASED, at.store)
        kept = at.store.hold(reference)
        if kept is None:
            raise NotFound(f"what came in as {reference} is not kept any more")
        submission = as_unheld(kept)
        decision = Decision(actor.id, why, at.randomness.stamp())
        commit = releasing(case, submission, at.store.find(submission), at.districts.current(), decision)
        if stored(commit, at):
            assert commit.inquiry is not None
            return commit.inquiry
    raise Conflict("inquiry")


def delete(reference: str, *, actor: Actor, why: str, at: Counter) -> Inquiry:
    """What is left of it: its reference and its timeline. The originals on the bucket are removed by the event's
    consequence. Raises NotFound, NotAllowed, Invalid for one that was released or pages, Conflict or Busy."""
    lost = 0
    for _ in range(_ROUNDS):
        case = the_case(reference, Act.DELETE, actor=actor, at=at)
        if not case.inquiry.held:
            return _before(case, EventType.INQUIRY_DELETED, at.store)
        commit, whole = deleting(case, Decision(actor.id, why, at.randomness.stamp()))
        if not stored(commit, at):
            lost += 1
            if lost == _TRIES:
                break
        elif whole:
            assert commit.inquiry is not None
            return commit.inquiry
    raise Conflict("inquiry")


def _before(case: Case, kind: EventType, store: Store) -> Inquiry:
    """What the same decision made of it earlier; the other decision, or none, is Invalid."""
    if not any(event.type is kind and event.reference == case.inquiry.reference for event in case.events):
        raise Invalid({"reference": "not_held"})
    into = case.inquiry.merged_into if kind is EventType.INQUIRY_RELEASED else ""
    return (store.inquiry(into) if into else None) or case.inquiry
