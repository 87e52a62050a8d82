"""Every address of the staff's pages, held against the one table of permissions for each role."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from builders import OTHER_REFERENCE, REFERENCE, a_contact, a_message, a_page, an_event, an_inquiry, mail_address
from chalice.test import HTTPResponse
from district_builder import STAFF, TEAMS, a_district
from web.browser import Browser
from web.house import House

from chalicelib.domain.draft import Draft
from chalicelib.domain.events import EventType
from chalicelib.domain.files import blob_key
from chalicelib.domain.inquiry import Attachment, Participant
from chalicelib.domain.permissions import TABLE, Act
from chalicelib.domain.staff import Staff
from chalicelib.domain.topics import Macro
from chalicelib.domain.words import Role, Status
from chalicelib.web.staff.decisions import DECISIONS
from chalicelib.web.staff.deeds import DRAFTS, WISHES
from chalicelib.web.staff.live import LIVE_DEEDS

PATH = f"/staff/i/{REFERENCE}"
NOWHERE = "/staff/i/0000-0000"
PLACES: Mapping[str, tuple[str, str]] = {
    "named": ("transport", "bus"),
    "elsewhere": ("front", "other"),
    "private": ("care", "wellbeing"),
}
UNCLE = Participant(mail_address("leo@example.net"), "Uncle Leo", admitted=False)
WHY = {"why": "because"}
DEEDS: Mapping[str, tuple[Act, Mapping[str, str]]] = {
    "assign": (Act.ASSIGN, {}),
    "topic": (Act.RETOPIC, {"topic": "bus"} | WHY),
    "priority": (Act.RAISE, {"priority": "high"}),
    "tags": (Act.TAG, {"add": "late"}),
    "note": (Act.NOTE, {"text": "Rang.", "key": "k"}),
    "translate": (Act.NOTE, {"message": "m-9", "language": "es", "text": "¿Dónde está?"}),
    "wait": (Act.WAIT, {}),
    "close": (Act.CLOSE, {"outcome": "answered"}),
    "reopen": (Act.REOPEN, {}),
    "conceal": (Act.CONCEAL, WHY),
    "ask": (Act.REVEAL, WHY),
    "reveal": (Act.CONFIRM_REVEAL, {}),
    "reply": (Act.REPLY, {"text": "At eight."}),
    "look": (Act.REPLY, {"text": "At eight."}),
    "macro": (Act.REPLY, {"macro": "soon"}),
    "stop": (Act.REPLY, {}),
    "drop": (Act.REPLY, {}),
    "merge": (Act.REGROUP, {"other": OTHER_REFERENCE} | WHY),
    "link": (Act.REGROUP, {"other": OTHER_REFERENCE} | WHY),
    "split": (Act.REGROUP, {"message": "m-9"} | WHY),
    "admit": (Act.ADMIT, {"who": UNCLE.address.key} | WHY),
    "refuse": (Act.ADMIT, {"who": UNCLE.address.key} | WHY),
    "release": (Act.RELEASE, WHY),
    "delete": (Act.DELETE, {"sure": "1"} | WHY),
    "take": (Act.TAKE_PAGE, {}),
    "call": (Act.LOG_CALL, {"text": "She rang again.", "key": "call-key-1"}),
    "attend": (Act.READ, {"typing": "1"}),
    "keep": (Act.REPLY, {"text": "At eight."}),
}
CONTACT = mail_address().key
READING = {
    PATH: Act.READ,
    f"{PATH}/files/m-9/2": Act.READ,
    f"{PATH}/contacts/{CONTACT}": Act.READ,
    f"{PATH}/looks": Act.SEE_LOOKS,
}
FREE = {
    "/staff/calls": "belongs to no inquiry yet; its tests are with the calls",
    "/staff": "shows what may be read",
    "/staff/search": "finds what may be read",
    "/staff/bulk": "shows what may be read, and asks for each: tests/usecases/test_bulk_permitted.py",
    "/staff/bulk/{job}": "is about an order of one's own",
    "/staff/bulk/{job}/stop": "is about an order of one's own",
    "/staff/views": "is about oneself",
    "/staff/keys": "is about nobody",
    "/staff/admin": "asks for a duty, by tests of its own",
    "/staff/admin/{tab}": "asks for a duty, by tests of its own",
    "/staff/me": "is about oneself",
    "/staff/sign-in": "before anybody is known",
    "/staff/arrive": "before anybody is known",
    "/staff/sign-out": "is about oneself",
    "/staff/signed-out": "is about nobody",
}


def a_house(role: Role, place: str) -> House:
    """Rui of the transport team, in that role; an inquiry of theirs, of another team's, or a private one."""
    house = House()
    rui = Staff("rui", "Rui Alves", (role,), mail="rui@schools.example.org")
    teams = tuple(replace(one, members=(*one.members, "rui")) if one.id == "transport" else one for one in TEAMS)
    macros = (Macro("soon", {"en": "Soon"}, {"en": "Soon."}),)
    house.office.districts.district = a_district(staff=(*STAFF, rui), teams=teams, macros=macros)
    house.sign_ins.mail = rui.mail
    team, topic = PLACES[place]
    store, there = house.office.store, {"team": team, "topic": topic, "status": Status.OPEN}
    store.keep(an_inquiry(participants=(*an_inquiry().participants, UNCLE), **there), a_message(), a_page())
    slip = Attachment("slip.pdf", "application/pdf", 4, part="2")
    store.keep(a_message(id="m-9", text="And lunch?", mail_id="", attachments=(slip,)))
    stored = an_event(EventType.FILES_STORED, detail={"message": "m-9", "files": {"2": "d" * 64}})
    store.events.setdefault(REFERENCE, []).append(stored)
    house.office.blobs.objects[blob_key("d" * 64)] = b"%PDF"
    other = an_inquiry(reference=OTHER_REFERENCE, **there)
    store.keep(other, a_message(reference=OTHER_REFERENCE, id="m-2"))
    now = house.office.clock.now
    store.keep(a_contact())
    store.keep(Draft(REFERENCE, "rui", 1, now, now, text="At eight."))
    return house


