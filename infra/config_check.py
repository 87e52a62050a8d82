"""What the schema cannot know: whether names lead somewhere, whether somebody is reached, whether words can be found.

Each check adds problems to the document; all of them run. Whom a ladder or a page reaches is asked of the domain itself.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from zoneinfo import available_timezones

from chalicelib.domain import ladder
from chalicelib.domain.district import District
from chalicelib.domain.inquiry import Inquiry
from chalicelib.domain.words import Channel, Priority, Status
from infra.config_build import seconds
from infra.config_read import Document, Route
from infra.config_words import languages_are_spoken, nearest, words_can_be_found

_LONGEST_PAUSE = 900
"""What a queue can delay a message by: SQS, DelaySeconds."""
_ROLES_OF_A_RUNG = ("assignee", "team", "supervisor", "leader")


def check_meaning(document: Document, district: District) -> None:
    """`district` is made of the document, as it is."""
    for check in _CHECKS:
        check(document, district)


def _names_lead_somewhere(document: Document, _district: District) -> None:
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
    for key, rungs in ladders.items():
        for index, rung in enumerate(rungs):
            known = [*_ROLES_OF_A_RUNG, *staff]
            _known(document, ("ladders", key, index, "who"), rung.get("who", ""), known, "rung")
    _all_known(document, ("on_call", "staff"), data.get("on_call", {}).get("staff", ()), staff)


def _somebody_is_reached(document: Document, district: District) -> None:
    for team in district.teams:
        if team.members and not any(map(district.reachable, team.members)):
            document.problem(
                ("teams", team.id, "members"),
                f"nobody of {team.id} can be reached",
                "give a member a mail or phone, or an absent one a substitute who is there",
            )
    for topic in district.topics:
        if topic.ladder not in district.ladders or topic.team not in {team.id for team in district.teams}:
            continue
        climbs = _unassigned(topic.team)
        if not any(ladder.who(rung.who, climbs, district) for rung in district.ladders[topic.ladder]):
            document.problem(
                ("topics", topic.id, "ladder"),
                f"the ladder {topic.ladder} reaches nobody for {topic.id}",
                "name a rung that somebody with a mail or phone stands on",
            )
    if district.lexicon and not any(map(district.reachable, district.on_call.staff)):
        document.problem(
            ("on_call",) if "on_call" in document.data else ("lexicon",),
            "the lexicon pages nobody: no one on call can be reached",
            "put a person with a mail or phone on call",
        )


def _people_stand_in_for_the_absent(document: Document, district: District) -> None:
    for person in district.staff:
        substitute = district.person(person.substitute)
        if person.substitute == person.id:
            document.problem(
                ("staff", person.id, "substitute"), f"{person.id} stands in for themselves", "name another"
            )
        elif person.absent and substitute and substitute.absent:
            document.problem(
                ("staff", person.id, "substitute"),
                f"the substitute {substitute.id} is absent too",
                "name somebody who is there",
            )


def _addresses_are_not_shared(document: Document, district: District) -> None:
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


def _times_make_sense(document: Document, district: District) -> None:
    if district.time_zone and district.time_zone not in available_timezones():
        known = sorted(available_timezones())
        document.problem(("time_zone",), f"no time zone {district.time_zone}", nearest(district.time_zone, known))
    for key, targets in document.data.get("targets", {}).items():
        for name in ("first_response", "next_response"):
            if name in targets and seconds(targets[name]) == 0:
                document.problem(("targets", key, name), f"{name} of {key} is no time at all", "allow at least 1s")
    for key, rungs in district.ladders.items():
        for index in range(1, len(rungs)):
            if rungs[index].after_seconds < rungs[index - 1].after_seconds:
                route = ("ladders", key, index, "after")
                document.problem(
                    route, f"rung {index + 1} of {key} comes before the one above it", "order them by time"
                )
    before = 0
    for index, moment in enumerate(document.data.get("on_call", {}).get("repeat", ())):
        if not before < seconds(moment) <= before + _LONGEST_PAUSE:
            what = f"the next page at {moment} is not 1s to 15m after the one before it"
            document.problem(
                ("on_call", "repeat", index), what, "count from the first page, in rising order: 5m, 10m, 15m"
            )
        before = seconds(moment)


def _known(document: Document, route: Route, name: str, known: Iterable[str], kind: str) -> None:
    names = list(known)
    if name and name not in names:
        document.problem(route, f"no {kind} `{name}`", nearest(name, names))


def _all_known(document: Document, route: Route, names: Iterable[str], staff: Iterable[str]) -> None:
    people = list(staff)
    for index, name in enumerate(names):
        _known(document, (*route, index), name, people, "person")


def _unassigned(team: str) -> Inquiry:
    """Any inquiry of that team that nobody has taken yet."""
    at = datetime(2000, 1, 1, tzinfo=UTC)
    return Inquiry(
        reference="",
        version=1,
        status=Status.NEW,
        priority=Priority.NORMAL,
        topic="",
        team=team,
        channel=Channel.FORM,
        language="",
        subject="",
        opened_at=at,
        updated_at=at,
        decided_under="",
    )


_CHECKS: tuple[Callable[[Document, District], None], ...] = (
    _names_lead_somewhere,
    _somebody_is_reached,
    _people_stand_in_for_the_absent,
    _addresses_are_not_shared,
    _times_make_sense,
    languages_are_spoken,
    words_can_be_found,
)
