"""From the plain document to the domain's District."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from chalicelib.domain.district import (
    District,
    Emergency,
    OnCall,
    Rung,
    School,
    Targets,
    Team,
    Topic,
)
from chalicelib.domain.staff import Absence, Staff
from chalicelib.domain.words import Priority, Reach, Role
from infra.config_calendars import WORKING_DAY, calendars, in_words
from infra.config_hours import day, minutes, shifts
from infra.config_lexicon import dangers
from infra.config_rules import rules
from infra.config_topics import fields, macros, outcomes, questions

_SECONDS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
_DURATION = re.compile(r"([0-9]+)([smhd])")
_WHOLE_DURATION = re.compile(r"([0-9]+[smhd])+")


def build(data: Mapping[str, Any], version: str) -> District:
    """The district. What the document lacks becomes empty, so that an unsound one can be looked at too; only a sound
    one may be stored."""
    languages = tuple(data.get("languages", ()))
    return District(
        version=version,
        name=data.get("name", ""),
        time_zone=data.get("time_zone", ""),
        languages=languages,
        schools=tuple(_school(key, one) for key, one in _section(data, "schools")),
        teams=tuple(_team(key, one) for key, one in _section(data, "teams")),
        staff=tuple(_staff(key, one) for key, one in _section(data, "staff")),
        topics=tuple(_topic(key, one, data) for key, one in _section(data, "topics")),
        ladders={key: tuple(map(_rung, rungs)) for key, rungs in data.get("ladders", {}).items()},
        on_call=_on_call(data.get("on_call", {})),
        lexicon=tuple(dangers(data)),
        fallback_topic=data.get("fallback_topic", ""),
        emergency=Emergency(tip_line=data.get("emergency", {}).get("tip_line", "")),
        softeners=tuple(word for words in data.get("softeners", {}).values() for word in flat(words)),
        mail_addresses=tuple(data.get("mail_addresses", ())),
        texts=data.get("texts", {}),
        calendars=calendars(data.get("calendars", {}), next(iter(languages), "en")),
        macros=tuple(macros(data.get("macros", {}))),
        outcomes=tuple(outcomes(data.get("outcomes", {}))),
        rules=tuple(rules(data.get("rules", {}))),
        page_languages=tuple(data.get("page_languages", ())),
        weights=bool(data.get("lexicon")) and data.get("weights", True),
    )


def seconds(duration: str) -> int:
    """`1h30m` → 5400; -1 for what is no length of time."""
    if not _WHOLE_DURATION.fullmatch(duration):
        return -1
    return sum(int(count) * _SECONDS[unit] for count, unit in _DURATION.findall(duration))


def working_seconds(target: str, data: Mapping[str, Any]) -> int:
    """The same of a response target, which counts working time and may say so: `2 working days` are twice as long as
    the district's `working_day`."""
    said = in_words(target, seconds(data["working_day"]) if "working_day" in data else WORKING_DAY)
    return said if said >= 0 else seconds(target)


def flat(rows: list[Any]) -> Iterator[str]:
    """Words, or rows of words, one after another."""
    for row in rows:
        if isinstance(row, list):
            yield from row
        else:
            yield row


def _section(data: Mapping[str, Any], name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    yield from data.get(name, {}).items()


def _school(key: str, one: Mapping[str, Any]) -> School:
    return School(id=key, name=one.get("name", ""), calendar=one.get("calendar", ""))


def _team(key: str, one: Mapping[str, Any]) -> Team:
    return Team(
        id=key,
        name=one.get("name", ""),
        members=tuple(one.get("members", ())),
        mailbox=one.get("mailbox", ""),
        supervisor=one.get("supervisor", ""),
    )


def _staff(key: str, one: Mapping[str, Any]) -> Staff:
    return Staff(
        id=key,
        name=one.get("name", ""),
        roles=tuple(Role(role) for role in one.get("roles", ()) if role in set(Role)),
        mail=one.get("mail", ""),
        phone=one.get("phone", ""),
        hours=shifts(one.get("hours", {})),
        absences=tuple(_absences(one.get("absences", ()))),
        substitute=one.get("substitute", ""),
        quiet=shifts(one.get("quiet", {})),
        digest=minutes(one.get("digest", "")),
        language=one.get("language", ""),
    )


def _absences(rows: Iterable[Mapping[str, Any]]) -> Iterator[Absence]:
    for one in rows:
        first = day(one.get("from"))
        if first:
            yield Absence(first=first, last=day(one.get("to")), substitute=one.get("substitute", ""))


def _topic(key: str, one: Mapping[str, Any], data: Mapping[str, Any]) -> Topic:
    return Topic(
        id=key,
        team=one.get("team", ""),
        targets=_targets(data.get("targets", {}).get(one.get("targets", ""), {}), data),
        ladder=one.get("ladder", ""),
        names=one.get("names", {}),
        priority=Priority(one["priority"]) if one.get("priority") in set(Priority) else Priority.NORMAL,
        private=one.get("private", False),
        words=tuple(flat(one.get("words", []))),
        calendar=one.get("calendar", ""),
        fallback=one.get("fallback", ""),
        fields=tuple(fields(one.get("fields", {}))),
        faq=tuple(questions(one.get("faq", []))),
    )


def _targets(one: Mapping[str, Any], data: Mapping[str, Any]) -> Targets:
    warn = {"warn_percent": one["warn_percent"]} if "warn_percent" in one else {}
    resolution = {"resolution": working_seconds(one["resolution"], data)} if "resolution" in one else {}
    first, following = (working_seconds(one.get(name, ""), data) for name in ("first_response", "next_response"))
    return Targets(first, following, **warn, **resolution)


def _rung(one: Mapping[str, Any]) -> Rung:
    return Rung(
        who=one.get("who", ""),
        after_seconds=seconds(one.get("after", "")),
        channel=Reach(one["channel"]) if one.get("channel") in set(Reach) else Reach.MAIL,
        repeat_seconds=seconds(one["repeat"]) if "repeat" in one else 0,
        times=one.get("times", 1),
        priorities=tuple(Priority(name) for name in one.get("priorities", ()) if name in set(Priority)),
    )


def _on_call(one: Mapping[str, Any]) -> OnCall:
    repeat = {"repeat_seconds": tuple(map(seconds, one["repeat"]))} if "repeat" in one else {}
    return OnCall(staff=tuple(one.get("staff", ())), **repeat)
