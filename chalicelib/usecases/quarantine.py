"""Quarantine: a person releases a held inquiry, or deletes it. Each is one transaction, and doing it again is nothing."""

from chalicelib.domain.commit import Commit
from chalicelib.domain.errors import Conflict, Invalid, NotFound
from chalicelib.domain.events import EventType
from chalicelib.domain.inquiry import Case, Inquiry
from chalicelib.domain.quarantine import Decision, as_unheld, deleting, releasing
from chalicelib.ports import Districts, Randomness, Store

_TRIES = 5
_ROUNDS = 50


def release(
    reference: str, *, actor: str, why: str, store: Store, districts: Districts, randomness: Randomness
) -> Inquiry:
    """The inquiry, or the one whose thread it joined: routed, acknowledged and with its clock running as if it had come
    in unheld. Raises NotFound, Invalid for one that was deleted, Conflict or Busy."""
    for _ in range(_TRIES):
        case = _case(reference, store)
        if not case.inquiry.held:
            return _before(case, EventType.INQUIRY_RELEASED, store)
        kept = store.hold(reference)
        if kept is None:
            raise NotFound(f"what came in as {reference} is not kept any more")
        submission = as_unheld(kept)
        decision = Decision(actor, why, randomness.stamp())
        commit = releasing(case, submission, store.find(submission), districts.current(), decision)
        if _stored(commit, store):
            assert commit.inquiry is not None
            return commit.inquiry
    raise Conflict("inquiry")


def delete(reference: str, *, actor: str, why: str, store: Store, randomness: Randomness) -> Inquiry:
    """What is left of it: its reference and its timeline. The originals on the bucket are removed by the event's
    consequence. Raises NotFound, Invalid for one that was released or pages, Conflict or Busy."""
    lost = 0
    for _ in range(_ROUNDS):
        case = _case(reference, store)
        if not case.inquiry.held:
            return _before(case, EventType.INQUIRY_DELETED, store)
        commit, whole = deleting(case, Decision(actor, why, randomness.stamp()))
        if not _stored(commit, store):
            lost += 1
            if lost == _TRIES:
                break
        elif whole:
            assert commit.inquiry is not None
            return commit.inquiry
    raise Conflict("inquiry")


def _case(reference: str, store: Store) -> Case:
    case = store.case(reference)
    if case is None:
        raise NotFound(f"inquiry {reference}")
    return case


def _before(case: Case, kind: EventType, store: Store) -> Inquiry:
    """What the same decision made of it earlier; the other decision, or none, is Invalid."""
    if not any(event.type is kind and event.reference == case.inquiry.reference for event in case.events):
        raise Invalid({"reference": "not_held"})
    into = case.inquiry.merged_into if kind is EventType.INQUIRY_RELEASED else ""
    return (store.inquiry(into) if into else None) or case.inquiry


def _stored(commit: Commit, store: Store) -> bool:
    """False when somebody else wrote first."""
    try:
        store.commit(commit)
    except Conflict:
        return False
    return True
