"""Whom notices reach: what is missing, lost or away, and who is asked instead."""

from dataclasses import replace

import pytest
from builders import NOW
from district_builder import AWAY, STAFF, a_district

from chalicelib.domain.contact import Address, AddressKind, Suppression, SuppressionReason
from chalicelib.domain.reachability import addresses, reachability


def changed(**people):
    """The district with those of its staff changed."""
    return a_district(staff=tuple(replace(one, **people.get(one.id, {})) for one in STAFF))


def lost(value, reason=SuppressionReason.BOUNCE):
    address = Address(AddressKind.EMAIL if "@" in value else AddressKind.PHONE, value)
    return {address: Suppression(address, reason, NOW)}


def found(who, district=None, suppressed=None):
    everybody = reachability(district or a_district(), suppressed or {}, at=NOW)
    return next(one for one in everybody if one.person.id == who)


def test_whoever_has_both_channels_is_reached_by_both():
    one = found("kai")
    assert (one.ways, one.unreached, one.one_way_only) == ((AddressKind.EMAIL, AddressKind.PHONE), False, False)
    assert (one.on_call, one.teams) == (1, ("Counselling",))


def test_mail_that_bounces_reaches_nobody_who_has_no_phone():
    one = found("omar", suppressed=lost("omar@schools.example.org"))
    assert one.unreached
    assert [row.reason for row in one.lost] == [SuppressionReason.BOUNCE]


@pytest.mark.parametrize("quirk", ["no-phone", "lost-phone"])
def test_a_page_needs_two_ways_to_whoever_is_on_call(quirk):
    district = changed(kai={"phone": ""}) if quirk == "no-phone" else None
    suppressed = lost("+12025550105", SuppressionReason.OPT_OUT) if quirk == "lost-phone" else None
    one = found("kai", district, suppressed)
    assert one.one_way_only
    assert not one.unreached
    assert not found("omar").one_way_only, "one channel is enough for who is never paged"


def test_who_is_away_is_reached_by_whoever_is_asked_instead():
    one = found("omar", changed(omar={"absences": AWAY, "substitute": "ines"}))
    assert (one.unreached, one.instead.id) == (False, "ines")
    assert found("omar", changed(omar={"absences": AWAY})).unreached


def test_trouble_comes_first_and_then_the_alphabet():
    suppressed = lost("omar@schools.example.org") | lost("lena@schools.example.org")
    names = [one.person.name for one in reachability(a_district(), suppressed, at=NOW)]
    assert names == ["Omar Haddad", "Lena Okafor", "Ines Moreau", "Kai Brandt", "Mia Tran", "Sofia Lund"]


def test_every_address_is_asked_about_once():
    shared = changed(mia={"phone": "+12025550105"})
    asked = [one.value for one in addresses(shared)]
    assert len(asked) == len(set(asked)) == 10
