"""Who may do what: one table, asked by every use case that acts for somebody.

| role       | with inquiries they are named on            | with all others, unless private           |
|------------|---------------------------------------------|-------------------------------------------|
| recorder   | read, note, log a call, take a page         | –                                         |
| agent      | all of the daily work                       | –                                         |
| supervisor | that, and lower a danger, delete what is held | –                                       |
| leader     | that, and who looked at it                  | the same                                  |
| admin      | as a leader                                 | as a leader                               |

Named are the people of the team and its supervisor, the assignee, whoever its ladder told, and who is on call where a
danger was found; for its page also whoever that went to, and every leader once nobody on call took it. A private topic's inquiries are for the named alone, whatever somebody's role. What somebody may not
read is not there for them; what they may read and not do is refused.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from chalicelib.domain.district import District
from chalicelib.domain.errors import NotAllowed, NotFound
from chalicelib.domain.inquiry import Inquiry, Page
from chalicelib.domain.words import Role


class Act(StrEnum):
    READ = "read"
    OPEN = "open"
    ASSIGN = "assign"
    RETOPIC = "retopic"
    RAISE = "raise"
    LOWER = "lower"
    LOWER_DANGER = "lower_danger"
    TAG = "tag"
    NOTE = "note"
    WAIT = "wait"
    CLOSE = "close"
    REOPEN = "reopen"
    REPLY = "reply"
    LOG_CALL = "log_call"
    REGROUP = "regroup"
    """Merge, split, link."""
    ADMIT = "admit"
    RELEASE = "release"
    DELETE = "delete"
    CONCEAL = "conceal"
    REVEAL = "reveal"
    CONFIRM_REVEAL = "confirm_reveal"
    TAKE_PAGE = "take_page"
    """Say "I have it" of a danger."""
    SEE_LOOKS = "see_looks"
    """Who looked at it."""


class Kind(StrEnum):
    """What kind of actor: a person of the staff, Earshot itself, or whoever has the installation's own credentials."""

    STAFF = "staff"
    SYSTEM = "system"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. `id` is what the timeline names; `roles` and `teams` (member or supervisor) are a person's, `stands_for` whoever is
    away that day and has them asked instead."""

    id: str
    kind: Kind = Kind.STAFF
    roles: tuple[Role, ...] = ()
    teams: frozenset[str] = frozenset()
    stands_for: frozenset[str] = frozenset()


SYSTEM = Actor("earshot", Kind.SYSTEM)
OPERATOR = Actor("operator", Kind.OPERATOR)


def actor_of(staff_id: str, district: District, *, at: datetime) -> Actor:
    """As of that moment: who stands in for somebody away is of their teams meanwhile. Raises NotFound for a stranger."""
    person = district.person(staff_id)
    if person is None:
        raise NotFound("nobody of the staff goes by that id")
    day = district.local(at).date()
    away = (one.id for one in district.staff if one.absence(day) and one.id != staff_id)
    stands_for = frozenset(one for one in away if district.reachable(one, at=at) is person)
    teams = (team.id for team in district.teams if {staff_id, *stands_for} & {*team.members, team.supervisor})
    return Actor(person.id, roles=person.roles, teams=frozenset(teams), stands_for=stands_for)


@dataclass(frozen=True, slots=True)
class About:
    """What of an inquiry decides who may touch it."""

    team: str
    topic: str
    named: frozenset[str] = frozenset()
    endangered: bool = False


def about(inquiry: Inquiry) -> About:
    told = [name for clock in (*inquiry.clocks, *inquiry.met) for name in clock.told]
    named = frozenset(filter(None, (inquiry.assignee, *told)))
    return About(inquiry.team, inquiry.topic, named, endangered=bool(inquiry.dangers))


def about_page(inquiry: Inquiry, page: Page, district: District) -> About:
    """The same of its page."""
    leaders = [one.id for one in district.staff if Role.LEADER in one.roles] if page.exhausted else []
    matter = about(inquiry)
    return replace(matter, named=matter.named | {*page.paged, *leaders}, endangered=True)


_RECORD = frozenset({Act.READ, Act.NOTE, Act.LOG_CALL, Act.TAKE_PAGE})
_SUPERVISE = frozenset({Act.LOWER_DANGER, Act.DELETE, Act.CONFIRM_REVEAL})
_ALL = frozenset(Act)
_LEAD = frozenset({Act.SEE_LOOKS})
_WORK = _ALL - _SUPERVISE - _LEAD
_NONE: frozenset[Act] = frozenset()
_OPERATE = _ALL - {Act.REVEAL, Act.CONFIRM_REVEAL}
"""An anonymous person's name is for two people of the staff to uncover, by name."""

