"""Who else is at an inquiry's page, replies kept while they are written, who looked, and the card of somebody on it."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from builders import NOW, OTHER_REFERENCE, REFERENCE, a_contact, a_message, an_inquiry, mail_address
from web.browser import Browser
from web.house import House

from chalicelib.domain.attendance import Look
from chalicelib.domain.draft import Draft, DraftState
from chalicelib.domain.errors import Busy
from chalicelib.domain.inquiry import Participant
from chalicelib.domain.words import Status

PATH = f"/staff/i/{REFERENCE}"


@pytest.fixture
def house():
    found = House()
    found.office.store.keep(an_inquiry(status=Status.OPEN), a_message())
    return found


def at_the_desk(house, who="ines"):
    house.sign_ins.mail = f"{who}@schools.example.org"
    found = Browser(house)
    found.sign_in()
    return found


def says(browser, deed, **fields):
    answer = browser.post(f"{PATH}/{deed}", {"csrf": browser.form("/staff/me")} | fields)
    return answer.status_code, json.loads(answer.body)


# --- a note in the making -------------------------------------------------------------------------------------------


def the_note(browser):
    return browser.get(PATH).body.decode().partition('data-kept="note">')[2].partition("</textarea>")[0].strip()


def test_a_note_is_kept_while_it_is_written_and_no_longer_once_it_is_added(house):
    ines = at_the_desk(house)
    assert says(ines, "keep", note="Ring the depot") == (200, {"kept": "Draft kept"})
    assert the_note(ines) == "Ring the depot"
    assert the_note(at_the_desk(house, "omar")) == ""
    ines.post(f"{PATH}/note", {"csrf": ines.form(PATH), "key": "k" * 20, "text": "Ring the depot"})
    assert the_note(ines) == ""
    assert "Ring the depot" in ines.get(PATH).body.decode()


def test_a_note_that_cannot_be_added_is_there_again(house):
    ines = at_the_desk(house)
    ines.post(f"{PATH}/note", {"csrf": ines.form(PATH), "key": "k" * 20, "text": "@nobody.knows, look <b>"})
    answer = ines.post(f"{PATH}/note", {"csrf": ines.form(PATH), "key": "k" * 20, "text": "Another under that key"})
    assert "wrong=key_reused" in answer.headers["Location"]
    assert the_note(ines) == "Another under that key"


# --- who else is there ----------------------------------------------------------------------------------------------


def test_who_opens_it_second_sees_who_was_there_and_the_first_hears_of_them(house):
    ines, omar = at_the_desk(house), at_the_desk(house, "omar")
    assert "is looking at this" not in ines.get(PATH).body.decode()
    assert "Ines Moreau is looking at this, too." in omar.get(PATH).body.decode()
    assert says(ines, "attend", seen="1") == (200, {"there": "Omar Haddad is looking at this, too.", "changed": ""})


def test_who_types_is_said_to_write(house):
    ines, omar = at_the_desk(house), at_the_desk(house, "omar")
    says(omar, "attend", seen="1", typing="1")
    assert says(ines, "attend", seen="1")[1]["there"] == "Omar Haddad is writing a reply."


def test_who_went_away_is_not_there_any_more(house):
    ines, omar = at_the_desk(house), at_the_desk(house, "omar")
    omar.get(PATH)
    house.office.clock.advance(minutes=2)
    assert says(ines, "attend", seen="1")[1]["there"] == ""


def test_what_changed_since_the_page_was_opened_is_said(house):
    ines = at_the_desk(house)
    house.office.store.keep(replace(house.office.store.inquiries[REFERENCE], version=7))
    assert says(ines, "attend", seen="1")[1]["changed"] == "Something changed here since you opened it."
    assert says(ines, "attend", seen="7")[1]["changed"] == ""


def test_a_page_is_shown_though_nobody_can_be_marked(house):
    ines = at_the_desk(house)
    house.attendances.trouble = Busy("throttled")
    assert ines.get(PATH).status_code == 200
    assert says(ines, "attend", seen="1")[0] == 200


# --- who looked -----------------------------------------------------------------------------------------------------


def test_a_leader_reads_who_looked_and_others_are_not_shown_the_way(house):
    house.attendances.note(Look(REFERENCE, "ines", NOW - timedelta(hours=2)))
    lena = at_the_desk(house, "lena")
    assert f"{PATH}/looks" in lena.get(PATH).body.decode()
    page = lena.get(f"{PATH}/looks").body.decode()
    assert page.index("Lena Okafor") < page.index("Ines Moreau")
    assert f"{PATH}/looks" not in at_the_desk(house).get(PATH).body.decode()


# --- drafts ---------------------------------------------------------------------------------------------------------


def test_a_reply_is_kept_while_it_is_written(house):
    ines = at_the_desk(house)
    for text in ("At", "At eight."):
        assert says(ines, "keep", text=text) == (200, {"kept": "Draft kept"})
    draft = house.office.store.drafts[REFERENCE, "ines"]
    assert (draft.text, draft.state, draft.recipients) == ("At eight.", DraftState.OPEN, (mail_address(),))
    assert "At eight.</textarea>" in ines.get(PATH).body.decode()


def test_what_is_on_its_way_is_not_written_over(house):
    leaving = Draft(REFERENCE, "ines", 1, NOW, NOW, text="At eight.", state=DraftState.LEAVING)
    house.office.store.keep(leaving)
    assert says(at_the_desk(house), "keep", text="x")[0] == 409
    assert house.office.store.drafts[REFERENCE, "ines"] == leaving


# --- the card -------------------------------------------------------------------------------------------------------


@pytest.fixture
def card(house):
    store = house.office.store
    store.keep(a_contact(recent=(REFERENCE, OTHER_REFERENCE, "8T3G-MX0A")))
    store.keep(an_inquiry(reference=OTHER_REFERENCE, subject="Lunch money"))
    store.keep(an_inquiry(reference="8T3G-MX0A", subject="Hidden", team="care", topic="wellbeing"))
    return f"{PATH}/contacts/{mail_address().key}"


def test_the_card_shows_how_they_are_known_and_what_else_of_theirs_one_may_see(house, card):
    ines = at_the_desk(house)
    assert card in ines.get(PATH).body.decode()
    page = ines.get(card).body.decode()
    assert mail_address().value in page
    assert "Lunch money" in page
    assert "Hidden" not in page


def test_a_card_of_somebody_who_is_not_on_it_is_not_there(house, card):
    stranger = mail_address("mallory@example.net")
    house.office.store.keep(a_contact(id=stranger.key, addresses=(stranger,)))
    assert at_the_desk(house).get(f"{PATH}/contacts/{stranger.key}").status_code == 404
    waiting = Participant(stranger, "Mallory", contact_id=stranger.key, admitted=False)
    house.office.store.keep(an_inquiry(participants=(*an_inquiry().participants, waiting)))
    assert at_the_desk(house).get(f"{PATH}/contacts/{stranger.key}").status_code == 404


def test_the_card_of_a_further_address_is_its_person_s(house, card):
    work = mail_address("ana@work.example.org")
    people = (*an_inquiry().participants, Participant(work, "Ana at work"))
    house.office.store.keep(an_inquiry(participants=people))
    house.office.store.pointers[work.key] = mail_address().key
    assert "Lunch money" in at_the_desk(house).get(f"{PATH}/contacts/{work.key}").body.decode()


def test_the_card_of_a_merged_contact_is_the_one_that_took_it_over(house, card):
    kept = mail_address("ana.diaz@example.org")
    house.office.store.keep(a_contact(merged_into=kept.key), a_contact(id=kept.key, addresses=(kept,)))
    assert kept.value in at_the_desk(house).get(card).body.decode()


# --- what is confidential -------------------------------------------------------------------------------------------


def asks(browser, deed, **fields):
    return browser.post(f"{PATH}/{deed}", {"csrf": browser.form("/staff/me")} | fields)


def names_them(browser):
    page = browser.get(PATH).body.decode()
    return any(one in page for one in ("Ana Diaz", mail_address().value, mail_address().key))


def test_names_are_shown_to_nobody_until_two_people_ask_and_then_to_those_two(house):
    ines, omar, sofia = (at_the_desk(house, who) for who in ("ines", "omar", "sofia"))
    asks(ines, "conceal", why="she asked")
    assert not any(map(names_them, (ines, omar, sofia)))
    asks(ines, "ask", why="she is in danger")
    assert "Your request waits for a second person." in ines.get(PATH).body.decode()
    assert "Ines Moreau asks to see who it is: she is in danger" in sofia.get(PATH).body.decode()
    assert f"{PATH}/reveal" not in omar.get(PATH).body.decode()
    asks(sofia, "reveal")
    assert [names_them(one) for one in (ines, omar, sofia)] == [True, False, True]
    house.office.clock.advance(minutes=59)
    assert names_them(ines)
    house.office.clock.advance(minutes=1)
    assert not any(map(names_them, (at_the_desk(house), at_the_desk(house, "sofia"))))
