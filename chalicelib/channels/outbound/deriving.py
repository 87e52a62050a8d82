"""How a deadline was found, in plain words: the same for the family, for staff and for `explain`."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from chalicelib.channels.outbound.catalogue import filled, sentence
from chalicelib.channels.outbound.dates import spoken_date, spoken_length
from chalicelib.domain.clock import Derivation, Gap
from chalicelib.domain.deadline import Deadline
from chalicelib.domain.district import District

_EARLIER = timedelta(days=7)
"""Dates are said in full, as they will be read at any time."""


def derived(clock: Deadline | None, language: str, district: District) -> str:
    """`2 hours of working time, counted from 4:40 PM on Friday, September 4; closed until 8:00 AM on Tuesday, September 8
    (Labor Day); due 9:40 AM on Tuesday, September 8`. Empty without a deadline."""
    if clock is None:
        return ""
    if clock.derivation is None:
        return clock.explanation
    return "; ".join(_sentences(clock.derivation, language, district))


def _sentences(found: Derivation, language: str, district: District) -> Iterator[str]:
    def say(key: str, **values: str) -> str:
        return filled(sentence(f"derivation.{key}", language, district), values)

    def when(at: datetime) -> str:
        zone = found.time_zone or district.time_zone
        return spoken_date(at, zone, language, found.started_at - _EARLIER, district=district)

    length = spoken_length(timedelta(seconds=found.seconds), language, district=district)
    yield say("working" if found.time_zone else "always", length=length, start=when(found.started_at))
    for gap in found.gaps:
        yield _closed(gap, found, language, district)
    if found.more:
        yield say("more.one" if found.more == 1 else "more", count=str(found.more))
    if found.lost:
        yield say("lost")
    yield say("due", due=when(found.due_at))


def _closed(gap: Gap, found: Derivation, language: str, district: District) -> str:
    at_once = gap.start == found.started_at
    dates = {
        name: spoken_date(at, found.time_zone, language, found.started_at - _EARLIER, district=district)
        for name, at in (("start", gap.start), ("end", gap.end))
    }
    key = "derivation.closed.now" if at_once else "derivation.closed"
    said = filled(sentence(key, language, district), dates)
    why = ", ".join(district.called(one, language) for one in gap.reasons)
    return f"{said} ({why})" if why else said
