"""Quiet hours: when a person is left alone, and when the digest of what came meanwhile leaves (docs/decisions/digest.md).

| quiet hours | digest hour | what comes                                                              |
|-------------|-------------|-------------------------------------------------------------------------|
| –           | –           | is told at once                                                         |
| given       | –           | in quiet hours waits for their end                                      |
| given       | given       | in quiet hours waits for the first digest hour of a working day after them |
| –           | given       | always waits for the next digest hour of a working day                  |
"""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from chalicelib.domain.staff import Staff

_WORKDAYS = frozenset(range(5))
_DAY = timedelta(days=1)


def held_until(person: Staff, at: datetime, time_zone: str) -> datetime | None:
    """When the digest leaves that lists what comes at `at` (aware); None for what the person hears of at once."""
    zone = ZoneInfo(time_zone)
    wall = at.astimezone(zone).replace(tzinfo=None)
    end = quiet_until(person, wall)
    loud = end == wall and (person.quiet or person.digest is None)
    if end is None or loud:
        return None
    leaves = end if person.digest is None else _digest_after(person, end, strictly=end == wall)
    return _instant(leaves, zone, after=at)


def quiet_until(person: Staff, wall: datetime) -> datetime | None:
    """The end of the quiet hours that a clock on the wall stands in; its own time outside of them. None when they never end."""
    for _ in range(len(person.quiet) + 1):
        minute = wall.hour * 60 + wall.minute
        today = (one for one in person.quiet if one.weekday == wall.weekday())
        span = next((one for one in today if one.start <= minute < one.end), None)
        if span is None:
            return wall
        wall = datetime.combine(wall.date(), time()) + timedelta(minutes=span.end)
    return None


def works_on(person: Staff, weekday: int) -> bool:
    """Their working days; of those without hours of their own, Monday to Friday."""
    return weekday in ({shift.weekday for shift in person.hours} or _WORKDAYS)


def _digest_after(person: Staff, wall: datetime, *, strictly: bool) -> datetime:
    """Absences do not count: whoever stands in gets the digest."""
    moment = datetime.combine(wall.date(), time()) + timedelta(minutes=person.digest or 0)
    while moment < wall or (strictly and moment == wall) or not works_on(person, moment.weekday()):
        moment += _DAY
    return moment


def _instant(wall: datetime, zone: ZoneInfo, *, after: datetime) -> datetime:
    """An hour that the clocks repeat means the first that is still ahead."""
    found = wall.replace(tzinfo=zone).astimezone(UTC)
    return found if found > after else wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