TABLE: Mapping[Role, tuple[frozenset[Act], frozenset[Act]]] = {
    Role.RECORDER: (_RECORD, _NONE),
    Role.AGENT: (_WORK, _NONE),
    Role.SUPERVISOR: (_ALL - _LEAD, _NONE),
    Role.LEADER: (_ALL, _ALL),
    Role.ADMIN: (_ALL, _ALL),
}
"""Role → what they may do where they are named, and elsewhere."""
OTHERS: Mapping[Kind, frozenset[Act]] = {Kind.SYSTEM: _ALL, Kind.OPERATOR: _OPERATE}


def may(actor: Actor, act: Act, matter: About, district: District) -> bool:
    if actor.kind is not Kind.STAFF:
        return act in OTHERS[actor.kind]
    if is_named(actor, matter, district):
        return any(act in TABLE[role][0] for role in actor.roles)
    private = district.topic(matter.topic).private
    return not private and any(act in TABLE[role][1] for role in actor.roles)


class Duty(StrEnum):
    """What concerns no inquiry: looking at the installation, and letting an address be written to again."""

    INSPECT = "inspect"
    RELEASE_ADDRESS = "release_address"


DUTIES: Mapping[Role, frozenset[Duty]] = {
    Role.RECORDER: frozenset(),
    Role.AGENT: frozenset(),
    Role.SUPERVISOR: frozenset(),
    Role.LEADER: frozenset({Duty.INSPECT}),
    Role.ADMIN: frozenset(Duty),
}


def has_duty(actor: Actor, duty: Duty) -> bool:
    """Whoever has the installation's own credentials has them all; Earshot itself has none."""
    if actor.kind is not Kind.STAFF:
        return actor.kind is Kind.OPERATOR
    return any(duty in DUTIES[role] for role in actor.roles)


def require_duty(actor: Actor, duty: Duty) -> None:
    """Raises NotAllowed."""
    if not has_duty(actor, duty):
        raise NotAllowed(duty)


def may_anywhere(actor: Actor, act: Act) -> bool:
    """Whether there is any inquiry at all with which they may."""
    if actor.kind is not Kind.STAFF:
        return act in OTHERS[actor.kind]
    return any(act in own | others for role in actor.roles for own, others in (TABLE[role],))


def may_everywhere(actor: Actor, act: Act) -> bool:
    """Whether they may with any inquiry that is not private."""
    if actor.kind is not Kind.STAFF:
        return act in OTHERS[actor.kind]
    return any(act in TABLE[role][1] for role in actor.roles)


def is_named(actor: Actor, matter: About, district: District) -> bool:
    team = district.team(matter.team).id
    as_who = {actor.id, *actor.stands_for}
    on_call = matter.endangered and not as_who.isdisjoint(district.on_call.staff)
    return team in actor.teams or not as_who.isdisjoint(matter.named) or on_call


def require(actor: Actor, act: Act, inquiry: Inquiry | None, district: District, *, reference: str) -> Inquiry:
    """The inquiry, when they may. Raises NotFound, in the same words, for what is not there and for what they may not
    read; NotAllowed for what they may read and not do."""
    if inquiry is None or not may(actor, Act.READ, about(inquiry), district):
        raise NotFound(f"there is no inquiry {reference}")
    if not may(actor, act, about(inquiry), district):
        raise NotAllowed(act)
    return inquiry
