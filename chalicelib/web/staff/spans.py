"""Lengths of time as a list has room for them: the largest unit alone."""

from datetime import timedelta

from chalicelib.channels.outbound.dates import spoken_length
from chalicelib.domain.district import District

_UNITS = tuple(timedelta(**{unit: 1}) for unit in ("days", "hours", "minutes"))


def rough(length: timedelta, language: str, district: District) -> str:
    """`3 days`, `2 hours`, `5 minutes`; under a minute in seconds, one at the least."""
    unit = next((one for one in _UNITS if length >= one), timedelta(seconds=1))
    return spoken_length(max(length // unit, 1) * unit, language, district=district)
