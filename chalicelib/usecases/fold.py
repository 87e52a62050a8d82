"""Fold: inquiries that changed become rows of the inbox."""

from collections.abc import Callable, Sequence

from chalicelib.domain.errors import Conflict
from chalicelib.domain.inbox import folded
from chalicelib.domain.inquiry import Inquiry
from chalicelib.ports import Inbox, Metrics

_TRIES = 6


def fold(
    changed: Sequence[Inquiry], *, shard_of: Callable[[str], int], inbox: Inbox, metrics: Metrics
) -> Sequence[Inquiry]:
    """Those that could not be folded now. One read and at most one write for each shard they fall in; changes that are known
    already write nothing."""
    by_shard: dict[int, list[Inquiry]] = {}
    for inquiry in changed:
        by_shard.setdefault(shard_of(inquiry.reference), []).append(inquiry)
    return [one for number, group in by_shard.items() if not _fold(number, group, inbox, metrics) for one in group]


def _fold(number: int, changed: Sequence[Inquiry], inbox: Inbox, metrics: Metrics) -> bool:
    for _ in range(_TRIES):
        shard = inbox.shard(number)
        rows = folded(shard.rows, changed)
        if rows == shard.rows:
            return True
        try:
            left = inbox.save(number, rows, version=shard.version)
        except Conflict:
            continue
        if left:
            metrics.count("InboxFull", left)
        return True
    return False
