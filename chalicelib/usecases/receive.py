"""Receive: a submission becomes one transaction, once."""

from dataclasses import dataclass

from chalicelib.domain.errors import Conflict, Duplicate, Invalid
from chalicelib.domain.inquiry import Inquiry
from chalicelib.domain.intake import intake
from chalicelib.domain.submission import Submission
from chalicelib.domain.threads import Found
from chalicelib.domain.words import Channel
from chalicelib.ports import Districts, Randomness, Store

_TRIES = 5
_KEYED = frozenset({Channel.FORM, Channel.WEB, Channel.PHONE})


@dataclass(frozen=True, slots=True)
class Received:
    """Where a submission went. `duplicate` says that it was there before."""

    reference: str
    inquiry: Inquiry | None
    opened: bool = False
    duplicate: bool = False


def receive(submission: Submission, *, store: Store, districts: Districts, randomness: Randomness) -> Received:
    """At most two reads and one transaction where nobody else writes to the same thread at that moment; else again
    from a fresh read. Raises Busy or Conflict (the queue repeats) and, on the form, Invalid when an Idempotency-Key
    comes back with another body."""
    for _ in range(_TRIES):
        found = store.find(submission)
        known = _filed_before(submission, found)
        if known:
            return Received(reference=known, inquiry=store.inquiry(known), duplicate=True)
        plan = intake(
            submission,
            found,
            districts.current(),
            stamp=randomness.stamp(),
            new_reference=randomness.reference(),
        )
        try:
            store.commit(plan.commit)
        except (Conflict, Duplicate):
            continue
        return Received(reference=plan.commit.reference, inquiry=plan.commit.inquiry, opened=plan.opened)
    raise Conflict("inquiry")


def _filed_before(submission: Submission, found: Found) -> str:
    """The reference under which this very source was filed, or empty."""
    source = submission.source
    for key in (source.key, source.fallback_key):
        filed = found.filed.get(key)
        if filed is None:
            continue
        if filed.fingerprint == source.fingerprint:
            return filed.reference
        if submission.channel in _KEYED:
            raise Invalid({"idempotency_key": "key_reused"})
    return ""
