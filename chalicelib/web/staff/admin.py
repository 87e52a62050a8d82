"""GET /staff/admin…: what is in force, who can be reached, what nothing is sent to, how the lanes are. For leaders to look at; an
administrator may let an address be written to again."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from chalice.app import Response

from chalicelib.channels.outbound.dates import spoken_length
from chalicelib.domain.contact import Address, AddressKind
from chalicelib.domain.district import District, Rung, Topic
from chalicelib.domain.errors import Invalid, NotFound
from chalicelib.domain.permissions import Duty, has_duty
from chalicelib.domain.words import Tier
from chalicelib.usecases import administer
from chalicelib.web import answers
from chalicelib.web.choices import topic_name
from chalicelib.web.languages import Words, own_name
from chalicelib.web.refusals import Refused
from chalicelib.web.staff.seats import Seat


def start(seat: Seat) -> Response:
    return answers.see_other(f"admin/configuration{seat.visit.lang_query}")


def show(seat: Seat, tab: str) -> Response:
    if tab not in TABS:
        raise Refused(404, "not_found")
    return TABS[tab](seat)


def configuration(seat: Seat) -> Response:
    """The version in force in plain words, and those before it."""
    found = administer.versions(actor=seat.actor, at=seat.staff.office)
    versions = [(one, datetime.fromisoformat(one.pushed_at)) for one in found]
    return _page(seat, "configuration", versions=versions, **_in_force(seat.visit.district, seat.visit.words))


def people(seat: Seat) -> Response:
    found = administer.reached(actor=seat.actor, at=seat.staff.office)
    return _page(seat, "people", everybody=found, unreached=sum(one.unreached for one in found))


def addresses(seat: Seat) -> Response:
    query = seat.visit.ask.query
    before = query.get("before", "")[:80]
    found = administer.suppressed(actor=seat.actor, at=seat.staff.office, before=before)
    shown = found[: administer.MOST_ADDRESSES]
    return _page(
        seat,
        "addresses",
        listed=[one for _, one in shown],
        more=shown[-1][0] if len(found) > len(shown) else "",
        paged=bool(before),
        releases=has_duty(seat.actor, Duty.RELEASE_ADDRESS),
        done=query.get("done") == "released",
        wrong=query.get("wrong") == "opted_out",
    )


def lanes(seat: Seat) -> Response:
    found = administer.lanes(actor=seat.actor, at=seat.staff.office)
    return _page(seat, "lanes", lanes=found, dead=sum(one.dead for one in found))


def release(seat: Seat, tab: str) -> Response:
    """Doing it twice is as well as once."""
    if tab != "addresses":
        raise Refused(404, "not_found")
    given = seat.form()
    if given.get("kind") not in set(AddressKind):
        raise Refused(400, "malformed")
    address = Address(AddressKind(given["kind"]), given.get("address", "")[:320])
    counter, told = seat.staff.counter, "?done=released"
    try:
        administer.release_address(address, actor=seat.actor, store=counter.store, randomness=counter.randomness)
    except Invalid:
        told = "?wrong=opted_out"
    except NotFound:
        pass
    return answers.see_other(f"addresses{told}{seat.visit.lang_query.replace('?', '&')}")


def _page(seat: Seat, name: str, **values: Any) -> Response:
    return seat.page(f"admin-{name}.html", place="admin", tab=name, **values)


def _in_force(district: District, words: Words) -> Mapping[str, Any]:
    named = {one.id: one.name for one in district.staff}
    return {
        "district": district,
        "written": [own_name(one) for one in district.languages],
        "topics": [_topic(one, district, words) for one in district.topics],
        "teams": [
            (one, [named.get(who, who) for who in one.members], named.get(one.supervisor, "")) for one in district.teams
        ],
        "ladders": [
            (name, [_rung(one, named, words, district) for one in rungs]) for name, rungs in district.ladders.items()
        ],
        "on_call": [named.get(one, one) for one in district.on_call.staff],
        "repeats": [_span(seconds, words, district) for seconds in district.on_call.repeat_seconds],
        "phrases": sum(one.tier is not Tier.NONE for one in district.lexicon),
        "spoken": sorted({own_name(one.language) for one in district.lexicon if one.language}),
    }


def _topic(topic: Topic, district: District, words: Words) -> Mapping[str, Any]:
    return {
        "name": topic_name(topic, words.language),
        "id": topic.id,
        "team": district.team(topic.team).name,
        "ladder": topic.ladder,
        "private": topic.private,
        "priority": topic.priority,
        "first": _span(topic.targets.first_response, words, district),
        "next": _span(topic.targets.next_response, words, district),
        "fields": len(topic.fields),
        "answers": len(topic.faq),
    }


def _rung(rung: Rung, named: Mapping[str, str], words: Words, district: District) -> Mapping[str, Any]:
    return {
        "who": named.get(rung.who, ""),
        "role": rung.who,
        "after": _span(rung.after_seconds, words, district),
        "channel": rung.channel,
        "times": rung.times,
    }


def _span(seconds: int, words: Words, district: District) -> str:
    """As it is said; empty for none."""
    return spoken_length(timedelta(seconds=seconds), words.language, district=district) if seconds else ""


TABS: Mapping[str, Callable[[Seat], Response]] = {
    "configuration": configuration,
    "people": people,
    "addresses": addresses,
    "lanes": lanes,
}
