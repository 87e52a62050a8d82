"""Checks of people: who is away when, who stands in, and whether at every moment somebody is reached.

Whom a ladder or a page reaches is asked of the domain itself, now and on the first day of every absence to come.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from chalicelib.domain import ladder
from chalicelib.domain.district import District, Topic
from chalicelib.domain.inquiry import Inquiry
from chalicelib.domain.words import Channel, Priority, Status
from infra.config_hours import check_hours, day
from infra.config_read import Document, Route

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def somebody_is_always_reached(document: Document, district: District, now: datetime) -> None:
    moments = _moments(district, now)
    for team in district.teams:
        for when, at in moments:
            if team.members and not any(district.reachable(one, at=at) for one in team.members):
                what = f"nobody of {team.id} can be reached{when}"
                remedy = "give a member a mail or phone, or an absent one a substitute who is there"
                document.problem(("teams", team.id, "members"), what, remedy)
                break
    for topic in district.topics:
        _ladder_reaches(document, district, topic.id, moments)
    for key in sorted(district.ladders.keys() - {topic.ladder for topic in district.topics}):
        _idle_ladder_reaches(document, district, key, moments)
    for when, at in moments:
        if district.lexicon and not any(district.reachable(one, at=at) for one in district.on_call.staff):
            route: Route = ("on_call",) if "on_call" in document.data else ("lexicon",)
            what = f"the lexicon pages nobody: no one on call can be reached{when}"
            document.problem(route, what, "put a person with a mail or phone on call")
            break


def pages_take_two_channels(document: Document, district: District, _now: datetime) -> None:
    """Warns of people on call whom a page reaches by one channel only, and of those who stand on the list twice."""
    listed = district.on_call.staff
    for index, one in enumerate(listed):
        route: Route = ("on_call", "staff", index)
        person = district.person(one)
        if person and bool(person.mail) != bool(person.phone):
            missing = "mail" if person.phone else "phone"
            document.warn(route, f"a page reaches {one} by one channel only", f"give them a {missing}")
        if one in listed[:index]:
            document.warn(route, f"{one} stands on the list already", "name somebody else: it begins again by itself")


def _ladder_reaches(document: Document, district: District, topic_id: str, moments: list[tuple[str, datetime]]) -> None:
    topic = district.topic(topic_id)
    if topic.ladder not in district.ladders or topic.team not in {team.id for team in district.teams}:
        return
    for when, at in moments:
        alone = [one for one in Priority if not _reaches_somebody(topic, one, district, at)]
        if alone:
            of = "" if len(alone) == len(Priority) else f" of {' or '.join(alone)} priority"
            what = f"the ladder {topic.ladder} reaches nobody for {topic.id}{of}{when}"
            document.problem(("topics", topic.id, "ladder"), what, "name a rung that somebody reachable stands on")
            return


def _idle_ladder_reaches(document: Document, district: District, key: str, moments: list[tuple[str, datetime]]) -> None:
    """One that no topic climbs yet reaches somebody when it would for one of the teams."""
    rungs = district.ladders[key]
    climbs = [_unassigned(key, team.id, Priority.NORMAL) for team in district.teams]
    for when, at in moments:
        if not any(ladder.who(rung.who, one, district, at=at) for rung in rungs for one in climbs):
            what = f"the ladder {key} reaches nobody{when}"
            document.problem(("ladders", key), what, "name a rung that somebody reachable stands on, or take it out")
            return


def _moments(district: District, now: datetime) -> list[tuple[str, datetime]]:
    """Now, and each day on which somebody's absence begins: between them nobody more is away."""
    zone = ZoneInfo(district.time_zone)
    today = now.astimezone(zone).date()
    begins = {away.first for person in district.staff for away in person.absences if away.first > today}
    noons = [(f" on {one}", datetime.combine(one, time(12), zone)) for one in sorted(begins)]
    return [("", now), *noons]


