"""Index: inquiries and messages that changed are found by their words from then on.

The stream only says what to look at; what is written is what the table says now. So a record that comes twice, late or after what
it tells of was erased changes nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from chalicelib.domain.errors import Conflict, Transient
from chalicelib.domain.inquiry import Message
from chalicelib.domain.search import Entry, Indexed, indexed, said_in
from chalicelib.ports import Index, Store

_TRIES = 5
AT_ONCE = 50
"""Messages of one inquiry that are read in one call; more at once, and the whole of it is read."""


@dataclass(frozen=True, slots=True)
class Changed:
    """What the stream says of an inquiry: that it changed, or those of its messages."""

    reference: str
    messages: tuple[str, ...] = ()
    erased: bool = False


def index(changed: Iterable[Changed], *, index: Index, store: Store) -> Sequence[str]:
    """References of those that could not be indexed now. For each inquiry one read, and where there is something new one write for
    each 25 entries and one for the record of them. A word whose beginning is new is told to all entries: each has the sketch."""
    left = []
    for one in together(changed):
        try:
            refresh(one.reference, one.messages, index=index, store=store, whole=one.erased)
        except Transient:
            left.append(one.reference)
    return left


def together(changed: Iterable[Changed]) -> Sequence[Changed]:
    """All that is said of one inquiry, in one."""
    found: dict[str, Changed] = {}
    for one in changed:
        known = found.get(one.reference, Changed(one.reference))
        messages = tuple(dict.fromkeys((*known.messages, *one.messages)))
        found[one.reference] = Changed(one.reference, messages, known.erased or one.erased)
    return list(found.values())


def refresh(
    reference: str, messages: Sequence[str], *, index: Index, store: Store, whole: bool = False, anew: bool = False
) -> int:
    """How many entries were written or removed. `whole` reads all of its messages, as for a confidential one always, `anew` writes all entries whatever is known
    of them. Raises Conflict or Busy."""
    touched: dict[str, None] = {}
    named = messages if len(messages) <= AT_ONCE else ()
    for _ in range(_TRIES):
        known, inquiry, there = index.known(reference, named)
        if inquiry is None:
            fresh = None
        elif whole or inquiry.confidential or len(named) < len(messages) or _lost(named, there):
            fresh = _whole(known, store)
        else:
            fresh = indexed(known, inquiry, chain(known.said, *map(said_in, there)))
        put, drop = _difference(known, fresh, touched, anew=anew)
        place = fresh.place if fresh else known.place
        if put or drop:
            index.change(place, put=put, drop=drop)
            touched |= dict.fromkeys(put)
        try:
            _remember(known, fresh, index)
        except Conflict:
            continue
        return len(put) + len(drop)
    raise Conflict("indexed")


def _lost(named: Sequence[str], there: Sequence[Message]) -> bool:
    """Words of what is gone, or told elsewhere now, must go: which those are, the other messages say."""
    return len(there) < len(named) or any(one.split_into for one in there)


def _whole(known: Indexed, store: Store) -> Indexed | None:
    """Without what was merged into it: that has entries of its own."""
    case = store.case(known.reference)
    if case is None:
        return None
    own = [one for one in case.messages if one.reference == known.reference]
    return indexed(known, case.inquiry, chain(*map(said_in, own)), names=[one.author_name for one in own])


def _difference(
    known: Indexed, fresh: Indexed | None, touched: Mapping[str, None], *, anew: bool
) -> tuple[Mapping[str, Entry], Sequence[str]]:
    """`touched` are keys that an earlier try wrote, which a colleague's record does not know of."""
    before, after = known.entries, fresh.entries if fresh else {}
    put = {key: one for key, one in after.items() if anew or key in touched or before.get(key) != one}
    return put, [key for key in dict.fromkeys((*before, *touched)) if key not in after]


def _remember(known: Indexed, fresh: Indexed | None, index: Index) -> None:
    if fresh is None:
        if known.version:
            index.forget(known)
    elif fresh != known:
        index.keep(fresh)
