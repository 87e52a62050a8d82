"""Search: inquiries by their words, for one person of the staff, newest first."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from chalicelib.domain.district import District
from chalicelib.domain.inquiry import Inquiry
from chalicelib.domain.permissions import Act, Actor, about, may
from chalicelib.domain.reference import parse_reference
from chalicelib.domain.search import (
    KEYS,
    Candidate,
    Indexed,
    at_once,
    begins,
    candidates,
    key_asked,
    opened_at,
    wanted,
)
from chalicelib.ports import Index, Store

PAGE = 25
FAR = 500
"""Entries that are read of one of several words, to find which say the others: some 100 KB, 12 read units."""
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
    """One page: one query and one read, however many words there are and whatever the table holds.
    What they may not read is as if it were not there. Raises Busy."""

    def sees(inquiry: Inquiry | None) -> bool:
        return inquiry is not None and may(actor, Act.READ, about(inquiry), district)

    reference = parse_reference(text)
    if reference:
        return Results(_named(reference, store, sees))
    words = wanted(text)
    if not words:
        return Results(vague=True)
    turn, place = _cursor(before)
    lead = words[turn % len(words)]
    stream = index.newest(key_asked(lead), before=place, most=FAR if len(words) > 1 else KEYS)
    found = candidates(lead, words, stream.entries)
    looked = at_once(found)
    matches = _matching(looked, index, sees)
    last = _last(found, looked, matches) or stream.reach
    living = tuple({one.reference: one for _, one in matches[:PAGE]}.values())
    if not last:
        return Results(living)
    following = turn if len(matches) >= PAGE else turn + 1
    return Results(living, f"{following % len(words)}~{last}", datetime.fromtimestamp(opened_at(last), UTC))


def _cursor(before: str) -> tuple[int, str]:
    """Which word leads, and the place to go on from. After a page that did not fill another word leads: it may be the rarer, and
    then its entries reach farther. So the rarest of them has led before there are more pages than words."""
    turn, _, place = before.rpartition("~")
    return (int(turn) if turn.isdecimal() else 0), place


def _last(found: Sequence[Candidate], looked: Sequence[Candidate], matches: Sequence[tuple[str, Inquiry]]) -> str:
    """The place where this page stops; empty when all that was found was looked at."""
    if len(matches) > PAGE or (len(matches) == PAGE and len(looked) < len(found)):
        return matches[PAGE - 1][0]
    return looked[-1].place if len(looked) < len(found) else ""


def _matching(looked: Sequence[Candidate], index: Index, sees: Sees) -> list[tuple[str, Inquiry]]:
    """Where each stands, and where it lives on; one that was merged a moment ago is shown itself until the index knows where."""
    there, records = index.read(
        [name for one in looked for name in (one.reference, one.into) if name],
        [one.reference for one in looked if one.left],
    )
    found = []
    for one in looked:
        own = there.get(one.reference)
        living = there.get(own.merged_into, own) if own and own.merged_into else own
        if sees(own) and living and sees(living) and _says(one, records):
            found.append((one.place, living))
    return found


def _says(one: Candidate, records: Mapping[str, Indexed]) -> bool:
    words = records[one.reference].words if one.reference in records else ()
    return all(begins(word, words) for word in one.left)


def _named(reference: str, store: Store, sees: Sees) -> tuple[Inquiry, ...]:
    own = store.inquiry(reference)
    living = store.inquiry(own.merged_into) if own and own.merged_into else own
    return (living,) if living and sees(own) and sees(living) else ()
