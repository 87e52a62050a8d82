"""A district's configuration: one immutable version, decided elsewhere to be sound (`python -m infra config`)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from chalicelib.domain.contact import Address
from chalicelib.domain.hours import Closure, Hours
from chalicelib.domain.rules import Rule
from chalicelib.domain.safety import Danger, Lexicon
from chalicelib.domain.staff import Staff
from chalicelib.domain.topics import USUAL_OUTCOMES, Ending, Field, Macro, Question
from chalicelib.domain.words import Priority, Reach

if TYPE_CHECKING:
    from chalicelib.domain.safety_weights import Weights


@dataclass(frozen=True, slots=True)
class School:
    """`calendar` are dates of its own, over those of the topic and the district."""

    id: str
    name: str
    calendar: str = ""


@dataclass(frozen=True, slots=True)
class Team:
    """`mailbox` is a shared address that hears of everything the team owns; members hear when there is none."""

    id: str
    name: str
    members: tuple[str, ...]
    mailbox: str = ""
    supervisor: str = ""


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of a ladder. `who` is `assignee`, `team`, `supervisor`, `leader` or a staff id; `after_seconds` counts
    from the deadline, in working time. It is taken `times` times, every `repeat_seconds` of working time, for inquiries of
    those `priorities` (empty: of any)."""

    who: str
    after_seconds: int = 0
    channel: Reach = Reach.MAIL
    repeat_seconds: int = 0
    times: int = 1
    priorities: tuple[Priority, ...] = ()


@dataclass(frozen=True, slots=True)
class Targets:
    """How soon a family hears from a person and the matter is closed, in seconds of the topic's working time; `resolution`
    0: whenever. `warn_percent` of it warns."""

    first_response: int
    next_response: int
    warn_percent: int = 75
    resolution: int = 0


@dataclass(frozen=True, slots=True)
class Topic:
    """`names` by language; `words` route a message that names no topic; `calendar` is its working time, the district's
    unless it says so. `fallback` is the team that takes over on days when nobody of `team` can be reached. `fields` are
    those of its form, `faq` what is answered before sending."""

    id: str
    team: str
    targets: Targets
    ladder: str
    names: Mapping[str, str]
    priority: Priority = Priority.NORMAL
    private: bool = False
    words: tuple[str, ...] = ()
    calendar: str = ""
    fallback: str = ""
    fields: tuple[Field, ...] = ()
    faq: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class OnCall:
    """Who is paged, in order. `repeat_seconds` says when the next ones are, counted from the page's start; past its end
    the last pause repeats. A list shorter than that begins again at its top (docs/decisions/pages.md)."""

    staff: tuple[str, ...]
    repeat_seconds: tuple[int, ...] = (300, 600, 900)

    @property
    def tries(self) -> int:
        """How many times somebody is paged before the page counts as unanswered."""
        return max(len(self.staff), len(self.repeat_seconds) + 1) if self.staff else 0

    def who(self, step: int) -> str:
        """The staff id of that step, from 0."""
        return self.staff[step % len(self.staff)]

    def pause_after(self, step: int) -> int:
        """The seconds from the page of that step to the next."""
        moments = (0, *(self.repeat_seconds or (300,)))
        at = min(step, len(moments) - 2)
        return moments[at + 1] - moments[at]


@dataclass(frozen=True, slots=True)
class Emergency:
    """What a family is told to do in an emergency; `tip_line` is the district's own."""

    tip_line: str = ""


