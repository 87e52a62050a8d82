"""`closed today`, `closed reopen`, `closed list`: a snow day, declared and taken back."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import click

from chalicelib.adapters import keys
from chalicelib.adapters.attributes import decode_item
from chalicelib.adapters.cached import closures_of
from chalicelib.adapters.codec import to_plain
from chalicelib.bootstrap import Services
from chalicelib.domain.calendar import calendar_of
from chalicelib.domain.clock import AroundTheClock
from chalicelib.domain.closing import Closures, declared, reopened
from chalicelib.domain.district import District
from chalicelib.domain.events import EventType
from chalicelib.domain.hours import Closure
from chalicelib.domain.permissions import OPERATOR
from infra.follow import follow, said, wait_option
from infra.operate import Open, installation, told
from infra.operate_decisions import stage_option
from infra.pointer import Change, ChangedMeanwhile

_TIME = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")
_NAMED = re.compile(r"([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})?)=(.*)", re.DOTALL)
_TRIES = 3
_LONGEST = 60
"""Days. What is longer was known before and stands in calendars.yaml, or is a year mistyped; every family that waits would be written to."""
_school = click.option(
    "--school", default="", metavar="SCHOOL", help="One school, by its id; without it, the district."
)
_as = click.option("--as", "staff", default="", metavar="STAFF", help="Who says so: an id of staff.yaml.")


@click.group()
def closed() -> None:
    """Close at short notice: open deadlines move, and families who were given another date hear of it."""


@closed.command()
@_school
@_as
@click.option("--from", "since", default="0:00", show_default=True, metavar="HH:MM", help="By the district's clock.")
@click.option("--until", default="", metavar="DATE", help="The last day of it, as 2026-12-04; without it, today.")
@click.option(
    "--because",
    "reasons",
    multiple=True,
    metavar="WHY",
    help="Why, as families read it; again as es=WHY for each language.",
)
@wait_option
@stage_option
@click.pass_obj
def today(
    opened: Open | None,
    /,
    school: str,
    staff: str,
    stage: str | None,
    reasons: tuple[str, ...],
    *,
    wait: bool,
    **asked: str,
) -> None:
    """The rest of today, or until a date, is no working time."""
    with told():
        services = (opened or installation)(stage)
        district, now = services.districts.newest(), services.clock()
        _known(district, school, staff)
        closure = _closure(district, now, school, asked, names=_names(district, reasons))

        def close(before: Closures) -> Closures | None:
            return declared(before, closure, now)

        detail = {"start": closure.start.isoformat(), "end": closure.end.isoformat(), "school": school}
        stored = _change(services, close, EventType.DISTRICT_CLOSED, detail | {"names": dict(closure.names)}, staff)
    what = f"{school or district.name} is closed {_span(closure, district)}"
    _tell(what, stored, "that was declared before", services if wait else None)
    for line in (*_unheld(district, school), *_as_it_is(district, closure)):
        click.echo(line, err=True)


def _unheld(district: District, school: str) -> Iterator[str]:
    """Topics whose clocks no closing holds; without it, a closing that moves nothing looks broken."""
    unheld = [
        one.id
        for one in district.topics
        if isinstance(calendar_of(district, topic=one.id, school=school), AroundTheClock)
    ]
    if unheld:
        which = "all topics" if len(unheld) == len(district.topics) else ", ".join(unheld)
        yield f"no closing holds {which}: their working time is around the clock"


def _as_it_is(district: District, closure: Closure) -> Iterator[str]:
    for language in district.languages:
        if closure.names and language not in closure.names:
            yield (f"families who read {language} get the reason as it is: add --because {language}=WHY")


@closed.command()
@_school
@_as
@click.option("--at", "when", default="", metavar="HH:MM", help="Open from then on today; without it, from now on.")
@wait_option
@stage_option
@click.pass_obj
def reopen(opened: Open | None, school: str, staff: str, when: str, stage: str | None, *, wait: bool) -> None:
    """Take back what is closed from now on."""
    with told():
        services = (opened or installation)(stage)
        district, now = services.districts.newest(), services.clock()
        _known(district, school, staff)
        at = _at(district, now.astimezone(ZoneInfo(district.time_zone)).date(), when) if when else now
        detail = {"at": at.isoformat(), "school": school}
        stored = _change(
            services, lambda before: reopened(before, at=at, school=school), EventType.DISTRICT_REOPENED, detail, staff
        )
    where = school or district.name
    if not stored:
        click.echo(f"{where} is not closed")
        return
    _tell(f"{where} is open again", stored, "", services if wait else None)


def _tell(what: str, stored: str, already: str, following: Services | None) -> None:
    """`stored` is the event's id, empty when nothing was to be stored."""
    if not stored:
        click.echo(f"{what}: {already}")
        return
    click.echo(what if following else f"{what}; open deadlines move within minutes")
    if following:
        click.echo(said(follow(lambda: following.tallies.read(stored))))


