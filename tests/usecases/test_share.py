"""What a rule leaves to a team goes to whoever of them has least to do, once."""

from datetime import timedelta

import pytest
from builders import (
    AWAY,
    NOW,
    REFERENCE,
    SHARED_OUT,
    a_consequence,
    a_district,
    a_form,
    a_stamp,
    an_event,
    an_inquiry,
    staff_with,
)
from fake_inbox import FakeInbox
from fakes import FakeDistricts, Office

from chalicelib.domain.consequences import Action, Lane, consequences
from chalicelib.domain.errors import Conflict, NotFound
from chalicelib.domain.events import EventType
from chalicelib.domain.inbox import row_of
from chalicelib.domain.intake import intake
from chalicelib.domain.staff import Shift
from chalicelib.domain.threads import Found
from chalicelib.domain.words import Status
from chalicelib.ports import InboxShard
from chalicelib.usecases.share import share


@pytest.fixture
def office():
    fresh = Office()
    fresh.store.keep(an_inquiry())
    return fresh


def rows(*assigned, status=Status.OPEN):
    """An inbox that holds one inquiry for each name."""
    found = [an_inquiry(reference=f"R{at}", assignee=who, status=status) for at, who in enumerate(assigned)]
    return FakeInbox({0: InboxShard(1, {one.reference: row_of(one) for one in found})})


def shared(office, inbox=None, district=None):
    event = an_event(EventType.INQUIRY_OPENED, detail={"assign": "round-robin"})
    return share(
        a_consequence(Action.SHARE, event=event, lane=Lane.ESCALATIONS),
        store=office.store,
        inbox=inbox or rows(),
        districts=FakeDistricts(district or a_district()),
        randomness=office.randomness,
    )


@pytest.mark.parametrize(
    ("busy", "who"),
    [(("ines",), "omar"), (("omar", "omar", "ines"), "ines"), (("omar", "kai", "kai"), "ines")],
)
def test_whoever_of_the_team_has_least_to_do_gets_it(office, busy, who):
    (event,) = shared(office, rows(*busy))
    assert office.store.inquiry(REFERENCE).assignee == who
    assert (event.detail["person"], event.detail["to"], event.detail["config"]) == (who, [who], "v1")
    assert "has least to do" in event.detail["why"]


def test_what_waits_for_the_family_is_no_work(office):
    shared(office, rows("ines", "ines", status=Status.WAITING))
    first = office.store.inquiry(REFERENCE).assignee
    fresh = Office()
    fresh.store.keep(an_inquiry())
    shared(fresh)
    assert fresh.store.inquiry(REFERENCE).assignee == first


def test_nobody_who_is_away_gets_it_and_no_substitute_from_elsewhere(office):
    away = a_district(staff=staff_with("ines", absences=AWAY, substitute="kai"))
    shared(office, rows("omar", "omar"), away)
    assert office.store.inquiry(REFERENCE).assignee == "omar"


def test_who_is_at_work_goes_before_who_is_not(office):
    mornings = a_district(staff=staff_with("ines", hours=(Shift(0, 0, 60),)))
    shared(office, rows("omar", "omar"), mornings)
    assert office.store.inquiry(REFERENCE).assignee == "omar"


def test_with_all_of_the_team_away_it_stays_with_the_team(office):
    gone = a_district(staff=tuple(one for one in a_district().staff if one.id not in {"ines", "omar"}))
    assert shared(office, district=gone) == ()
    assert office.store.commits == []


def test_asked_twice_it_is_handed_over_once(office):
    shared(office)
    first = office.store.inquiry(REFERENCE)
    assert shared(office, rows(first.assignee)) == ()
    assert office.store.inquiry(REFERENCE) == first


@pytest.mark.parametrize("changes", [{"status": Status.OPEN}, {"assignee": "kai"}, {"merged_into": "R9"}])
def test_what_somebody_looked_at_already_is_left_to_them(office, changes):
    office.store.keep(an_inquiry(**changes))
    assert shared(office) == ()


def test_a_burst_spreads_although_the_inbox_lags():
    got = []
    for number in range(40):
        fresh = Office()
        fresh.store.keep(an_inquiry())
        event = an_event(EventType.INQUIRY_OPENED, reference=f"Q{number}", detail={"assign": "round-robin"})
        fresh.store.keep(an_inquiry(reference=f"Q{number}"))
        share(
            a_consequence(Action.SHARE, event=event, lane=Lane.ESCALATIONS),
            store=fresh.store,
            inbox=rows(),
            districts=FakeDistricts(a_district()),
            randomness=fresh.randomness,
        )
        got.append(fresh.store.inquiry(f"Q{number}").assignee)
    assert 10 <= got.count("ines") <= 30


def test_an_inquiry_that_is_gone_is_told(office):
    event = an_event(EventType.INQUIRY_OPENED, reference="GONE")
    with pytest.raises(NotFound):
        share(
            a_consequence(Action.SHARE, event=event),
            store=office.store,
            inbox=rows(),
            districts=office.districts,
            randomness=office.randomness,
        )


def test_a_change_meanwhile_is_seen_before_it_is_handed_over(office):
    def overtaken():
        current = office.store.inquiry(REFERENCE)
        office.store.keep(an_inquiry(version=current.version + 1, assignee="kai"))

    office.store.interfere.append(overtaken)
    assert shared(office) == ()
    assert office.store.inquiry(REFERENCE).assignee == "kai"


def test_opening_asks_for_it_only_where_a_rule_says_so():
    def lanes(text):
        plan = intake(
            a_form(text, subject=""), Found(), a_district(rules=(SHARED_OUT,)), stamp=a_stamp(NOW), new_reference="R1"
        )
        return [one.action for event in plan.commit.events for one in consequences(event)]

    assert Action.SHARE in lanes("please share this out")
    assert Action.SHARE not in lanes("hello")


def test_it_gives_up_to_the_queue_when_others_change_it_all_the_time(office):
    def changed():
        current = office.store.inquiry(REFERENCE)
        office.store.keep(an_inquiry(version=current.version + 1, updated_at=NOW + timedelta(seconds=1)))

    office.store.interfere += [changed] * 6
    with pytest.raises(Conflict):
        shared(office)
