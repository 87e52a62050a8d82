"""Search: inquiries by their words, for one person of the staff, newest first."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from chalicelib.domain.district import District
from chalicelib.domain.inquiry import Inquiry
from chalicelib.domain.permissions import Act, Actor, about, may
from chalicelib.domain.reference import parse_reference
from chalicelib.domain.search import Wanted, begins, key_asked, meeting, opened_at, reference_at, wanted
from chalicelib.ports import Index, Store

PAGE = 25
LOOKED_AT = 100
"""Inquiries that are read in one call."""
ROUNDS = 2
FAR = 500
"""Entries that are read of each of several words, to find where they meet: about 40 KB, 5 read units."""
Candidates = Sequence[tuple[str, tuple[str, ...]]]
Sees = Callable[[Inquiry | None], bool]


@dataclass(frozen=True, slots=True)
class Results:
    """`after` is the next page's cursor; `back_to` how far back was looked, where that was not all the way. `vague` says that
    nothing was asked that anything could be found by."""

    inquiries: tuple[Inquiry, ...] = ()
    after: str = ""
    back_to: datetime | None = None
    vague: bool = False


def search(text: str, *, actor: Actor, index: Index, store: Store, district: District, before: str = "") -> Results:
    """One page. At most a query for each of three words, and five reads, usually one, whatever the table holds.
    What they may not read is as if it were not there. Raises Busy."""

    def sees(inquiry: Inquiry | None) -> bool:
        return inquiry is not None and may(actor, Act.READ, about(inquiry), district)

    reference = parse_reference(text)
    if reference:
        named = store.inquiry(reference)
        return Results(tuple(_living([named], store, sees)) if named and sees(named) else ())
    asked = wanted(text)
    if not asked.asked:
        return Results(vague=True)
    keys = dict.fromkeys(map(key_asked, asked.asked))
    most = LOOKED_AT if len(asked.asked) == 1 else FAR
    streams = {key: index.newest(key, before=before, most=most) for key in keys}
    found = meeting({word: streams[key_asked(word)] for word in asked.asked})
    matches, last = _matching(found.candidates, asked, index, store, sees)
    after = last or found.reach
    living = _living([inquiry for _, inquiry in matches], store, sees)
    return Results(tuple(living), after, datetime.fromtimestamp(opened_at(after), UTC) if after else None)


def _matching(
    candidates: Candidates, asked: Wanted, index: Index, store: Store, sees: Sees
) -> tuple[list[tuple[str, Inquiry]], str]:
    """A page of them, and the place where it stopped; empty when all were looked at."""
    matches: list[tuple[str, Inquiry]] = []
    for start in range(0, ROUNDS * LOOKED_AT, LOOKED_AT):
        part = candidates[start : start + LOOKED_AT]
        matches += _seen(part, asked, index, store, sees)
        if len(matches) >= PAGE:
            full = len(matches) > PAGE or start + LOOKED_AT < len(candidates)
            return matches[:PAGE], matches[PAGE - 1][0] if full else ""
    looked = candidates[: ROUNDS * LOOKED_AT]
    return matches, looked[-1][0] if len(candidates) > len(looked) else ""


def _seen(part: Candidates, asked: Wanted, index: Index, store: Store, sees: Sees) -> list[tuple[str, Inquiry]]:
    there = {one.reference: one for one in store.inquiries_named([reference_at(place) for place, _ in part])}
    visible = [(place, missing) for place, missing in part if sees(there.get(reference_at(place)))]
    open_ones = {reference_at(place): (*missing, *asked.rest) for place, missing in visible}
    left = {reference: words for reference, words in open_ones.items() if words}
    kept = _words(tuple(left), index)
    return [
        (place, there[reference_at(place)])
        for place, _ in visible
        if all(begins(word, kept[reference_at(place)]) for word in left.get(reference_at(place), ()))
    ]


def _words(references: Sequence[str], index: Index) -> Mapping[str, tuple[str, ...]]:
    records = index.records(references) if references else {}
    return {one: records[one].words if one in records else () for one in references}


def _living(matches: Sequence[Inquiry], store: Store, sees: Sees) -> list[Inquiry]:
    """Each once; instead of one that lives on in another, that other."""
    merged = {one.merged_into for one in matches if one.merged_into}
    others = {one.reference: one for one in store.inquiries_named(tuple(merged))} if merged else {}
    living = (others.get(one.merged_into) if one.merged_into else one for one in matches)
    return list({one.reference: one for one in living if one and sees(one)}.values())