def seated(house: House) -> tuple[Browser, str]:
    browser = Browser(house)
    browser.sign_in()
    return browser, browser.form("/staff/me")


def permitted(role: Role, place: str, act: Act) -> bool:
    own, others = TABLE[role]
    return act in {"named": own, "elsewhere": others, "private": frozenset()}[place]


def expected(role: Role, place: str, act: Act) -> set[int]:
    if permitted(role, place, act):
        return {200, 303}
    return {403} if permitted(role, place, Act.READ) else {404}


everybody = pytest.mark.parametrize("role", Role)
everywhere = pytest.mark.parametrize("place", PLACES)


@everywhere
@everybody
@pytest.mark.parametrize("name", DEEDS)
def test_a_deed_is_done_or_refused_as_the_table_says(name: str, role: Role, place: str):
    act, fields = DEEDS[name]
    house = a_house(role, place)
    browser, csrf = seated(house)
    form = {"csrf": csrf} | fields
    answer = browser.post(f"{PATH}/{name}", form)
    wanted = expected(role, place, act)
    assert answer.status_code in wanted
    if 404 in wanted:
        absent = browser.post(f"{NOWHERE}/{name}", form)
        assert (answer.status_code, answer.body) == (absent.status_code, absent.body)
    if wanted == {403}:
        assert house.office.store.inquiries[REFERENCE].version == 1


@everywhere
@everybody
@pytest.mark.parametrize("path", READING)
def test_a_page_is_shown_or_not_there_as_the_table_says(path: str, role: Role, place: str):
    browser, _ = seated(a_house(role, place))
    answer = browser.get(path)
    assert answer.status_code in expected(role, place, READING[path])
    if answer.status_code == 404:
        absent = browser.get(path.replace(REFERENCE, "0000-0000"))
        assert (answer.status_code, answer.body) == (absent.status_code, absent.body)


@pytest.mark.parametrize("name", DEEDS)
def test_a_deed_without_the_token_of_our_own_form_is_refused(name: str):
    house = a_house(Role.ADMIN, "named")
    browser, csrf = seated(house)
    before = len(house.office.store.commits)
    fields: dict[str, str] = dict(DEEDS[name][1])
    posts: tuple[Callable[[], HTTPResponse], ...] = (
        lambda: browser.post(f"{PATH}/{name}", fields),
        lambda: browser.post(f"{PATH}/{name}", fields | {"csrf": "x" * len(csrf)}),
        lambda: browser.post(f"{PATH}/{name}", fields | {"csrf": csrf}, Sec_Fetch_Site="cross-site"),
        lambda: browser.post(f"{PATH}/{name}", fields | {"csrf": csrf}, Origin="https://evil.example"),
    )
    assert [post().status_code for post in posts] == [403] * 4
    assert len(house.office.store.commits) == before


def test_nobody_who_is_not_signed_in_sees_or_does_anything():
    house = a_house(Role.ADMIN, "named")
    for path in READING:
        assert "/staff/sign-in" in house.get(path).headers["Location"].replace("../", "/")
    for name, (_, fields) in DEEDS.items():
        assert house.post(f"{PATH}/{name}", fields).status_code == 401


def test_every_address_and_every_deed_is_held_against_the_table():
    known = {path for path in House().app.routes if path.startswith("/staff")}
    below = ("", "/files/{message}/{part}", "/contacts/{contact}", "/looks")
    read = {f"/staff/i/{{reference}}{path}" for path in below}
    assert known == {*FREE, *read, "/staff/i/{reference}/{deed}"}
    assert set(DEEDS) == {*WISHES, *DRAFTS, *DECISIONS, *LIVE_DEEDS}