def people_stand_in_for_the_absent(document: Document, district: District, _now: datetime) -> None:
    for person in district.staff:
        route: Route = ("staff", person.id)
        if person.substitute == person.id:
            what = f"{person.id} stands in for themselves"
            document.problem((*route, "substitute"), what, "name another")
        for index, away in enumerate(person.absences):
            here = (*route, "absences", index)
            if away.substitute == person.id:
                document.problem((*here, "substitute"), f"{person.id} stands in for themselves", "name another")
            else:
                _chain_ends(document, district, person.id, away.first, here)


def _chain_ends(document: Document, district: District, staff_id: str, on: date, route: Route) -> None:
    """Follows who stands in for whom on that day."""
    chain = [staff_id]
    while (person := district.person(chain[-1])) and person.absence(on):
        following = person.stand_in(on)
        if following in chain:
            circle = " → ".join([*chain, following])
            document.problem(route, f"on {on} people stand in for each other in a circle ({circle})", "name another")
            return
        if not following:
            break
        chain.append(following)
    last = district.person(chain[-1])
    if len(chain) > 1 and last and last.absence(on):
        what = f"the substitute {last.id} is absent too on {on}, and nobody stands in for them"
        document.problem(route, what, "name somebody who is there")


def times_of_people_make_sense(document: Document, _district: District, _now: datetime) -> None:
    for key, person in document.data.get("staff", {}).items():
        check_hours(document, ("staff", key, "hours"), person.get("hours", {}))
        taken: list[tuple[date, date]] = []
        for index, away in enumerate(person.get("absences", ())):
            route: Route = ("staff", key, "absences", index)
            dates = list(_dates(document, route, away))
            if len(dates) == 2:
                _note_overlap(document, route, dates, taken)


def _dates(document: Document, route: Route, away: dict[str, str]) -> Iterator[date]:
    for name in ("from", "to"):
        found = day(away[name]) if name in away else (date.max if name == "to" else None)
        if found:
            yield found
        elif _DATE.fullmatch(away.get(name, "")):
            document.problem((*route, name), f"`{away[name]}` is no date", "write year-month-day, such as 2026-12-24")


def _note_overlap(document: Document, route: Route, dates: list[date], taken: list[tuple[date, date]]) -> None:
    first, last = dates
    if last < first:
        document.problem(route, f"the absence ends on {last}, before it begins", "put the earlier day under `from`")
        return
    if any(first <= end and start <= last for start, end in taken):
        document.problem(route, f"the absence from {first} overlaps another", "make one absence of the two")
    taken.append((first, last))


def addresses_are_not_shared(document: Document, district: District, _now: datetime) -> None:
    people = Counter(person.mail for person in district.staff if person.mail)
    for person in district.staff:
        if people[person.mail] > 1:
            mail: Route = ("staff", person.id, "mail")
            document.problem(mail, f"{person.mail} belongs to more than one person", "give each their own")
    ours = set(district.mail_addresses)
    written: list[tuple[Route, str]] = [(("staff", person.id, "mail"), person.mail) for person in district.staff]
    written += [(("teams", team.id, "mailbox"), team.mailbox) for team in district.teams]
    for route, address in written:
        if address in ours:
            document.problem(route, f"{address} is where families write to", "use an address that people read")


def _reaches_somebody(topic: Topic, priority: Priority, district: District, at: datetime) -> bool:
    climbs = _unassigned(topic.id, topic.team, priority)
    return any(ladder.who(step.rung.who, climbs, district, at=at) for step in ladder.moments(climbs, district))


def _unassigned(topic: str, team: str, priority: Priority) -> Inquiry:
    """Any inquiry of that topic and team that nobody has taken yet."""
    at = datetime(2000, 1, 1, tzinfo=UTC)
    return Inquiry(
        reference="",
        version=1,
        status=Status.NEW,
        priority=priority,
        topic=topic,
        team=team,
        channel=Channel.FORM,
        language="",
        subject="",
        opened_at=at,
        updated_at=at,
        decided_under="",
    )
