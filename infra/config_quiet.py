"""Checks of quiet hours and digests: that they end, that there is a mail to send, that the hour comes when it may."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from chalicelib.domain.district import District
from chalicelib.domain.quiet import quiet_until, works_on
from chalicelib.domain.staff import Staff
from infra.config_hours import WEEKDAYS, check_hours, minutes
from infra.config_read import Document, Route
from infra.config_words import nearest

_MONDAY = datetime(2024, 1, 1)  # noqa: DTZ001  (any week's, by the clock on the wall)


def quiet_hours_make_sense(document: Document, district: District, _now: datetime) -> None:
    data = document.data.get("staff", {})
    for person in district.staff:
        route: Route = ("staff", person.id)
        told = data.get(person.id, {})
        check_hours(document, (*route, "quiet"), told.get("quiet", {}))
        if "digest" in told and minutes(told["digest"]) is None and ":" in told["digest"]:
            document.problem((*route, "digest"), f"`{told['digest']}` is no hour of a day", "write 7:30")
        if (person.quiet or person.digest is not None) and not person.mail:
            where = "quiet" if person.quiet else "digest"
            what = f"what waits for {person.id} comes by mail, and they have none"
            document.problem((*route, where), what, "add their `mail:`, or leave this out")
        for where, what, remedy in _of_hours(person):
            document.problem((*route, where), what, remedy)
        if person.language and person.language not in district.languages:
            what = f"the district does not write `{person.language}`"
            document.problem((*route, "language"), what, nearest(person.language, list(district.languages)))


def _of_hours(person: Staff) -> Iterator[tuple[str, str, str]]:
    if quiet_until(person, _MONDAY) is None:
        yield "quiet", f"the quiet hours of {person.id} never end", "leave some hours of the week out"
    elif person.digest is not None:
        for weekday in filter(lambda one: works_on(person, one), range(7)):
            at = _MONDAY + timedelta(days=weekday, minutes=person.digest)
            if quiet_until(person, at) != at:
                what = f"the digest of {person.id} comes in their quiet hours on {WEEKDAYS[weekday]}"
                yield "digest", what, "put it at their end or later"
                return
