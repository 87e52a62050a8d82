"""Regrouping inquiries: one lives on in another, two are linked. Decides everything, performs nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from chalicelib.domain import deadlines
from chalicelib.domain.commit import Commit, Outcome, Stamp, numbered
from chalicelib.domain.contact import Address, AddressKind
from chalicelib.domain.errors import Invalid
from chalicelib.domain.events import EventType
from chalicelib.domain.inquiry import Case, Inquiry, Page, Participant
from chalicelib.domain.words import Channel, Status

MOST_MERGED = 8
"""Each is one query more to read the survivor by."""
MOST_LINKED = 50


def merging(case: Case, survivor: Inquiry, *, stamp: Stamp, actor: str, why: str, same_people: bool) -> Commit:
    """The commit by which the case's inquiry lives on in `survivor`. `same_people` says that both come from the same
    people, or that a person wants these to read each other. Raises Invalid."""
    inquiry = case.inquiry
    _check(inquiry, survivor, same_people=same_people)
    fresh, outcomes = _grown(survivor, inquiry, stamp)
    told = Outcome(EventType.INQUIRY_MERGED, {"merged": inquiry.reference, "why": why}, actor)
    return Commit(
        reference=survivor.reference,
        stamp=stamp,
        inquiry=fresh,
        events=numbered(survivor.reference, stamp, [told, *outcomes]),
        also=(_ended(case, survivor, stamp=stamp, actor=actor, why=why), *_pages(case, stamp, actor)),
    )


def linking(one: Inquiry, other: Inquiry, *, stamp: Stamp, actor: str, why: str) -> Commit | None:
    """The commit by which each names the other; None when both do. Raises Invalid."""
    if one.reference == other.reference:
        raise Invalid({"reference": "itself"})
    if other.reference in one.linked and one.reference in other.linked:
        return None
    first, second = (_named(a, b, stamp=stamp, actor=actor, why=why) for a, b in ((one, other), (other, one)))
    return replace(first, also=(second,))


def same_people(one: Inquiry, other: Inquiry) -> bool:
    """They share an admitted address."""
    return bool(one.admitted & other.admitted)


def leads_on(merged: Inquiry, survivor: Inquiry) -> bool:
    """Whether the private link of a merged inquiry opens its survivor: while everybody who was on it is on that, too,
    and while the survivor's own links were not revoked."""
    people = merged.admitted
    current = survivor.link_generation == merged.merged_generation
    return current and bool(people) and people <= survivor.admitted


def _check(inquiry: Inquiry, survivor: Inquiry, *, same_people: bool) -> None:
    refusals = (
        ("itself", inquiry.reference == survivor.reference),
        ("merged", bool(inquiry.merged_into or survivor.merged_into)),
        ("held", bool(inquiry.held or survivor.held)),
        ("anonymous", not inquiry.admitted or not survivor.admitted),
        ("other_people", not same_people),
        ("not_by_text", _texted_without_consent(inquiry, survivor)),
        ("too_many", len(survivor.merged) + len(inquiry.merged) + 1 > MOST_MERGED),
    )
    for why, applies in refusals:
        if applies:
            raise Invalid({"reference": why})


def _texted_without_consent(inquiry: Inquiry, survivor: Inquiry) -> bool:
    """Who left a number and no consent would be texted where the survivor talks by text."""
    fresh = [one for one in inquiry.admitted - survivor.admitted if one.kind is AddressKind.PHONE]
    consents = inquiry.texts_allowed or inquiry.channel is Channel.SMS
    return bool(fresh) and not consents and (survivor.channel is Channel.SMS or survivor.texts_allowed)