@closed.command("list")
@stage_option
@click.pass_obj
def list_command(opened: Open | None, stage: str | None) -> None:
    """What was closed at short notice, who said so, and how many deadlines that moved."""
    with told():
        services = (opened or installation)(stage)
        district = services.districts.newest()
        lines = [*_standing(district), *_history(services, district)]
    for line in lines or ["nothing was closed at short notice, and nothing was pushed since the first version"]:
        click.echo(line)


def _standing(district: District) -> Iterator[str]:
    for one in district.closures:
        yield f"{one.school or 'everywhere'}: closed {_span(one, district)}"


def _history(services: Services, district: District) -> Iterator[str]:
    """One query, and one read for each of the last twenty."""
    found = services.client("dynamodb").query(
        TableName=services.settings.need("table"),
        KeyConditionExpression="pk = :pk AND begins_with(sk, :events)",
        ExpressionAttributeValues={":pk": keys.CONFIG["pk"], ":events": {"S": "E#"}},
        ScanIndexForward=False,
        Limit=20,
    )
    for item in found["Items"]:
        (event,) = decode_item(item)["events"]
        tally = services.tallies.read(event["id"])
        at = datetime.fromisoformat(event["at"]).astimezone(ZoneInfo(district.time_zone))
        yield f"{at:%b %d %H:%M}  {event['type']} by {event['actor']}: {said(tally)}"


def _change(services: Services, to: Any, kind: EventType, detail: Mapping[str, Any], staff: str) -> str:
    """The id of the event that was stored; empty when nothing was to be. Another change at the same moment is read and built upon."""
    table, dynamodb = services.settings.need("table"), services.client("dynamodb")
    for _ in range(_TRIES):
        item = decode_item(dynamodb.get_item(TableName=table, Key=keys.CONFIG, ConsistentRead=True)["Item"])
        before = {name: value for name, value in item.items() if name not in {"pk", "sk"}}
        after = to(closures_of(before))
        if after is None:
            return ""
        change = Change(before | {"closures": to_plain(after)}, before, kind, detail, staff or OPERATOR.id)
        try:
            return change.store(services.randomness.stamp(), dynamodb=dynamodb, table=table)
        except ChangedMeanwhile:
            continue
    raise click.ClickException("others changed it at the same moment, three times in a row: try again")


def _names(district: District, reasons: tuple[str, ...]) -> dict[str, str]:
    """`snow` is said in the district's first language, `es=nieve` in that one."""
    found: dict[str, str] = {}
    for typed in reasons:
        named = _NAMED.fullmatch(typed)
        language, why = (named[1], named[2]) if named else (district.languages[0], typed)
        if language not in district.languages:
            known = ", ".join(district.languages)
            raise click.ClickException(f"the district does not write {language!r}: --because takes one of {known}")
        if language in found:
            raise click.ClickException(f"two reasons in {language}: say it once in each language")
        if why.strip():
            found[language] = why.strip()
    return found


def _closure(
    district: District, now: datetime, school: str, asked: Mapping[str, str], *, names: Mapping[str, str]
) -> Closure:
    """`asked` are `since` and `until`, as typed."""
    until = asked["until"]
    first = now.astimezone(ZoneInfo(district.time_zone)).date()
    try:
        last = date.fromisoformat(until) if until else first
    except ValueError as error:
        raise click.ClickException(f"{until!r} is no date: write year-month-day, such as 2026-12-04") from error
    if last < first:
        raise click.ClickException(f"--until {last} is past: name today ({first}) or a later day")
    if (last - first).days >= _LONGEST:
        limit = first + timedelta(days=_LONGEST - 1)
        raise click.ClickException(f"--until {last} is too far: {limit} at most; longer ones belong in calendars.yaml")
    start, end = _at(district, first, asked["since"]), _at(district, last + timedelta(days=1), "0:00")
    return Closure(f"{start:%Y%m%dT%H%M}-{school or 'all'}", start, end, school, names)


def _at(district: District, day: date, typed: str) -> datetime:
    found = _TIME.fullmatch(typed)
    if not found:
        raise click.ClickException(f"{typed!r} is no time of day: write hours and minutes, such as 12:00")
    return datetime.combine(day, time(int(found[1]), int(found[2])), ZoneInfo(district.time_zone)).astimezone(UTC)


def _known(district: District, school: str, staff: str) -> None:
    if school and district.school(school) is None:
        known = ", ".join(one.id for one in district.schools)
        raise click.ClickException(f"the district has no school {school!r}: --school takes one of {known}")
    if staff and district.person(staff) is None:
        raise click.ClickException("the district has no such person: --as takes an id of staff.yaml")


def _span(closure: Closure, district: District) -> str:
    zone = ZoneInfo(district.time_zone)
    why = district.called(closure.names, district.languages[0])
    return f"{closure.start.astimezone(zone):%b %d %H:%M} to {closure.end.astimezone(zone):%b %d %H:%M}" + (
        f" ({why})" if why else ""
    )
