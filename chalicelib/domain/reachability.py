"""Whether each of the staff can be reached, by what, and what stands in the way."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.contact import Address, AddressKind, Suppression
from chalicelib.domain.district import District
from chalicelib.domain.recipients import staff_addresses
from chalicelib.domain.staff import Absence, Staff
from chalicelib.domain.words import Reach


@dataclass(frozen=True, slots=True)
class Reachability:
    """`on_call` is their place on the list, from 1, or 0. `away` covers today; `instead` is who is asked meanwhile. `lost` are
    their own addresses that nothing is sent to; `ways` the kinds of address that are left."""

    person: Staff
    teams: tuple[str, ...]
    on_call: int
    away: Absence | None
    instead: Staff | None
    lost: tuple[Suppression, ...]
    ways: tuple[AddressKind, ...]

    @property
    def unreached(self) -> bool:
        """Nothing that is meant for them gets to anybody."""
        return self.instead is None if self.away else not self.ways

    @property
    def one_way_only(self) -> bool:
        """On call, and a page has only one channel to them: the other is missing or lost."""
        return bool(self.on_call) and len(self.ways) == 1


def addresses(district: District) -> tuple[Address, ...]:
    """All that the staff are written to at."""
    return tuple(dict.fromkeys(one for person in district.staff for one in staff_addresses(person, by=Reach.BOTH)))


def reachability(
    district: District, suppressed: Mapping[Address, Suppression], *, at: datetime
) -> tuple[Reachability, ...]:
    """Of everybody, those first whom nobody reaches, then those with something in the way, then by name."""
    found = [_of(person, district, suppressed, at) for person in district.staff]
    return tuple(
        sorted(found, key=lambda one: (not one.unreached, not (one.lost or one.one_way_only), one.person.name))
    )


def _of(person: Staff, district: District, suppressed: Mapping[Address, Suppression], at: datetime) -> Reachability:
    away = person.absence(district.local(at).date())
    own = staff_addresses(person, by=Reach.BOTH)
    listed = district.on_call.staff
    return Reachability(
        person,
        teams=tuple(team.name for team in district.teams if person.id in (*team.members, team.supervisor)),
        on_call=listed.index(person.id) + 1 if person.id in listed else 0,
        away=away,
        instead=district.reachable(person.id, at=at) if away else None,
        lost=tuple(suppressed[one] for one in own if one in suppressed),
        ways=tuple(one.kind for one in own if one not in suppressed),
    )
