"""What a person decides about a held inquiry: it is released, as if it had come in unheld now, or deleted."""

from dataclasses import dataclass, replace

from chalicelib.domain.commit import Commit, Outcome, Stamp, numbered
from chalicelib.domain.district import District
from chalicelib.domain.errors import Invalid
from chalicelib.domain.events import Event, EventType
from chalicelib.domain.inquiry import Case, Inquiry, Message
from chalicelib.domain.intake import intake
from chalicelib.domain.submission import Kind, Submission
from chalicelib.domain.threads import Found
from chalicelib.domain.words import Status

MOST_ERASED = 80
"""Messages that one transaction removes; a longer inquiry takes several, the last of which closes it."""
_PEOPLE = frozenset({Kind.MESSAGE, Kind.UNREADABLE})


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decided, why and when."""

    actor: str
    why: str
    stamp: Stamp


def as_unheld(submission: Submission) -> Submission:
    """What was held, as a person's word: that is what a release says of it."""
    kind = submission.kind if submission.kind in _PEOPLE else Kind.MESSAGE
    return replace(submission, held="", kind=kind)


def releasing(case: Case, submission: Submission, found: Found, district: District, decision: Decision) -> Commit:
    """The commit by which a held inquiry starts, or joins the thread it answers. `submission` is `as_unheld`. More mail
    that came for it meanwhile keeps it on its own."""
    held = case.inquiry
    others = {name: one for name, one in found.inquiries.items() if one.reference != held.reference}
    known = replace(found, inquiries=others if len(case.messages) == 1 else {})
    plan = intake(submission, known, district, stamp=decision.stamp, new_reference=held.reference)
    commit = replace(plan.commit, source=None, events=_unpaged(case, plan.commit.events))
    return _opened(case, commit, decision) if plan.opened else _joined(held, commit, decision)


def deleting(case: Case, decision: Decision) -> tuple[Commit, bool]:
    """The commit by which a held inquiry loses what was said in it, and whether that was all of it. Raises Invalid
    while a danger found in it was acknowledged by nobody."""
    if _unanswered_danger(case):
        raise Invalid({"reference": "danger"})
    gone = case.messages[:MOST_ERASED]
    whole = len(gone) == len(case.messages)
    originals = tuple(dict.fromkeys(one.original for one in gone if one.original))
    detail: dict[str, object] = {"why": decision.why, "held": case.inquiry.held, "messages": len(gone)}
    outcome = Outcome(EventType.INQUIRY_DELETED, detail | {"originals": list(originals)}, decision.actor)
    inquiry = replace(case.inquiry, version=case.inquiry.version + 1, updated_at=decision.stamp.now)
    return Commit(
        reference=inquiry.reference,
        stamp=decision.stamp,
        inquiry=_emptied(inquiry, decision) if whole else inquiry,
        events=numbered(inquiry.reference, decision.stamp, [outcome]),
        erased=tuple(one.id for one in gone),
        unhold=True,
    ), whole


def _opened(case: Case, commit: Commit, decision: Decision) -> Commit:
    """Under the reference it has, with what happened to it meanwhile."""
    held, fresh, (first, *rest) = case.inquiry, commit.inquiry, case.messages
    assert fresh is not None
    later = [one for one in rest if one.attachments and one.original and not one.automatic]
    told = _released(held, decision, {"message": first.id})
    return replace(
        commit,
        inquiry=replace(
            fresh,
            version=held.version + 1,
            opened_at=held.opened_at,
            priority=min(fresh.priority, held.priority, key=lambda one: one.place),
            dangers=tuple(dict.fromkeys((*held.dangers, *fresh.dangers))),
            participants=tuple(dict.fromkeys((*fresh.participants, *held.participants))),
            linked=tuple(dict.fromkeys((*held.linked, *fresh.linked))),
            assignee=held.assignee,
            clocks=tuple(replace(one, message=first.id) for one in fresh.clocks),
        ),
        message=None,
        events=numbered(
            held.reference, decision.stamp, [told, *(_about(first, one) for one in commit.events), *map(_files, later)]
        ),
        unhold=True,
    )


def _joined(held: Inquiry, commit: Commit, decision: Decision) -> Commit:
    """Its message is received on the thread, where a copy of it goes; its own reference leads there from now on."""
    thread = commit.inquiry
    assert thread is not None
    told = _released(held, decision, {"into": thread.reference})
    ended = replace(
        held,
        version=held.version + 1,
        updated_at=decision.stamp.now,
        held="",
        status=Status.CLOSED,
        closed_at=decision.stamp.now,
        merged_into=thread.reference,
        merged_generation=thread.link_generation,
    )
    events = numbered(held.reference, decision.stamp, [told])
    also = Commit(held.reference, decision.stamp, inquiry=ended, events=events, unhold=True)
    return replace(commit, also=(also,))


def _released(held: Inquiry, decision: Decision, detail: dict[str, object]) -> Outcome:
    return Outcome(EventType.INQUIRY_RELEASED, detail | {"held": held.held, "why": decision.why}, decision.actor)


def _emptied(inquiry: Inquiry, decision: Decision) -> Inquiry:
    """The tombstone: nothing of what was said, and nobody."""
    now = decision.stamp.now
    fresh = replace(inquiry, status=Status.CLOSED, closed_at=now, held="", subject="", participants=(), contact_id="")
    return replace(fresh, clocks=(), expected_by=None)


def _about(message: Message, event: Event) -> Outcome:
    """As intake decided it, told of the message as it is stored."""
    detail = dict(event.detail)
    return Outcome(event.type, detail | {"message": message.id} if "message" in detail else detail, event.actor)


def _files(message: Message) -> Outcome:
    """Nothing was taken out of what came for it while it was held."""
    return Outcome(EventType.FILES_WANTED, {"message": message.id, "files": len(message.attachments)})


def _unpaged(case: Case, events: tuple[Event, ...]) -> tuple[Event, ...]:
    """A danger is paged when it is found, held or not; a release does not wake people again."""
    paged = any(event.type is EventType.DANGER_FOUND for event in case.events)
    return tuple(one for one in events if not (paged and one.type is EventType.DANGER_FOUND))


def _unanswered_danger(case: Case) -> bool:
    found = any(event.type is EventType.DANGER_FOUND for event in case.events)
    return found and not any(page.acknowledged_by for page in case.pages)