def _grown(survivor: Inquiry, inquiry: Inquiry, stamp: Stamp) -> tuple[Inquiry, list[Outcome]]:
    """The survivor with the people, dangers and links of both, the louder priority and the stricter deadline."""
    wakes = bool(inquiry.deadline) and survivor.status in {Status.WAITING, Status.CLOSED}
    fresh = replace(
        survivor,
        version=survivor.version + 1,
        updated_at=stamp.now,
        status=Status.OPEN if wakes else survivor.status,
        closed_at=None if wakes else survivor.closed_at,
        wakes_at=None if wakes else _wakes_at(survivor, inquiry),
        priority=min(survivor.priority, inquiry.priority, key=lambda one: one.place),
        participants=_people(survivor.participants, inquiry.participants),
        clocks=deadlines.joined(survivor.clocks, inquiry.clocks),
        met=deadlines.remembered((*survivor.met, *inquiry.met)),
        dangers=_union(survivor.dangers, inquiry.dangers),
        tags=_union(survivor.tags, inquiry.tags),
        texts_allowed=_consent(survivor, inquiry),
        confidential=survivor.confidential or inquiry.confidential,
        merged=(*survivor.merged, inquiry.reference, *inquiry.merged),
        linked=tuple(
            one
            for one in _union(survivor.linked, inquiry.linked)
            if one not in {survivor.reference, inquiry.reference, *inquiry.merged}
        )[:MOST_LINKED],
    )
    outcomes = []
    if wakes and survivor.status is Status.CLOSED:
        outcomes.append(Outcome(EventType.INQUIRY_REOPENED, {"why": "an open inquiry was merged into it"}))
    outcomes += [deadlines.deadline_set(one) for one in fresh.running if one not in survivor.clocks]
    return replace(fresh, expected_by=deadlines.expected_by(fresh)), outcomes


def _wakes_at(survivor: Inquiry, inquiry: Inquiry) -> datetime | None:
    """The earlier end of their waiting, where the survivor waits."""
    ends = (survivor.wakes_at, inquiry.wakes_at) if survivor.status is Status.WAITING else (survivor.wakes_at,)
    return min((one for one in ends if one), default=None)


def _ended(case: Case, survivor: Inquiry, *, stamp: Stamp, actor: str, why: str) -> Commit:
    inquiry = case.inquiry
    outcomes = [Outcome(EventType.INQUIRY_MERGED, {"into": survivor.reference, "why": why}, actor)]
    outcomes += [Outcome(EventType.PAGE_ACKNOWLEDGED, {"page": page.id}, actor) for page in _open(case.pages)]
    fresh = replace(
        inquiry,
        version=inquiry.version + 1,
        updated_at=stamp.now,
        status=Status.CLOSED,
        closed_at=stamp.now,
        clocks=(),
        wakes_at=None,
        met=(),
        expected_by=None,
        merged_into=survivor.reference,
        merged_generation=survivor.link_generation,
    )
    events = numbered(inquiry.reference, stamp, outcomes)
    return Commit(reference=inquiry.reference, stamp=stamp, inquiry=fresh, events=events)


def _pages(case: Case, stamp: Stamp, actor: str) -> Iterator[Commit]:
    """Whoever merges an inquiry that pages has its danger in hand: the page ends in their name."""
    for page in _open(case.pages):
        fresh = replace(page, version=page.version + 1, acknowledged_by=actor, acknowledged_at=stamp.now)
        yield Commit(reference=page.reference, stamp=stamp, page=fresh)


def _open(pages: Iterable[Page]) -> list[Page]:
    return [page for page in pages if not page.acknowledged_by]


def _named(one: Inquiry, other: Inquiry, *, stamp: Stamp, actor: str, why: str) -> Commit:
    linked = _union(one.linked, (other.reference,))
    if len(linked) > MOST_LINKED:
        raise Invalid({"reference": "too_many"})
    fresh = replace(one, version=one.version + 1, updated_at=stamp.now, linked=linked)
    told = Outcome(EventType.INQUIRY_LINKED, {"linked": other.reference, "why": why}, actor)
    events = numbered(one.reference, stamp, [told])
    return Commit(reference=one.reference, stamp=stamp, inquiry=fresh, events=events)


def _people(mine: tuple[Participant, ...], theirs: tuple[Participant, ...]) -> tuple[Participant, ...]:
    """Each once. Admitted on either is admitted, unless a person refused them on the survivor; whoever waits for that
    decision goes on waiting."""
    known: dict[Address, Participant] = {one.address: one for one in mine}
    for one in theirs:
        there = known.get(one.address)
        if there is None or (one.admitted and not there.admitted and not there.refused):
            known[one.address] = one
    return tuple(known.values())


def _consent(survivor: Inquiry, inquiry: Inquiry) -> bool:
    """Every number that is on it must have allowed texts."""
    asked = [
        one for one in (survivor, inquiry) if any(who.address.kind is AddressKind.PHONE for who in one.participants)
    ]
    return bool(asked) and all(one.texts_allowed or one.channel is Channel.SMS for one in asked)


def _union(mine: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*mine, *theirs)))