@dataclass(frozen=True)
class District:
    """The whole of it. `languages` lists those it writes, the first when nothing better is known; in `page_languages` it does
    not answer, and families read its pages in them. `texts` overrides
    sentences of the built-in catalogue: language → key → sentence. `calendars` is its working time, that of the id `district`
    the district's own; without any, every second counts. `closures` were declared since and are no part of the version.
    `weights`: whether learnt weights listen beside the lexicon."""

    version: str
    name: str
    time_zone: str
    languages: tuple[str, ...]
    schools: tuple[School, ...]
    teams: tuple[Team, ...]
    staff: tuple[Staff, ...]
    topics: tuple[Topic, ...]
    ladders: Mapping[str, tuple[Rung, ...]]
    on_call: OnCall
    lexicon: tuple[Danger, ...]
    fallback_topic: str
    emergency: Emergency = Emergency()
    softeners: tuple[str, ...] = ()
    mail_addresses: tuple[str, ...] = ()
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    calendars: tuple[Hours, ...] = ()
    closures: tuple[Closure, ...] = ()
    macros: tuple[Macro, ...] = ()
    outcomes: tuple[Ending, ...] = ()
    rules: tuple[Rule, ...] = ()
    page_languages: tuple[str, ...] = ()
    weights: bool = False

    @cached_property
    def _topics(self) -> dict[str, Topic]:
        return {topic.id: topic for topic in self.topics}

    @cached_property
    def _teams(self) -> dict[str, Team]:
        return {team.id: team for team in self.teams}

    @cached_property
    def _staff(self) -> dict[str, Staff]:
        return {person.id: person for person in self.staff}

    @cached_property
    def _at(self) -> dict[str, tuple[Staff, ...]]:
        found: dict[str, tuple[Staff, ...]] = {}
        for person in self.staff:
            for value in filter(None, (person.mail.lower(), person.phone)):
                found[value] = (*found.get(value, ()), person)
        return found

    @cached_property
    def calendar(self) -> Mapping[str, Hours]:
        return {one.id: one for one in self.calendars}

    @cached_property
    def _schools(self) -> dict[str, School]:
        return {school.id: school for school in self.schools}

    @cached_property
    def safety(self) -> Lexicon:
        """The lexicon, made ready to scan."""
        return Lexicon(self.lexicon, self.softeners, _weights if self.weights else None)

    def topic(self, topic_id: str) -> Topic:
        """The topic; one that this version no longer has falls back."""
        return self._topics.get(topic_id) or self._topics[self.fallback_topic]

    def has_topic(self, topic_id: str) -> bool:
        return topic_id in self._topics

    def team(self, team_id: str) -> Team:
        """The team; one that this version no longer has falls back to the fallback topic's."""
        return self._teams.get(team_id) or self._teams[self._topics[self.fallback_topic].team]

    def macros_of(self, topic_id: str) -> tuple[Macro, ...]:
        return tuple(one for one in self.macros if not one.topics or topic_id in one.topics)

    def outcomes_of(self, topic_id: str, *, critical: bool = False) -> tuple[Ending, ...]:
        """The outcomes an inquiry of that topic can be closed with; of a critical one, those that may close it."""
        fitting = (one for one in self.outcomes or USUAL_OUTCOMES if not one.topics or topic_id in one.topics)
        return tuple(one for one in fitting if one.critical or not critical)

    def school(self, school_id: str) -> School | None:
        return self._schools.get(school_id)

    def person(self, staff_id: str) -> Staff | None:
        return self._staff.get(staff_id)

    def people_at(self, address: Address) -> tuple[Staff, ...]:
        """The staff whose own mail address or phone number it is."""
        return self._at.get(address.value, ()) if address.verified else ()

    def reachable(self, staff_id: str, *, at: datetime) -> Staff | None:
        """The person, or while away that day (by the district's calendar) whoever stands in, and for them in turn. None
        when that leads to nobody, in a circle, or to someone without mail address and phone. Working hours do not count:
        a notice waits for the morning, and who is on call is woken."""
        day = self.local(at).date()
        asked: set[str] = set()
        person = self.person(staff_id)
        while person and person.absence(day) and person.id not in asked:
            asked.add(person.id)
            person = self.person(person.stand_in(day))
        there = person and person.id not in asked and (person.mail or person.phone)
        return person if there else None

    def local(self, at: datetime) -> datetime:
        """The moment by the district's clock."""
        return at.astimezone(ZoneInfo(self.time_zone))

    def called(self, names: Mapping[str, str], language: str) -> str:
        """What something is called there: in that language, else the district's first, else any; empty without a name."""
        return names.get(language) or names.get(self.languages[0]) or next(iter(names.values()), "")

    def language(self, wanted: str) -> str:
        """The language to write in: the wanted one where the district writes it."""
        return wanted if wanted in self.languages else self.languages[0]


def _weights() -> "Weights":
    from chalicelib.domain.safety_weights import shipped  # noqa: PLC0415

    return shipped()
