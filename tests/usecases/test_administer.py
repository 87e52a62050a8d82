"""Administrators: who may look, and letting an address be written to again."""

import pytest
from builders import NOW, a_district, mail_address, phone_number
from district_builder import STAFF
from fake_records import FakeRecords
from fakes import Office

from chalicelib.domain.contact import Suppression, SuppressionReason
from chalicelib.domain.errors import Invalid, NotAllowed, NotFound
from chalicelib.domain.events import EventType
from chalicelib.domain.permissions import DUTIES, OPERATOR, SYSTEM, Actor, Duty
from chalicelib.domain.words import Role
from chalicelib.usecases import administer

LOOKS = (administer.versions, administer.reached, administer.suppressed, administer.lanes)
ANA = mail_address()


@pytest.fixture
def office():
    return Office()


def at(office):
    records = FakeRecords(office.store)
    return administer.Office(office.store, office.districts, office.randomness, records, records.health)


def acting(*roles):
    return Actor("ines", roles=roles)


def bounced(office, reason=SuppressionReason.BOUNCE, address=ANA):
    office.store.keep(Suppression(address, reason, NOW))


def release(office, actor, address=ANA):
    return administer.release_address(address, actor=actor, store=office.store, randomness=office.randomness)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("look", LOOKS)
def test_a_role_looks_where_the_table_lets_it(office, look, role):
    if Duty.INSPECT in DUTIES[role]:
        assert look(actor=acting(role), at=at(office)) is not None
        return
    with pytest.raises(NotAllowed):
        look(actor=acting(role), at=at(office))


@pytest.mark.parametrize("role", Role)
def test_a_role_releases_where_the_table_lets_it(office, role):
    bounced(office)
    if Duty.RELEASE_ADDRESS in DUTIES[role]:
        assert release(office, acting(role)).reason is SuppressionReason.BOUNCE
        assert office.store.suppression(ANA) is None
        return
    with pytest.raises(NotAllowed):
        release(office, acting(role))
    assert office.store.suppression(ANA) is not None


def test_the_operator_may_and_earshot_itself_may_not(office):
    bounced(office)
    with pytest.raises(NotAllowed):
        release(office, SYSTEM)
    release(office, OPERATOR)


def test_the_release_is_on_the_districts_record_without_the_address(office):
    bounced(office, SuppressionReason.COMPLAINT)
    release(office, acting(Role.ADMIN))
    (commit,) = office.store.commits
    (event,) = commit.events
    assert (event.type, event.actor, event.reference) == (EventType.ADDRESS_RELEASED, "ines", "")
    assert event.detail == {"address": ANA.key, "was": "complaint"}


def test_an_opt_out_is_its_owners_to_end(office):
    bounced(office, SuppressionReason.OPT_OUT, phone_number())
    with pytest.raises(Invalid):
        release(office, acting(Role.ADMIN), phone_number())
    assert office.store.suppression(phone_number()) is not None


def test_what_is_not_suppressed_is_not_there(office):
    with pytest.raises(NotFound):
        release(office, acting(Role.ADMIN))
    assert office.store.commits == []


def test_reachability_knows_what_bounced(office):
    office.districts.district = a_district()
    bounced(office, address=mail_address(STAFF[1].mail))
    first = administer.reached(actor=acting(Role.LEADER), at=at(office))[0]
    assert (first.person.id, first.unreached) == ("omar", True)
