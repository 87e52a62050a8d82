"""GET /staff/admin…: the installation as its administrators see it."""

import re

import pytest
from builders import NOW, mail_address, phone_number
from district_builder import STAFF
from web.browser import Browser

from chalicelib.domain.contact import Suppression, SuppressionReason
from chalicelib.domain.health import LaneHealth
from chalicelib.domain.staff import Staff
from chalicelib.domain.versions import Version
from chalicelib.domain.words import Role
from chalicelib.usecases.administer import MOST_ADDRESSES

TABS = ("configuration", "people", "addresses", "lanes")
SCRIPT = "<script>alert(1)</script>"


def signed_in(house, *roles):
    """Ines, in those roles."""
    ines, *others = house.office.districts.district.staff
    house.district(staff=(Staff(ines.id, ines.name, roles, mail=ines.mail, phone=ines.phone), *others))
    browser = Browser(house)
    browser.sign_in()
    return browser


def shown(page):
    assert page.status_code == 200, page.body
    return page.body.decode()


def suppress(house, address, reason=SuppressionReason.BOUNCE, detail=""):
    house.office.store.keep(Suppression(address, reason, NOW, detail))


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("tab", TABS)
def test_leaders_and_administrators_look_and_others_are_told_that_they_may_not(house, tab, role):
    page = signed_in(house, role).get(f"/staff/admin/{tab}")
    assert page.status_code == (200 if role in {Role.LEADER, Role.ADMIN} else 403)


@pytest.mark.parametrize(("role", "linked"), [(Role.AGENT, False), (Role.ADMIN, True)])
def test_the_way_there_is_shown_to_whom_it_is_open(house, role, linked):
    assert ("/staff/admin" in shown(signed_in(house, role).get("/staff/me"))) is linked


def test_nobody_looks_without_signing_in(house):
    assert "/staff/sign-in" in house.get("/staff/admin/lanes").headers["Location"]


def test_a_tab_that_is_none_is_not_found(house):
    browser = signed_in(house, Role.ADMIN)
    assert browser.get("/staff/admin/secrets").status_code == 404
    assert browser.post("/staff/admin/lanes", {"csrf": browser.form("/staff/me")}).status_code == 404
    assert browser.get("/staff/admin").headers["Location"] == "admin/configuration"


def test_what_is_in_force_is_said_in_words_with_the_versions_before_it(house):
    house.records.pushed = [
        Version("v0", "2026-01-05T10:00:00+00:00", "d0", by="kai", note="First"),
        Version("v1", "2026-02-05T10:30:00+00:00", "d1", by="lena", note=SCRIPT),
    ]
    page = shown(signed_in(house, Role.LEADER).get("/staff/admin/configuration"))
    assert page.index("v1") < page.index("v0")
    assert page.count("in force") == 2, "in the lead and beside one version"
    assert SCRIPT not in page
    assert "&lt;script&gt;" in page
    for said in (
        "Transportation",
        "10 minutes after the deadline",
        "at the deadline",
        "Kai Brandt",
        "Alder Elementary",
        "America/New_York",
    ):
        assert said in page


def test_people_whom_nobody_reaches_come_first(house):
    suppress(house, mail_address(STAFF[1].mail))
    page = shown(signed_in(house, Role.LEADER).get("/staff/admin/people"))
    assert "1 person cannot be reached" in page
    assert page.index("Omar Haddad") < page.index("Kai Brandt")
    assert "Mail to omar@schools.example.org bounced" in page


def test_an_address_is_written_to_again(house):
    ana = mail_address()
    suppress(house, ana, detail=SCRIPT)
    browser = signed_in(house, Role.ADMIN)
    page = shown(browser.get("/staff/admin/addresses"))
    assert ana.value in page
    assert SCRIPT not in page
    fields = {"csrf": browser.form("/staff/admin/addresses"), "kind": "email", "address": ana.value}
    answer = browser.post("/staff/admin/addresses", fields)
    assert (answer.status_code, answer.headers["Location"]) == (303, "addresses?done=released")
    assert house.office.store.suppression(ana) is None
    page = shown(browser.get("/staff/admin/addresses?done=released"))
    assert "It may be written to again." in page
    assert "There is no address that nothing may be sent to." in page
    assert browser.post("/staff/admin/addresses", fields).status_code == 303, "twice is as well as once"


@pytest.mark.parametrize("quirk", ["leader", "no-token", "no-kind"])
def test_what_may_not_be_released_stays(house, quirk):
    ana = mail_address()
    suppress(house, ana)
    browser = signed_in(house, Role.LEADER if quirk == "leader" else Role.ADMIN)
    token = "" if quirk == "no-token" else browser.form("/staff/me")
    fields = {"csrf": token, "kind": "" if quirk == "no-kind" else "email", "address": ana.value}
    assert browser.post("/staff/admin/addresses", fields).status_code == (400 if quirk == "no-kind" else 403)
    assert house.office.store.suppression(ana) is not None


def test_a_leader_sees_addresses_and_no_button(house):
    suppress(house, mail_address())
    page = shown(signed_in(house, Role.LEADER).get("/staff/admin/addresses"))
    assert mail_address().value in page
    assert "Write to it again" not in page


def test_an_opt_out_has_no_button_and_stays(house):
    suppress(house, phone_number(), SuppressionReason.OPT_OUT)
    browser = signed_in(house, Role.ADMIN)
    page = shown(browser.get("/staff/admin/addresses"))
    assert "Write to it again" not in page
    fields = {"csrf": browser.form("/staff/me"), "kind": "phone", "address": phone_number().value}
    answer = browser.post("/staff/admin/addresses", fields)
    assert answer.headers["Location"] == "addresses?wrong=opted_out"
    assert "Only their own START" in shown(browser.get("/staff/admin/addresses?wrong=opted_out"))
    assert house.office.store.suppression(phone_number()) is not None


def test_many_addresses_are_paged_and_each_is_seen_once(house):
    for number in range(MOST_ADDRESSES + 3):
        suppress(house, mail_address(f"p{number:02}@example.com"))
    browser = signed_in(house, Role.ADMIN)
    first = shown(browser.get("/staff/admin/addresses"))
    more = re.search(r'rel="next" href="[^"]*(\?before=[^"]+)"', first)[1]
    second = shown(browser.get(f"/staff/admin/addresses{more}"))
    seen = re.findall(r'<strong class="ref">([^<]+)<', first + second)
    assert len(seen) == len(set(seen)) == MOST_ADDRESSES + 3
    assert 'rel="next"' not in second


def test_dead_letters_are_counted_aloud(house):
    house.records.lanes = (LaneHealth("email", 4, 1, 2), LaneHealth("publish", None, None, 0))
    page = shown(signed_in(house, Role.LEADER).get("/staff/admin/lanes"))
    assert "2 messages failed" in page
    house.records.lanes = (LaneHealth("email", 0, 0, 0),)
    assert "Nothing is dead" in shown(signed_in(house, Role.LEADER).get("/staff/admin/lanes"))


@pytest.mark.parametrize("tab", TABS)
def test_each_is_said_in_spanish_too(house, tab):
    suppress(house, mail_address())
    page = shown(signed_in(house, Role.ADMIN).get(f"/staff/admin/{tab}?lang=es"))
    assert 'lang="es"' in page
    assert "Administración" in page


def test_lengths_are_told_as_people_say_them(house):
    page = shown(signed_in(house, Role.LEADER).get("/staff/admin/configuration"))
    assert ">0 min" not in page
    assert "Pages go to the next person 5 minutes, 10 minutes, 15 minutes after the first." in page
