"""What the schema cannot know: whether names lead somewhere, whether somebody is reached, whether words can be found.

Each check adds problems to the document; all of them run.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from zoneinfo import available_timezones

from chalicelib.domain.district import District, Rung
from infra.config_build import seconds, working_seconds
from infra.config_calendars import calendars_make_sense
from infra.config_people import (
    addresses_are_not_shared,
    pages_take_two_channels,
    people_stand_in_for_the_absent,
    somebody_is_always_reached,
    times_of_people_make_sense,
)
from infra.config_quiet import quiet_hours_make_sense
from infra.config_read import Document, Route
from infra.config_rules import rules_lead_somewhere
from infra.config_topics import owners_have_a_fallback, topics_have_their_words
from infra.config_words import languages_are_spoken, nearest, words_can_be_found

_LONGEST_PAUSE = 900
"""What a queue can delay a message by: SQS, DelaySeconds."""
_DAY = 86_400
_YEAR = 365 * _DAY
"""The most that a target or a rung may last: what is longer is a slip of the finger, and the clocks could not hold it."""
_NOWHERE = frozenset({"localtime", "Factory"})
"""Files of the time zone database that are no place: a machine's own setting, and one that was never set."""
_ROLES_OF_A_RUNG = ("assignee", "team", "supervisor", "leader")


def check_meaning(document: Document, district: District, now: datetime) -> None:
    """`district` is made of the document, as it is; `now` tells which absences are past."""
    known = district.time_zone in available_timezones() - _NOWHERE
    if district.time_zone in _NOWHERE:
        what = f"{district.time_zone} is whatever the machine that reads it was set to"
        document.problem(("time_zone",), what, "name the district's place, such as America/New_York")
    elif district.time_zone and not known:
        near = nearest(district.time_zone, sorted(available_timezones()))
        document.problem(("time_zone",), f"no time zone {district.time_zone}", near)
    district = district if known else replace(district, time_zone="UTC")
    for check in _CHECKS:
        check(document, district, now)


def _names_lead_somewhere(document: Document, _district: District, _now: datetime) -> None:
    data = document.data
    staff, teams, topics = (data.get(section, {}) for section in ("staff", "teams", "topics"))
    ladders, targets = data.get("ladders", {}), data.get("targets", {})
    _known(document, ("fallback_topic",), data.get("fallback_topic", ""), topics, "topic")
    for key, topic in topics.items():
        for name, known in (("team", teams), ("ladder", ladders), ("targets", targets)):
            _known(document, ("topics", key, name), topic.get(name, ""), known, name)
    for key, team in teams.items():
        _known(document, ("teams", key, "supervisor"), team.get("supervisor", ""), staff, "person")
        _all_known(document, ("teams", key, "members"), team.get("members", ()), staff)
    for key, person in staff.items():
        _known(document, ("staff", key, "substitute"), person.get("substitute", ""), staff, "person")
        for index, away in enumerate(person.get("absences", ())):
            route = ("staff", key, "absences", index, "substitute")
            _known(document, route, away.get("substitute", ""), staff, "person")
    for key, rungs in ladders.items():
        for index, rung in enumerate(rungs):
            known = [*_ROLES_OF_A_RUNG, *staff]
            _known(document, ("ladders", key, index, "who"), rung.get("who", ""), known, "rung")
    _all_known(document, ("on_call", "staff"), data.get("on_call", {}).get("staff", ()), staff)


def _times_make_sense(document: Document, _district: District, _now: datetime) -> None:
    if seconds(document.data.get("working_day", "")) > _DAY:
        document.problem(("working_day",), "a working day longer than a day", "write 24h at most, such as 8h")
    for key, targets in document.data.get("targets", {}).items():
        for name in ("first_response", "next_response", "resolution"):
            length = working_seconds(targets[name], document.data) if name in targets else -1
            if length == 0:
                document.problem(("targets", key, name), f"{name} of {key} is no time at all", "allow at least 1s")
            if length > _YEAR:
                document.problem(
                    ("targets", key, name), f"{name} of {key} is longer than a year", "write 8760h at most"
                )
    before = 0
    for index, moment in enumerate(document.data.get("on_call", {}).get("repeat", ())):
        if not before < seconds(moment) <= before + _LONGEST_PAUSE:
            what = f"the next page at {moment} is not 1s to 15m after the one before it"
            document.problem(
                ("on_call", "repeat", index), what, "count from the first page, in rising order: 5m, 10m, 15m"
            )
        before = seconds(moment)


def _climbs_make_sense(document: Document, district: District, _now: datetime) -> None:
    for key, rungs in district.ladders.items():
        for index, rung in enumerate(rungs):
            for name, what, remedy in _faults(rung):
                document.problem(("ladders", key, index, name), what, remedy)
            if index and rung.after_seconds < rungs[index - 1].after_seconds:
                what = f"rung {index + 1} of {key} comes before the one above it"
                document.problem(("ladders", key, index, "after"), what, "order them by time")


def _faults(rung: Rung) -> Iterator[tuple[str, str, str]]:
    if rung.times > 1 and rung.repeat_seconds < 1:
        yield "repeat", "told again after no time at all", "allow at least 1s"
    for name, length in (("after", rung.after_seconds), ("repeat", rung.repeat_seconds)):
        if length > _YEAR:
            yield name, f"`{name}` of {rung.who} is longer than a year", "write 365d at most"


def _known(document: Document, route: Route, name: str, known: Iterable[str], kind: str) -> None:
    names = list(known)
    if name and name not in names:
        document.problem(route, f"no {kind} `{name}`", nearest(name, names))


def _all_known(document: Document, route: Route, names: Iterable[str], staff: Iterable[str]) -> None:
    people = list(staff)
    for index, name in enumerate(names):
        _known(document, (*route, index), name, people, "person")


_CHECKS: tuple[Callable[[Document, District, datetime], None], ...] = (
    _names_lead_somewhere,
    somebody_is_always_reached,
    pages_take_two_channels,
    people_stand_in_for_the_absent,
    addresses_are_not_shared,
    times_of_people_make_sense,
    quiet_hours_make_sense,
    calendars_make_sense,
    _times_make_sense,
    _climbs_make_sense,
    languages_are_spoken,
    words_can_be_found,
    topics_have_their_words,
    owners_have_a_fallback,
    rules_lead_somewhere,
)
