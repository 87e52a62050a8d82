"""Moments and lengths of time in plain words."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from chalicelib.channels.outbound.catalogue import filled, sentence
from chalicelib.domain.district import District

_UNITS = (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1))


def spoken_date(at: datetime, time_zone: str, language: str, now: datetime, *, district: District | None = None) -> str:
    """`4:40 PM today`, `9:40 AM tomorrow, Tuesday`, `9:40 AM on Friday, November 27`; with the year when it is not
    this one. `at` and `now` are aware; `time_zone` is an IANA name."""
    zone = ZoneInfo(time_zone)
    local, today = at.astimezone(zone), now.astimezone(zone).date()

    def say(key: str, **values: str) -> str:
        return filled(sentence(f"date.{key}", language, district), values)

    hour = local.hour % 12 or 12
    half = say("am" if local.hour < 12 else "pm")
    time = say("time.one" if hour == 1 else "time", hour=str(hour), minute=f"{local.minute:02}", half=half)
    return say(
        _form(local, today=today.toordinal(), year=today.year),
        time=time,
        weekday=say(f"weekday.{local.weekday()}"),
        month=say(f"month.{local.month}"),
        day=str(local.day),
        year=str(local.year),
    )


def spoken_length(length: timedelta, language: str, *, district: District | None = None) -> str:
    """`2 hours 5 minutes`: the two largest units; less than a second is no second at all."""
    left = max(0, int(length.total_seconds()))
    parts: list[str] = []
    for unit, size in _UNITS:
        count, left = divmod(left, size)
        if count:
            form = "one" if count == 1 else "many"
            parts.append(filled(sentence(f"length.{unit}.{form}", language, district), {"count": str(count)}))
    return " ".join(parts[:2]) or filled(sentence("length.second.many", language, district), {"count": "0"})


def _form(local: datetime, *, today: int, year: int) -> str:
    days = local.date().toordinal() - today
    if days == 0:
        return "today"
    if days == 1:
        return "tomorrow"
    return "day" if local.year == year else "year"
